//! How the width is shared: margins, the column, the bar or the overview at the right.

use egui::Rect;

use super::overview;
use super::scene::Style;
use super::scrollbar;

/// Least free space left of the column, for numbers and the bars of zones.
const LEFT: f32 = 56.0;
/// Least free space right of it, for links.
const RIGHT: f32 = 60.0;
const NARROWEST: f32 = 80.0;

/// Widths of one frame, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Across {
    /// Left edge of the column.
    pub left: f32,
    /// Of the column.
    pub width: f32,
    /// Of the bar or the overview.
    pub bar: f32,
}

impl Across {
    /// The column in the middle of `area`, as wide as its measure says, as far as there is room.
    ///
    /// The overview takes the free space beside the column. Only where that is not enough the column gives way, and
    /// then at its right: its left edge is the same with and without an overview.
    pub fn new(area: Rect, style: &Style, character: f32) -> Self {
        let view = area.right() - scrollbar::WIDTH - area.left();
        let wanted = (style.measure * character).min(view - LEFT - RIGHT);
        let width = wanted.max(NARROWEST).floor();
        let centered = area.left() + (view - width) / 2.0;
        let left = centered
            .min(area.left() + view - RIGHT - width)
            .max(area.left() + LEFT);
        if !style.has_overview {
            return Self {
                left,
                width,
                bar: scrollbar::WIDTH,
            };
        }
        let room = area.right() - left - width - RIGHT;
        let bar = room.clamp(overview::NARROWEST, overview::WIDEST).floor();
        let most = area.right() - bar - RIGHT - left;
        Self {
            left,
            width: width.min(most).max(NARROWEST).floor(),
            bar,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::Palette;
    use egui::{pos2, vec2};
    use proptest::prelude::*;

    fn across(width: f32, measure: f32, has_overview: bool) -> Across {
        let area = Rect::from_min_size(pos2(300.0, 40.0), vec2(width, 700.0));
        let style = Style {
            measure,
            has_overview,
            ..Style::new(Palette::LIGHT)
        };
        Across::new(area, &style, 8.9)
    }

    proptest! {
        #[test]
        fn an_overview_never_moves_the_left_edge(width in 300_u16..3_000, measure in 40_u8..100) {
            let (width, measure) = (f32::from(width), f32::from(measure));
            let (without, with) = (across(width, measure, false), across(width, measure, true));
            prop_assert_eq!(without.left.to_bits(), with.left.to_bits());
            prop_assert!(with.width <= without.width);
            prop_assert!(with.left + with.width + with.bar <= 300.0 + width);
        }
    }

    #[test]
    fn with_room_beside_it_the_column_stays_as_it_is() {
        let (without, with) = (across(1_400.0, 70.0, false), across(1_400.0, 70.0, true));
        assert_eq!((without.left, without.width), (with.left, with.width));
        assert!((with.bar - overview::WIDEST).abs() < 1.0);
    }
}
