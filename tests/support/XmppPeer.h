// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTcpSocket>
#include <QTest>
#include <QUrl>
#include <QXmlStreamReader>

namespace Natter::Test {

/// A plain XMPP client over TCP that shares no code with Natter's: the other end in integration tests. It
/// signs in with an engine token as the password and sends and collects chat messages.
class XmppPeer
{
public:
    struct Received
    {
        QString from;
        QString body;
        QString id;
    };

    bool signIn(const QUrl& server, const QString& local, const QString& domain, const QString& token)
    {
        m_domain = domain;
        m_socket.connectToHost(server.host(), static_cast<quint16>(server.port()));
        if (!m_socket.waitForConnected(30'000))
            return false;
        openStream();
        if (!waitFor("</stream:features>"))
            return false;
        const QByteArray plain = QByteArray(1, '\0') + local.toUtf8() + QByteArray(1, '\0') + token.toUtf8();
        write("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain.toBase64() +
              "</auth>");
        if (!waitFor("<success"))
            return false;
        openStream();
        if (!waitFor("</stream:features>"))
            return false;
        write("<iq type='set' id='b1'><bind "
              "xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>peer</resource></bind></iq>");
        if (!waitFor("</bind>"))
            return false;
        write("<presence/>");
        return true;
    }

    /// `payload`: further XML inside the message.
    void send(const QString& to, const QString& body, const QString& id, const QString& payload = {})
    {
        write(QStringLiteral("<message type='chat' to='%1' id='%2'><body>%3</body>%4</message>")
                  .arg(to.toHtmlEscaped(), id.toHtmlEscaped(), body.toHtmlEscaped(), payload)
                  .toUtf8());
    }

    /// The engine has handled all that was sent: stanzas of one stream go in order.
    bool isHandled()
    {
        const QByteArray id = "handled-" + QByteArray::number(++m_pings);
        write("<iq type='get' id='" + id + "' to='" + m_domain.toUtf8() +
              "'><ping xmlns='urn:xmpp:ping'/></iq>");
        return waitFor(id);
    }

    /// Everything with a body so far.
    QList<Received> received()
    {
        collect();
        QList<Received> messages;
        // The stream's own root closes only at the end, so each message is cut out and read by itself.
        qsizetype at = 0;
        while ((at = m_all.indexOf("<message", at)) >= 0) {
            const qsizetype end = m_all.indexOf("</message>", at);
            if (end < 0)
                break;
            read(m_all.mid(at, end + 10 - at), messages);
            at = end;
        }
        return messages;
    }

    /// How often a body arrived, after waiting until it did at least once.
    qsizetype waitForBody(const QString& body, int timeoutMs = 30'000)
    {
        (void)QTest::qWaitFor([this, &body] { return count(body) > 0; }, timeoutMs);
        return count(body);
    }

    qsizetype count(const QString& body)
    {
        const QList<Received> all = received();
        return std::count_if(
            all.begin(), all.end(), [&body](const Received& one) { return one.body == body; });
    }

    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

private:
    void openStream()
    {
        m_unread.clear();
        write("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
              "xmlns:stream='http://etherx.jabber.org/streams' "
              "version='1.0' to='" +
              m_domain.toUtf8() + "'>");
    }

    void write(const QByteArray& xml)
    {
        m_socket.write(xml);
        m_socket.flush();
    }

    void collect()
    {
        const QByteArray fresh = m_socket.readAll();
        m_all += fresh;
        m_unread += fresh;
    }

    bool waitFor(const QByteArray& text)
    {
        return QTest::qWaitFor(
                   [this, &text] {
                       collect();
                       return m_unread.contains(text) || m_unread.contains("<failure") || !isConnected();
                   },
                   30'000) &&
               m_unread.contains(text);
    }

    static void read(const QByteArray& xml, QList<Received>& messages)
    {
        QXmlStreamReader reader(xml);
        reader.setNamespaceProcessing(false);
        Received message;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (reader.name() == u"message") {
                message.from = reader.attributes().value(QLatin1String("from")).toString();
                message.id = reader.attributes().value(QLatin1String("id")).toString();
            } else if (reader.name() == u"body") {
                message.body = reader.readElementText();
                messages.append(message);
                return;
            }
        }
    }

    QTcpSocket m_socket;
    QString m_domain;
    QByteArray m_all;
    QByteArray m_unread;
    int m_pings = 0;
};

} // namespace Natter::Test
