// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/ElementReader.h"
#include "xmpp/Transport.h"

#include <QQueue>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>

namespace Natter::Test {

/// The engine's side of an XMPP stream, played by the test: inject() what the engine says, expect() what the
/// client says, compared as parsed XML. In expected XML `*` stands for any attribute value or text, and an
/// element without `xmlns` is of `jabber:client`.
class FakeTransport final : public Xmpp::Transport
{
public:
    void open(const QUrl& url) override
    {
        m_url = url;
        m_isConnecting = true;
    }
    void send(const QString& frame) override
    {
        m_sent.enqueue(frame);
        m_everythingSent->append(frame);
        if (m_answersClose && frame.startsWith(QStringLiteral("<close ")))
            QTimer::singleShot(0, this, [this, frame, connection = m_connections] {
                if (m_isOpen && connection == m_connections)
                    Q_EMIT frameReceived(frame);
            });
    }
    void close() override { fail(Error::cancelled()); }
    bool isOpen() const override { return m_isOpen; }

    const QUrl& url() const { return m_url; }
    bool isConnecting() const { return m_isConnecting; }

    /// By default `<close/>` is answered with `<close/>`, as RFC 7395, 3.6 wants it.
    void setAnswersClose(bool answers) { m_answersClose = answers; }

    /// The connection is made.
    void accept()
    {
        m_isConnecting = false;
        m_isOpen = true;
        ++m_connections;
        Q_EMIT opened();
    }
    /// The connection ends; what was sent and not yet expected stays.
    void fail(const Error& error = {ErrorKind::Network, Retry::later(), QStringLiteral("cut"), {}})
    {
        if (!m_isOpen && !m_isConnecting)
            return;
        m_isOpen = m_isConnecting = false;
        Q_EMIT closed(error);
    }

    void inject(const QString& xml) { Q_EMIT frameReceived(inClientNamespace(xml)); }
    /// Exactly as it is.
    void injectRaw(const QString& frame) { Q_EMIT frameReceived(frame); }

    bool expect(const QString& xml)
    {
        const auto expected = Xmpp::readElement(inClientNamespace(xml));
        if (!expected) {
            qWarning() << "not XML:" << xml;
            return false;
        }
        const Xmpp::Element sent = take();
        if (matches(*expected, sent))
            return true;
        qWarning().noquote() << "expected:" << xml << "\n     got:" << m_lastFrame;
        return false;
    }
    bool expectNothing(int milliseconds = 20)
    {
        QTest::qWait(milliseconds);
        if (m_sent.isEmpty())
            return true;
        qWarning().noquote() << "expected nothing, got:" << m_sent.head();
        return false;
    }
    /// The next frame, waited for; null when there is none.
    Xmpp::Element take()
    {
        m_lastFrame.clear();
        if (!QTest::qWaitFor([this] { return !m_sent.isEmpty(); }, 30'000))
            return {};
        m_lastFrame = m_sent.dequeue();
        const auto element = Xmpp::readElement(m_lastFrame);
        m_last = element ? *element : Xmpp::Element();
        return m_last;
    }
    /// What take() or expect() read last.
    const Xmpp::Element& lastElement() const { return m_last; }
    QString lastId() const { return m_last.attribute(u"id"); }
    /// Every frame so far; it outlives this transport.
    std::shared_ptr<QStringList> everythingSent() const { return m_everythingSent; }
    void forgetSent() { m_sent.clear(); }

private:
    static QString inClientNamespace(const QString& xml)
    {
        const qsizetype end = xml.indexOf(u'>');
        if (xml.left(end).contains(QStringLiteral("xmlns")))
            return xml;
        qsizetype name = 1;
        while (name < xml.size() && (xml.at(name).isLetterOrNumber() || xml.at(name) == u'-'))
            ++name;
        return xml.left(name) + QStringLiteral(" xmlns='jabber:client'") + xml.mid(name);
    }

    static bool fits(const QString& expected, const QString& actual)
    {
        return expected == u"*" || expected == actual;
    }

    static bool matches(const Xmpp::Element& expected, const Xmpp::Element& actual)
    {
        if (!actual.is(expected.name(), expected.xmlNamespace()) || !fits(expected.text(), actual.text()) ||
            expected.attributes().size() != actual.attributes().size() ||
            expected.children().size() != actual.children().size())
            return false;
        for (const auto& attribute : expected.attributes()) {
            const QString value = actual.attribute(attribute.name);
            if (value.isNull() || !fits(attribute.value, value))
                return false;
        }
        return std::equal(
            expected.children().begin(), expected.children().end(), actual.children().begin(), matches);
    }

    QUrl m_url;
    QQueue<QString> m_sent;
    std::shared_ptr<QStringList> m_everythingSent = std::make_shared<QStringList>();
    QString m_lastFrame;
    Xmpp::Element m_last;
    bool m_isConnecting = false;
    bool m_isOpen = false;
    bool m_answersClose = true;
    int m_connections = 0;
};

} // namespace Natter::Test
