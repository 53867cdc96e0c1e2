// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Refusal.h"

#include "diagnosis/Advice.h"

namespace Natter::Diagnosis {

Result<Finding> judgeRefusal(const Result<Secret>& token)
{
    if (token)
        return Finding::failed(Phrase("it gave a token for a login and a code that nobody has"),
            Phrase("Compare the code with the one that the person was given before a token is signed, and "
                   "answer 401 otherwise. As it is, anybody can be anybody."));
    switch (token.error().kind) {
    case ErrorKind::WrongCredentials:
    case ErrorKind::CodeExpired:
        return Finding::good(Phrase("it refuses a wrong login as it should"));
    case ErrorKind::BadInput:
        return Finding::warned(Phrase("it calls a wrong login malformed: %1").arg(token.error().detail),
            Phrase("Answer 401 when login and code do not match, and 400 only for missing fields."));
    case ErrorKind::RateLimited:
        return Finding::warned(
            Phrase("it is throttling: %1").arg(token.error().detail), mendFor(token.error()));
    default:
        return token.error();
    }
}

} // namespace Natter::Diagnosis
