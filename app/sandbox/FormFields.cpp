// SPDX-License-Identifier: Apache-2.0
#include "FormFields.h"

namespace Natter::Sandbox {

namespace {

constexpr qsizetype LongestField = 512;

} // namespace

QString textField(const QJsonObject& fields, QStringView name)
{
    const QJsonValue value = fields.value(name);
    const QString text = value.isDouble() ? QString::number(value.toInteger()) : value.toString();
    return text.size() <= LongestField ? text : QString();
}

Gateway::Response throttled(Gateway::Response refusal, std::chrono::milliseconds wait)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    refusal.headers.emplaceBack("Retry-After", QByteArray::number(static_cast<qint64>(seconds)));
    return refusal;
}

} // namespace Natter::Sandbox
