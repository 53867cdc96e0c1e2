// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "base/Secret.h"

#include <QString>

namespace Natter::Doctor {

/// A line of standard input, read on a thread of its own: from a terminal with a prompt on stderr and without
/// echo, else as it comes. Errors: BadInput when there is none.
Answer<Secret> readSecretLine(const QString& prompt);

/// Shows again what is typed, in case a line was being read without echo. To be called before the process
/// ends.
void showTyping();

/// Whether a file descriptor (0 stdin, 1 stdout) is a terminal.
bool isTerminal(int descriptor);

} // namespace Natter::Doctor
