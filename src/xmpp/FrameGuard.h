// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"

#include <QStringView>

#include <optional>

namespace Natter::Xmpp {

/// What one frame may hold. Nothing that the engine sends comes near.
struct FrameLimits
{
    static constexpr qsizetype Characters = qsizetype(1024) * 1024;
    static constexpr int Depth = 32;
    static constexpr int Attributes = 64;      ///< of one element
    static constexpr int EndurableDepth = 512; ///< deeper than this nobody nests but to break a reader
};

/// `Error::code` of a frame that is XML but passes a limit of what is read: another person can cause it,
/// because the engine forwards what people send. Passed over, so that nobody can end another's stream.
inline constexpr QStringView ExcessCode = u"excess";
/// The same beyond FrameLimits::EndurableDepth: ends the stream.
inline constexpr QStringView AbsurdCode = u"absurd";

/// One linear look over a frame before any XML parser sees it: refuses what RFC 6120 (2011-03), 11.1 forbids
/// (document types, processing instructions, comments) and what passes FrameLimits. It does not check that
/// the XML is well formed, which is the parser's work; std::nullopt only means that parsing is cheap.
/// Errors: TooLarge, Protocol.
std::optional<Error> refusalOf(QStringView frame);

} // namespace Natter::Xmpp
