// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Archive.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

namespace {

Element formField(QStringView name, QStringView type, const QString& value)
{
    return {u"field", Ns::DataForm, {{u"var", name}, {u"type", type}},
        {Element::withText(u"value", Ns::DataForm, value)}};
}

Element filterForm(const Jid& with)
{
    return {u"x", Ns::DataForm, {{u"type", u"submit"}},
        {formField(u"FORM_TYPE", u"hidden", Ns::Mam.toString()),
            formField(u"with", {}, with.bare().toString())}};
}

} // namespace

Element archiveRequest(const ArchiveQuery& query, const QString& queryId)
{
    PageRequest page;
    page.maximum = query.maximum;
    if (query.beforeId)
        page.before = query.beforeId->toString();
    if (query.afterId)
        page.after = query.afterId->toString();
    QList<Element> children;
    if (query.with)
        children.append(filterForm(*query.with));
    children.append(page.toXml());
    return {u"query", Ns::Mam, {{u"queryid", queryId}}, children};
}

bool ArchiveResult::isInside(const Element& message)
{
    return !message.child(u"result", Ns::Mam).isNull();
}

std::optional<ArchiveResult> ArchiveResult::fromXml(const Element& message)
{
    const Element result = message.child(u"result", Ns::Mam);
    const StanzaId id(result.attribute(u"id"));
    const auto forwarded = Forwarded::inside(result);
    if (id.isEmpty() || !forwarded)
        return std::nullopt;
    return ArchiveResult{result.attribute(u"queryid"), id, *forwarded};
}

std::optional<ArchiveEnd> ArchiveEnd::fromXml(const Element& payload)
{
    if (!payload.is(u"fin", Ns::Mam))
        return std::nullopt;
    const QString complete = payload.attribute(u"complete");
    return ArchiveEnd{complete == u"true" || complete == u"1", PageEnds::inside(payload)};
}

} // namespace Natter::Xmpp
