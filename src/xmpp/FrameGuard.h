// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"

#include <QStringView>

#include <optional>

namespace Natter::Xmpp {

/// What is read of one frame. Nothing that the engine says by itself comes near.
struct FrameLimits
{
    static constexpr qsizetype Characters = qsizetype(1024) * 1024;
    static constexpr int Depth = 32;
    static constexpr int Attributes = 64; ///< of one element
};

/// `Error::code` of a frame that passes FrameLimits::Depth or FrameLimits::Attributes.
inline constexpr QStringView ExcessCode = u"excess";

/// One linear look over a frame before any XML parser sees it: refuses what RFC 6120 (2011-03), 11.1 forbids
/// (document types, processing instructions, comments) and what passes FrameLimits. It does not check that
/// the XML is well formed, which is the parser's work; std::nullopt only means that parsing is cheap.
/// Errors: TooLarge, Protocol.
std::optional<Error> refusalOf(QStringView frame);

} // namespace Natter::Xmpp
