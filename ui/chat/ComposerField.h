// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

namespace Natter::Ui {

/// A plain text field as high as its text, from 1 to 8 lines. Enter submits, Shift+Enter breaks the line,
/// Esc leaves; drops and pastes give text only.
class ComposerField : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ComposerField(QWidget* parent = nullptr);

Q_SIGNALS:
    void submitted();
    void left();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void fitHeight();
};

} // namespace Natter::Ui
