// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "core/ConnectionReport.h"
#include "core/Session.h"
#include "diagnosis/DiagnosisFlow.h"

namespace Natter::App {

/// The connection report of one account: the walk of natter-doctor with the running session's engine token,
/// without a login, a refresh of its own or a logout.
class AccountReport final : public Core::ConnectionReport
{
    Q_OBJECT

public:
    /// `site` as the profile was fetched from. All references live longer.
    AccountReport(QString site, Core::Session& session, Net::HttpClient& http,
        Diagnosis::TransportMaker makeTransport, const Clock& clock, QObject* parent = nullptr);

    void start() override;
    void stop() override;
    QString text() const override;

private:
    QString m_site;
    Core::Session& m_session;
    Net::HttpClient& m_http;
    Diagnosis::TransportMaker m_makeTransport;
    const Clock& m_clock;
    QDateTime m_begin;
    std::unique_ptr<Diagnosis::DiagnosisFlow> m_flow;
};

} // namespace Natter::App
