// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"

#include <QObject>
#include <QQueue>
#include <QTimer>

#include <chrono>
#include <optional>

namespace Natter::Xmpp {

/// Frames between the transport and the client: hands them on in order, in slices of a few milliseconds
/// per turn of the event loop, so that a burst of thousands never holds up painting and typing. The end of
/// the connection comes after the frames that came before it.
class FrameQueue : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds Slice{4};

    explicit FrameQueue(QObject* parent = nullptr);

    void push(const QString& frame);
    void pushEnd(const Error& error);
    /// Drops the frames, not the end.
    void dropFrames();

Q_SIGNALS:
    void frameReached(const QString& frame);
    void endReached(const Natter::Error& error);

private:
    void handOnSlice();

    QQueue<QString> m_frames;
    std::optional<Error> m_end;
    QTimer m_turn;
};

} // namespace Natter::Xmpp
