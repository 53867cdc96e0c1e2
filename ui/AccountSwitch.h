// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QObject>

#include <functional>

namespace Natter::Ui {

/// One signed-in account, as the menu lists it. Names come from others: plain text.
struct AccountEntry
{
    QString id;
    QString name;
    QString site;
    QImage picture; ///< null: initials
    int unread = 0;
    bool isCurrent = false;
    bool needsAttention = false; ///< cannot come online by itself
};

/// Between the window, which knows its accounts, and the menu of each, which offers them. GUI thread.
class AccountSwitch : public QObject
{
    Q_OBJECT

public:
    using Entries = std::function<QList<AccountEntry>()>;

    explicit AccountSwitch(Entries entries, QObject* parent = nullptr)
        : QObject(parent)
        , m_entries(std::move(entries))
    {}

    QList<AccountEntry> entries() const { return m_entries(); }
    /// Of the accounts in the background.
    int unreadElsewhere() const;

Q_SIGNALS:
    /// Unread messages came or went, or an account did.
    void changed();
    /// By its place in entries().
    void chosen(int index);
    void addRequested();

private:
    Entries m_entries;
};

} // namespace Natter::Ui
