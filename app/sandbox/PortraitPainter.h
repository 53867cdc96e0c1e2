// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

class QPainter;

namespace Natter::Sandbox {

/// Numbers that decide what a look leaves open.
struct PortraitDice
{
    quint32 skin = 0;
    quint32 hair = 0;
    quint32 clothes = 0;
    quint32 extras = 0;
};

/// A person on a field of 100 by 100; see paintFace() for the words.
void paintPortrait(QPainter& painter, const QStringList& words, const PortraitDice& dice);

} // namespace Natter::Sandbox
