// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QString>

namespace Natter::Sandbox {

/// Draws a friendly portrait on a soft background, always the same one for the same seed. `look` is a list of
/// words, separated by blanks; what it leaves open follows from the seed:
/// hair `bob long short bun curly bald scarf`, its colour `black brown chestnut blond red grey`, the skin's
/// tone `tone1` to `tone6`, extras `glasses beard earrings`; or instead of a person one of `cat fox bear
/// robot book`. Needs no QGuiApplication.
QImage paintFace(const QString& seed, const QString& look, int size);

} // namespace Natter::Sandbox
