// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Theme.h"

#include <QScrollArea>

class QVBoxLayout;

namespace Natter::Ui {

/// The calm page behind everything before the account: one card in the middle. Scrolls where the window is
/// smaller than the card.
class CardWidget : public QScrollArea
{
    Q_OBJECT

public:
    explicit CardWidget(const Theme& theme, QWidget* parent = nullptr);

    /// Where the card's content goes.
    QVBoxLayout* content() const { return m_content; }

private:
    QVBoxLayout* m_content;
};

} // namespace Natter::Ui
