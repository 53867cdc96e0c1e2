// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace Natter::Identity {

/// A phone number as people write and copy it.
struct PhoneNumber
{
    QString digits; ///< ASCII
    bool hasPlus = false;
};

/// Digits of any script, with blanks, dashes, parentheses and invisible marks among them and `+` before them.
/// std::nullopt for anything else. May have no digits at all.
std::optional<PhoneNumber> readPhoneNumber(const QString& text);

} // namespace Natter::Identity
