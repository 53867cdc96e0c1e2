// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Message.h"
#include "domain/User.h"
#include "models/DialogListModel.h"
#include "models/MessageListModel.h"

#include <QImage>
#include <QLinearGradient>
#include <QPainter>
#include <QStandardItemModel>

#include <memory>

namespace Natter::Test {

/// People and conversations to look at, in models with the roles of the real ones.

struct SampleDialog
{
    QString id;
    QString name;
    QString text;
    int minutesAgo = 0;
    int unread = 0;
    bool isOutgoing = false;
    DeliveryState state = DeliveryState::Received;
    QString draft;
    bool isComposing = false;
    bool isPinned = false;
    bool isMuted = false;
    bool isOnline = false;
    bool hasPicture = false;
};

struct SampleMessage
{
    QString body;
    bool isOutgoing = false;
    int minutesAgo = 0;
    DeliveryState state = DeliveryState::Sent;
    bool startsUnread = false;
};

inline QImage samplePicture(int hue)
{
    QImage image(128, 128, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, 128);
    sky.setColorAt(0, QColor::fromHsl(hue, 120, 190));
    sky.setColorAt(1, QColor::fromHsl((hue + 40) % 360, 130, 120));
    painter.fillRect(image.rect(), sky);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor::fromHsl(25, 110, 195));
    painter.drawEllipse(QPointF(64, 52), 24, 28);
    painter.setBrush(QColor::fromHsl(hue, 90, 70));
    painter.drawEllipse(QPointF(64, 130), 52, 44);
    return image;
}

inline std::unique_ptr<QStandardItemModel> dialogModel(const QList<SampleDialog>& dialogs)
{
    using Role = Models::DialogListModel::Role;
    auto model = std::make_unique<QStandardItemModel>();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const SampleDialog& dialog : dialogs) {
        auto* item = new QStandardItem;
        User user;
        user.id = UserId(dialog.id);
        user.name = dialog.name;
        user.lastLogin = now.addSecs(-60 * 9);
        item->setData(QVariant::fromValue(user.peer()), Role::PeerRole);
        item->setData(dialog.name, Role::NameRole);
        item->setData(QVariant::fromValue(user), Role::UserRole);
        item->setData(
            dialog.hasPicture ? samplePicture(int(qHash(dialog.id) % 360)) : QImage(), Role::AvatarRole);
        item->setData(dialog.text, Role::LastTextRole);
        item->setData(
            dialog.text.isEmpty() ? QDateTime() : now.addSecs(-60 * dialog.minutesAgo), Role::TimeRole);
        item->setData(dialog.unread, Role::UnreadRole);
        item->setData(dialog.isOutgoing, Role::IsOutgoingRole);
        item->setData(QVariant::fromValue(dialog.state), Role::StateRole);
        item->setData(dialog.draft, Role::DraftRole);
        item->setData(dialog.isComposing, Role::IsComposingRole);
        item->setData(dialog.isPinned, Role::IsPinnedRole);
        item->setData(dialog.isMuted, Role::IsMutedRole);
        item->setData(dialog.isOnline, Role::IsOnlineRole);
        model->appendRow(item);
    }
    return model;
}

inline std::unique_ptr<QStandardItemModel> messageModel(const QList<SampleMessage>& messages)
{
    using Role = Models::MessageListModel::Role;
    auto model = std::make_unique<QStandardItemModel>();
    // Noon, so that minutes stay within a day.
    const QDateTime now(QDate::currentDate(), QTime(18, 42), Qt::LocalTime);
    constexpr int GroupMinutes = 5;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const SampleMessage& sample = messages.at(i);
        const auto startsGroup = [&](qsizetype at) {
            if (at == 0 || at >= messages.size())
                return true;
            const SampleMessage& before = messages.at(at - 1);
            return before.isOutgoing != messages.at(at).isOutgoing ||
                   before.minutesAgo - messages.at(at).minutesAgo > GroupMinutes;
        };
        Message message;
        message.rowId = i + 1;
        message.isOutgoing = sample.isOutgoing;
        message.body = sample.body;
        message.time = now.addSecs(-60 * sample.minutesAgo).toUTC();
        message.originId = OriginId(QStringLiteral("origin-%1").arg(i));
        message.state = sample.isOutgoing ? sample.state : DeliveryState::Received;
        const bool startsDay = i == 0 || now.addSecs(-60 * messages.at(i - 1).minutesAgo).date() !=
                                             message.time.toLocalTime().date();
        auto* item = new QStandardItem;
        item->setData(QVariant::fromValue(message), Role::MessageRole);
        item->setData(message.rowId, Role::RowIdRole);
        item->setData(message.body, Role::BodyRole);
        item->setData(message.time, Role::TimeRole);
        item->setData(message.isOutgoing, Role::IsOutgoingRole);
        item->setData(QVariant::fromValue(message.state), Role::StateRole);
        item->setData(startsDay, Role::StartsDayRole);
        item->setData(startsDay || startsGroup(i), Role::StartsGroupRole);
        item->setData(startsGroup(i + 1), Role::EndsGroupRole);
        item->setData(sample.startsUnread, Role::StartsUnreadRole);
        model->appendRow(item);
    }
    return model;
}

inline QList<SampleDialog> sampleDialogs()
{
    using State = DeliveryState;
    return {
        {"2", "Ada Lovelace", "The engine might compose elaborate pieces of music 🎵", 3, 2, false,
            State::Received, {}, false, true, false, true, true},
        {"12", "Борис Пастернак", "Договорились, до завтра!", 14, 0, true, State::Read, {}, false, false,
            false, true, true},
        {"P11-A", "ليلى حداد", "هل رأيت الصور التي أرسلتها لك أمس؟", 25, 12, false, State::Received, {},
            false, false, true, false, false},
        {"7", "נועה לוי", "תודה רבה! נדבר בערב", 47, 0, true, State::Delivered, {}, false, false, false,
            false, false},
        {"21", "山田 太郎", "明日の会議は10時からです。", 65, 1234, false, State::Received, {}, false, false,
            false, false, true},
        {"22", "สมชาย ใจดี", "ขอบคุณครับ พบกันพรุ่งนี้นะ", 130, 0, true, State::Sent, {}, false, false, false, false,
            false},
        {"33", "Zoë 🦊 Fox-Hollingsworth von und zu Unterwasserland-Nordnordost",
            "A line so long that it has to end somewhere before the badge, which is where the ellipsis is",
            1500, 1, false, State::Received, {}, false, false, false, true, false},
        {"34", "<b>Bobby</b> \"Tables\" & Sons", "<img src=x onerror=alert(1)> is just text", 1700, 0, true,
            State::Failed, {}, false, false, false, false, false},
        {"35", "Echo", "", 0, 0, false, State::Received, {}, true, false, false, true, false},
        {"36", "Grace Hopper", "Have you seen the moth?", 3000, 0, false, State::Received,
            "It was in relay 70, panel F", false, false, false, false, true},
        {"37", "a@b.com", "Waiting for the network", 9000, 0, true, State::Waiting, {}, false, false, false,
            false, false},
        {"38", "Old friend", "Long ago", 700000, 0, false, State::Received, {}, false, false, false, false,
            false},
    };
}

inline QList<SampleMessage> sampleMessages()
{
    using State = DeliveryState;
    return {
        {"Good morning! Did the engine arrive?", false, 1500},
        {"It did. All 25,000 parts of it.", true, 1497, State::Read},
        {"We are counting them now, which may take a moment, because somebody put the cards into the wrong "
         "drawer and the drawer into the wrong room.",
            true, 1496, State::Read},
        {"😂", false, 1490},
        {"Notes are at https://example.com/notes/on-the-engine (see also mailto:ada@example.com).", false,
            61},
        {"Multi\nline\ntext keeps its breaks", false, 60},
        {"Thank you!", true, 30, State::Delivered},
        {"Reading them tonight", true, 29, State::Sent},
        {"مرحبا، كيف حالك اليوم؟ أتمنى أن يكون كل شيء على ما يرام", false, 12, State::Received, true},
        {"שלום", false, 11},
        {"日本語のメッセージも、折り返しも、きれいに表示されます。長い文章でも大丈夫です。", false, 10},
        {"On my way 🚲", true, 2, State::Waiting},
    };
}

} // namespace Natter::Test
