// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Theme.h"

#include <QTimer>
#include <QWidget>

namespace Natter::Ui {

class TextLabel;

/// "Reading the keychain...": before anything else is known. Stays blank for the first 150 ms, so that a
/// quick start does not flicker.
class LoadingWidget : public QWidget
{
    Q_OBJECT

public:
    explicit LoadingWidget(const Theme& theme, QWidget* parent = nullptr);

    void open(const QString& what);

private:
    QWidget* m_content;
    TextLabel* m_label;
    QTimer m_delay;
};

} // namespace Natter::Ui
