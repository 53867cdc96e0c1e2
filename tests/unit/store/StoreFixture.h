// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/Database.h"
#include "store/DialogRepository.h"
#include "store/MessageRepository.h"
#include "support/Await.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

namespace Natter::Test {

/// A database file of its own, and messages to put into it.
class StoreFixture
{
public:
    StoreFixture()
        : database(m_folder.filePath(QStringLiteral("account/natter.sqlite")))
        , messages(database)
        , dialogs(database)
    {}

    QString path() const { return m_folder.filePath(QStringLiteral("account/natter.sqlite")); }

    static QDateTime at(int second) { return QDateTime::fromSecsSinceEpoch(1'700'000'000 + second, Qt::UTC); }

    static Message received(const QString& body, int second, const QString& archiveId = {},
        const QString& originId = {}, const QString& peer = QStringLiteral("p11-a"))
    {
        Message message;
        message.peer = PeerId(peer);
        message.body = body;
        message.time = at(second);
        message.archiveId = StanzaId(archiveId);
        message.originId = OriginId(originId);
        return message;
    }

    static Message own(const QString& body, int second, const QString& originId,
        const QString& peer = QStringLiteral("p11-a"))
    {
        Message message = received(body, second, {}, originId, peer);
        message.isOutgoing = true;
        message.state = DeliveryState::Waiting;
        return message;
    }

    Store::MessageBatch add(const QList<Message>& batch, Store::Arrival arrival = Store::Arrival::History)
    {
        const auto outcome = await(messages.addBatch(batch, arrival));
        return outcome ? *outcome : Store::MessageBatch();
    }

    QStringList bodies(const QString& peer = QStringLiteral("p11-a"))
    {
        QStringList bodies;
        const auto page = await(messages.page(PeerId(peer), std::nullopt, 1000));
        if (page) {
            for (const Message& message : *page)
                bodies += message.body;
        }
        return bodies;
    }

    Result<QVariant> scalar(const QString& sql)
    {
        return await(database.run([sql](QSqlDatabase& db) -> Result<QVariant> {
            QSqlQuery query(db);
            if (!query.exec(sql) || !query.next())
                return Error{ErrorKind::Storage, Retry::never(), query.lastError().text(), {}};
            return query.value(0);
        }));
    }

private:
    QTemporaryDir m_folder;

public:
    Store::Database database;
    Store::MessageRepository messages;
    Store::DialogRepository dialogs;
};

} // namespace Natter::Test
