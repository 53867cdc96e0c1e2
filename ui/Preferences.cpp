// SPDX-License-Identifier: Apache-2.0
#include "ui/Preferences.h"

#include "ui/style/Metrics.h"

#include <QUrl>

#include <algorithm>

namespace Natter::Ui {

namespace {

const QString AppearanceKey = QStringLiteral("window/appearance");
const QString TextScaleKey = QStringLiteral("window/textScale");
const QString GeometryKey = QStringLiteral("window/geometry");
const QString ColumnWidthKey = QStringLiteral("window/columnWidth");

QString openDialogKey(const QString& account)
{
    return QStringLiteral("openDialog/") + QString::fromLatin1(QUrl::toPercentEncoding(account));
}

} // namespace

Appearance Preferences::appearance() const
{
    const QString name = m_settings.value(AppearanceKey).toString();
    return name == u"light" ? Appearance::Light : name == u"dark" ? Appearance::Dark : Appearance::System;
}

void Preferences::setAppearance(Appearance appearance)
{
    const QString name = appearance == Appearance::Light  ? QStringLiteral("light")
                         : appearance == Appearance::Dark ? QStringLiteral("dark")
                                                          : QStringLiteral("system");
    m_settings.setValue(AppearanceKey, name);
}

qreal Preferences::textScale() const
{
    bool isNumber = false;
    const qreal scale = m_settings.value(TextScaleKey).toDouble(&isNumber);
    return isNumber ? std::clamp(scale, 0.8, 2.0) : 1.0;
}

void Preferences::setTextScale(qreal scale)
{
    m_settings.setValue(TextScaleKey, scale);
}

QByteArray Preferences::geometry() const
{
    return m_settings.value(GeometryKey).toByteArray();
}

void Preferences::setGeometry(const QByteArray& geometry)
{
    m_settings.setValue(GeometryKey, geometry);
}

int Preferences::columnWidth() const
{
    const int width = m_settings.value(ColumnWidthKey, Metrics::ColumnDefault).toInt();
    return std::clamp(width, Metrics::ColumnMinimum, Metrics::ColumnMaximum);
}

void Preferences::setColumnWidth(int width)
{
    m_settings.setValue(ColumnWidthKey, width);
}

PeerId Preferences::openDialog(const QString& account) const
{
    return PeerId(m_settings.value(openDialogKey(account)).toString());
}

void Preferences::setOpenDialog(const QString& account, const PeerId& peer)
{
    m_settings.setValue(openDialogKey(account), peer.toString());
}

} // namespace Natter::Ui
