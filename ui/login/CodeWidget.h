// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"
#include "ui/style/Theme.h"

#include <QLineEdit>
#include <QList>

namespace Natter::Ui {

/// A one-time code. Most have six digits and get a box each: typing walks on, Backspace walks back, a paste
/// fills them from the first on, digits of every script count, and codeEntered() comes once all boxes are
/// full. To a screen reader it is one field for each digit, named after its place. No contract tells a
/// code's length, so any other has a field of its own, 4 to 16 letters and digits, and is complete when the
/// person says so; pasting one changes over by itself.
class CodeWidget : public QWidget
{
    Q_OBJECT

public:
    static constexpr int Length = 6;

    explicit CodeWidget(const Theme& theme, QWidget* parent = nullptr);

    /// Empty while it is incomplete.
    Secret code() const;
    /// One field for a code of any kind instead of the boxes.
    void setFreeForm(bool isFreeForm);
    bool isFreeForm() const;
    void clear();
    void setInvalid(bool isInvalid);
    void focusFirst();

Q_SIGNALS:
    void codeEntered();
    void edited();
    void freeFormChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyTheme();
    void fill(int from, const QString& digits);
    void paste(const QString& text);
    bool handleKey(int box, int key);

    const Theme& m_theme;
    QList<QLineEdit*> m_boxes;
    QLineEdit* m_whole;
};

} // namespace Natter::Ui
