// SPDX-License-Identifier: Apache-2.0
#include "gateway/LooseJson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace Natter::Gateway {

namespace {

// HTML has brackets too, and each try may read to the end: a hostile answer is given up on after this many
// passes.
constexpr qsizetype MaximumPasses = 4;
constexpr qsizetype FreeBytes = 65'536;

bool isJsonBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The bracketed text that starts at `start`, without trailing commas; empty when it does not end.
QByteArray takeBracketed(const QByteArray& text, qsizetype start)
{
    QByteArray taken;
    int depth = 0;
    bool isInString = false;
    for (qsizetype i = start; i < text.size(); ++i) {
        const char c = text.at(i);
        if (isInString) {
            taken += c;
            if (c == '\\' && i + 1 < text.size())
                taken += text.at(++i);
            else if (c == '"')
                isInString = false;
            continue;
        }
        if (c == '}' || c == ']') {
            qsizetype end = taken.size();
            while (end > 0 && isJsonBlank(taken.at(end - 1)))
                --end;
            if (end > 0 && taken.at(end - 1) == ',')
                taken.truncate(end - 1);
        }
        taken += c;
        if (c == '"')
            isInString = true;
        else if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            return taken;
    }
    return {};
}

/// Brackets of HTML may stay open; a list of objects or an object that does is JSON that was cut off.
bool looksLikeJson(const QByteArray& text, qsizetype start)
{
    qsizetype next = start + 1;
    while (next < text.size() && isJsonBlank(text.at(next)))
        ++next;
    return next < text.size() && text.at(next) == (text.at(start) == '[' ? '{' : '"');
}

bool isPlausible(const QJsonDocument& document)
{
    if (document.isObject())
        return !document.object().isEmpty();
    const QJsonArray list = document.array();
    return document.isArray() &&
           std::all_of(list.begin(), list.end(), [](const QJsonValue& value) { return !value.isString(); });
}

} // namespace

QJsonDocument parseLooseJson(const QByteArray& text)
{
    QJsonDocument strict = QJsonDocument::fromJson(text);
    if (!strict.isNull())
        return strict;
    qsizetype budget = FreeBytes + MaximumPasses * text.size();
    for (qsizetype i = 0; i < text.size() && budget > 0; ++i) {
        if (text.at(i) != '[' && text.at(i) != '{')
            continue;
        const QByteArray bracketed = takeBracketed(text, i);
        budget -= bracketed.isEmpty() ? text.size() - i : bracketed.size();
        if (bracketed.isEmpty() && looksLikeJson(text, i))
            return {};
        QJsonDocument document = QJsonDocument::fromJson(bracketed);
        if (isPlausible(document))
            return document;
    }
    return {};
}

} // namespace Natter::Gateway
