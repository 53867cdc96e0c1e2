// SPDX-License-Identifier: Apache-2.0
#include "core/ArchiveSync.h"

#include "base/Log.h"

#include <algorithm>
#include <chrono>

namespace Natter::Core {

namespace {

constexpr int FirstFill = 500;
constexpr std::chrono::seconds FirstRetry{2};
constexpr std::chrono::seconds LongestRetry{120};
constexpr std::chrono::seconds SavingDelay{1};

QString positionKey()
{
    return QStringLiteral("archive.head");
}

} // namespace

ArchiveSync::ArchiveSync(Xmpp::Client& engine, Store::MessageRepository& messages,
    Store::StateRepository& state, const Jid& account, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_messages(messages)
    , m_state(state)
    , m_account(account)
    , m_clock(clock)
    , m_backoff(FirstRetry, LongestRetry)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] { proceed(); });
    m_saving.setSingleShot(true);
    m_saving.setInterval(SavingDelay);
    connect(&m_saving, &QTimer::timeout, this, &ArchiveSync::save);
    connect(&engine, &Xmpp::Client::disconnected, this, &ArchiveSync::stop);
}

void ArchiveSync::start()
{
    ++m_run;
    m_retry.stop();
    m_backoff.reset();
    m_answered.clear();
    m_isNewestDone = false;
    if (m_isLoaded) {
        proceed();
        return;
    }
    setStep(Step::Loading);
    onDone(m_state.value(positionKey()), this,
        [this, run = m_run](const Result<std::optional<QByteArray>>& stored) {
            if (run != m_run)
                return;
            if (!stored) {
                handleFailure({}, stored.error());
                return;
            }
            m_position = ArchivePosition::fromJson(stored->value_or(QByteArray()));
            m_isLoaded = true;
            proceed();
        });
}

void ArchiveSync::stop()
{
    ++m_run;
    m_retry.stop();
    if (m_step != Step::Complete)
        setStep(Step::Stopped);
}

void ArchiveSync::proceed()
{
    if (!m_isLoaded) {
        start();
    } else if (!m_isNewestDone) {
        setStep(Step::Newest);
        const int left = m_position.head.isEmpty() ? FirstFill : ArchiveGap::Unlimited;
        ask({{}, m_position.head, m_position.headTime, left});
    } else if (!m_position.gaps.isEmpty()) {
        setStep(Step::Gaps);
        ask(m_position.gaps.last());
    } else {
        setStep(Step::Complete);
        Q_EMIT settled();
    }
}

void ArchiveSync::ask(const ArchiveGap& gap)
{
    Xmpp::ArchiveQuery query;
    query.beforeId = gap.before;
    query.maximum = gap.left == ArchiveGap::Unlimited ? m_pageSize : std::clamp(gap.left, 1, m_pageSize);
    onDone(m_engine.requestArchive(query), this,
        [this, gap, run = m_run](const Result<Xmpp::ArchivePage>& page) {
            if (run != m_run)
                return;
            if (page)
                take(gap, *page);
            else
                handleFailure(gap, page.error());
        });
}

void ArchiveSync::take(const ArchiveGap& gap, const Xmpp::ArchivePage& page)
{
    m_pageSize = std::min(2 * m_pageSize, ArchivePageSize);
    Q_EMIT pageReceived();
    const ArchiveHarvest harvest = harvestPage(page, gap, m_account, m_clock.now(), m_answered);
    onDone(m_messages.addBatch(harvest.history, Store::Arrival::History), this,
        [this, gap, page, harvest, run = m_run](const Result<Store::MessageBatch>& batch) {
            if (batch)
                Q_EMIT stored(*batch);
            if (run != m_run)
                return;
            if (!batch) {
                handleFailure(gap, batch.error());
                return;
            }
            ArchiveGap rest = gap;
            // What waited and came live is dated by its copy here, however much it is.
            if (rest.left != ArchiveGap::Unlimited)
                rest.left = std::max(0, rest.left - int(batch->inserted.size()));
            storeNews(rest, page, harvest);
        });
}

void ArchiveSync::storeNews(
    const ArchiveGap& gap, const Xmpp::ArchivePage& page, const ArchiveHarvest& harvest)
{
    if (harvest.news.isEmpty()) {
        advance(gap, page, harvest.isEnd);
        return;
    }
    onDone(m_messages.addBatch(harvest.news, Store::Arrival::News), this,
        [this, gap, page, isEnd = harvest.isEnd, run = m_run](const Result<Store::MessageBatch>& batch) {
            if (batch)
                Q_EMIT stored(*batch);
            if (run != m_run)
                return;
            if (batch)
                advance(gap, page, isEnd);
            else
                handleFailure(gap, batch.error());
        });
}

void ArchiveSync::advance(const ArchiveGap& gap, const Xmpp::ArchivePage& page, bool isEnd)
{
    m_backoff.reset();
    if (m_isNewestDone) {
        m_position.gaps.removeLast();
    } else {
        m_isNewestDone = true;
        if (!page.messages.isEmpty()) {
            m_position.head = page.messages.last().stanzaId;
            m_position.headTime = page.messages.last().stamp;
        } else if (m_position.head.isEmpty()) {
            m_position.head = page.lastId;
        }
    }
    if (!isEnd && gap.left != 0) {
        ArchiveGap rest = gap;
        rest.before = page.firstId;
        m_position.gaps.append(rest);
    }
    save();
    proceed();
}

void ArchiveSync::handleFailure(const ArchiveGap& gap, const Error& error)
{
    if (error.kind == ErrorKind::Storage)
        Q_EMIT failed(error);
    if (m_engine.state() != Xmpp::Client::State::Online) {
        stop();
        return;
    }
    qCInfo(lcCore) << "the archive cannot be caught up with" << error;
    // Messages may be so large that a whole page never comes in time.
    if (error.kind == ErrorKind::Timeout)
        m_pageSize = std::max(m_pageSize / 2, 1);
    if (error.kind == ErrorKind::NotFound && m_isNewestDone && !m_position.gaps.isEmpty() &&
        m_position.gaps.last() == gap) {
        // The archive has expired the place where the gap began: nothing older is left there.
        m_position.gaps.removeLast();
        save();
        proceed();
        return;
    }
    retryLater();
}

void ArchiveSync::retryLater()
{
    setStep(Step::Waiting);
    m_retry.start(m_backoff.next());
    Q_EMIT settled();
}

void ArchiveSync::noteLost()
{
    m_isNewestDone = false;
    if (m_step == Step::Waiting || m_step == Step::Loading)
        return;
    // A page that is on its way may be older than the loss, and would move the head past it.
    ++m_run;
    if (m_engine.state() == Xmpp::Client::State::Online)
        retryLater();
    else
        setStep(Step::Stopped);
}

void ArchiveSync::noteStored(const Store::MessageBatch& batch)
{
    // Before the newest page is here, a moved head would hide what was missed.
    if (!m_isNewestDone)
        return;
    for (const Message& message : batch.inserted) {
        if (message.archiveId.isEmpty())
            continue;
        // Its time is when it came by this computer's clock: `headTime` stays with the last word of the
        // archive, so that no news are taken for known ones.
        m_position.head = message.archiveId;
        if (!m_saving.isActive())
            m_saving.start();
    }
}

void ArchiveSync::save()
{
    m_saving.stop();
    if (m_position.head.isEmpty())
        return;
    onDone(m_state.setValue(positionKey(), m_position.toJson()), this, [this](const Result<void>& saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
    });
}

void ArchiveSync::setStep(Step step)
{
    const auto isRunning = [](Step candidate) {
        return candidate == Step::Loading || candidate == Step::Newest || candidate == Step::Gaps;
    };
    const bool wasRunning = isRunning(m_step);
    m_step = step;
    if (isRunning(step) != wasRunning)
        Q_EMIT runningChanged(!wasRunning);
}

} // namespace Natter::Core
