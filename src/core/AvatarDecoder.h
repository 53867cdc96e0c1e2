// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QImage>

namespace Natter::Core {

/// Both sides of an avatar as it is kept and drawn, in pixels.
constexpr int AvatarSide = 128;

/// A picture from somebody else: PNG, JPEG, WebP or GIF (its first frame) of at most 16 megapixels, its
/// middle square scaled to AvatarSide. What it claims to be is checked before it is unpacked. Any thread.
/// Errors: BadResponse.
Result<QImage> decodeAvatar(const QByteArray& bytes);

} // namespace Natter::Core
