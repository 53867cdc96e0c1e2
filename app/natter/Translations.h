// SPDX-License-Identifier: Apache-2.0
#pragma once

class QCoreApplication;
class QLocale;

namespace Natter::App {

/// From now on texts appear in the first of the locale's languages that there is a translation for; those
/// that it lacks, and all when there is none, in English. English has a translation, too: for its plurals.
/// Call it on the GUI thread before the first window is made; reads only what is inside the executable, and
/// Qt's own catalogue.
void installTranslations(QCoreApplication& application, const QLocale& locale);

} // namespace Natter::App
