// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Theme.h"

#include <QWidget>

class QPushButton;

namespace Natter::Ui {

/// Signed in, but the keychain would not keep it: try again, or stay signed in until the app ends.
class KeychainWidget : public QWidget
{
    Q_OBJECT

public:
    explicit KeychainWidget(const Theme& theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void retryChosen();
    void sessionOnlyChosen();

private:
    QPushButton* m_retry;
};

} // namespace Natter::Ui
