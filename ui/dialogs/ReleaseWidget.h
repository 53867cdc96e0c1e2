// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/Product.h"
#include "ui/style/Theme.h"

#include <QWidget>

namespace Natter::Ui {

class TextLabel;

/// Over the dialogs: that there is a newer release, until the person dismisses it. Hidden otherwise.
class ReleaseWidget : public QWidget
{
    Q_OBJECT

public:
    ReleaseWidget(const Theme& theme, Product& product, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    const Theme& m_theme;
    Product& m_product;
    TextLabel* m_label;
};

} // namespace Natter::Ui
