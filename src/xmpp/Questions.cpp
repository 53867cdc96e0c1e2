// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Questions.h"

#include "xmpp/StanzaAddress.h"

#include <QUuid>

#include <utility>

namespace Natter::Xmpp {

Questions::Questions(const Clock& clock)
    : m_clock(clock)
{}

Element Questions::ask(Iq::Type type, const Jid& to, const Element& payload, Function function)
{
    const Iq iq{type, QUuid::createUuid().toString(QUuid::Id128), {}, to, payload, std::nullopt};
    m_open.insert(iq.id, {to, m_clock.monotonic() + Deadline, std::move(function)});
    return iq.toXml();
}

void Questions::answer(const Iq& iq, const Jid& own)
{
    const auto found = m_open.constFind(iq.id);
    if (found == m_open.constEnd())
        return;
    const bool isFromAsked = found->to.isEmpty() ? isFromOwnAccount(iq.from, own) : iq.from == found->to;
    if (!isFromAsked)
        return;
    const Function function = m_open.take(iq.id).function;
    if (iq.type == Iq::Type::Result) {
        function(iq.payload);
        return;
    }
    function(iq.failure.value_or(StanzaError{{}, QStringLiteral("undefined-condition")}).toError());
}

void Questions::expire()
{
    const auto now = m_clock.monotonic();
    QList<Function> late;
    m_open.removeIf([now, &late](const auto& entry) {
        const bool isLate = entry.value().deadline <= now;
        if (isLate)
            late.append(entry.value().function);
        return isLate;
    });
    for (const Function& function : late)
        function(Error{ErrorKind::Timeout, Retry::later(), QStringLiteral("no answer to a question"), {}});
}

void Questions::failAll(const Error& error)
{
    const auto open = std::exchange(m_open, {});
    for (const Question& question : open)
        question.function(error);
}

} // namespace Natter::Xmpp
