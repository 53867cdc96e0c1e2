// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPushButton>

namespace Natter::Ui {

/// A button whose text ends with an ellipsis where there is no room for all of it, instead of making its
/// window wider: with large text, in a long language, or with a name from others in it.
class ElidingButton : public QPushButton
{
    Q_OBJECT

public:
    explicit ElidingButton(const QString& text = {}, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace Natter::Ui
