// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDebug>

namespace Natter {

/// A token, password, OTP or key. No log can print it, and its bytes are wiped when the last copy goes.
/// Compare with constantTimeEquals(), never with ==.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {}
    Secret(const Secret&) = default;
    Secret(Secret&&) noexcept = default;
    /// By value: what was here before is wiped with `other`.
    Secret& operator=(Secret other) noexcept
    {
        m_bytes.swap(other.m_bytes);
        return *this;
    }
    ~Secret();

    bool isEmpty() const { return m_bytes.isEmpty(); }
    qsizetype size() const { return m_bytes.size(); }
    /// The bytes themselves, for the one place that needs them: a request body, a SASL exchange, a MAC.
    const QByteArray& reveal() const { return m_bytes; }

    friend QDebug operator<<(QDebug debug, const Secret&) { return debug << "<secret>"; }
    bool operator==(const Secret&) const = delete;

private:
    QByteArray m_bytes;
};

/// Time depends on the lengths only.
bool constantTimeEquals(const QByteArray& a, const QByteArray& b);

} // namespace Natter
