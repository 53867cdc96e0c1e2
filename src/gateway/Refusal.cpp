// SPDX-License-Identifier: Apache-2.0
#include "gateway/Refusal.h"

namespace Natter::Gateway {

int statusOf(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::BadInput:
        return 400;
    case ErrorKind::Unauthorized:
    case ErrorKind::TokenRefused:
    case ErrorKind::Revoked:
        return 401;
    case ErrorKind::TokenExpired: // of a session: the SDK refreshes at 403 and nothing else
        return 403;
    case ErrorKind::NotFound:
        return 404;
    case ErrorKind::Conflict:
        return 409;
    case ErrorKind::TooLarge:
        return 413;
    case ErrorKind::RateLimited:
        return 429;
    case ErrorKind::BadResponse:
        return 502;
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Storage:
        return 503;
    default:
        return 500;
    }
}

} // namespace Natter::Gateway
