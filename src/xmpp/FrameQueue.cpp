// SPDX-License-Identifier: Apache-2.0
#include "xmpp/FrameQueue.h"

#include <QElapsedTimer>
#include <QPointer>

#include <utility>

namespace Natter::Xmpp {

FrameQueue::FrameQueue(QObject* parent)
    : QObject(parent)
{
    // A timer and not a posted event: posted events made while posted events are handled come before
    // painting and input.
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &FrameQueue::handOnSlice);
}

void FrameQueue::push(const QString& frame)
{
    m_frames.enqueue(frame);
    if (!m_turn.isActive())
        m_turn.start(0);
}

void FrameQueue::pushEnd(const Error& error)
{
    m_end = error;
    m_turn.start(0);
}

void FrameQueue::dropFrames()
{
    m_frames.clear();
}

void FrameQueue::handOnSlice()
{
    const QPointer<FrameQueue> alive(this);
    QElapsedTimer elapsed;
    elapsed.start();
    while (alive && !m_frames.isEmpty() && elapsed.elapsed() < Slice.count())
        Q_EMIT frameReached(m_frames.dequeue());
    if (!alive)
        return;
    if (!m_frames.isEmpty())
        m_turn.start(0);
    else if (const auto end = std::exchange(m_end, std::nullopt))
        Q_EMIT endReached(*end);
}

} // namespace Natter::Xmpp
