// SPDX-License-Identifier: Apache-2.0
#include "domain/Profile.h"

#include "base/Jid.h"
#include "base/Loopback.h"
#include "base/PlainText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <optional>

namespace Natter {

namespace {

constexpr std::array<std::pair<const char*, LoginProtocolKind>, 4> ProtocolNames{{
    {"qiscus", LoginProtocolKind::Qiscus},
    {"mesibo", LoginProtocolKind::Mesibo},
    {"imbachat", LoginProtocolKind::Imbachat},
    {"dg", LoginProtocolKind::Dg},
}};

constexpr std::array<std::pair<const char*, LoginMethod>, 4> MethodNames{{
    {"passcode", LoginMethod::Passcode},
    {"password", LoginMethod::Password},
    {"otp", LoginMethod::Otp},
    {"browser", LoginMethod::Browser},
}};

constexpr qsizetype MostMediaHosts = 64;

template <typename Names>
auto valueNamed(const Names& names, const QString& name)
{
    using Value = decltype(names.front().second);
    const auto found = std::find_if(names.begin(), names.end(),
        [&name](const auto& entry) { return name == QLatin1String(entry.first); });
    return found == names.end() ? std::optional<std::decay_t<Value>>() : std::optional(found->second);
}

template <typename Names, typename Value>
QString nameOf(const Names& names, Value value)
{
    const auto found = std::find_if(
        names.begin(), names.end(), [value](const auto& entry) { return entry.second == value; });
    return QLatin1String(found->first);
}

Error wrong(const QString& member, const QString& why)
{
    return {ErrorKind::Configuration, Retry::never(), QStringLiteral("%1: %2").arg(member, why),
        QStringLiteral("profile_invalid")};
}

/// `host` or `host:port`, without the scheme's own port, in lower case.
QString authorityOf(const QUrl& url)
{
    QString host = url.host(QUrl::FullyDecoded).toLower();
    if (host.contains(u':'))
        host = u'[' + host + u']';
    const int usual = url.scheme() == u"http" ? 80 : 443;
    const int port = url.port(usual);
    return port == usual ? host : host + u':' + QString::number(port);
}

bool isDomain(const QString& text)
{
    const std::optional<Jid> jid = Jid::parse(text);
    return jid && jid->local().isEmpty() && jid->resource().isEmpty() && text.size() <= 253;
}

/// The app id travels in a header and a file name.
bool isAppId(const QString& text)
{
    static const QRegularExpression allowed(QStringLiteral("^[A-Za-z0-9._-]{1,128}\\z"));
    return allowed.match(text).hasMatch();
}

QStringList readMediaHosts(const QJsonObject& root)
{
    QStringList hosts;
    for (const QJsonValue value : root.value(u"media_hosts").toArray()) {
        if (hosts.size() == MostMediaHosts)
            break;
        const QUrl url(QStringLiteral("https://") + value.toString(), QUrl::StrictMode);
        const bool isBare = url.userInfo().isEmpty() && url.path().isEmpty() && !url.hasQuery();
        if (url.isValid() && !url.host().isEmpty() && isBare && !hosts.contains(authorityOf(url)))
            hosts += authorityOf(url);
    }
    return hosts;
}

Result<QUrl> readUrl(const QJsonObject& parent, const QString& path, const QStringList& schemes, bool folder)
{
    const QString name = path.section(u'.', -1);
    const QString text = parent.value(name).toString();
    QUrl url(text, QUrl::StrictMode);
    if (text.isEmpty() || !url.isValid() || url.host().isEmpty() || !schemes.contains(url.scheme()))
        return wrong(path, QStringLiteral("needs an absolute %1 URL").arg(schemes.join(u'/')));
    if (!url.userInfo().isEmpty())
        return wrong(path, QStringLiteral("must not hold a user name or password"));
    if (!isTrustedTransport(url))
        return wrong(path, QStringLiteral("plain http/ws is allowed for loopback addresses only"));
    if (url.hasFragment() || (folder && url.hasQuery()))
        return wrong(path, QStringLiteral("must not hold a query or fragment"));
    if (folder && !url.path().endsWith(u'/'))
        url.setPath(url.path() + u'/');
    return url;
}

Result<QList<LoginMethod>> readMethods(const QJsonObject& backend)
{
    QList<LoginMethod> methods;
    const QJsonArray names = backend.value(u"methods").toArray();
    for (const auto& name : names) {
        // Methods of newer versions are passed over, so that an old app still offers what it knows.
        if (const auto method = valueNamed(MethodNames, name.toString());
            method && !methods.contains(*method))
            methods += *method;
    }
    if (methods.isEmpty())
        return wrong(QStringLiteral("backend.methods"), QStringLiteral("names no method this version knows"));
    return methods;
}

/// The members of `backend`.
Result<void> readBackend(const QJsonObject& backend, Profile& profile)
{
    const QStringList http{QStringLiteral("https"), QStringLiteral("http")};
    const auto protocol = valueNamed(ProtocolNames, backend.value(u"protocol").toString());
    if (!protocol)
        return wrong(QStringLiteral("backend.protocol"), QStringLiteral("is not one this version knows"));
    profile.protocol = *protocol;
    auto methods = readMethods(backend);
    if (!methods)
        return methods.error();
    profile.methods = *methods;
    const bool isFolder = profile.protocol == LoginProtocolKind::Qiscus;
    auto url = readUrl(backend, QStringLiteral("backend.url"), http, isFolder);
    if (!url)
        return url.error();
    profile.backend = *url;
    if (profile.methods.contains(LoginMethod::Browser)) {
        auto page = readUrl(backend, QStringLiteral("backend.browser_page"), http, false);
        if (!page)
            return page.error();
        auto token = readUrl(backend, QStringLiteral("backend.browser_token"), http, false);
        if (!token)
            return token.error();
        profile.browserPage = *page;
        profile.browserToken = *token;
    }
    profile.backendAppId = backend.value(u"appid").toString();
    if (!profile.backendAppId.isEmpty() && !isAppId(profile.backendAppId))
        return wrong(
            QStringLiteral("backend.appid"), QStringLiteral("needs 1 to 128 letters, digits, '.', '_', '-'"));
    profile.loginLabel = plainLine(backend.value(u"login_label").toString(), 60);
    return {};
}

} // namespace

QString Profile::siteKey() const
{
    return authorityOf(gateway) + u'/' + appId;
}

bool Profile::allowsMedia(const QUrl& url) const
{
    const bool http = url.scheme() == u"https" || url.scheme() == u"http";
    if (!http || !url.isValid() || !url.userInfo().isEmpty() || !isTrustedTransport(url))
        return false;
    return mediaHosts.contains(authorityOf(url), Qt::CaseInsensitive);
}

bool isTrustedTransport(const QUrl& url)
{
    const QString scheme = url.scheme();
    if (scheme == u"https" || scheme == u"wss")
        return true;
    return (scheme == u"http" || scheme == u"ws") && isLoopbackHost(url.host());
}

Result<Profile> parseProfile(const QByteArray& json)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (!document.isObject())
        return wrong(QStringLiteral("profile"),
            QStringLiteral("is not a JSON object (%1)").arg(parseError.errorString()));
    const QJsonObject root = document.object();
    const QJsonObject engine = root.value(u"engine").toObject();
    const QJsonObject brand = root.value(u"brand").toObject();

    Profile profile;
    profile.siteName = plainLine(root.value(u"name").toString(), 200);
    profile.appId = root.value(u"app_id").toString();
    if (!isAppId(profile.appId))
        return wrong(
            QStringLiteral("app_id"), QStringLiteral("needs 1 to 128 letters, digits, '.', '_', '-'"));

    const QStringList http{QStringLiteral("https"), QStringLiteral("http")};
    const QStringList ws{QStringLiteral("wss"), QStringLiteral("ws")};
    auto gateway = readUrl(root, QStringLiteral("gateway"), http, true);
    if (!gateway)
        return gateway.error();
    profile.gateway = *gateway;
    if (auto read = readBackend(root.value(u"backend").toObject(), profile); !read)
        return read.error();
    auto webSocket = readUrl(engine, QStringLiteral("engine.websocket"), ws, false);
    if (!webSocket)
        return webSocket.error();
    profile.engineWebSocket = *webSocket;

    profile.engineDomain = engine.value(u"domain").toString();
    if (!isDomain(profile.engineDomain))
        return wrong(QStringLiteral("engine.domain"), QStringLiteral("is no domain"));
    profile.mediaHosts = readMediaHosts(root);
    static const QRegularExpression colour(QStringLiteral("^#[0-9a-fA-F]{6}\\z"));
    const QString accent = brand.value(u"accent").toString();
    if (colour.match(accent).hasMatch())
        profile.accent = accent;
    profile.isWidgetMode = brand.value(u"mode").toString() == u"widget";
    if (auto release = parseRelease(root.value(u"release").toObject()); release)
        profile.release = *release;
    if (profile.siteName.isEmpty())
        profile.siteName = profile.gateway.host();
    return profile;
}

QByteArray serializeProfile(const Profile& profile)
{
    QJsonArray methods;
    for (const LoginMethod method : profile.methods)
        methods += nameOf(MethodNames, method);
    QJsonObject backend{{QStringLiteral("protocol"), nameOf(ProtocolNames, profile.protocol)},
        {QStringLiteral("url"), profile.backend.toString()}, {QStringLiteral("methods"), methods}};
    if (!profile.backendAppId.isEmpty())
        backend.insert(QStringLiteral("appid"), profile.backendAppId);
    if (!profile.browserPage.isEmpty()) {
        backend.insert(QStringLiteral("browser_page"), profile.browserPage.toString());
        backend.insert(QStringLiteral("browser_token"), profile.browserToken.toString());
    }
    if (!profile.loginLabel.isEmpty())
        backend.insert(QStringLiteral("login_label"), profile.loginLabel);
    QJsonObject brand{
        {QStringLiteral("mode"), profile.isWidgetMode ? QStringLiteral("widget") : QStringLiteral("wide")}};
    if (!profile.accent.isEmpty())
        brand.insert(QStringLiteral("accent"), profile.accent);
    QJsonObject root{
        {QStringLiteral("version"), 1},
        {QStringLiteral("name"), profile.siteName},
        {QStringLiteral("app_id"), profile.appId},
        {QStringLiteral("gateway"), profile.gateway.toString()},
        {QStringLiteral("backend"), backend},
        {QStringLiteral("engine"),
            QJsonObject{{QStringLiteral("websocket"), profile.engineWebSocket.toString()},
                {QStringLiteral("domain"), profile.engineDomain}}},
        {QStringLiteral("media_hosts"), QJsonArray::fromStringList(profile.mediaHosts)},
        {QStringLiteral("brand"), brand},
    };
    if (profile.release)
        root.insert(QStringLiteral("release"), releaseObject(*profile.release));
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

} // namespace Natter
