// SPDX-License-Identifier: Apache-2.0
#include "PeoplePages.h"

namespace Natter::Sandbox {

namespace {

constexpr qsizetype MostOnFrontPage = 200;

Gateway::Response htmlPage(const QString& title, const QString& body)
{
    Gateway::Response response;
    response.contentType = "text/html; charset=utf-8";
    response.headers = {
        {"Content-Security-Policy", "default-src 'none'; img-src http:; style-src 'unsafe-inline'"}};
    response.body =
        QStringLiteral("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>%1</title><style>"
                       "body{font:16px sans-serif;margin:40px auto;max-width:640px;color:#1c2733}"
                       "a{color:#2f6fde;text-decoration:none}li{list-style:none;margin:8px 0}"
                       "img{border-radius:50%;vertical-align:middle;margin-right:12px}"
                       ".write{display:inline-block;margin-top:16px;padding:10px 20px;border-radius:8px;"
                       "background:#2f6fde;color:#fff}</style>%2</html>\n")
            .arg(title.toHtmlEscaped(), body)
            .toUtf8();
    return response;
}

QString encodedId(const Person& person)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(person.id.toString()));
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
    return htmlPage(
        QStringLiteral("Natter Demo"), QStringLiteral("<h1>Natter Demo</h1><ul>%1</ul>").arg(list));
}

Gateway::Response PeoplePages::page(const Person& person) const
{
    return htmlPage(
        person.name, QStringLiteral("<p><a href=\"/\">Natter Demo</a></p><h1>%1%2</h1>"
                                    "<a class=\"write\" href=\"natter://dialog/%3\">Write a message</a>")
                         .arg(picture(person), person.name.toHtmlEscaped(), encodedId(person)));
}

} // namespace Natter::Sandbox
