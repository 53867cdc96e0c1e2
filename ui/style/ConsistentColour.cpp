// SPDX-License-Identifier: Apache-2.0
#include "ui/style/ConsistentColour.h"

#include <QCryptographicHash>
#include <QtMath>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace Natter::Ui {

namespace {

// CIE XYZ (D65) to linear sRGB.
constexpr std::array<std::array<double, 3>, 3> XyzToRgb{{
    {3.240969941904521, -1.537383177570093, -0.498610760293},
    {-0.96924363628087, 1.87596750150772, 0.041555057407175},
    {0.055630079696993, -0.20397695888897, 1.056971514242878},
}};
constexpr double WhiteU = 0.19783000664283;
constexpr double WhiteV = 0.46831999493879;
constexpr double Kappa = 903.2962962;
constexpr double Epsilon = 0.0088564516;

double luminanceOf(double lightness)
{
    return lightness > Kappa * Epsilon ? std::pow((lightness + 16) / 116, 3) : lightness / Kappa;
}

/// The largest chroma that sRGB can show with this lightness and hue: the nearest of the six lines in the
/// u-v plane on which one channel is 0 or 1.
double maximumChroma(double lightness, double hue)
{
    const double y = luminanceOf(lightness);
    const double sine = std::sin(hue);
    const double cosine = std::cos(hue);
    double nearest = std::numeric_limits<double>::max();
    for (const auto& [m1, m2, m3] : XyzToRgb) {
        for (const double limit : {0.0, 1.0}) {
            // Solves channel(L, u, v) = limit for v = slope * u + intercept.
            const double top1 = (284517.0 * m1 - 94839.0 * m3) * y;
            const double top2 = (838422.0 * m3 + 769860.0 * m2 + 731718.0 * m1) * lightness * y -
                                769860.0 * limit * lightness;
            const double bottom = (632260.0 * m3 - 126452.0 * m2) * y + 126452.0 * limit;
            const double slope = top1 / bottom;
            const double intercept = top2 / bottom;
            const double length = intercept / (sine - slope * cosine);
            if (length >= 0)
                nearest = std::min(nearest, length);
        }
    }
    return nearest;
}

double gammaEncoded(double channel)
{
    const double encoded =
        channel <= 0.0031308 ? 12.92 * channel : 1.055 * std::pow(channel, 1 / 2.4) - 0.055;
    return std::clamp(encoded, 0.0, 1.0);
}

} // namespace

double consistentHue(const QString& text)
{
    const QByteArray digest = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1);
    const uint number = uchar(digest.at(0)) | uint(uchar(digest.at(1))) << 8;
    return double(number) / 65536 * 360;
}

QColor consistentColour(const QString& text)
{
    constexpr double Lightness = 50;
    const double hue = qDegreesToRadians(consistentHue(text));
    const double chroma = maximumChroma(Lightness, hue);
    const double u = chroma * std::cos(hue) / (13 * Lightness) + WhiteU;
    const double v = chroma * std::sin(hue) / (13 * Lightness) + WhiteV;
    const double y = luminanceOf(Lightness);
    const double x = y * 9 * u / (4 * v);
    const double z = y * (12 - 3 * u - 20 * v) / (4 * v);
    std::array<float, 3> rgb{};
    for (size_t i = 0; i < rgb.size(); ++i)
        rgb[i] = float(gammaEncoded(XyzToRgb[i][0] * x + XyzToRgb[i][1] * y + XyzToRgb[i][2] * z));
    return QColor::fromRgbF(rgb[0], rgb[1], rgb[2]);
}

} // namespace Natter::Ui
