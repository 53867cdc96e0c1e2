// SPDX-License-Identifier: Apache-2.0
#include "WindowsProcess.h"

#include <windows.h>
// Needs the one before.
#include <shobjidl.h>

namespace Natter::App {

void introduceToWindows(const QString& id)
{
    SetCurrentProcessExplicitAppUserModelID(reinterpret_cast<const wchar_t*>(id.utf16()));
    RegisterApplicationRestart(nullptr, RESTART_NO_CRASH | RESTART_NO_HANG | RESTART_NO_REBOOT);
}

} // namespace Natter::App
