// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Person.h"

#include <QHash>
#include <QList>

namespace Natter::Sandbox {

/// Everybody whom the demo site knows: the cast of `data/people.json`, and generated people with the ids 1001
/// and up, logins 19005550000 + id and the passcode 0000.
class People
{
public:
    /// What people are called: by the site's ids, or by their phone numbers as mesibo does (mesibo.md,
    /// section 4). Who has no number keeps the id, in lower case: nobody signs in as them.
    enum class Names { SiteIds, PhoneNumbers };

    explicit People(int generatedCount = 0, Names names = Names::SiteIds);

    const QList<Person>& all() const { return m_people; }
    /// By the exact text of the id; nullptr: unknown.
    const Person* find(const UserId& id) const;
    /// By the id that the content in `data/` uses; nullptr: unknown.
    const Person* findBySiteId(const UserId& id) const;
    /// By a login as somebody typed it; nullptr: unknown.
    const Person* findByLogin(const QString& login) const;

    /// The form in which logins compare: phone numbers without `+`, blanks and dashes, e-mails in lower case.
    static QString normalLogin(const QString& typed);

private:
    void add(Person person);

    Names m_names;
    QList<Person> m_people;
    QHash<UserId, qsizetype> m_byId;
    QHash<UserId, qsizetype> m_bySiteId;
    QHash<QString, qsizetype> m_byLogin;
};

} // namespace Natter::Sandbox
