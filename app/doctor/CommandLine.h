// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>

namespace Natter::Doctor {

/// The command line of natter-doctor. Secrets never stand in it.
struct CommandLine
{
    QString site;
    QString login;            ///< empty: no trial login by name
    bool isInBrowser = false; ///< the trial login is made in the browser, which is opened
    QUrl usersInfo;           ///< empty: not asked directly
    QString usersInfoId;      ///< who is asked for there; empty: who signed in
    bool isJson = false;
    bool isFull = false;
    std::chrono::seconds stepLimit{20};
    QString textToPrint; ///< --help, --version: print it and end
};

/// Needs a QCoreApplication. Errors: BadInput, with a sentence for the terminal.
Result<CommandLine> parseCommandLine(const QStringList& arguments);

} // namespace Natter::Doctor
