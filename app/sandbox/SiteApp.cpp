// SPDX-License-Identifier: Apache-2.0
#include "SiteApp.h"

namespace Natter::Sandbox {

QString protocolName(LoginProtocolKind kind)
{
    switch (kind) {
    case LoginProtocolKind::Qiscus:
        return QStringLiteral("qiscus");
    case LoginProtocolKind::Mesibo:
        return QStringLiteral("mesibo");
    case LoginProtocolKind::Imbachat:
        return QStringLiteral("imbachat");
    case LoginProtocolKind::Dg:
        return QStringLiteral("dg");
    }
    return {};
}

SiteApp siteAppFor(LoginProtocolKind kind)
{
    switch (kind) {
    case LoginProtocolKind::Mesibo:
        return {kind, QStringLiteral("natter-mesibo"), QStringLiteral("Natter Demo by mesibo"),
            QStringLiteral("mesibo.natter.test"), {}};
    case LoginProtocolKind::Imbachat:
        return {kind, QStringLiteral("natter-imbachat"), QStringLiteral("Natter Demo by ImbaChat"),
            QStringLiteral("imbachat.natter.test"), {}};
    case LoginProtocolKind::Dg:
        return {kind, QStringLiteral("natter-dg"), QStringLiteral("Natter Demo by DG"),
            QStringLiteral("dg.natter.test"), "natter-dg-key"};
    case LoginProtocolKind::Qiscus:
        break;
    }
    return {LoginProtocolKind::Qiscus, QStringLiteral("natter-demo"), QStringLiteral("Natter Demo"),
        QStringLiteral("natter.test"), {}};
}

} // namespace Natter::Sandbox
