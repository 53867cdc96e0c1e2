// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonDocument>

namespace Natter::Net {

/// The first JSON object or list in a text that may have a byte order mark, trailing commas, keys without
/// quotes, texts in single quotes (mesibo.md, section 5), or HTML around it (PHP warnings; imbachat.md,
/// section 13). Strict JSON is read as it is. A null document when there is none.
QJsonDocument parseLooseJson(const QByteArray& text);

} // namespace Natter::Net
