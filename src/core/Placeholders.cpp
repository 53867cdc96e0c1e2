// SPDX-License-Identifier: Apache-2.0
#include "core/Placeholders.h"

#include "base/Log.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace Natter::Core {

namespace {

QString placeholdersKey()
{
    return QStringLiteral("dialogs.unverified");
}

} // namespace

Placeholders::Placeholders(Store::StateRepository& state, QObject* parent)
    : QObject(parent)
    , m_state(state)
{}

Answer<void> Placeholders::load()
{
    const Promise<void> promise;
    onDone(m_state.value(placeholdersKey()), this,
        [this, promise](const Result<std::optional<QByteArray>>& stored) {
            if (!stored) {
                promise.resolve(stored.error());
                return;
            }
            const QJsonArray list = QJsonDocument::fromJson(stored->value_or(QByteArray())).array();
            for (const auto& value : list) {
                const UserId user(value.toString());
                if (!user.isEmpty())
                    m_users.insert(peerIdOf(user), user);
            }
            promise.resolve({});
        });
    return promise.answer();
}

void Placeholders::insert(const UserId& user)
{
    m_users.insert(peerIdOf(user), user);
    save();
}

void Placeholders::remove(const PeerId& peer)
{
    if (m_users.remove(peer) > 0)
        save();
}

void Placeholders::save()
{
    QJsonArray list;
    for (const UserId& user : std::as_const(m_users))
        list.append(user.toString());
    const QByteArray json = QJsonDocument(list).toJson(QJsonDocument::Compact);
    onDone(m_state.setValue(placeholdersKey(), json), this, [](const Result<void>& saved) {
        if (!saved)
            qCWarning(lcCore) << "placeholders are not remembered" << saved.error();
    });
}

} // namespace Natter::Core
