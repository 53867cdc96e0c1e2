// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Theme.h"

#include <QStyledItemDelegate>

namespace Natter::Ui {

/// Draws the rows of Models::DialogListModel, and those of Models::PeopleSearchModel, whose second line is
/// the person's id.
class DialogDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit DialogDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    /// One line of a row, between what stands at its two ends.
    struct Line
    {
        QPainter* painter;
        const QStyleOptionViewItem& option;
        QRect rest; ///< as if from left to right

        QRect takeStart(int width);
        QRect takeEnd(int width);
        QRect takeRest();
        QRect mirrored(const QRect& rect) const;
        void drawText(const QRect& rect, const QString& text, const QFont& font, const QColor& colour) const;
    };

    void paintGround(QPainter* painter, const QStyleOptionViewItem& option) const;
    void paintPerson(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintFirstLine(Line line, const QModelIndex& index) const;
    void paintSecondLine(Line line, const QModelIndex& index) const;
    void paintMarks(Line& line, const QModelIndex& index) const;

    const Theme& m_theme;
};

} // namespace Natter::Ui
