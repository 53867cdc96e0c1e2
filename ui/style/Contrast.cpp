// SPDX-License-Identifier: Apache-2.0
#include "ui/style/Contrast.h"

#include <algorithm>
#include <cmath>

namespace Natter::Ui {

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

} // namespace

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto channel = [share](double from, double to) {
        return float(from + (to - from) * share);
    };
    return QColor::fromRgbF(
        channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()), channel(a.blueF(), b.blueF()));
}

QColor readable(const QColor& colour, const QList<QColor>& grounds, double ratio)
{
    const auto standsOut = [&grounds, ratio](const QColor& candidate) {
        return std::all_of(grounds.cbegin(), grounds.cend(),
            [&](const QColor& ground) { return contrastRatio(candidate, ground) >= ratio; });
    };
    double sum = 0;
    for (const QColor& ground : grounds)
        sum += luminance(ground);
    // Black and white contrast alike with a luminance of 0.179.
    const bool isLight = !grounds.isEmpty() && sum / double(grounds.size()) > 0.179;
    const QColor end = isLight ? QColor(Qt::black) : QColor(Qt::white);
    constexpr int Steps = 64;
    for (int step = 0; step < Steps; ++step) {
        // Through 8 bits per channel, so that what is checked is what is painted.
        const QColor candidate(mixed(colour, end, double(step) / Steps).rgb());
        if (standsOut(candidate))
            return candidate;
    }
    return end;
}

} // namespace Natter::Ui
