//! The colors offered for labels: told apart by those who see fewer colors too, at least with the
//! patterns beside them, and readable on light and dark paper.

use super::schema::{Label, Rgb};

/// In the order in which they are given out.
pub const COLORS: [Rgb; 12] = [
    Rgb(0xb4, 0x62, 0x00),
    Rgb(0x2a, 0x66, 0xd8),
    Rgb(0x16, 0x85, 0x5f),
    Rgb(0xa7, 0x65, 0xb5),
    Rgb(0xc2, 0x49, 0x2f),
    Rgb(0x1a, 0x7f, 0x93),
    Rgb(0xb5, 0x52, 0x7f),
    Rgb(0x85, 0x73, 0x1f),
    Rgb(0x5f, 0x7a, 0x8c),
    Rgb(0x86, 0x66, 0x4b),
    Rgb(0x75, 0x75, 0x7c),
    Rgb(0x8a, 0x87, 0x7e),
];

/// A color that no label has yet, or else the one used least.
pub fn next_color(labels: &[Label]) -> Rgb {
    let used = |color: &Rgb| labels.iter().filter(|it| it.color == *color).count();
    let first = COLORS.iter().min_by_key(|it| used(it));
    first.copied().unwrap_or(COLORS[0])
}
