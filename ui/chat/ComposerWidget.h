// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Theme.h"

#include <QTimer>
#include <QWidget>

namespace Natter::Ui {

class ComposerField;
class IconButton;
class TextLabel;

/// Where a message is written. Tells when a draft is worth keeping and when the person is typing.
class ComposerWidget : public QWidget
{
    Q_OBJECT

public:
    explicit ComposerWidget(const Theme& theme, QWidget* parent = nullptr);

    QString text() const;
    /// Shows a draft; tells nobody.
    void setText(const QString& text);
    /// At the cursor, as if it were typed.
    void insertText(const QString& text);
    /// Why nothing can be written here, in place of the field; empty: it can. What was typed stays.
    void setRefusal(const QString& reason);
    /// Keeps at once what still waits to be kept, and stops composing.
    void finish();

Q_SIGNALS:
    /// The text is not blank; the field is empty already.
    void submitted(const QString& text);
    /// A second after the last change, and on finish().
    void draftChanged(const QString& text);
    void composingChanged(bool isComposing);
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void submit();
    void handleChange();
    void setComposing(bool isComposing);
    void keepDraft();

    const Theme& m_theme;
    ComposerField* m_field;
    IconButton* m_send;
    TextLabel* m_refusal;
    QTimer m_draftPause;
    QTimer m_composingPause;
    bool m_isComposing = false;
    bool m_isSilent = false;
};

} // namespace Natter::Ui
