// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Negotiation.h"

#include "xmpp/Bind.h"
#include "xmpp/Framing.h"
#include "xmpp/Iq.h"
#include "xmpp/Sasl.h"
#include "xmpp/StreamFeatures.h"

#include <QUuid>

#include <utility>

namespace Natter::Xmpp {

namespace {

Negotiation::Progress sending(const Element& element)
{
    return {{element}, std::nullopt};
}

Negotiation::Progress endingWith(Result<Negotiation::Outcome> end)
{
    return {{}, std::move(end)};
}

Negotiation::Progress refusing(const QString& detail, const QString& code = {})
{
    return endingWith(Error{ErrorKind::Protocol, Retry::later(), detail, code});
}

} // namespace

Negotiation::Negotiation(ConnectOptions options, std::optional<SmResume> resume)
    : m_options(std::move(options))
    , m_resume(std::move(resume))
{}

Negotiation::Progress Negotiation::begin()
{
    m_step = Opening{};
    return sending(StreamOpen{m_options.account.domain(), {}}.toXml());
}

Negotiation::Progress Negotiation::handle(const Element& element)
{
    // A copy: the handler replaces the step it is called with.
    const auto step = m_step;
    return std::visit([this, &element](const auto& current) { return on(current, element); }, step);
}

bool Negotiation::isOpenFromEngine(const Element& element) const
{
    const auto open = StreamOpen::fromXml(element);
    return open && open->from.compare(m_options.account.domain(), Qt::CaseInsensitive) == 0;
}

Negotiation::Progress Negotiation::on(const Opening&, const Element& element)
{
    if (!isOpenFromEngine(element))
        return refusing(QStringLiteral("no stream of this domain"));
    m_step = Choosing{};
    return {};
}

Negotiation::Progress Negotiation::on(const Choosing&, const Element& element)
{
    const auto features = StreamFeatures::fromXml(element);
    if (!features || !features->mechanisms.contains(QStringLiteral("PLAIN")))
        return refusing(QStringLiteral("engine does not offer PLAIN"), QStringLiteral("invalid-mechanism"));
    m_step = Authenticating{};
    const Secret token = std::exchange(m_options.token, Secret());
    return sending(saslPlain(m_options.account.local(), token));
}

Negotiation::Progress Negotiation::on(const Authenticating&, const Element& element)
{
    if (const auto failure = SaslFailure::fromXml(element))
        return endingWith(failure->toError());
    if (!isSaslSuccess(element))
        return refusing(QStringLiteral("neither success nor failure of the sign-in"));
    m_step = Reopening{};
    return sending(StreamOpen{m_options.account.domain(), {}}.toXml());
}

Negotiation::Progress Negotiation::on(const Reopening&, const Element& element)
{
    if (!isOpenFromEngine(element))
        return refusing(QStringLiteral("no stream of this domain after the sign-in"));
    m_step = Selecting{};
    return {};
}

Negotiation::Progress Negotiation::on(const Selecting&, const Element& element)
{
    const auto features = StreamFeatures::fromXml(element);
    if (!features || !features->hasBind)
        return refusing(QStringLiteral("engine does not offer a session"));
    if (!features->hasStreamManagement)
        return refusing(
            QStringLiteral("engine has no stream management"), QStringLiteral("no-stream-management"));
    if (!m_resume)
        return bind();
    m_step = Resuming{};
    return sending(m_resume->toXml());
}

Negotiation::Progress Negotiation::on(const Resuming&, const Element& element)
{
    if (const auto resumed = SmResumed::fromXml(element)) {
        if (resumed->previousId != m_resume->previousId)
            return refusing(QStringLiteral("another session resumed than asked for"));
        return endingWith(Outcome(Resumed{resumed->handled}));
    }
    const auto failed = SmFailed::fromXml(element);
    if (!failed)
        return refusing(QStringLiteral("neither resumed nor refused to"));
    m_handledBefore = failed->handled;
    return bind();
}

Negotiation::Progress Negotiation::bind()
{
    const QString id = QUuid::createUuid().toString(QUuid::Id128);
    m_step = Binding{id};
    return sending(Iq{Iq::Type::Set, id, {}, {}, bindRequest(m_options.resource), std::nullopt}.toXml());
}

Negotiation::Progress Negotiation::on(const Binding& step, const Element& element)
{
    const auto iq = Iq::fromXml(element);
    if (!iq || iq->id != step.questionId)
        return refusing(QStringLiteral("no answer to the bind request"));
    if (iq->type == Iq::Type::Error) {
        Error error = iq->failure.value_or(StanzaError()).toError();
        error.kind = ErrorKind::ServerFailure;
        return endingWith(error);
    }
    const auto jid = boundAddress(iq->payload);
    if (!jid || jid->bare() != m_options.account.bare())
        return refusing(QStringLiteral("bound to an address that is not the account's"));
    m_step = Enabling{*jid};
    return sending(smEnable());
}

Negotiation::Progress Negotiation::on(const Enabling& step, const Element& element)
{
    const auto enabled = SmEnabled::fromXml(element);
    if (!enabled)
        return refusing(
            QStringLiteral("stream management not enabled"), QStringLiteral("no-stream-management"));
    return endingWith(Outcome(Bound{step.jid, enabled->resumptionId, m_handledBefore}));
}

} // namespace Natter::Xmpp
