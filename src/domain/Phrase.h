// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <vector>

namespace Natter {

/// A text of a report that can be told in several languages: an English literal whose places `%1` to `%9` are
/// filled in after it was translated. `./dev translate` collects the literals of src/diagnosis by this
/// class's name; below ui/ nobody translates.
class Phrase
{
public:
    /// Gives the text of a literal in a language.
    using Translation = std::function<QString(const char* literal)>;

    Phrase() = default;
    explicit Phrase(const char* literal)
        : m_literal(literal)
    {}
    /// The same in every language: a name, a number, what a server said.
    static Phrase verbatim(const QString& text);

    Phrase arg(const Phrase& value) const;
    Phrase arg(const QString& value) const { return arg(verbatim(value)); }
    Phrase arg(qint64 value) const { return arg(QString::number(value)); }

    bool isEmpty() const { return m_literal.isEmpty() && m_text.isEmpty(); }
    QString english() const;
    QString in(const Translation& translation) const;
    /// The same with all that is verbatim in it changed by `change`.
    Phrase withVerbatim(const std::function<QString(const QString&)>& change) const;

    friend bool operator==(const Phrase&, const Phrase&) = default;

private:
    QByteArray m_literal; ///< empty: `m_text` as it is
    QString m_text;
    std::vector<Phrase> m_values;
};

} // namespace Natter
