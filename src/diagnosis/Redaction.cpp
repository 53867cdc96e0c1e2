// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Redaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>

namespace Natter::Diagnosis {

namespace {

/// Shorter ones are parts of too many other texts (ports, times) to be taken out from the middle of a word.
constexpr qsizetype ShortSecret = 8;
constexpr qsizetype LongestText = 80;
constexpr qsizetype LongestList = 3;
const QString Mask = QStringLiteral("***");

bool isSecretName(const QString& name)
{
    static constexpr std::array<QLatin1String, 9> Parts{QLatin1String("token"), QLatin1String("nonce"),
        QLatin1String("passw"), QLatin1String("passcode"), QLatin1String("secret"), QLatin1String("otp"),
        QLatin1String("key"), QLatin1String("code_verifier"), QLatin1String("credential")};
    // "browser_token" is an address of the profile.
    return !name.contains(u"expire", Qt::CaseInsensitive) && name != u"browser_token" &&
           std::any_of(Parts.begin(), Parts.end(),
               [&name](QLatin1String part) { return name.contains(part, Qt::CaseInsensitive); });
}

bool isPrivateName(const QString& name)
{
    return name.contains(u"mail", Qt::CaseInsensitive) || name.contains(u"phone", Qt::CaseInsensitive);
}

} // namespace

void Redaction::add(const Secret& secret)
{
    if (!secret.isEmpty())
        m_secrets += secret;
}

void Redaction::addMembersOf(const QJsonValue& json)
{
    if (json.isArray()) {
        const QJsonArray all = json.toArray();
        for (const auto& value : all)
            addMembersOf(value);
    }
    const QJsonObject object = json.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isString() && isSecretName(it.key()))
            add(Secret(it->toString().toUtf8()));
        else
            addMembersOf(*it);
    }
}

QString Redaction::cleaned(const QString& text) const
{
    static const QRegularExpression token(QStringLiteral("eyJ[A-Za-z0-9_=-]{6,}(\\.[A-Za-z0-9_=-]*){0,4}"));
    QString clean = text;
    clean.replace(token, Mask);
    for (const Secret& secret : m_secrets) {
        const QString plain = QString::fromUtf8(secret.reveal());
        for (const QString& spelling : {plain, QString::fromLatin1(QUrl::toPercentEncoding(plain))}) {
            if (spelling.size() >= ShortSecret)
                clean.replace(spelling, Mask, Qt::CaseInsensitive);
            else
                clean.replace(
                    QRegularExpression(
                        QStringLiteral("(?<![\\w.])%1(?![\\w.])").arg(QRegularExpression::escape(spelling))),
                    Mask);
        }
    }
    return clean;
}

QString Redaction::sketch(const QJsonValue& json) const
{
    const QJsonValue shown = masked({}, json);
    const QJsonDocument document =
        shown.isArray() ? QJsonDocument(shown.toArray()) : QJsonDocument(shown.toObject());
    return cleaned(QString::fromUtf8(document.toJson(QJsonDocument::Compact)));
}

QJsonValue Redaction::masked(const QString& name, const QJsonValue& value) const
{
    const bool isHidden = isSecretName(name) || isPrivateName(name);
    if (isHidden && (value.isString() || value.isDouble()))
        return value == QJsonValue(QString()) ? value : QJsonValue(Mask);
    if (value.isString()) {
        // Cleaned before it is cut, so that no secret is cut into something unknown.
        const QString text = cleaned(value.toString());
        return text.size() > LongestText ? text.left(LongestText) + QStringLiteral("...") : text;
    }
    if (value.isArray()) {
        QJsonArray shown;
        const QJsonArray all = value.toArray();
        for (qsizetype i = 0; i < std::min(all.size(), LongestList); ++i)
            shown += masked(name, all.at(i));
        if (all.size() > LongestList)
            shown += QStringLiteral("... %1 more").arg(all.size() - LongestList);
        return shown;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        it.value() = masked(it.key(), it.value());
    return object;
}

} // namespace Natter::Diagnosis
