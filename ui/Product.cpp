// SPDX-License-Identifier: Apache-2.0
#include "ui/Product.h"

namespace Natter::Ui {

void Product::offerRelease(const Release& release)
{
    if (m_release && !release.isNewerThan(m_release->version))
        return;
    m_release = release;
    Q_EMIT releaseChanged();
}

bool Product::isReleaseNews() const
{
    return m_release && m_preferences.dismissedRelease() != m_release->version;
}

void Product::dismissRelease()
{
    if (!m_release)
        return;
    m_preferences.setDismissedRelease(m_release->version);
    Q_EMIT releaseChanged();
}

} // namespace Natter::Ui
