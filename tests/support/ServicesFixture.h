// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/AccountServices.h"
#include "core/AvatarCache.h"
#include "support/AccountFixture.h"

#include <QTemporaryDir>

namespace Natter::Test {

/// What the models get.
struct ServicesFixture : AccountFixture
{
    ServicesFixture()
        : avatars(profile, http, folder.path())
        , services{session, dialogService, messageService, directory, avatars}
    {}

    QTemporaryDir folder;
    Core::AvatarCache avatars;
    Core::AccountServices services;
};

} // namespace Natter::Test
