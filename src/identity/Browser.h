// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUrl>

namespace Natter::Identity {

/// The person's own browser, and what it shows when a sign-in comes back from it.
class Browser
{
public:
    virtual ~Browser() = default;
    /// False when there is none that could be started. Does not block.
    virtual bool open(const QUrl& page) = 0;
    /// The scheme of the app's own links, by which a page may return: `natter` for `natter://sign-in`; empty:
    /// it has none.
    virtual QString linkScheme() const { return {}; }
    /// "You can close this tab ...", plain text in the person's language.
    virtual QString doneText() const = 0;
    /// The same for a return that nobody waits for.
    virtual QString strangerText() const = 0;
};

} // namespace Natter::Identity
