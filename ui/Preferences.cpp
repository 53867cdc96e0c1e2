// SPDX-License-Identifier: Apache-2.0
#include "ui/Preferences.h"

#include "ui/style/Metrics.h"

#include <QSettings>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <utility>

namespace Natter::Ui {

namespace {

using namespace std::chrono_literals;

constexpr auto WriteDelay = 500ms;

const QString AppearanceKey = QStringLiteral("window/appearance");
const QString TextScaleKey = QStringLiteral("window/textScale");
const QString GeometryKey = QStringLiteral("window/geometry");
const QString DismissedReleaseKey = QStringLiteral("window/dismissedRelease");
const QString ColumnWidthKey = QStringLiteral("window/columnWidth");

QString openDialogKey(const QString& account)
{
    return QStringLiteral("openDialog/") + QString::fromLatin1(QUrl::toPercentEncoding(account));
}

} // namespace

Preferences::Preferences()
{
    const QSettings settings;
    const QStringList keys = settings.allKeys();
    for (const QString& key : keys)
        m_values.insert(key, settings.value(key));
    m_writer.setMaxThreadCount(1);
    m_writeTimer.setSingleShot(true);
    m_writeTimer.setInterval(WriteDelay);
    QObject::connect(&m_writeTimer, &QTimer::timeout, &m_writeTimer, [this] { write(); });
}

Preferences::~Preferences()
{
    write();
}

Appearance Preferences::appearance() const
{
    const QString name = value(AppearanceKey).toString();
    return name == u"light" ? Appearance::Light : name == u"dark" ? Appearance::Dark : Appearance::System;
}

void Preferences::setAppearance(Appearance appearance)
{
    const QString name = appearance == Appearance::Light  ? QStringLiteral("light")
                         : appearance == Appearance::Dark ? QStringLiteral("dark")
                                                          : QStringLiteral("system");
    set(AppearanceKey, name);
}

qreal Preferences::textScale() const
{
    bool isNumber = false;
    const qreal scale = value(TextScaleKey).toDouble(&isNumber);
    return isNumber ? std::clamp(scale, 0.8, 2.0) : 1.0;
}

void Preferences::setTextScale(qreal scale)
{
    set(TextScaleKey, scale);
}

QByteArray Preferences::geometry() const
{
    return value(GeometryKey).toByteArray();
}

void Preferences::setGeometry(const QByteArray& geometry)
{
    set(GeometryKey, geometry);
}

int Preferences::columnWidth() const
{
    const QVariant width = value(ColumnWidthKey);
    return std::clamp(width.isValid() ? width.toInt() : Metrics::ColumnDefault, Metrics::ColumnMinimum,
        Metrics::ColumnMaximum);
}

void Preferences::setColumnWidth(int width)
{
    set(ColumnWidthKey, width);
}

PeerId Preferences::openDialog(const QString& account) const
{
    return PeerId(value(openDialogKey(account)).toString());
}

void Preferences::setOpenDialog(const QString& account, const PeerId& peer)
{
    set(openDialogKey(account), peer.isEmpty() ? QVariant() : peer.toString());
}

QString Preferences::dismissedRelease() const
{
    return value(DismissedReleaseKey).toString();
}

void Preferences::setDismissedRelease(const QString& version)
{
    set(DismissedReleaseKey, version);
}

void Preferences::forget(const QString& account)
{
    set(openDialogKey(account), {});
    write();
}

void Preferences::set(const QString& key, const QVariant& value)
{
    if (m_values.value(key) == value)
        return;
    if (value.isValid())
        m_values.insert(key, value);
    else
        m_values.remove(key);
    m_changes.insert(key, value);
    m_writeTimer.start();
}

void Preferences::write()
{
    m_writeTimer.stop();
    if (m_changes.isEmpty())
        return;
    m_writer.start([changes = std::exchange(m_changes, {})] {
        QSettings settings;
        for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
            if (change.value().isValid())
                settings.setValue(change.key(), change.value());
            else
                settings.remove(change.key());
        }
    });
}

} // namespace Natter::Ui
