// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QList>
#include <QMap>
#include <QString>

namespace Natter::Gateway {

/// Plain INI text: `[section]`, `key = value`, comments on lines of their own that start with `#` or `;`.
/// Values are taken as they stand (QSettings would give meaning to commas, quotes and backslashes).
struct IniFile
{
    struct Section
    {
        QString name;
        QMap<QString, QString> values;
    };
    QList<Section> sections; ///< in the order of the file

    /// Errors: Configuration, naming the line.
    static Result<IniFile> parse(const QString& text);
};

} // namespace Natter::Gateway
