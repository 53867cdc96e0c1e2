// SPDX-License-Identifier: Apache-2.0
#include "gateway/IniFile.h"

#include <QStringList>

#include <algorithm>

namespace Natter::Gateway {

Result<IniFile> IniFile::parse(const QString& text)
{
    IniFile file;
    int number = 0;
    const auto wrong = [&number](const char* why) {
        return Error{ErrorKind::Configuration, Retry::never(),
            QStringLiteral("line %1: %2").arg(number).arg(QLatin1String(why)), {}};
    };
    for (const QString& raw : text.split(u'\n')) {
        ++number;
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(u'#') || line.startsWith(u';'))
            continue;
        if (line.startsWith(u'[')) {
            const QString name = line.mid(1, line.size() - 2).simplified();
            if (!line.endsWith(u']') || name.isEmpty())
                return wrong("a section is written [name]");
            if (std::any_of(file.sections.begin(), file.sections.end(),
                    [&name](const Section& section) { return section.name == name; }))
                return wrong("this section comes twice");
            file.sections.append({name, {}});
            continue;
        }
        const qsizetype equals = line.indexOf(u'=');
        const QString key = line.left(equals).trimmed();
        if (equals < 1 || key.isEmpty())
            return wrong("a line is written key = value");
        if (file.sections.isEmpty())
            return wrong("there is no [section] above this key");
        if (file.sections.last().values.contains(key))
            return wrong("this key comes twice in its section");
        file.sections.last().values.insert(key, line.mid(equals + 1).trimmed());
    }
    return file;
}

} // namespace Natter::Gateway
