// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>
#include <QImage>
#include <QRect>

class QPainter;

namespace Natter::Ui {

/// A person's round picture, or while there is none their initials on the XEP-0392 colour of their id.
struct Avatar
{
    QImage image;
    QString id;
    QString name;
};

/// The initials are sized after `rect`, in the family of `font`.
void paintAvatar(QPainter* painter, const QRect& rect, const Avatar& avatar, const QFont& font);

} // namespace Natter::Ui
