// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Brand.h"
#include "Request.h"

#include <QStringList>

namespace Natter::App {

/// What the app was started with.
struct CommandLine
{
    enum class Action { Run, SmokeTest, PrintAndExit, Fail };
    Action action = Action::Run;
    QString text;    ///< for PrintAndExit and Fail
    QString profile; ///< `--profile`: site, URL or file; empty: the last one
    Request request;
};

/// Works without a display and never touches the disk. A malformed link does not stop the app: it becomes a
/// notice.
CommandLine parseCommandLine(const QStringList& arguments, const Brand& brand);

} // namespace Natter::App
