// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/Session.h"
#include "ui/style/Icons.h"
#include "ui/style/Theme.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace Natter::Ui {

class TextLabel;

/// Over the dialogs: why nothing arrives just now, and what can be done. Hidden while all is well, and for
/// the moment that connecting takes as a rule.
class BannerWidget : public QWidget
{
    Q_OBJECT

public:
    explicit BannerWidget(const Theme& theme, QWidget* parent = nullptr);

    void setStatus(const Core::SessionStatus& status);
    /// Older messages are being fetched after a connection.
    void setCatchingUp(bool isCatchingUp);
    /// A failure of the local store: stays until the window is closed.
    void setFailure(const Error& error);
    QString text() const;

Q_SIGNALS:
    void retryRequested();
    void signInRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void showText(const QString& text, bool canRetry, bool canSignIn);
    QString waitingText() const;
    QString signInText() const;
    Icon icon() const;

    const Theme& m_theme;
    Core::SessionStatus m_status;
    std::optional<Error> m_failure;
    bool m_isCatchingUp = false;
    QTimer m_second;
    QTimer m_patience;
    TextLabel* m_label;
    QPushButton* m_retry;
    QPushButton* m_signIn;
};

} // namespace Natter::Ui
