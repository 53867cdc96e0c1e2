// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QSet>
#include <QString>

namespace Natter::Sandbox {

/// Something that goes wrong on purpose, so that a test can see how the rest copes.
enum class Fault {
    UsersInfoDown,      ///< users-info answers 503
    UsersInfoSlow,      ///< users-info answers after 8 s
    UsersInfoMalformed, ///< users-info answers 200 with half a JSON text
    NonceExpired,       ///< nonces live for one second
};

/// The command line of natter-sandbox.
struct Options
{
    bool isReadyJson = false;     ///< one line of JSON on stdout, everything else on stderr
    bool endsWithStdin = false;   ///< end when stdin is closed
    bool isHelpWanted = false;    ///< print helpText() and end
    bool isVersionWanted = false; ///< print the version and end
    QString dataFolder;           ///< empty: a temporary one that is removed
    int extraPeople = 0;          ///< generated people beside the cast
    QSet<Fault> faults;
};

/// Needs a QCoreApplication. Errors: BadInput, with a sentence for the terminal.
Result<Options> parseOptions(const QStringList& arguments);
QString helpText();

inline size_t qHash(Fault fault, size_t seed = 0)
{
    return ::qHash(static_cast<int>(fault), seed);
}

} // namespace Natter::Sandbox
