// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QStringList>

#include <optional>

namespace Natter::Jwt {

/// The members of one JSON object, by name and by the text that stood there. Unlike QJsonObject it
/// refuses a name that comes twice (RFC 7519, section 4) and tells `1` from `1.0`, `1e0` and `"1"`.
class JsonMembers
{
public:
    /// std::nullopt unless the bytes are one JSON object (UTF-8, no byte order mark) with distinct names.
    static std::optional<JsonMembers> parse(const QByteArray& json);

    bool contains(const QString& name) const { return m_members.contains(name); }
    bool isNull(const QString& name) const { return m_members.value(name) == "null"; }
    /// std::nullopt when absent or not a JSON string.
    std::optional<QString> text(const QString& name) const;
    /// The texts of a list of texts, or the only one; empty when absent or something else.
    QStringList texts(const QString& name) const;
    /// std::nullopt when absent or not an integer literal between -2^53 and 2^53.
    std::optional<qint64> integer(const QString& name) const;
    /// A text, or an integer literal of 64 bits as decimal text: ids outgrow what is exact as a double.
    std::optional<QString> id(const QString& name) const;

private:
    QHash<QString, QByteArray> m_members;
};

} // namespace Natter::Jwt
