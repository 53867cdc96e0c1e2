// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Jid.h"
#include "xmpp/Transport.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QXmlStreamReader>

#include <algorithm>

namespace Natter::Test {

/// An XML element as the scripted engine reads it; namespaces are kept, prefixes are not.
struct XmlNode
{
    QString name;
    QString ns;
    QHash<QString, QString> attributes;
    QString text;
    QList<XmlNode> children;

    const XmlNode* child(const QString& childName) const
    {
        const auto found = std::find_if(children.cbegin(), children.cend(),
            [&childName](const XmlNode& node) { return node.name == childName; });
        return found == children.cend() ? nullptr : &*found;
    }
    QString childText(const QString& childName) const
    {
        const XmlNode* node = child(childName);
        return node == nullptr ? QString() : node->text;
    }

    static XmlNode parse(const QString& xml)
    {
        QXmlStreamReader reader(xml);
        return reader.readNextStartElement() ? read(reader) : XmlNode();
    }

private:
    static XmlNode read(QXmlStreamReader& reader)
    {
        XmlNode node{reader.name().toString(), reader.namespaceUri().toString(), {}, {}, {}};
        const auto attributes = reader.attributes();
        for (const QXmlStreamAttribute& attribute : attributes)
            node.attributes.insert(attribute.name().toString(), attribute.value().toString());
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement())
                node.children.append(read(reader));
            else if (reader.isCharacters())
                node.text += reader.text();
            else if (reader.isEndElement())
                break;
        }
        return node;
    }
};

/// The engine behind a Client, small enough to be read: signs everybody in, resumes when told to, answers
/// roster and archive questions from its lists, and keeps what it is sent. Answers come from the event loop.
class ScriptedEngine final : public Xmpp::Transport
{
public:
    struct Archived
    {
        QString id;
        QString from; ///< bare addresses
        QString to;
        QString body;
        QString originId;
        QDateTime stamp;
    };
    struct Sent
    {
        QString to;
        QString body;
        QString id;
        bool isComposing = false;
    };

    explicit ScriptedEngine(QString account)
        : m_account(std::move(account))
    {}

    QList<Archived> archive; ///< oldest first
    QStringList roster;
    bool resumes = true;
    bool acknowledges = true;
    int archiveAnswers = -1; ///< so many more, then silence; negative: always
    QString archiveError;    ///< a condition of RFC 6120, 8.3.3, instead of pages

    QList<Sent> messages; ///< with a body
    QList<Sent> chatStates;
    QList<XmlNode> archiveQueries;

    void open(const QUrl&) override
    {
        m_isOpen = true;
        later([this] { Q_EMIT opened(); });
    }
    void close() override { end({ErrorKind::Cancelled, {}, {}, {}}); }
    bool isOpen() const override { return m_isOpen; }
    /// The connection breaks.
    void drop() { end({ErrorKind::Network, Retry::later(), {}, {}}); }

    void send(const QString& frame) override
    {
        const XmlNode node = XmlNode::parse(frame);
        if (node.name == u"message" || node.name == u"iq" || node.name == u"presence")
            ++m_handled;
        handle(node);
    }

    void inject(const QString& xml)
    {
        later([this, xml] { Q_EMIT frameReceived(xml); });
    }
    /// A live message, kept in the archive too when it has an archive id. `stamp`: a XEP-0203 delay in the
    /// server's name, which the sender can write as well.
    void deliver(const QString& from, const QString& body, const QString& id, const QString& archiveId = {},
        const QDateTime& stamp = {})
    {
        inject(messageXml(from, m_account, body, id, archiveId, stamp));
        if (!archiveId.isEmpty())
            archive.append({archiveId, from, m_account, body, id, QDateTime::currentDateTimeUtc()});
    }
    /// XEP-0280: another device of this account wrote.
    void deliverCarbon(const QString& to, const QString& body, const QString& id)
    {
        inject(QStringLiteral("<message xmlns='jabber:client' from='%1' to='%1/app'><sent "
                              "xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>%2"
                              "</forwarded></sent></message>")
                   .arg(m_account, messageXml(m_account + QStringLiteral("/phone"), to, body, id, {})));
    }
    void bounce(const Sent& message, const QString& condition)
    {
        inject(QStringLiteral("<message xmlns='jabber:client' type='error' from='%1' to='%2/app' id='%3'>"
                              "<error type='cancel'><%4 xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                              "</error></message>")
                   .arg(message.to, m_account, message.id, condition));
    }
    void acknowledge() { inject(QStringLiteral("<a xmlns='urn:xmpp:sm:3' h='%1'/>").arg(m_handled)); }

private:
    template <typename Function>
    void later(Function function)
    {
        QMetaObject::invokeMethod(
            this,
            [this, function, connection = m_connection] {
                if (connection == m_connection)
                    function();
            },
            Qt::QueuedConnection);
    }

    void end(const Error& error)
    {
        if (!m_isOpen)
            return;
        m_isOpen = false;
        ++m_connection;
        m_isSignedIn = false;
        later([this, error] { Q_EMIT closed(error); });
    }

    void handle(const XmlNode& node)
    {
        if (node.name == u"open") {
            inject(QStringLiteral("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='%1' id='s' "
                                  "version='1.0'/>")
                       .arg(m_account.section(u'@', 1)));
            inject(features());
        } else if (node.name == u"auth") {
            m_isSignedIn = true;
            inject(QStringLiteral("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
        } else if (node.name == u"resume") {
            inject(resumes
                       ? QStringLiteral("<resumed xmlns='urn:xmpp:sm:3' previd='id' h='%1'/>").arg(m_handled)
                       : QStringLiteral("<failed xmlns='urn:xmpp:sm:3'/>"));
        } else if (node.name == u"enable") {
            m_handled = 0;
            inject(QStringLiteral("<enabled xmlns='urn:xmpp:sm:3' id='id' resume='true'/>"));
        } else if (node.name == u"r" && acknowledges) {
            acknowledge();
        } else if (node.name == u"iq") {
            handleIq(node);
        } else if (node.name == u"message") {
            const Sent sent{node.attributes.value(QStringLiteral("to")),
                node.childText(QStringLiteral("body")), node.attributes.value(QStringLiteral("id")),
                node.child(QStringLiteral("composing")) != nullptr};
            (sent.body.isEmpty() ? chatStates : messages).append(sent);
        }
    }

    QString features() const
    {
        const QString inner =
            m_isSignedIn
                ? QStringLiteral(
                      "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>")
                : QStringLiteral("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN"
                                 "</mechanism></mechanisms>");
        return QStringLiteral("<features xmlns='http://etherx.jabber.org/streams'>%1</features>").arg(inner);
    }

    void handleIq(const XmlNode& iq)
    {
        if (iq.children.isEmpty() || iq.attributes.value(QStringLiteral("type")) == u"result")
            return;
        const XmlNode& payload = iq.children.first();
        if (payload.name == u"bind") {
            answer(
                iq, QStringLiteral("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>%1/app</jid></bind>")
                        .arg(m_account));
        } else if (payload.ns == u"http://jabber.org/protocol/disco#info") {
            answer(iq, QStringLiteral("<query xmlns='http://jabber.org/protocol/disco#info'>"
                                      "<feature var='urn:xmpp:mam:2'/><feature var='urn:xmpp:sid:0'/>"
                                      "<feature var='urn:xmpp:carbons:2'/></query>"));
        } else if (payload.ns == u"jabber:iq:roster") {
            QString items;
            for (const QString& jid : std::as_const(roster))
                items += QStringLiteral("<item jid='%1' subscription='both'/>").arg(jid);
            answer(iq, QStringLiteral("<query xmlns='jabber:iq:roster'>%1</query>").arg(items));
        } else if (payload.ns == u"urn:xmpp:mam:2") {
            archiveQueries.append(payload);
            if (archiveAnswers != 0)
                answerArchive(iq, payload);
            if (archiveAnswers > 0)
                --archiveAnswers;
        } else {
            answer(iq, {});
        }
    }

    void answer(const XmlNode& iq, const QString& payload)
    {
        const QString asked = iq.attributes.value(QStringLiteral("to"));
        const QString from = asked.isEmpty() ? QString() : QStringLiteral(" from='%1'").arg(asked);
        inject(QStringLiteral("<iq xmlns='jabber:client' type='result' id='%1'%2>%3</iq>")
                   .arg(iq.attributes.value(QStringLiteral("id")), from, payload));
    }

    void answerArchive(const XmlNode& iq, const XmlNode& query)
    {
        const XmlNode set = *query.child(QStringLiteral("set"));
        const QString before = set.childText(QStringLiteral("before"));
        const bool isKnown = before.isEmpty() || std::any_of(archive.cbegin(), archive.cend(),
                                                     [&](const auto& each) { return each.id == before; });
        const QString error = isKnown ? archiveError : QStringLiteral("item-not-found");
        if (!error.isEmpty()) {
            inject(QStringLiteral("<iq xmlns='jabber:client' type='error' id='%1'><error type='cancel'><%2 "
                                  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")
                       .arg(iq.attributes.value(QStringLiteral("id")), error));
            return;
        }
        const int maximum = set.childText(QStringLiteral("max")).toInt();
        QList<Archived> found;
        for (const Archived& message : std::as_const(archive)) {
            if (!before.isEmpty() && message.id == before)
                break;
            const QString with = withOf(query);
            if (with.isEmpty() || message.from == with || message.to == with)
                found.append(message);
        }
        const bool isComplete = found.size() <= maximum;
        found = found.last(qMin<qsizetype>(maximum, found.size()));
        for (const Archived& message : std::as_const(found))
            inject(resultXml(message, query.attributes.value(QStringLiteral("queryid"))));
        const QString ends =
            found.isEmpty()
                ? QString()
                : QStringLiteral("<first>%1</first><last>%2</last>").arg(found.first().id, found.last().id);
        answer(iq, QStringLiteral("<fin xmlns='urn:xmpp:mam:2' complete='%1'><set "
                                  "xmlns='http://jabber.org/protocol/rsm'>%2</set></fin>")
                       .arg(isComplete ? QStringLiteral("true") : QStringLiteral("false"), ends));
    }

    static QString withOf(const XmlNode& query)
    {
        const XmlNode* form = query.child(QStringLiteral("x"));
        if (form == nullptr)
            return {};
        for (const XmlNode& field : form->children) {
            if (field.attributes.value(QStringLiteral("var")) == u"with")
                return field.childText(QStringLiteral("value"));
        }
        return {};
    }

    QString resultXml(const Archived& message, const QString& queryId) const
    {
        return QStringLiteral("<message xmlns='jabber:client' from='%1' to='%1/app'><result "
                              "xmlns='urn:xmpp:mam:2' queryid='%2' id='%3'><forwarded "
                              "xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='%4'/>%5"
                              "</forwarded></result></message>")
            .arg(m_account, queryId, message.id, message.stamp.toString(Qt::ISODateWithMs),
                messageXml(message.from, message.to, message.body, message.originId, {}));
    }

    QString messageXml(const QString& from, const QString& to, const QString& body, const QString& id,
        const QString& archiveId, const QDateTime& stamp = {}) const
    {
        const QString delay = stamp.isValid()
                                  ? QStringLiteral("<delay xmlns='urn:xmpp:delay' from='%1' stamp='%2'/>")
                                        .arg(m_account.section(u'@', 1), stamp.toString(Qt::ISODateWithMs))
                                  : QString();
        const QString stanzaId = archiveId.isEmpty()
                                     ? QString()
                                     : QStringLiteral("<stanza-id xmlns='urn:xmpp:sid:0' by='%1' id='%2'/>")
                                           .arg(m_account, archiveId);
        return QStringLiteral("<message xmlns='jabber:client' type='chat' from='%1' to='%2' id='%3'><body>%4"
                              "</body><origin-id xmlns='urn:xmpp:sid:0' id='%3'/>%5%6</message>")
            .arg(from, to, id, body.toHtmlEscaped(), stanzaId, delay);
    }

    const QString m_account;
    bool m_isOpen = false;
    bool m_isSignedIn = false;
    int m_handled = 0;
    int m_connection = 0;
};

} // namespace Natter::Test
