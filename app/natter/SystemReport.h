// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace Natter::App {

/// What of Qt's plugins and libraries this process can use, each tried by using it. Needs a QApplication;
/// blocks for some milliseconds.
struct SystemReport
{
    QJsonObject facts;
    QStringList missing; ///< of what the app cannot do without: `tls`, `sqlite`, `images`, `fonts`

    static SystemReport make();
};

} // namespace Natter::App
