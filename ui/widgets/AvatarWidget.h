// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/Avatar.h"

#include <QWidget>

namespace Natter::Ui {

/// A round avatar of a fixed size.
class AvatarWidget : public QWidget
{
    Q_OBJECT

public:
    explicit AvatarWidget(int size, QWidget* parent = nullptr);

    void setAvatar(const Avatar& avatar);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Avatar m_avatar;
};

} // namespace Natter::Ui
