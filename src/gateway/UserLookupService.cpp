// SPDX-License-Identifier: Apache-2.0
#include "gateway/UserLookupService.h"

#include "domain/UsersInfoReader.h"

#include <QTimer>

#include <algorithm>

namespace Natter::Gateway {

namespace {

constexpr qsizetype MaximumKnown = 100'000;
/// Percent-encoded, of the ids of one request: sites take request lines of up to 8 KiB.
constexpr qsizetype MaximumBatchBytes = 6000;
constexpr std::chrono::seconds LongestUnknown{30}; // a new person of the site must not stay unknown for long

} // namespace

UserLookupService::UserLookupService(
    UsersInfoClient& client, const Clock& clock, std::chrono::seconds lifetime, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_clock(clock)
    , m_lifetime(lifetime)
    , m_known(MaximumKnown)
{}

Answer<UserLookupService::Entries> UserLookupService::lookUp(const QStringList& ids)
{
    auto question = std::make_shared<Question>();
    question->ids = ids;
    for (const QString& id : ids) {
        const Known* known = m_known.object(id);
        if (!known || !isFresh(*known))
            question->missing.insert(id);
    }
    if (question->missing.isEmpty())
        return resolved<Entries>(collect(ids, {}));

    for (const QString& id : ids) {
        if (!question->missing.contains(id) || m_underWay.contains(id))
            continue;
        if (m_wanted.isEmpty())
            QTimer::singleShot(0, this, &UserLookupService::askWanted);
        m_wanted.append(id);
        m_underWay.insert(id);
    }
    m_questions.append(question);
    return question->promise.answer();
}

bool UserLookupService::isFresh(const Known& known) const
{
    const std::chrono::seconds lifetime =
        known.members.isEmpty() ? std::min(m_lifetime, LongestUnknown) : m_lifetime;
    return m_clock.monotonic() - known.askedAt < lifetime;
}

void UserLookupService::askWanted()
{
    while (!m_wanted.isEmpty()) {
        const QStringList batch = takeBatch();
        onDone(m_client.fetch(batch), this,
            [this, batch](const Result<QList<User>>& answer) { take(batch, answer); });
    }
}

QStringList UserLookupService::takeBatch()
{
    QStringList batch;
    qsizetype bytes = 0;
    for (const QString& id : std::as_const(m_wanted)) {
        bytes += QUrl::toPercentEncoding(id).size() + 1;
        if (batch.size() == UsersInfoClient::MaximumIds || (!batch.isEmpty() && bytes > MaximumBatchBytes))
            break;
        batch.append(id);
    }
    m_wanted.remove(0, batch.size());
    return batch;
}

void UserLookupService::take(const QStringList& asked, const Result<QList<User>>& answer)
{
    const QSet<QString> batch(asked.begin(), asked.end());
    m_underWay.subtract(batch);
    if (!answer)
        return settle(batch, answer.error());
    Entries answered;
    for (const User& person : *answer) {
        if (batch.contains(person.id.toString()))
            answered.insert(person.id.toString(), usersInfoEntry(person));
    }
    for (const QString& id : asked)
        m_known.insert(id, new Known{answered.value(id), m_clock.monotonic()});
    settle(batch, {});
}

void UserLookupService::settle(const QSet<QString>& done, const std::optional<Error>& failure)
{
    const auto questions = m_questions;
    for (const auto& question : questions) {
        if (!question->missing.intersects(done))
            continue;
        question->missing.subtract(done);
        if (!question->missing.isEmpty() && !failure)
            continue;
        m_questions.removeOne(question);
        question->promise.resolve(collect(question->ids, failure));
    }
}

Result<UserLookupService::Entries> UserLookupService::collect(
    const QStringList& ids, const std::optional<Error>& failure) const
{
    Entries entries;
    for (const QString& id : ids) {
        const Known* known = m_known.object(id);
        if (!known && failure)
            return *failure;
        if (known && !known->members.isEmpty())
            entries.insert(id, known->members);
    }
    return entries;
}

} // namespace Natter::Gateway
