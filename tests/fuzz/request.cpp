// SPDX-License-Identifier: Apache-2.0
#include "Request.h"
#include "DeepLink.h"

#include <cstdint>
#include <cstdlib>

/// What other programs hand to the running app: links, and the local socket's requests.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace Natter;
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    const QString scheme = QStringLiteral("natter");
    const Result<UserId> link = App::parseDeepLink(QString::fromUtf8(bytes), scheme);
    if (link && link->isEmpty())
        std::abort();
    const Result<Identity::BrowserReturn> signIn = App::parseSignInLink(QString::fromUtf8(bytes), scheme);
    if (signIn && signIn->state.isEmpty())
        std::abort();
    const Result<App::Request> request = App::parseRequest(bytes);
    if (request) {
        const Result<App::Request> again = App::parseRequest(App::serializeRequest(*request));
        if (!again || !(*again == *request))
            std::abort();
    }
    return 0;
}
