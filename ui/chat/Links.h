// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace Natter::Ui {

/// A link in a message: `length` UTF-16 units from `start` on.
struct Link
{
    qsizetype start = 0;
    qsizetype length = 0;
    QUrl target;
};

/// The http, https and mailto links in a plain text, and e-mail addresses. Never anything else.
QList<Link> findLinks(const QString& text);

/// Hands http, https and mailto to the desktop; refuses everything else.
void openLink(const QUrl& target);

} // namespace Natter::Ui
