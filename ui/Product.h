// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Release.h"
#include "ui/Preferences.h"

#include <QObject>

#include <optional>

namespace Natter::Ui {

/// What the window tells about the app itself, beside its name (the application's display name) and version:
/// its homepage, and a newer release, when there is one. GUI thread.
class Product : public QObject
{
    Q_OBJECT

public:
    /// `preferences`, which live longer, know which release the person does not want to hear of again.
    explicit Product(Preferences& preferences, QObject* parent = nullptr)
        : QObject(parent)
        , m_preferences(preferences)
    {}

    const QString& homepage() const { return m_homepage; }
    void setHomepage(const QString& homepage) { m_homepage = homepage; }

    /// Believed: signed and newer.
    const std::optional<Release>& release() const { return m_release; }
    /// Takes it unless a newer one is known already.
    void offerRelease(const Release& release);
    /// Whether it is told of without being asked for.
    bool isReleaseNews() const;
    void dismissRelease();

Q_SIGNALS:
    void releaseChanged();
    /// The person wants to see where the release is to be had.
    void releaseWanted(const QUrl& page);

private:
    Preferences& m_preferences;
    QString m_homepage;
    std::optional<Release> m_release;
};

} // namespace Natter::Ui
