// SPDX-License-Identifier: Apache-2.0
#include "PeoplePages.h"

#include "HtmlPage.h"

namespace Natter::Sandbox {

namespace {

constexpr qsizetype MostOnFrontPage = 200;

QString encodedId(const Person& person)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(person.siteId.toString()));
}

} // namespace

PeoplePages::PeoplePages(const People& people, AvatarUrl avatarUrl)
    : m_people(people)
    , m_avatarUrl(std::move(avatarUrl))
{}

QString PeoplePages::pathOf(const Person& person)
{
    return QStringLiteral("/people/") + encodedId(person);
}

QString PeoplePages::picture(const Person& person) const
{
    if (person.avatar != AvatarKind::Face)
        return {}; // the bad pictures are for Natter, not for browsers
    const QString address = m_avatarUrl(person).toString(QUrl::FullyEncoded);
    return QStringLiteral("<img src=\"%1\" alt=\"\" width=\"48\" height=\"48\">")
        .arg(address.toHtmlEscaped());
}

Gateway::Response PeoplePages::frontPage() const
{
    QString list;
    for (const Person& person : m_people.all().first(std::min(MostOnFrontPage, m_people.all().size())))
        list += QStringLiteral("<li><a href=\"%1\">%2%3</a>")
                    .arg(pathOf(person), picture(person), person.name.toHtmlEscaped());
    return htmlPage(QStringLiteral("Natter Demo"),
        QStringLiteral("<h1>Natter Demo</h1><p><a href=\"/faults\">Let something go wrong</a></p>"
                       "<ul>%1</ul>")
            .arg(list));
}

Gateway::Response PeoplePages::page(const Person& person) const
{
    return htmlPage(
        person.name, QStringLiteral("<p><a href=\"/\">Natter Demo</a></p><h1>%1%2</h1>"
                                    "<a class=\"write\" href=\"natter://dialog/%3\">Write a message</a>")
                         .arg(picture(person), person.name.toHtmlEscaped(), encodedId(person)));
}

} // namespace Natter::Sandbox
