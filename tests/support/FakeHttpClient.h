// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/HttpClient.h"

#include <QTest>

namespace Natter::Test {

/// Records what is asked and answers when the test says so, in any order.
class FakeHttpClient final : public Net::HttpClient
{
public:
    struct Exchange
    {
        Net::HttpRequest request;
        Promise<Net::HttpResponse> promise;
    };

    Answer<Net::HttpResponse> send(const Net::HttpRequest& request) override
    {
        m_exchanges.append({request, {}});
        return m_exchanges.last().promise.answer();
    }

    /// Every request so far, answered or not, oldest first.
    const QList<Exchange>& exchanges() const { return m_exchanges; }
    qsizetype count() const { return m_exchanges.size(); }
    const Net::HttpRequest& request(qsizetype index) const { return m_exchanges.at(index).request; }
    /// Runs the event loop until that many requests were made.
    bool waitForCount(qsizetype count, int timeoutMs = 30'000) const
    {
        return QTest::qWaitFor([this, count] { return m_exchanges.size() >= count; }, timeoutMs);
    }

    void answer(qsizetype index, int status, const QByteArray& body, const QList<Net::Header>& headers = {})
    {
        m_exchanges.at(index).promise.resolve(Net::HttpResponse{status, headers, body});
    }
    void fail(qsizetype index, const Error& error) { m_exchanges.at(index).promise.resolve(error); }

private:
    QList<Exchange> m_exchanges;
};

} // namespace Natter::Test
