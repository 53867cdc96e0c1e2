// SPDX-License-Identifier: Apache-2.0
#include "State.h"

#include "FreePorts.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSaveFile>

#include <array>
#include <utility>

namespace Natter::Sandbox {

namespace {

constexpr std::array<std::pair<const char*, Secret State::*>, 7> SecretMembers{{
    {"signing_secret", &State::signingSecret},
    {"imbachat_key", &State::imbachatKey},
    {"dg_key", &State::dgKey},
    {"mesibo_app_token", &State::mesiboAppToken},
    {"engine_key", &State::engineKey},
    {"engine_api_password", &State::engineApiPassword},
    {"users_info_password", &State::usersInfoPassword},
}};

constexpr std::array<std::pair<const char*, quint16 Ports::*>, 4> PortMembers{{
    {"site", &Ports::site},
    {"gateway", &Ports::gateway},
    {"engine_http", &Ports::engineHttp},
    {"engine_xmpp", &Ports::engineXmpp},
}};

/// 256 random bits as text, so that it can be pasted into a configuration.
Secret newSecret()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return Secret(QByteArray(reinterpret_cast<const char*>(words.data()), sizeof(words))
                      .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Error storageError(const QString& file, const QString& why)
{
    return {ErrorKind::Storage, Retry::never(), QStringLiteral("%1: %2").arg(file, why), {}};
}

} // namespace

const Secret& State::keyFor(LoginProtocolKind kind) const
{
    switch (kind) {
    case LoginProtocolKind::Mesibo:
        return mesiboAppToken;
    case LoginProtocolKind::Imbachat:
        return imbachatKey;
    case LoginProtocolKind::Dg:
        return dgKey;
    case LoginProtocolKind::Qiscus:
        break;
    }
    return signingSecret;
}

Result<State> loadState(const QString& file)
{
    State state;
    QJsonObject saved;
    if (QFile reader(file); reader.exists()) {
        if (!reader.open(QIODevice::ReadOnly))
            return storageError(file, reader.errorString());
        saved = QJsonDocument::fromJson(reader.readAll()).object();
        if (saved.isEmpty())
            return storageError(file, QStringLiteral("is not the state of a sandbox"));
    }
    for (const auto& [name, member] : SecretMembers) {
        const QByteArray value = saved.value(QLatin1String(name)).toString().toUtf8();
        state.*member = value.isEmpty() ? newSecret() : Secret(value);
    }
    for (const auto& [name, member] : PortMembers)
        state.ports.*member = static_cast<quint16>(saved.value(QLatin1String(name)).toInt());
    return state;
}

Result<void> saveState(const State& state, const QString& file)
{
    QJsonObject saved;
    for (const auto& [name, member] : SecretMembers)
        saved.insert(QLatin1String(name), QString::fromUtf8((state.*member).reveal()));
    for (const auto& [name, member] : PortMembers)
        saved.insert(QLatin1String(name), state.ports.*member);
    QSaveFile writer(file);
    if (!writer.open(QIODevice::WriteOnly))
        return storageError(file, writer.errorString());
    writer.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    writer.write(QJsonDocument(saved).toJson());
    if (!writer.commit())
        return storageError(file, writer.errorString());
    return {};
}

Result<Ports> usablePorts(const Ports& wanted)
{
    bool allFree = true;
    for (const auto& entry : PortMembers)
        allFree = allFree && isPortFree(wanted.*entry.second);
    if (allFree)
        return wanted;
    auto found = findFreePorts(static_cast<int>(PortMembers.size()));
    if (!found)
        return found.error();
    Ports ports;
    for (size_t i = 0; i < PortMembers.size(); ++i)
        ports.*PortMembers[i].second = found->at(static_cast<qsizetype>(i));
    return ports;
}

} // namespace Natter::Sandbox
