// SPDX-License-Identifier: Apache-2.0
#include "domain/Phrase.h"

namespace Natter {

Phrase Phrase::verbatim(const QString& text)
{
    Phrase phrase;
    phrase.m_text = text;
    return phrase;
}

Phrase Phrase::arg(const Phrase& value) const
{
    Phrase phrase = *this;
    phrase.m_values.push_back(value);
    return phrase;
}

QString Phrase::english() const
{
    return in([](const char* literal) { return QString::fromUtf8(literal); });
}

QString Phrase::in(const Translation& translation) const
{
    if (m_literal.isEmpty())
        return m_text;
    const QString pattern = translation(m_literal.constData());
    QString filled;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const bool isPlace = pattern.at(i) == u'%' && i + 1 < pattern.size();
        const int number = isPlace ? pattern.at(i + 1).digitValue() : -1;
        if (number < 1 || static_cast<std::size_t>(number) > m_values.size()) {
            filled += pattern.at(i);
            continue;
        }
        filled += m_values.at(static_cast<std::size_t>(number) - 1).in(translation);
        ++i;
    }
    return filled;
}

Phrase Phrase::withVerbatim(const std::function<QString(const QString&)>& change) const
{
    Phrase phrase = *this;
    phrase.m_text = change(m_text);
    for (Phrase& value : phrase.m_values)
        value = value.withVerbatim(change);
    return phrase;
}

} // namespace Natter
