// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <chrono>

namespace Natter::Gateway {

/// Counters in the Prometheus text format. Labels hold routes, statuses and reasons, never anything that a
/// client chose.
class Metrics
{
public:
    void countRequest(const QString& path, int status, std::chrono::milliseconds taken);
    void countRefusal(const QString& reason);
    void countUsersInfo(bool isAnswered);

    QByteArray text() const;

private:
    QMap<QByteArray, quint64> m_requests; ///< by label text
    QMap<QByteArray, quint64> m_refusals;
    QMap<QByteArray, quint64> m_usersInfo;
    std::chrono::milliseconds m_taken{0};
};

} // namespace Natter::Gateway
