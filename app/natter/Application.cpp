// SPDX-License-Identifier: Apache-2.0
#include "Application.h"

#include <QFileOpenEvent>

namespace Natter::App {

bool Application::event(QEvent* event)
{
    if (event->type() != QEvent::FileOpen)
        return QApplication::event(event);
    const QUrl url = static_cast<QFileOpenEvent*>(event)->url();
    Q_EMIT linkOpened(url.toString(QUrl::FullyEncoded));
    return true;
}

} // namespace Natter::App
