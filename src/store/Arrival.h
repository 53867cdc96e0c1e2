// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace Natter::Store {

/// By which way messages came: whose clock dated them, and whether new ones of others count as unread.
enum class Arrival {
    Live,    ///< over the stream: dated here, last of its dialog, unread
    News,    ///< from the archive: dated by the server, unread
    History, ///< from the archive: dated by the server, read
};

} // namespace Natter::Store
