// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonDocument>

namespace Natter::Gateway {

/// The first JSON object or list in a text that may have a byte order mark, trailing commas, or HTML around
/// it (PHP warnings). A null document when there is none.
QJsonDocument parseLooseJson(const QByteArray& text);

} // namespace Natter::Gateway
