// SPDX-License-Identifier: Apache-2.0
// Any bytes as one frame: what is read can be written, and what was written is read the same.
#include "xmpp/ArchivePages.h"
#include "xmpp/ElementReader.h"
#include "xmpp/ElementWriter.h"
#include "xmpp/FrameGuard.h"
#include "xmpp/IqResponder.h"
#include "xmpp/MessageStanza.h"
#include "xmpp/Presence.h"
#include "xmpp/Roster.h"
#include "xmpp/StreamError.h"
#include "xmpp/StreamFeatures.h"

#include <cstdint>
#include <cstdlib>

using namespace Natter;
using namespace Natter::Xmpp;

namespace {

void readAsStanza(const Element& element)
{
    static const MessageReader reader{*Jid::parse(u"2@natter.localhost/desk"), true};
    ArchivePages pages;
    pages.take(element, reader);
    (void)receivedMessage(element, reader);
    (void)Availability::fromXml(element);
    (void)StreamError::fromXml(element);
    (void)StreamFeatures::fromXml(element);
    if (const auto iq = Iq::fromXml(element)) {
        (void)Roster::fromXml(iq->payload);
        (void)replyTo(*iq).toXml();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto read = readElement(QString::fromUtf8(reinterpret_cast<const char*>(data), qsizetype(size)));
    if (!read)
        return 0;
    const QString written = writeElement(*read);
    const auto again = readElement(written);
    // Writing declares namespaces anew, which may pass a limit; nothing else may go wrong.
    if (!again && written.size() <= FrameLimits::Characters && again.error().code != ExcessCode)
        std::abort();
    if (again && !(*again == *read))
        std::abort();
    readAsStanza(*read);
    return 0;
}
