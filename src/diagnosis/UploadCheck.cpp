// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Inquiry.h"
#include "xmpp/Disco.h"
#include "xmpp/Namespaces.h"

namespace Natter::Diagnosis {

namespace {

constexpr QStringView UploadNamespace = u"urn:xmpp:http:upload:0";                // XEP-0363
constexpr QStringView ItemsNamespace = u"http://jabber.org/protocol/disco#items"; // XEP-0030, 4

Finding notOffered()
{
    return Finding::warned(Phrase("not offered"),
        Phrase("Load mod_http_upload in the engine, and route its put_url, if files are to be sent."));
}

Finding judgeSlot(const Result<Xmpp::Element>& slot)
{
    if (!slot)
        return Finding::failed(Phrase("no place for a file: %1").arg(slot.error().detail),
            Phrase("Look at mod_http_upload's access, max_size and docroot."));
    const QUrl put(slot->child(u"put", UploadNamespace).attribute(u"url"));
    if (!put.isValid() || put.host().isEmpty() || !isTrustedTransport(put))
        return Finding::failed(Phrase("a place that is no https address"),
            Phrase("Set put_url of mod_http_upload to an https address."));
    return Finding::good(Phrase("offered, at %1").arg(put.host()));
}

/// Finds the service as XEP-0363, 4 says and asks for a place; nothing is uploaded.
class UploadSearch final : public Inquiry
{
public:
    using Inquiry::Inquiry;

    void begin() override
    {
        const auto domain = Jid::parse(m_walk.profile->engineDomain);
        onDone(m_walk.engine.ask(Xmpp::Iq::Type::Get, Xmpp::Element(u"query", ItemsNamespace), *domain), this,
            [this, domain](const Result<Xmpp::Element>& items) {
                m_candidates = {*domain};
                if (items) {
                    for (const Xmpp::Element& item : items->children()) {
                        if (const auto jid = Jid::parse(item.attribute(u"jid")))
                            m_candidates += *jid;
                    }
                }
                askNext();
            });
    }

private:
    void askNext()
    {
        if (m_candidates.isEmpty())
            return end(notOffered());
        const Jid service = m_candidates.takeFirst();
        onDone(m_walk.engine.ask(Xmpp::Iq::Type::Get, Xmpp::discoInfoRequest(), service), this,
            [this, service](const Result<Xmpp::Element>& answer) {
                const auto info = answer ? Xmpp::DiscoInfo::fromXml(*answer) : std::nullopt;
                if (info && info->features.contains(UploadNamespace.toString()))
                    askSlot(service);
                else
                    askNext();
            });
    }

    void askSlot(const Jid& service)
    {
        const Xmpp::Element request(u"request", UploadNamespace,
            {{u"filename", u"natter-doctor.txt"}, {u"size", u"1"}, {u"content-type", u"text/plain"}});
        onDone(m_walk.engine.ask(Xmpp::Iq::Type::Get, request, service), this,
            [this](const Result<Xmpp::Element>& slot) { end(judgeSlot(slot)); });
    }

    void end(Finding finding)
    {
        finding.asked = QStringLiteral("a place for a file of 1 byte (urn:xmpp:http:upload:0)");
        finding.answered = finding.summary.english();
        conclude(finding);
    }

    QList<Jid> m_candidates;
};

} // namespace

Check uploadCheck()
{
    return {.id = QStringLiteral("upload"),
        .title = Phrase("File upload"),
        .why = Phrase("Pictures and files are put on the engine's upload service (XEP-0363)."),
        .needs = {QStringLiteral("stream-management")},
        .run = inquire<UploadSearch>};
}

} // namespace Natter::Diagnosis
