// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "component/gateway/GatewayFixture.h"

namespace Natter::Test {

/// A gateway of a mesibo site, and that site's private backend.
class MesiboSite : public GatewayFixture
{
public:
    MesiboSite() { useProtocol(LoginProtocolKind::Mesibo); }

    Answered ask(const QByteArray& query)
    {
        return call("GET", "/api.php?" + query + "&token=" + AppToken + "&sig=none");
    }
    Answered json(const QByteArray& body) { return call("POST", "/backend/", body); }
    QByteArray code(const QByteArray& address = "18005551234")
    {
        return ask("op=otp&addr=" + address + "&tries=5&expiry=300&reuse=1")
            .json.value("otp")
            .toString()
            .toLatin1();
    }
    static QByteArray wrong(QByteArray code)
    {
        code[0] = code[0] == '9' ? '0' : char(code[0] + 1);
        return code;
    }
    static QByteArray userAdd(const QByteArray& more, const QByteArray& address = "18005551234")
    {
        return "op=useradd&name=Ada&addr=" + address +
               "&appid=natter-demo&session=0&expiry=525600&flag=0&restrictions=0" + more;
    }
    QByteArray token(const QByteArray& address = "18005551234")
    {
        const auto made = ask(userAdd("&otp=" + code(address), address));
        return made.json.value("user").toObject().value("token").toString().toLatin1();
    }
};

} // namespace Natter::Test
