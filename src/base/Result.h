// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"

#include <utility>
#include <variant>

namespace Natter {

/// A value or an Error. Stands in for std::expected, which GCC 12 does not have.
/// Reading the side that is not there is a programming error and aborts in debug builds.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {}
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {}

    bool isOk() const { return m_state.index() == 0; }
    explicit operator bool() const { return isOk(); }

    const T& value() const& { return *checkedValue(); }
    T& value() & { return *const_cast<T*>(checkedValue()); }
    T&& value() && { return std::move(*const_cast<T*>(checkedValue())); }
    const T& operator*() const { return value(); }
    const T* operator->() const { return checkedValue(); }

    const Error& error() const
    {
        Q_ASSERT(!isOk());
        return *std::get_if<1>(&m_state);
    }

private:
    const T* checkedValue() const
    {
        Q_ASSERT(isOk());
        return std::get_if<0>(&m_state);
    }

    std::variant<T, Error> m_state;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
        , m_ok(false)
    {}

    bool isOk() const { return m_ok; }
    explicit operator bool() const { return m_ok; }

    const Error& error() const
    {
        Q_ASSERT(!m_ok);
        return m_error;
    }

private:
    Error m_error;
    bool m_ok = true;
};

} // namespace Natter
