// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Response.h"

namespace Natter::Sandbox {

/// A page of the demo site for a browser. `title` is text, `body` is HTML. Nothing in it may run or load but
/// pictures.
Gateway::Response htmlPage(const QString& title, const QString& body);

} // namespace Natter::Sandbox
