// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "identity/Browser.h"

#include <QCoreApplication>

namespace Natter::App {

/// The browser that the desktop opens links with.
class DesktopBrowser final : public Identity::Browser
{
    Q_DECLARE_TR_FUNCTIONS(DesktopBrowser)

public:
    bool open(const QUrl& page) override;
    QString doneText() const override;
    QString strangerText() const override;
};

} // namespace Natter::App
