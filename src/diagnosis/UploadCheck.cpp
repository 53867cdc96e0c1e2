// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "xmpp/Disco.h"
#include "xmpp/Namespaces.h"

namespace Natter::Diagnosis {

namespace {

constexpr QStringView UploadNamespace = u"urn:xmpp:http:upload:0";                // XEP-0363
constexpr QStringView ItemsNamespace = u"http://jabber.org/protocol/disco#items"; // XEP-0030, 4

/// Finds the service as XEP-0363, 4 says and asks for a place; nothing is uploaded.
class UploadCheck final : public Check
{
public:
    UploadCheck()
        : Check({QStringLiteral("upload"), QStringLiteral("File upload"),
              QStringLiteral("Pictures and files are put on the engine's upload service (XEP-0363)."),
              {QStringLiteral("stream-management")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        m_walk = &walk;
        const auto domain = Jid::parse(walk.profile->engineDomain);
        onDone(walk.engine.ask(Xmpp::Iq::Type::Get, Xmpp::Element(u"query", ItemsNamespace), *domain),
            &m_context, [this, domain](const Result<Xmpp::Element>& items) {
                m_candidates = {*domain};
                if (items) {
                    for (const Xmpp::Element& item : items->children()) {
                        if (const auto jid = Jid::parse(item.attribute(u"jid")))
                            m_candidates += *jid;
                    }
                }
                askNext();
            });
        return m_promise.answer();
    }

private:
    void askNext()
    {
        if (m_candidates.isEmpty())
            return conclude(StepStatus::Warning, QStringLiteral("not offered"),
                QStringLiteral(
                    "Load mod_http_upload in the engine, and route its put_url, if files are to be sent."));
        const Jid service = m_candidates.takeFirst();
        onDone(m_walk->engine.ask(Xmpp::Iq::Type::Get, Xmpp::discoInfoRequest(), service), &m_context,
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
        onDone(m_walk->engine.ask(Xmpp::Iq::Type::Get, request, service), &m_context,
            [this](const Result<Xmpp::Element>& slot) {
                if (!slot)
                    return conclude(StepStatus::Failed,
                        QStringLiteral("no place for a file: ") + slot.error().detail,
                        QStringLiteral("Look at mod_http_upload's access, max_size and docroot."));
                const QUrl put(slot->child(u"put", UploadNamespace).attribute(u"url"));
                if (!put.isValid() || put.host().isEmpty() || !isTrustedTransport(put))
                    return conclude(StepStatus::Failed, QStringLiteral("a place that is no https address"),
                        QStringLiteral("Set put_url of mod_http_upload to an https address."));
                conclude(StepStatus::Ok, QStringLiteral("offered, at %1").arg(put.host()), {});
            });
    }

    void conclude(StepStatus status, const QString& summary, const QString& mend)
    {
        Finding finding;
        finding.status = status;
        finding.summary = finding.answered = summary;
        finding.asked = QStringLiteral("a place for a file of 1 byte (urn:xmpp:http:upload:0)");
        finding.mend = mend;
        m_promise.resolve(finding);
    }

    Walk* m_walk = nullptr;
    QList<Jid> m_candidates;
    Promise<Finding> m_promise;
};

} // namespace

std::unique_ptr<Check> makeUploadCheck()
{
    return std::make_unique<UploadCheck>();
}

} // namespace Natter::Diagnosis
