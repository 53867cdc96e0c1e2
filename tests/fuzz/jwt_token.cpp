// SPDX-License-Identifier: Apache-2.0
// The JWT reader against arbitrary text: it must not crash, and what it does not refuse must be signed with
// the key.
#include "jwt/Base64Url.h"
#include "jwt/Token.h"

#include <cstdint>
#include <cstdlib>

using namespace Natter;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    static const Secret key("natter-demo-secret");
    static const QList<Jwt::Algorithm> all{
        Jwt::Algorithm::HS256, Jwt::Algorithm::HS384, Jwt::Algorithm::HS512};

    if (const auto token = Jwt::Token::parse(Secret(text))) {
        for (const char* name : {"exp", "iat", "prn", "nce"}) {
            (void)token->claims().integer(QString::fromLatin1(name));
            (void)token->claims().text(QString::fromLatin1(name));
        }
        const qsizetype dot = text.lastIndexOf('.');
        const auto algorithm =
            Jwt::algorithmNamed(token->header().text(QStringLiteral("alg")).value_or(QString()).toUtf8());
        const bool isSigned =
            algorithm && Jwt::toBase64Url(Jwt::hmac(*algorithm, key, text.left(dot))) == text.mid(dot + 1);
        if (token->verify(all, key).isOk() != isSigned)
            std::abort();
    }
    if (const auto members = Jwt::JsonMembers::parse(text))
        (void)members->integer(QStringLiteral("a"));
    return 0;
}
