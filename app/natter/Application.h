// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>

namespace Natter::App {

/// macOS hands over links as events to the application.
class Application : public QApplication
{
    Q_OBJECT

public:
    using QApplication::QApplication;

Q_SIGNALS:
    /// A link of the brand's scheme, as it came.
    void linkOpened(const QString& link);

protected:
    bool event(QEvent* event) override;
};

} // namespace Natter::App
