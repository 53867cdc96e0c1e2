// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "ui/style/Theme.h"

#include <QByteArray>
#include <QSettings>

namespace Natter::Ui {

/// What the window remembers between starts. Nothing secret, and nothing about messages but which dialog
/// was open.
class Preferences
{
public:
    Appearance appearance() const;
    void setAppearance(Appearance appearance);

    qreal textScale() const;
    void setTextScale(qreal scale);

    QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);

    int columnWidth() const;
    void setColumnWidth(int width);

    /// Per site and person; empty: none.
    PeerId openDialog(const QString& account) const;
    void setOpenDialog(const QString& account, const PeerId& peer);

private:
    QSettings m_settings;
};

} // namespace Natter::Ui
