// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/Product.h"

#include <QMessageBox>

namespace Natter::Ui {

/// Name, version, homepage, and the licences of what a package holds.
class AboutDialog : public QMessageBox
{
    Q_OBJECT

public:
    explicit AboutDialog(const Product& product, QWidget* parent = nullptr);
};

} // namespace Natter::Ui
