// SPDX-License-Identifier: Apache-2.0
#include "jwt/JsonMembers.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Natter::Jwt {

namespace {

constexpr qint64 LargestExactInteger = qint64(1) << 53;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Walks over JSON text that is known to be valid.
class Cursor
{
public:
    explicit Cursor(const QByteArray& json)
        : m_json(json)
    {}

    void skipBlanks()
    {
        while (m_position < m_json.size() && isBlank(m_json.at(m_position)))
            ++m_position;
    }
    bool take(char expected)
    {
        skipBlanks();
        if (m_position >= m_json.size() || m_json.at(m_position) != expected)
            return false;
        ++m_position;
        return true;
    }
    /// The text of the value that starts here: up to the comma or bracket that ends it.
    QByteArray takeValue()
    {
        skipBlanks();
        const qsizetype start = m_position;
        int depth = 0;
        bool isInString = false;
        for (; m_position < m_json.size(); ++m_position) {
            const char c = m_json.at(m_position);
            if (isInString) {
                if (c == '\\')
                    ++m_position;
                else if (c == '"')
                    isInString = false;
            } else if (c == '"') {
                isInString = true;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if (depth > 0 && (c == '}' || c == ']')) {
                --depth;
            } else if (depth == 0 && (c == ',' || c == ':' || c == '}')) {
                break;
            }
        }
        return m_json.mid(start, m_position - start).trimmed();
    }

private:
    const QByteArray& m_json;
    qsizetype m_position = 0;
};

std::optional<QString> decodedString(const QByteArray& literal)
{
    if (!literal.startsWith('"'))
        return std::nullopt;
    const QJsonArray array = QJsonDocument::fromJson('[' + literal + ']').array();
    if (array.size() != 1 || !array.first().isString())
        return std::nullopt;
    return array.first().toString();
}

/// std::nullopt for what is no integer literal, or one beyond 64 bits.
std::optional<qint64> decodedInteger(const QByteArray& literal)
{
    const QByteArrayView digits = QByteArrayView(literal).sliced(literal.startsWith('-') ? 1 : 0);
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    bool isInteger = false;
    const qint64 value = literal.toLongLong(&isInteger);
    return isInteger ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<JsonMembers> JsonMembers::parse(const QByteArray& json)
{
    if (json.startsWith("\xEF\xBB\xBF") || !QJsonDocument::fromJson(json).isObject())
        return std::nullopt;

    JsonMembers members;
    Cursor cursor(json);
    cursor.take('{');
    if (cursor.take('}'))
        return members;
    do {
        const auto name = decodedString(cursor.takeValue());
        if (!name || !cursor.take(':') || members.m_members.contains(*name))
            return std::nullopt;
        members.m_members.insert(*name, cursor.takeValue());
    } while (cursor.take(','));
    return members;
}

std::optional<QString> JsonMembers::text(const QString& name) const
{
    return decodedString(m_members.value(name));
}

std::optional<qint64> JsonMembers::integer(const QString& name) const
{
    const std::optional<qint64> value = decodedInteger(m_members.value(name));
    const bool isExact = value && *value <= LargestExactInteger && *value >= -LargestExactInteger;
    return isExact ? value : std::nullopt;
}

std::optional<QString> JsonMembers::id(const QString& name) const
{
    const std::optional<qint64> number = decodedInteger(m_members.value(name));
    return number ? QString::number(*number) : text(name);
}

QStringList JsonMembers::texts(const QString& name) const
{
    const QByteArray literal = m_members.value(name);
    const QJsonArray values =
        QJsonDocument::fromJson(literal.startsWith('[') ? literal : '[' + literal + ']').array();
    QStringList texts;
    for (const auto& value : values) {
        if (!value.isString())
            return {};
        texts.append(value.toString());
    }
    return texts;
}

} // namespace Natter::Jwt
