// SPDX-License-Identifier: Apache-2.0
#include "net/LooseJson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace Natter::Net {

namespace {

// HTML has brackets too, and each try may read to the end: a hostile answer is given up on after this many
// passes.
constexpr qsizetype MaximumPasses = 4;
constexpr qsizetype FreeBytes = 65'536;

bool isJsonBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

bool isNameCharacter(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9');
}

/// Reads the bracketed text that starts at some place and writes it down as strict JSON.
class StrictCopy
{
public:
    explicit StrictCopy(const QByteArray& text, qsizetype start)
        : m_text(text)
        , m_at(start)
    {}

    /// Empty when the brackets do not end.
    QByteArray take()
    {
        int depth = 0;
        while (m_at < m_text.size()) {
            const char c = m_text.at(m_at);
            if (c == '"' || c == '\'') {
                takeString(c);
                continue;
            }
            if (isNameStart(c)) {
                takeName();
                continue;
            }
            ++m_at;
            if (c == '}' || c == ']')
                dropTrailingComma();
            m_taken += c;
            if (c == '{' || c == '[')
                ++depth;
            else if ((c == '}' || c == ']') && --depth == 0)
                return m_taken;
        }
        return {};
    }

private:
    void takeString(char quote)
    {
        m_taken += '"';
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const char c = m_text.at(m_at);
            if (c == quote)
                break;
            if (c == '\\' && m_at + 1 < m_text.size()) {
                const char escaped = m_text.at(++m_at);
                if (escaped != '\'')
                    m_taken += c;
                m_taken += escaped;
            } else {
                if (c == '"')
                    m_taken += '\\';
                m_taken += c;
            }
        }
        m_taken += '"';
        ++m_at;
    }

    /// A key without quotes, or one of `true`, `false`, `null` and what is none of these.
    void takeName()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && isNameCharacter(m_text.at(m_at)))
            ++m_at;
        const QByteArray name = m_text.mid(start, m_at - start);
        qsizetype next = m_at;
        while (next < m_text.size() && isJsonBlank(m_text.at(next)))
            ++next;
        const bool isKey = next < m_text.size() && m_text.at(next) == ':';
        m_taken += isKey ? '"' + name + '"' : name;
    }

    void dropTrailingComma()
    {
        qsizetype end = m_taken.size();
        while (end > 0 && isJsonBlank(m_taken.at(end - 1)))
            --end;
        if (end > 0 && m_taken.at(end - 1) == ',')
            m_taken.truncate(end - 1);
    }

    const QByteArray& m_text;
    qsizetype m_at;
    QByteArray m_taken;
};

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
        const QByteArray bracketed = StrictCopy(text, i).take();
        budget -= bracketed.isEmpty() ? text.size() - i : bracketed.size();
        if (bracketed.isEmpty() && looksLikeJson(text, i))
            return {};
        QJsonDocument document = QJsonDocument::fromJson(bracketed);
        if (isPlausible(document))
            return document;
    }
    return {};
}

} // namespace Natter::Net
