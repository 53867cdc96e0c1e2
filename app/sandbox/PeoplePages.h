// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Response.h"

#include "People.h"

#include <QUrl>

#include <functional>

namespace Natter::Sandbox {

/// The demo site as a person sees it in a browser: everybody on the front page, and a page for each with the
/// button that opens a dialog in Natter (`natter://dialog/ID`).
class PeoplePages
{
public:
    using AvatarUrl = std::function<QUrl(const Person&)>;

    PeoplePages(const People& people, AvatarUrl avatarUrl);

    /// `/people/ID`, percent-encoded.
    static QString pathOf(const Person& person);

    Gateway::Response frontPage() const;
    Gateway::Response page(const Person& person) const;

private:
    QString picture(const Person& person) const;

    const People& m_people;
    AvatarUrl m_avatarUrl;
};

} // namespace Natter::Sandbox
