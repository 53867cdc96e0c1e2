// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnosis/Check.h"

namespace Natter::Diagnosis {

/// A step that takes several questions, one after another. It ends with its scope.
class Inquiry : public QObject
{
public:
    virtual void begin() = 0;

protected:
    Inquiry(Walk& walk, QObject* scope)
        : QObject(scope)
        , m_walk(walk)
    {}

    void conclude(const Result<Finding>& finding) const { m_promise.resolve(finding); }

    Walk& m_walk;

private:
    template <typename SomeInquiry>
    friend Answer<Finding> inquire(Walk& walk, QObject* scope);

    Promise<Finding> m_promise;
};

/// The `run` of a check that is an Inquiry.
template <typename SomeInquiry>
Answer<Finding> inquire(Walk& walk, QObject* scope)
{
    auto* inquiry = new SomeInquiry(walk, scope);
    inquiry->begin();
    return static_cast<Inquiry*>(inquiry)->m_promise.answer();
}

} // namespace Natter::Diagnosis
