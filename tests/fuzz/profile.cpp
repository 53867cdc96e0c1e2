// SPDX-License-Identifier: Apache-2.0
#include "domain/Profile.h"

#include <cstdint>
#include <cstdlib>

/// Whatever a site serves as natter.json is refused with words, or survives being written and read again.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace Natter;
    const QByteArray json(reinterpret_cast<const char*>(data), qsizetype(size));
    const Result<Profile> profile = parseProfile(json);
    if (!profile) {
        if (profile.error().detail.isEmpty())
            std::abort();
        return 0;
    }
    const Result<Profile> again = parseProfile(serializeProfile(*profile));
    if (!again || !(*again == *profile))
        std::abort();
    return 0;
}
