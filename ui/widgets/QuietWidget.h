// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Theme.h"

#include <QWidget>

namespace Natter::Ui {

/// One quiet line in the middle of an empty page.
class QuietWidget : public QWidget
{
    Q_OBJECT

public:
    QuietWidget(const Theme& theme, const QString& text, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_text;
};

} // namespace Natter::Ui
