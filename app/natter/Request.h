// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "base/StrongId.h"
#include "identity/BrowserReturn.h"

#include <QByteArray>

#include <optional>

namespace Natter::App {

/// What somebody outside asks of the running app: by command line, forwarded from a second start, or by
/// D-Bus.
struct Request
{
    std::optional<UserId> openDialog;
    QString site; ///< `--profile`: opens that site's account, or its login page; empty: the current one
    std::optional<Identity::BrowserReturn> signIn; ///< `natter://sign-in`: what a page returned
    QString notice;                                ///< why a link was ignored; shown, never acted on
    QString
        activationToken; ///< XDG activation or start-up id of the asker; lets the window come to the front

    friend bool operator==(const Request&, const Request&) = default;
};

/// Opens that dialog, or says that the link was ignored.
Request requestFor(const Result<UserId>& id);
/// What a link of that scheme asks for, or says that it was ignored.
Request requestForLink(const QString& link, const QString& scheme);

/// The form in which a second start hands its request to the first one: one JSON object.
QByteArray serializeRequest(const Request& request);
/// BadInput for anything else; other local programs of the same user can write here, too.
Result<Request> parseRequest(const QByteArray& json);

} // namespace Natter::App
