// SPDX-License-Identifier: Apache-2.0
#include "gateway/Metrics.h"

namespace Natter::Gateway {

namespace {

QByteArray family(const QByteArray& name, const QByteArray& help, const QMap<QByteArray, quint64>& series)
{
    QByteArray text = "# HELP " + name + ' ' + help + "\n# TYPE " + name + " counter\n";
    for (auto it = series.begin(); it != series.end(); ++it)
        text += name + '{' + it.key() + "} " + QByteArray::number(it.value()) + '\n';
    return text;
}

} // namespace

void Metrics::countRequest(const QString& path, int status, std::chrono::milliseconds taken)
{
    ++m_requests["path=\"" + path.toUtf8() + "\",status=\"" + QByteArray::number(status) + '"'];
    m_taken += taken;
}

void Metrics::countRefusal(const QString& reason)
{
    ++m_refusals["reason=\"" + reason.toUtf8() + '"'];
}

void Metrics::countUsersInfo(bool isAnswered)
{
    ++m_usersInfo[isAnswered ? "outcome=\"answered\"" : "outcome=\"failed\""];
}

QByteArray Metrics::text() const
{
    return family("natter_gateway_requests_total", "Requests by path and HTTP status.", m_requests) +
           family("natter_gateway_refusals_total", "Refused requests by reason.", m_refusals) +
           family("natter_gateway_users_info_requests_total", "Requests to users-info.", m_usersInfo) +
           "# HELP natter_gateway_request_seconds_total Time from request to answer.\n"
           "# TYPE natter_gateway_request_seconds_total counter\n"
           "natter_gateway_request_seconds_total " +
           QByteArray::number(double(m_taken.count()) / 1000.0, 'f', 3) + '\n';
}

} // namespace Natter::Gateway
