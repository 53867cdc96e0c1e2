// SPDX-License-Identifier: Apache-2.0
#include "identity/Pkce.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace Natter::Identity {

namespace {

constexpr auto Base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

Secret randomText()
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    const auto bytes =
        QByteArray::fromRawData(reinterpret_cast<const char*>(random.data()), qsizetype(sizeof(random)));
    return Secret(bytes.toBase64(Base64Url));
}

QByteArray codeChallenge(const Secret& verifier)
{
    return QCryptographicHash::hash(verifier.reveal(), QCryptographicHash::Sha256).toBase64(Base64Url);
}

} // namespace Natter::Identity
