// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "identity/Browser.h"

namespace Natter::Doctor {

/// Prints a page's address on stderr for whoever sits there, and opens it where that was asked for. The
/// address carries a nonce that works once, and nothing else that is secret.
class TerminalBrowser final : public Identity::Browser
{
public:
    explicit TerminalBrowser(bool opensPages)
        : m_opensPages(opensPages)
    {}

    bool open(const QUrl& page) override;
    QString doneText() const override;
    QString strangerText() const override;

private:
    bool m_opensPages;
};

} // namespace Natter::Doctor
