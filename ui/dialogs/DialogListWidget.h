// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "ui/style/Theme.h"

#include <QListView>

namespace Natter::Ui {

/// The list of dialogs. A click, Enter or step() chooses one; moving through it with the arrow keys only
/// moves the focus.
class DialogListWidget : public QListView
{
    Q_OBJECT

public:
    explicit DialogListWidget(const Theme& theme, QWidget* parent = nullptr);

    /// What stands in the middle while there are no rows.
    void setEmptyText(const QString& text);
    /// Marks the open dialog without telling; empty: none.
    void showPeer(const PeerId& peer);
    /// Marks a row while the focus is in the search field.
    void markRow(int row);
    /// Opens the one `rows` below (or above) the open one.
    void step(int rows);
    void setModel(QAbstractItemModel* model) override;

Q_SIGNALS:
    void peerChosen(const Natter::PeerId& peer);
    /// By the right button over a row, or by the keyboard on the one with the focus.
    void menuRequested(const QModelIndex& index, const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    QItemSelectionModel::SelectionFlags selectionCommand(
        const QModelIndex& index, const QEvent* event) const override;

private:
    void choose(const QModelIndex& index);
    QModelIndex indexOf(const PeerId& peer) const;

    const Theme& m_theme;
    QString m_emptyText;
    PeerId m_peer;
};

} // namespace Natter::Ui
