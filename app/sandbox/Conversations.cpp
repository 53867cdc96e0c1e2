// SPDX-License-Identifier: Apache-2.0
#include "Conversations.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

#include <algorithm>

namespace Natter::Sandbox {

namespace {

QJsonDocument readResource(const QString& name)
{
    QFile file(QStringLiteral(":/sandbox/") + name);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    Q_UNUSED(isOpen)
    return QJsonDocument::fromJson(file.readAll());
}

/// Writes one dialog line by line and lets believable time pass between the lines.
class DialogWriter
{
public:
    DialogWriter(UserId one, UserId other, const QDateTime& now)
        : m_one(std::move(one))
        , m_other(std::move(other))
        , m_now(now)
    {}

    void moveTo(const QDateTime& time) { m_time = std::max(m_time, time); }
    void moveToDay(int daysAgo, QTime at)
    {
        // A site's people live by their own wall clock.
        moveTo(QDateTime(m_now.toLocalTime().date().addDays(-daysAgo), at, Qt::LocalTime).toUTC());
    }
    void say(const UserId& from, const QString& body)
    {
        m_time = std::min(m_time.addSecs(15 + body.size() % 50), m_now.addSecs(-1));
        m_messages += {from, from == m_one ? m_other : m_one, body, m_time};
    }
    void say(bool isFirst, const QString& body) { say(isFirst ? m_one : m_other, body); }

    QList<SeedMessage> take()
    {
        // Lines that ran into the present are set apart again.
        QDateTime latest = m_now;
        for (auto message = m_messages.rbegin(); message != m_messages.rend(); ++message) {
            latest = std::min(message->time, latest.addSecs(-1));
            message->time = latest;
        }
        return std::move(m_messages);
    }

private:
    UserId m_one;
    UserId m_other;
    QDateTime m_now;
    QDateTime m_time = QDateTime::fromSecsSinceEpoch(0, Qt::UTC);
    QList<SeedMessage> m_messages;
};

QList<SeedMessage> writtenDialog(const QJsonObject& dialog, const QDateTime& now)
{
    const QJsonArray people = dialog.value(u"people").toArray();
    DialogWriter writer(UserId(people.at(0).toString()), UserId(people.at(1).toString()), now);
    for (const auto& entry : dialog.value(u"blocks").toArray()) {
        const QJsonObject block = entry.toObject();
        if (block.contains(u"minutes_ago"))
            writer.moveTo(now.addSecs(-60 * block.value(u"minutes_ago").toInteger()));
        else
            writer.moveToDay(block.value(u"days_ago").toInt(),
                QTime::fromString(block.value(u"at").toString(), QStringLiteral("HH:mm")));
        for (const auto& line : block.value(u"lines").toArray()) {
            const QString text = line.toString();
            const qsizetype colon = text.indexOf(QLatin1String(": "));
            writer.say(UserId(text.left(colon)), text.mid(colon + 2));
        }
    }
    return writer.take();
}

QString oneOf(const QJsonObject& diary, QStringView list, int index)
{
    const QJsonArray choices = diary.value(list).toArray();
    return choices.at(index % choices.size()).toString();
}

/// A picture a day: long enough to page through, and different on each day.
QList<SeedMessage> photoDiary(const QDateTime& now)
{
    const QJsonObject diary = readResource(QStringLiteral("photo_diary.json")).object();
    const QJsonArray people = diary.value(u"people").toArray();
    DialogWriter writer(UserId(people.at(0).toString()), UserId(people.at(1).toString()), now);
    const int days = diary.value(u"days").toInt();
    for (int day = 1; day <= days; ++day) {
        writer.moveToDay(days - day + 1, QTime(17 + day % 5, day * 7 % 60));
        writer.say(true,
            QStringLiteral("Day %1: %2, %3.")
                .arg(QString::number(day), oneOf(diary, u"subjects", day), oneOf(diary, u"lights", day * 3)));
        writer.say(false, oneOf(diary, u"praise", day * 5));
        writer.say(false, oneOf(diary, u"questions", day));
        writer.say(true, oneOf(diary, u"answers", day));
        if (day % 2 == 0)
            writer.say(false, QStringLiteral("Worth it ❤️"));
        if (day % 10 == 0) {
            writer.say(true, QStringLiteral("%1 pictures! I did not think I would get this far.").arg(day));
            writer.say(false, QStringLiteral("I did. Cake on Sunday?"));
            writer.say(true, QStringLiteral("Cake on Sunday 🍰"));
        }
    }
    writer.moveTo(now.addSecs(-5700));
    writer.say(true, QStringLiteral("Tomorrow is the last film. Any wishes?"));
    writer.say(false, QStringLiteral("The lighthouse once more, please."));
    return writer.take();
}

QList<SeedMessage> smallTalk(const Person& person, int index, const QDateTime& now)
{
    DialogWriter writer(person.siteId, UserId(QStringLiteral("1")), now);
    writer.moveTo(now.addDays(-3).addSecs(-601LL * index));
    writer.say(true, QStringLiteral("Hello Ada, we met at the harbour fair. I am %1.").arg(person.name));
    writer.say(false, QStringLiteral("Nice to meet you again!"));
    return writer.take();
}

} // namespace

QList<SeedMessage> seedConversations(const People& people, const QDateTime& now)
{
    QList<SeedMessage> messages;
    for (const auto& dialog : readResource(QStringLiteral("conversations.json")).array())
        messages += writtenDialog(dialog.toObject(), now);
    messages += photoDiary(now);
    int index = 0;
    for (const Person& person : people.all()) {
        if (person.isGenerated)
            messages += smallTalk(person, index++, now);
    }
    for (SeedMessage& message : messages) {
        message.from = people.findBySiteId(message.from)->id;
        message.to = people.findBySiteId(message.to)->id;
    }
    return messages;
}

} // namespace Natter::Sandbox
