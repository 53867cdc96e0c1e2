// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Brand.h"

#include "identity/Browser.h"

#include <QCoreApplication>

namespace Natter::App {

/// The browser that the desktop opens links with.
class DesktopBrowser final : public Identity::Browser
{
    Q_DECLARE_TR_FUNCTIONS(DesktopBrowser)

public:
    explicit DesktopBrowser(const Brand& brand)
        : m_linkScheme(brand.scheme)
    {}

    bool open(const QUrl& page) override;
    QString linkScheme() const override { return m_linkScheme; }
    QString doneText() const override;
    QString strangerText() const override;

private:
    QString m_linkScheme;
};

} // namespace Natter::App
