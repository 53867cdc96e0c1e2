// SPDX-License-Identifier: Apache-2.0
#include "Translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace Natter::App {

void installTranslations(QCoreApplication& application, const QLocale& locale)
{
    const QString folder = QStringLiteral(":/translations");
    // The last one is asked first: what a language lacks has its English plural.
    auto* english = new QTranslator(&application);
    if (english->load(QStringLiteral("natter_en"), folder))
        QCoreApplication::installTranslator(english);
    auto* qt = new QTranslator(&application);
    if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
            QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    auto* own = new QTranslator(&application);
    if (own->load(locale, QStringLiteral("natter"), QStringLiteral("_"), folder))
        QCoreApplication::installTranslator(own);
}

} // namespace Natter::App
