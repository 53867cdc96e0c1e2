// SPDX-License-Identifier: Apache-2.0
#include "identity/PhoneNumber.h"

namespace Natter::Identity {

std::optional<PhoneNumber> readPhoneNumber(const QString& text)
{
    PhoneNumber number;
    for (const QChar c : text) {
        const bool isFiller = c.isSpace() || c == u'(' || c == u')' ||
                              c.category() == QChar::Punctuation_Dash || c.category() == QChar::Other_Format;
        if (c.isDigit())
            number.digits += QChar(u'0' + c.digitValue());
        else if (c == u'+' && number.digits.isEmpty())
            number.hasPlus = true;
        else if (!isFiller)
            return std::nullopt;
    }
    return number;
}

} // namespace Natter::Identity
