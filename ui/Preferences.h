// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "ui/style/Theme.h"

#include <QByteArray>
#include <QHash>
#include <QThreadPool>
#include <QTimer>
#include <QVariant>

namespace Natter::Ui {

/// What the window remembers between starts. Nothing secret, and nothing about messages but which dialog
/// was open. Read once; what changes is written half a second later in a thread of its own, since a write
/// waits for the disk, and at the latest by the destructor, which waits for it. GUI thread.
class Preferences
{
public:
    Preferences();
    ~Preferences();
    Q_DISABLE_COPY(Preferences)

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

    /// The version that the person does not want to hear of again; empty: none.
    QString dismissedRelease() const;
    void setDismissedRelease(const QString& version);

    /// Nothing of that account is remembered; written at once.
    void forget(const QString& account);

private:
    QVariant value(const QString& key) const { return m_values.value(key); }
    /// An invalid value removes the key.
    void set(const QString& key, const QVariant& value);
    void write();

    QHash<QString, QVariant> m_values;
    QHash<QString, QVariant> m_changes; ///< not written yet
    QTimer m_writeTimer;
    QThreadPool m_writer; ///< one thread, so that writes stay in order
};

} // namespace Natter::Ui
