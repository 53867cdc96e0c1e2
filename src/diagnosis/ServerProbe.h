// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "domain/ReportStep.h"

#include <QObject>
#include <QUrl>

class QSslSocket;

namespace Natter::Diagnosis {

/// Looks at one server before anything is asked of it: does its name exist, does the port answer, is its
/// certificate good, for this name and for some time yet. Plain http and ws need only the first two, and are
/// refused but for loopback. GUI thread.
class ServerProbe : public QObject
{
    Q_OBJECT

public:
    explicit ServerProbe(const QUrl& url);

    /// `name` of the detail is host and port. Never an error.
    Answer<ReportDetail> look();

private:
    void conclude(StepStatus status, const QString& found);
    void judgeCertificate();

    QUrl m_url;
    int m_port;
    QSslSocket* m_socket;
    Promise<ReportDetail> m_promise;
};

} // namespace Natter::Diagnosis
