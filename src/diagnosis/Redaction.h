// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"

#include <QJsonValue>
#include <QList>
#include <QString>

namespace Natter::Diagnosis {

/// Takes secrets out of texts for people: everything it was told of, every text that looks like a JWT, and
/// the values of JSON members whose names say that they are secret or private.
class Redaction
{
public:
    void add(const Secret& secret);
    /// Remembers every secret member in it, however deep.
    void addMembersOf(const QJsonValue& json);

    QString cleaned(const QString& text) const;
    /// Compact JSON with secret members as `"***"` and long texts cut.
    QString sketch(const QJsonValue& json) const;

private:
    QJsonValue masked(const QString& name, const QJsonValue& value) const;

    QList<Secret> m_secrets;
};

} // namespace Natter::Diagnosis
