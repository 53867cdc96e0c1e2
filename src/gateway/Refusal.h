// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"

namespace Natter::Gateway {

/// An Error that a client may see: `reason` is the stable machine-readable word of the README's table,
/// `message` the English sentence. Neither holds anything that the client sent.
inline Error refused(ErrorKind kind, const char* reason, const char* message, Retry retry = Retry::never())
{
    return {kind, retry, QString::fromLatin1(message), QString::fromLatin1(reason)};
}

/// HTTP status of an error that ends a request.
int statusOf(const Error& error);

} // namespace Natter::Gateway
