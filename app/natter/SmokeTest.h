// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Brand.h"

namespace Natter::App {

/// `--smoke-test`: opens the real window on a data folder and settings of its own, which go with it, without
/// a network, a sign-in or a word to a running instance, and tries what a package may lack. Prints one JSON
/// object: `ok`, `missing` (names), and what was found. The exit code: 0, or 1 when something that the app
/// needs is missing; after 20 seconds 1, whatever hangs. A keychain is told of and not needed.
int runSmokeTest(int& argc, char** argv, const Brand& brand);

} // namespace Natter::App
