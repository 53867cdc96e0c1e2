// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"
#include "ui/style/Theme.h"

#include <QLineEdit>
#include <QList>

namespace Natter::Ui {

/// The boxes of a one-time code. Typing walks on, Backspace walks back, a paste fills them from the first
/// on, digits of every script count. codeEntered() comes once all boxes are full. To a screen reader it is
/// one field for each digit, named after its place.
class CodeWidget : public QWidget
{
    Q_OBJECT

public:
    static constexpr int Length = 6;

    explicit CodeWidget(const Theme& theme, QWidget* parent = nullptr);

    /// Empty until all boxes are full.
    Secret code() const;
    void clear();
    void setInvalid(bool isInvalid);
    void focusFirst();

Q_SIGNALS:
    void codeEntered();
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyTheme();
    void fill(int from, const QString& digits);
    bool handleKey(int box, int key);

    const Theme& m_theme;
    QList<QLineEdit*> m_boxes;
};

} // namespace Natter::Ui
