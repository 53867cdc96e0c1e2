// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QSslConfiguration>

namespace Natter::Gateway {

/// Server-side TLS 1.2 or newer from PEM files: the certificate with its chain, and its key (RSA or EC).
/// Errors: Configuration, naming the key of the configuration file; also when the two are no pair, or when
/// others than the owner and the group can read the key.
Result<QSslConfiguration> loadTlsFiles(const QString& certificateFile, const QString& keyFile);

} // namespace Natter::Gateway
