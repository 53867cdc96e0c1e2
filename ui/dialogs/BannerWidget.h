// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/Session.h"
#include "ui/dialogs/NoticeWidget.h"

#include <QTimer>

namespace Natter::Ui {

/// Over the dialogs: why nothing arrives just now, and what can be done. Hidden while all is well, and for
/// the moment that connecting takes as a rule.
class BannerWidget final : public NoticeWidget
{
    Q_OBJECT

public:
    explicit BannerWidget(const Theme& theme, QWidget* parent = nullptr);

    void setStatus(const Core::SessionStatus& status);
    /// Older messages are being fetched after a connection.
    void setCatchingUp(bool isCatchingUp);
    /// A failure of the local store: stays until the window is closed.
    void setFailure(const Error& error);

Q_SIGNALS:
    void retryRequested();
    void signInRequested();

private:
    BannerWidget(const Theme& theme, QPushButton* retry, QPushButton* signIn, QWidget* parent);
    Icon icon() const override;
    QColor iconColour(const Colours& colours) const override;
    void refresh();
    void showText(const QString& text, bool canRetry, bool canSignIn);
    QString waitingText() const;
    QString signInText() const;

    Core::SessionStatus m_status;
    std::optional<Error> m_failure;
    bool m_isCatchingUp = false;
    QTimer m_second;
    QTimer m_patience;
    QPushButton* m_retry;
    QPushButton* m_signIn;
};

} // namespace Natter::Ui
