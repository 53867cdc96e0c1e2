// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Question.h"
#include "core/Session.h"

#include <functional>

namespace Natter::Core {

/// One call of the gateway with the session's token. A token that the gateway refuses is replaced, and the
/// call made again, once. Cancelling the answer ends it; so does the death of `parent`.
template <typename T>
class AuthorizedCall final : public QObject
{
public:
    using Call = std::function<Answer<T>(const Secret& bearer)>;

    static Answer<T> run(Session& session, QObject* parent, Call call)
    {
        auto* made = new AuthorizedCall(session, parent, std::move(call));
        return made->m_promise.answer();
    }

private:
    AuthorizedCall(Session& session, QObject* parent, Call call)
        : QObject(parent)
        , m_session(session)
        , m_call(std::move(call))
    {
        connect(&m_asker, &QFutureWatcherBase::canceled, this, &QObject::deleteLater);
        m_asker.setFuture(m_promise.answer());
        askForToken(false);
    }

    void askForToken(bool isLastTry)
    {
        m_question = Question(m_session.bearer(), [this, isLastTry](const Result<Secret>& bearer) {
            if (bearer)
                ask(*bearer, isLastTry);
            else
                finish(bearer.error());
        });
    }

    void ask(const Secret& bearer, bool isLastTry)
    {
        m_question = Question(m_call(bearer), [this, bearer, isLastTry](const Result<T>& result) {
            const bool isTokenRefused = !result && result.error().kind == ErrorKind::Unauthorized;
            if (!isTokenRefused || isLastTry)
                return finish(result);
            m_session.rejectBearer(bearer);
            askForToken(true);
        });
    }

    void finish(const Result<T>& result)
    {
        m_promise.resolve(result);
        deleteLater();
    }

    Session& m_session;
    Call m_call;
    Promise<T> m_promise;
    QFutureWatcher<Result<T>> m_asker;
    Question m_question;
};

} // namespace Natter::Core
