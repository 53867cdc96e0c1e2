// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace Natter::App {

/// The site to begin with where nobody has signed in yet: the setting `profile` of the person, else of the
/// computer (an installer or an administrator writes it: HKLM on Windows, /etc/xdg on Linux), else `ofBrand`.
/// A site's address, a URL or a file, may be empty. Call it when the application has its names.
QString firstSite(const QString& ofBrand);

} // namespace Natter::App
