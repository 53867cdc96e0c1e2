// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/TextLabel.h"

#include <QTimer>

namespace Natter::Ui {

/// A notice that lies over the bottom of its parent for 5 seconds, or until it is clicked. It never takes
/// the focus; screen readers hear it.
class ToastWidget : public QWidget
{
    Q_OBJECT

public:
    ToastWidget(const Theme& theme, QWidget* parent);

    void showText(const QString& plainText);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void place();

    const Theme& m_theme;
    TextLabel m_label;
    QTimer m_timer;
};

} // namespace Natter::Ui
