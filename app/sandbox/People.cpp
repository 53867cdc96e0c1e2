// SPDX-License-Identifier: Apache-2.0
#include "People.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace Natter::Sandbox {

namespace {

constexpr int FirstGeneratedId = 1001;
constexpr qint64 FirstGeneratedLogin = 19'005'550'000;

AvatarKind avatarKindOf(const QString& name)
{
    static const QHash<QString, AvatarKind> kinds{
        {QStringLiteral("face"), AvatarKind::Face},
        {QStringLiteral("false"), AvatarKind::False},
        {QStringLiteral("absent"), AvatarKind::Absent},
        {QStringLiteral("missing"), AvatarKind::Missing},
        {QStringLiteral("broken"), AvatarKind::Broken},
        {QStringLiteral("huge"), AvatarKind::Huge},
        {QStringLiteral("heavy"), AvatarKind::Heavy},
        {QStringLiteral("slow"), AvatarKind::Slow},
        {QStringLiteral("foreign"), AvatarKind::Foreign},
        {QStringLiteral("script"), AvatarKind::Script},
    };
    Q_ASSERT(kinds.contains(name));
    return kinds.value(name);
}

BotKind botKindOf(const QString& name)
{
    if (name == u"echo")
        return BotKind::Echo;
    return name == u"story" ? BotKind::Story : BotKind::None;
}

Person personFrom(const QJsonObject& json)
{
    Person person;
    const QJsonValue id = json.value(u"id");
    person.isNumber = id.isDouble();
    person.id = UserId(person.isNumber ? QString::number(id.toInteger()) : id.toString());
    person.name = json.value(u"name").toString();
    person.login = json.value(u"login").toString();
    person.passcode = Secret(json.value(u"passcode").toString().toUtf8());
    person.avatar = avatarKindOf(json.value(u"avatar").toString());
    person.look = json.value(u"look").toString();
    person.badge = json.value(u"badge").toString();
    for (const auto& permission : json.value(u"denied").toArray())
        person.denied += permission.toString();
    person.faces = json.value(u"profiles").toObject();
    person.bot = botKindOf(json.value(u"bot").toString());
    return person;
}

Person generatedPerson(int index)
{
    static const QStringList given{QStringLiteral("Mila"), QStringLiteral("Jonas"), QStringLiteral("Aiko"),
        QStringLiteral("Omar"), QStringLiteral("Ines"), QStringLiteral("Pavel"), QStringLiteral("Ruth"),
        QStringLiteral("Kofi"), QStringLiteral("Lena"), QStringLiteral("Diego"), QStringLiteral("Noor"),
        QStringLiteral("Emil"), QStringLiteral("Sanna")};
    static const QStringList family{QStringLiteral("Berg"), QStringLiteral("Novak"), QStringLiteral("Silva"),
        QStringLiteral("Khan"), QStringLiteral("Moreau"), QStringLiteral("Ito"), QStringLiteral("Mensah"),
        QStringLiteral("Larsen"), QStringLiteral("Rossi"), QStringLiteral("Weber"), QStringLiteral("Costa")};
    const int id = FirstGeneratedId + index;
    Person person;
    person.isNumber = true;
    person.isGenerated = true;
    person.id = UserId(QString::number(id));
    person.name = QStringLiteral("%1 %2 %3")
                      .arg(given.at(index % given.size()), family.at(index % family.size()))
                      .arg(id);
    person.login = QString::number(FirstGeneratedLogin + id);
    person.passcode = Secret("0000");
    return person;
}

} // namespace

People::People(int generatedCount, Names names)
    : m_names(names)
{
    QFile file(QStringLiteral(":/sandbox/people.json"));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    Q_UNUSED(isOpen)
    for (const auto& entry : QJsonDocument::fromJson(file.readAll()).array())
        add(personFrom(entry.toObject()));
    for (int i = 0; i < generatedCount; ++i)
        add(generatedPerson(i));
}

void People::add(Person person)
{
    person.siteId = person.id;
    if (m_names == Names::PhoneNumbers) {
        const bool isPhone = !person.login.contains(u'@') && person.bot == BotKind::None;
        person.id = UserId(isPhone ? person.login : person.id.toString().toLower());
        person.isNumber = false;
    }
    m_bySiteId.insert(person.siteId, m_people.size());
    m_byId.insert(person.id, m_people.size());
    m_byLogin.insert(person.login, m_people.size());
    m_people += person;
}

const Person* People::find(const UserId& id) const
{
    const auto found = m_byId.constFind(id);
    return found == m_byId.cend() ? nullptr : &m_people.at(*found);
}

const Person* People::findBySiteId(const UserId& id) const
{
    const auto found = m_bySiteId.constFind(id);
    return found == m_bySiteId.cend() ? nullptr : &m_people.at(*found);
}

const Person* People::findByLogin(const QString& login) const
{
    const auto found = m_byLogin.constFind(normalLogin(login));
    return found == m_byLogin.cend() ? nullptr : &m_people.at(*found);
}

QString People::normalLogin(const QString& typed)
{
    const QString trimmed = typed.trimmed();
    if (trimmed.contains(u'@'))
        return trimmed.toLower();
    QString digits;
    for (const QChar c : trimmed) {
        // Spoken and written forms of a number: +1 800-555 (0001), 1.800.555.0001
        if (!c.isSpace() && !QStringView(u"+-().\u2010\u2011\u2013").contains(c))
            digits += c.isDigit() ? QChar(u'0' + c.digitValue()) : c;
    }
    return digits;
}

} // namespace Natter::Sandbox
