// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/AvatarWidget.h"

#include <QPainter>

namespace Natter::Ui {

AvatarWidget::AvatarWidget(int size, QWidget* parent)
    : QWidget(parent)
{
    setFixedSize(size, size);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void AvatarWidget::setAvatar(const Avatar& avatar)
{
    m_avatar = avatar;
    update();
}

void AvatarWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintAvatar(&painter, rect(), m_avatar, font());
}

} // namespace Natter::Ui
