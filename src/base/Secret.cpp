// SPDX-License-Identifier: Apache-2.0
#include "base/Secret.h"

namespace Natter {

Secret::~Secret()
{
    if (m_bytes.isEmpty() || !m_bytes.isDetached())
        return;
    volatile char* bytes = m_bytes.data();
    for (qsizetype i = 0; i < m_bytes.size(); ++i)
        bytes[i] = 0;
}

bool constantTimeEquals(const QByteArray& a, const QByteArray& b)
{
    if (a.size() != b.size())
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a.at(i)) ^ static_cast<unsigned char>(b.at(i));
    return difference == 0;
}

} // namespace Natter
