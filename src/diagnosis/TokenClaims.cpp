// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/TokenClaims.h"

#include "diagnosis/ClockOffset.h"
#include "jwt/Base64Url.h"
#include "jwt/JsonMembers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <utility>

namespace Natter::Diagnosis {

namespace {

constexpr qint64 LongestAheadDg = 60;
constexpr qint64 AdvisedLifetime = 120;
constexpr qint64 LongestLifetime = 600;
constexpr qint64 LongestLifetimeImbachat = 25'200;
constexpr qint64 LongestLifetimeDg = 3600;
constexpr qsizetype ShortestOpaque = 17;
constexpr int LongestValue = 60;

/// Which claims a protocol's token has.
struct Shape
{
    const char* userClaim;
    bool isUserText;    ///< a number is refused
    bool needsAllTimes; ///< iat and nbf beside exp
    bool needsNonce;
    bool needsExpiry;
    qint64 longestAhead;   ///< of iat and nbf, s
    qint64 longestUnasked; ///< how far ahead exp may be unless the gateway is told otherwise, s
};

Shape shapeOf(LoginProtocolKind protocol)
{
    switch (protocol) {
    case LoginProtocolKind::Imbachat:
        return {"user_id", false, false, false, true, GatewayLeeway, LongestLifetimeImbachat};
    case LoginProtocolKind::Dg:
        return {"external_id", false, false, false, false, LongestAheadDg, LongestLifetimeDg};
    default:
        return {"prn", true, true, true, true, GatewayLeeway, LongestLifetime};
    }
}

/// Goes through one token and writes rows down.
class Reading
{
public:
    Reading(const TokenExpectation& expected, QJsonObject header, QJsonObject claims)
        : m_expected(expected)
        , m_shape(shapeOf(expected.profile.protocol))
        , m_header(std::move(header))
        , m_claims(std::move(claims))
    {}

    QList<ReportDetail> rows()
    {
        readHeader();
        if (m_expected.profile.protocol == LoginProtocolKind::Qiscus)
            exactText(m_claims, "iss", m_expected.profile.appId, StepStatus::Failed);
        if (m_expected.profile.protocol == LoginProtocolKind::Dg)
            exactText(m_claims, "scope", QStringLiteral("user"), StepStatus::Failed);
        readAudience();
        readTimes();
        readNonce();
        readUser();
        readInitiator();
        readOptionalTexts();
        return std::exchange(m_rows, {});
    }

private:
    static QString shown(const QJsonObject& object, const char* name)
    {
        const QJsonValue value = object.value(QLatin1String(name));
        if (value.isUndefined())
            return QStringLiteral("missing");
        const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(json.mid(1, json.size() - 2)).left(LongestValue);
    }

    void add(const QString& name, const QString& found, const QString& expected, StepStatus status)
    {
        m_rows += {name, found, expected, status};
    }

    void exactText(const QJsonObject& object, const char* name, const QString& wanted, StepStatus otherwise)
    {
        const bool isRight = object.value(QLatin1String(name)) == QJsonValue(wanted);
        add(QLatin1String(name), shown(object, name), u'"' + wanted + u'"',
            isRight ? StepStatus::Ok : otherwise);
    }

    void readHeader()
    {
        const QString algorithm = m_header.value(u"alg").toString();
        const bool isHmac = algorithm == u"HS384" || algorithm == u"HS512";
        add(QStringLiteral("alg"), shown(m_header, "alg"), QStringLiteral("\"HS256\""),
            algorithm == u"HS256" ? StepStatus::Ok
            : isHmac              ? StepStatus::Warning // when the gateway's configuration allows it
                                  : StepStatus::Failed);
        const bool isQiscus = m_expected.profile.protocol == LoginProtocolKind::Qiscus;
        exactText(
            m_header, "typ", QStringLiteral("JWT"), isQiscus ? StepStatus::Failed : StepStatus::Warning);
        if (isQiscus)
            exactText(m_header, "ver", QStringLiteral("v2"), StepStatus::Failed);
        if (m_expected.profile.protocol == LoginProtocolKind::Dg)
            add(QStringLiteral("kid"), shown(m_header, "kid"), QStringLiteral("the API key, a text"),
                m_header.value(u"kid").toString().isEmpty() ? StepStatus::Failed : StepStatus::Ok);
    }

    void readAudience()
    {
        const QJsonValue audience = m_claims.value(u"aud");
        if (audience.isUndefined())
            return;
        const QJsonArray names = audience.isArray() ? audience.toArray() : QJsonArray{audience};
        add(QStringLiteral("aud"), shown(m_claims, "aud"), QStringLiteral("absent, or naming the app id"),
            names.contains(m_expected.profile.appId) ? StepStatus::Ok : StepStatus::Failed);
    }

    std::optional<qint64> seconds(const char* name) const
    {
        const QJsonValue value = m_claims.value(QLatin1String(name));
        const qint64 number = value.toInteger(-1);
        return value.isDouble() && number >= 0 && static_cast<double>(number) == value.toDouble()
                   ? std::optional(number)
                   : std::nullopt;
    }

    QString shownTime(const char* name, std::optional<qint64> time) const
    {
        if (!time)
            return shown(m_claims, name);
        const qint64 away = *time - m_expected.now.toSecsSinceEpoch();
        return QStringLiteral("%1, %2 s %3")
            .arg(QString::number(*time), QString::number(qAbs(away)),
                away < 0 ? QStringLiteral("ago") : QStringLiteral("ahead"));
    }

    void readTimes()
    {
        const qint64 now = m_expected.now.toSecsSinceEpoch();
        for (const char* name : {"iat", "nbf"}) {
            const auto time = seconds(name);
            if (!m_shape.needsAllTimes && !m_claims.contains(QLatin1String(name)))
                continue;
            add(QLatin1String(name), shownTime(name, time), QStringLiteral("now, whole Unix seconds"),
                time && *time <= now + m_shape.longestAhead ? StepStatus::Ok : StepStatus::Failed);
        }
        if (m_shape.needsAllTimes)
            readEndAfterStart(now);
        else
            readEnd(now);
    }

    void readEndAfterStart(qint64 now)
    {
        const auto end = seconds("exp");
        const qint64 start = seconds("iat").value_or(now);
        StepStatus status = StepStatus::Ok;
        if (!end || *end <= now - GatewayLeeway || *end <= start || *end - start > m_shape.longestUnasked)
            status = StepStatus::Failed;
        else if (*end - start > AdvisedLifetime)
            status = StepStatus::Warning;
        add(QStringLiteral("exp"), shownTime("exp", end),
            QStringLiteral("ahead, at most %1 s after iat").arg(AdvisedLifetime), status);
    }

    void readEnd(qint64 now)
    {
        const auto end = seconds("exp");
        StepStatus status = StepStatus::Ok;
        if (!m_claims.contains(u"exp")) // a permanent credential
            status = m_shape.needsExpiry ? StepStatus::Failed : StepStatus::Warning;
        else if (!end || *end <= now)
            status = StepStatus::Failed;
        else if (*end - now > m_shape.longestUnasked + GatewayLeeway)
            status = StepStatus::Warning;
        add(QStringLiteral("exp"), shownTime("exp", end),
            QStringLiteral("ahead, at most %1 s unless longest_token_lifetime_seconds allows more")
                .arg(m_shape.longestUnasked),
            status);
    }

    void readNonce()
    {
        const QJsonValue nonce = m_claims.value(u"nce");
        const QByteArray found = nonce.toString().toUtf8();
        const bool isSame = nonce.isString() && constantTimeEquals(found, m_expected.nonce.reveal());
        const bool isAbsent = nonce.isUndefined();
        add(QStringLiteral("nce"),
            isSame             ? QStringLiteral("the nonce of this login")
            : isAbsent         ? QStringLiteral("missing")
            : nonce.isString() ? QStringLiteral("another text of %1 bytes").arg(found.size())
                               : QStringLiteral("not a text"),
            QStringLiteral("the nonce that came with the login, unchanged"),
            isSame                            ? StepStatus::Ok
            : isAbsent && !m_shape.needsNonce ? StepStatus::Warning // it can be used twice
                                              : StepStatus::Failed);
    }

    void readUser()
    {
        const QJsonValue user = m_claims.value(QLatin1String(m_shape.userClaim));
        const bool isNumber = user.isDouble() && user.toInteger() > 0 && !m_shape.isUserText;
        const bool isText = user.isString() && !user.toString().isEmpty() && user.toString() != u"0";
        add(QLatin1String(m_shape.userClaim), shown(m_claims, m_shape.userClaim),
            m_shape.isUserText ? QStringLiteral("the user id, a text")
                               : QStringLiteral("the user id, text or number"),
            isNumber || isText ? StepStatus::Ok : StepStatus::Failed);
    }

    void readInitiator()
    {
        if (m_claims.contains(u"initiator"))
            add(QStringLiteral("initiator"), shown(m_claims, "initiator"),
                QStringLiteral("absent: a dialog token is never a login"), StepStatus::Failed);
    }

    void readOptionalTexts()
    {
        for (const char* name : {"name", "avatar_url"}) {
            const QJsonValue value = m_claims.value(QLatin1String(name));
            if (value.isUndefined() || value.isNull())
                continue;
            QString expected = QStringLiteral("a text");
            StepStatus status = value.isString() ? StepStatus::Ok : StepStatus::Failed;
            if (qstrcmp(name, "avatar_url") == 0 && !value.toString().isEmpty()) {
                expected = QStringLiteral("an address on one of media_hosts");
                if (status == StepStatus::Ok && !m_expected.profile.allowsMedia(QUrl(value.toString())))
                    status = StepStatus::Warning;
            }
            add(QLatin1String(name), shown(m_claims, name), expected, status);
        }
    }

    const TokenExpectation& m_expected;
    const Shape m_shape;
    QJsonObject m_header;
    QJsonObject m_claims;
    QList<ReportDetail> m_rows;
};

QList<ReportDetail> opaque(const Secret& token)
{
    return {{QStringLiteral("token"), QStringLiteral("%1 bytes").arg(token.size()),
        QStringLiteral("at least %1 bytes, opaque").arg(ShortestOpaque),
        token.size() < ShortestOpaque ? StepStatus::Failed : StepStatus::Ok}};
}

} // namespace

QList<ReportDetail> readTokenClaims(const Secret& token, const TokenExpectation& expected)
{
    if (expected.profile.protocol == LoginProtocolKind::Mesibo)
        return opaque(token);
    const QList<QByteArray> parts = token.reveal().split('.');
    std::array<QJsonObject, 2> objects;
    QString problem = parts.size() == 3 ? QString() : QStringLiteral("%1 parts").arg(parts.size());
    for (qsizetype i = 0; i < 3 && problem.isEmpty(); ++i) {
        static constexpr std::array<const char*, 3> Names{"header", "payload", "signature"};
        const QString name = QLatin1String(Names[static_cast<std::size_t>(i)]);
        const auto bytes = Jwt::fromBase64Url(parts.at(i));
        if (!bytes || bytes->isEmpty())
            problem = name + QStringLiteral(" is not base64url without padding");
        else if (i < 2 && !Jwt::JsonMembers::parse(*bytes))
            problem = name + QStringLiteral(" is not a JSON object with distinct members");
        else if (i < 2)
            objects[static_cast<std::size_t>(i)] = QJsonDocument::fromJson(*bytes).object();
    }
    if (!problem.isEmpty())
        return {{QStringLiteral("form"), problem, QStringLiteral("a compact JWT: header.payload.signature"),
            StepStatus::Failed}};
    return Reading(expected, objects[0], objects[1]).rows();
}

} // namespace Natter::Diagnosis
