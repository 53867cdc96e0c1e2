// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "domain/Profile.h"
#include "domain/Release.h"

#include "Fault.h"

#include <QString>

#include <optional>

namespace Natter::Sandbox {

/// The command line of natter-sandbox.
struct Options
{
    bool isReadyJson = false;     ///< one line of JSON on stdout, everything else on stderr
    bool endsWithStdin = false;   ///< end when stdin is closed
    bool isHelpWanted = false;    ///< print helpText() and end
    bool isVersionWanted = false; ///< print the version and end
    QString dataFolder;           ///< empty: a temporary one that is removed
    int extraPeople = 0;          ///< generated people beside the cast
    QList<LoginProtocolKind> protocols{LoginProtocolKind::Qiscus}; ///< each an app; the first is the default
    std::optional<Release> release;                                ///< announced by every profile
    Faults faults;                                                 ///< from when everything answers
};

/// Needs a QCoreApplication. Errors: BadInput, with a sentence for the terminal.
Result<Options> parseOptions(const QStringList& arguments);
QString helpText();

} // namespace Natter::Sandbox
