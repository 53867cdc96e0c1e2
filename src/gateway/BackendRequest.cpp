// SPDX-License-Identifier: Apache-2.0
#include "gateway/BackendRequest.h"

#include "base/PlainText.h"
#include "domain/JsonValues.h"
#include "gateway/Refusal.h"
#include "gateway/TokenClaims.h"
#include "net/LooseJson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Natter::Gateway {

namespace {

constexpr int LongestGivenName = 256;
constexpr int MostLevels = 8;
constexpr int MostTries = 10;
constexpr int LongestOtpSeconds = 3600;

bool isShallow(const QJsonValue& value, int levels)
{
    const auto isInnerShallow = [levels](const QJsonValue& inner) {
        return isShallow(inner, levels - 1);
    };
    if (value.isArray()) {
        const QJsonArray list = value.toArray();
        return levels > 0 && std::all_of(list.begin(), list.end(), isInnerShallow);
    }
    const QJsonObject object = value.toObject();
    return !value.isObject() || (levels > 0 && std::all_of(object.begin(), object.end(), isInnerShallow));
}

/// A text or a whole number; of a repeated member the last.
QString textOf(const QJsonValue& value)
{
    if (const QJsonArray list = value.toArray(); !list.isEmpty())
        return textOf(list.last());
    return value.isString() ? value.toString().trimmed() : readUserId(value);
}

/// The first of them that is there.
QString firstOf(std::initializer_list<QJsonValue> values)
{
    const auto found = std::find_if(
        values.begin(), values.end(), [](const QJsonValue& value) { return !textOf(value).isEmpty(); });
    return found == values.end() ? QString() : textOf(*found);
}

Result<int> numberOf(const QString& text, int usual, int least, int most)
{
    if (text.isEmpty())
        return usual;
    bool isNumber = false;
    const qlonglong number = text.toLongLong(&isNumber);
    if (!isNumber || number < least)
        return refused(ErrorKind::BadInput, "number_malformed", "A number of the call is none.");
    return int(std::min<qlonglong>(number, most));
}

Result<OtpRepository::Terms> readTerms(const QJsonObject& members)
{
    OtpRepository::Terms terms;
    const auto tries = numberOf(textOf(members.value(u"tries")), terms.tries, 1, MostTries);
    if (!tries)
        return tries.error();
    const auto seconds =
        numberOf(textOf(members.value(u"expiry")), int(terms.lifetime.count()), 1, LongestOtpSeconds);
    if (!seconds)
        return seconds.error();
    const QJsonValue reuse = members.value(u"reuse");
    terms.tries = *tries;
    terms.lifetime = std::chrono::seconds(*seconds);
    terms.isReused = reuse.toBool() || textOf(reuse) == u"1";
    return terms;
}

Result<void> readUserAdd(const QJsonObject& members, BackendRequest& request)
{
    const QJsonValue user = members.value(u"user");
    const QJsonValue token = user[QLatin1String("token")];
    const auto minutes =
        numberOf(firstOf({members.value(u"expiry"), token[QLatin1String("expiry")]}), 0, 1, 525'600 * 10);
    if (!minutes)
        return minutes.error();
    request.tokenLifetime = std::chrono::minutes(*minutes);
    request.name =
        plainLine(firstOf({members.value(u"name"), user[QLatin1String("name")]}), LongestGivenName);
    request.appId = firstOf({members.value(u"appid"), token[QLatin1String("appid")]});
    // A code that is empty or of another type is a wrong code, not a missing one.
    for (const QJsonValue& otp : {members.value(u"otp"), user[QLatin1String("otp")]}) {
        if (!otp.isUndefined())
            request.otp = Secret(textOf(otp).toUtf8());
    }
    request.nonce = Secret(firstOf({members.value(u"nonce"), user[QLatin1String("nonce")]}).toUtf8());
    const QByteArray& nonce = request.nonce.reveal();
    const bool isPrintable =
        std::all_of(nonce.begin(), nonce.end(), [](char c) { return c > ' ' && c < 127; });
    if (nonce.size() > MaximumNonceLength || !isPrintable)
        return refused(ErrorKind::BadInput, "nonce_malformed", "The nonce is none.");
    return {};
}

} // namespace

Result<QJsonObject> parseBackendJson(const QByteArray& text)
{
    const QJsonDocument document = Net::parseLooseJson(text);
    if (!document.isObject() || !isShallow(document.object(), MostLevels))
        return refused(ErrorKind::BadInput, "body_malformed", "The body is not a JSON object.");
    return document.object();
}

Secret backendToken(const QJsonObject& members)
{
    return Secret(textOf(members.value(u"token")).toUtf8());
}

QString backendAddress(const QString& text)
{
    QString digits;
    for (const QChar c : text) {
        if (c >= u'0' && c <= u'9')
            digits += c;
        else if (!QStringView(u" +-.()").contains(c))
            return text;
    }
    const auto first = std::find_if(digits.cbegin(), digits.cend(), [](QChar c) { return c != u'0'; });
    digits = digits.sliced(first - digits.cbegin());
    return digits.size() >= 9 && digits.size() <= 15 ? digits : text;
}

Result<BackendRequest> readBackendRequest(const QJsonObject& members)
{
    using Operation = BackendRequest::Operation;
    BackendRequest request;
    const QString op = textOf(members.value(u"op")).toLower();
    const QJsonValue user = members.value(u"user");
    if (op == u"logout") {
        request.operation = Operation::Logout;
        request.userToken =
            Secret(firstOf({members.value(u"usertoken"), user[QLatin1String("token")]}).toUtf8());
        return request;
    }
    if (op != u"otp" && op != u"useradd")
        return refused(ErrorKind::BadInput, "op_unknown", "There is no such operation here.");
    request.address = backendAddress(
        firstOf({members.value(u"addr"), members.value(u"address"), user[QLatin1String("address")]}));
    if (request.address.isEmpty())
        return refused(ErrorKind::BadInput, "address_missing", "The address is missing.");
    if (!isPossibleUserId(request.address))
        return refused(ErrorKind::BadInput, "user_id_impossible", "This address cannot be a user id.");
    if (op == u"useradd") {
        request.operation = Operation::UserAdd;
        auto read = readUserAdd(members, request);
        return read ? Result(request) : Result<BackendRequest>(read.error());
    }
    const auto terms = readTerms(members);
    if (!terms)
        return terms.error();
    request.otpTerms = *terms;
    return request;
}

} // namespace Natter::Gateway
