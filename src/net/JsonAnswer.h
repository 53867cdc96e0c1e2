// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/HttpClient.h"

#include <QJsonObject>

namespace Natter::Net {

/// The body as a JSON object, whatever its status and content type. Anything else (HTML, a truncated body, an
/// array) is BadResponse with code `not_json` and a detail that says what came without quoting it.
Result<QJsonObject> parseJsonObject(const HttpResponse& response);

} // namespace Natter::Net
