// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"

namespace Natter {

/// One question under way. Destroying or replacing it cancels the question, and `fn` is not run any more, not
/// even with an answer that was on its way already. May be destroyed from within `fn`.
class Question
{
public:
    Question() = default;
    template <typename T, typename Function>
    Question(const Answer<T>& answer, Function&& fn)
        : m_scope(std::make_unique<QObject>())
        , m_request(answer)
    {
        onDone(answer, m_scope.get(), std::forward<Function>(fn));
    }

private:
    std::unique_ptr<QObject> m_scope;
    ScopedRequest m_request;
};

} // namespace Natter
