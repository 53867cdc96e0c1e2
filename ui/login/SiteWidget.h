// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"
#include "ui/login/CardWidget.h"

#include <optional>

class QLineEdit;
class QPushButton;

namespace Natter::Ui {

class TextLabel;

/// Asks for the site's address; only where no profile is built in or given.
class SiteWidget : public CardWidget
{
    Q_OBJECT

public:
    explicit SiteWidget(const Theme& theme, QWidget* parent = nullptr);

    /// Ready for typing. `error` tells what went wrong with `address`.
    void open(const QString& address, const std::optional<Error>& error);

Q_SIGNALS:
    void submitted(const QString& address);

private:
    void submit();

    QLineEdit* m_address;
    TextLabel* m_error;
    QPushButton* m_next;
};

} // namespace Natter::Ui
