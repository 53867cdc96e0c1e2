// SPDX-License-Identifier: Apache-2.0
#include "AccountReport.h"

#include "diagnosis/Checks.h"
#include "diagnosis/ReportText.h"

#include <QGuiApplication>

namespace Natter::App {

AccountReport::AccountReport(QString site, Core::Session& session, Net::HttpClient& http,
    Diagnosis::TransportMaker makeTransport, const Clock& clock, QObject* parent)
    : ConnectionReport(parent)
    , m_site(std::move(site))
    , m_session(session)
    , m_http(http)
    , m_makeTransport(std::move(makeTransport))
    , m_clock(clock)
{}

void AccountReport::start()
{
    stop();
    m_begin = m_clock.now();
    Diagnosis::Options options;
    options.site = m_site;
    options.session = {m_session.userId(), [this] {
                           return m_session.bearer();
                       }};
    auto checks = Diagnosis::allChecks(options);
    m_flow = std::make_unique<Diagnosis::DiagnosisFlow>(
        options, std::move(checks), m_http, m_makeTransport, m_clock);
    connect(m_flow.get(), &Diagnosis::DiagnosisFlow::stepStarted, this, &ConnectionReport::stepStarted);
    connect(m_flow.get(), &Diagnosis::DiagnosisFlow::stepFinished, this, &ConnectionReport::stepFinished);
    connect(m_flow.get(), &Diagnosis::DiagnosisFlow::finished, this, &ConnectionReport::finished);
    m_flow->start();
}

void AccountReport::stop()
{
    if (!m_flow)
        return;
    m_flow->disconnect(this);
    m_flow.release()->deleteLater(); // it may be the one that is calling
}

QString AccountReport::text() const
{
    if (!m_flow)
        return {};
    return Diagnosis::reportText(QGuiApplication::applicationDisplayName(), m_site, m_begin, m_flow->steps());
}

} // namespace Natter::App
