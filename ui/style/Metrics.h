// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

/// \file
/// Sizes in device-independent pixels, on a grid of 4. Text heights come on top where text is larger.

namespace Natter::Ui::Metrics {

inline constexpr int Grid = 4;
inline constexpr int Gap = 2 * Grid;
inline constexpr int Margin = 3 * Grid;
inline constexpr int WideMargin = 6 * Grid;

inline constexpr qreal SmallRadius = 4;
inline constexpr qreal Radius = 8;
inline constexpr qreal LargeRadius = 16;

inline constexpr int IconSize = 20;
inline constexpr int SmallIconSize = 16;
inline constexpr int ButtonSize = 40;
inline constexpr int FieldHeight = 40;
inline constexpr int BarHeight = 56;
inline constexpr int FocusWidth = 2;

inline constexpr int RowHeight = 64;
inline constexpr int AvatarSize = 48;
inline constexpr int SmallAvatarSize = 40;
inline constexpr int MenuAvatarSize = 28;
inline constexpr int LargeAvatarSize = 96;
inline constexpr int OnlineDotSize = 12;
inline constexpr int BadgeSize = 20;

inline constexpr int WideFrom = 720;
inline constexpr int ColumnMinimum = 280;
inline constexpr int ColumnDefault = 340;
inline constexpr int ColumnMaximum = 420;
inline constexpr int ConversationMinimum = 340;
inline constexpr int ProfileWidth = 320;
inline constexpr int ThreeColumnsFrom = 900; ///< below, the profile takes the conversation's place
inline constexpr int WindowMinimumWidth = 320;
inline constexpr int WindowMinimumHeight = 400;
inline constexpr int WindowWidth = 1000;
inline constexpr int WindowHeight = 680;

inline constexpr int BubbleMaximum = 560;
inline constexpr qreal BubbleShare = 0.7;
inline constexpr int BubblePaddingX = 12;
inline constexpr int BubblePaddingY = 7;
inline constexpr int TailWidth = 6;
inline constexpr int GroupedGap = 2;
inline constexpr int GroupGap = 8;

inline constexpr int CardWidth = 380;
inline constexpr int LogoSize = 72;

} // namespace Natter::Ui::Metrics
