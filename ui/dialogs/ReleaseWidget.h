// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/Product.h"
#include "ui/dialogs/NoticeWidget.h"

namespace Natter::Ui {

/// Over the dialogs: that there is a newer release, until the person dismisses it. Hidden otherwise.
class ReleaseWidget final : public NoticeWidget
{
    Q_OBJECT

public:
    ReleaseWidget(const Theme& theme, Product& product, QWidget* parent = nullptr);

private:
    ReleaseWidget(
        const Theme& theme, Product& product, QPushButton* open, QPushButton* dismiss, QWidget* parent);
    Icon icon() const override { return Icon::Down; }
    void refresh();

    Product& m_product;
};

} // namespace Natter::Ui
