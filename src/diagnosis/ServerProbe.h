// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "domain/ReportStep.h"

#include <QObject>
#include <QSslError>
#include <QStringList>
#include <QTimer>
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
    struct Look
    {
        ReportDetail detail; ///< `name` is its roles, host and port
        Phrase mend;         ///< empty when all is well
    };

    /// A server that takes the connection and stays silent is given up on after `limit`.
    ServerProbe(const QUrl& url, QStringList roles, std::chrono::milliseconds limit);

    /// Never an error.
    Answer<Look> look();

private:
    void conclude(StepStatus status, const QString& found, const Phrase& mend = {});
    void judgeConnection();
    void judgeProblems(const QList<QSslError>& problems);
    void judgeCertificate();

    QUrl m_url;
    QStringList m_roles; ///< what it is to the site, in its profile's words
    int m_port;
    QSslSocket* m_socket;
    QTimer m_limit;
    Promise<Look> m_promise;
};

} // namespace Natter::Diagnosis
