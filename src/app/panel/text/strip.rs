//! Broken lines: dots and dashes are drawn once into the atlas, as a long strip one texel high, and painted from there
//! as a single rectangle for each line.

use egui::{Color32, Rect, pos2, vec2};

/// Texels of a strip.
pub const LENGTH: usize = 1_024;

/// A figure that repeats: points of ink, then points of nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dash {
    pub on: f32,
    pub off: f32,
}

/// A broken line on whole pixels.
#[derive(Clone, Copy, Debug)]
pub struct Broken {
    pub rect: Rect,
    pub dash: Dash,
    pub color: Color32,
}

impl Dash {
    /// What tells it from others.
    pub fn key(self) -> [u32; 2] {
        [self.on.to_bits(), self.off.to_bits()]
    }

    /// A row of texels from the start of the line, each figure on whole pixels.
    pub fn texels(self, pixels_per_point: f32) -> Vec<Color32> {
        let mut row = vec![Color32::TRANSPARENT; LENGTH];
        let period = (self.on + self.off) * pixels_per_point;
        let ink = (self.on * pixels_per_point).round().max(1.0) as usize;
        for figure in 0..=(LENGTH as f32 / period.max(1.0)) as usize {
            let start = (figure as f32 * period).round() as usize;
            for texel in row.iter_mut().skip(start).take(ink) {
                *texel = Color32::WHITE;
            }
        }
        row
    }

    /// Pixels after which a strip is begun again: as many whole figures as fit.
    fn turn(self, pixels_per_point: f32) -> f32 {
        let period = (self.on + self.off) * pixels_per_point;
        let figures = (LENGTH as f32 / period.max(1.0)).floor().max(1.0);
        (figures * period).round().min(LENGTH as f32)
    }
}

impl Broken {
    /// The rectangles it is painted as, and how many texels of the strip each takes.
    pub fn parts(self, pixels_per_point: f32) -> impl Iterator<Item = (Rect, f32)> {
        let (rect, turn) = (self.rect, self.dash.turn(pixels_per_point));
        let width = (rect.width() * pixels_per_point).round();
        let n = (width / turn).ceil() as usize;
        (0..n).map(move |i| {
            let from = i as f32 * turn;
            let texels = (width - from).min(turn);
            let left = pos2(rect.left() + from / pixels_per_point, rect.top());
            let size = vec2(texels / pixels_per_point, rect.height());
            (Rect::from_min_size(left, size), texels)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_on_whole_pixels() {
        let inked = |dash: Dash, scale| -> String {
            let texels = dash.texels(scale).into_iter().take(16);
            texels
                .map(|it| if it == Color32::WHITE { '#' } else { '.' })
                .collect()
        };
        let dashes = Dash { on: 5.0, off: 3.0 };
        let dots = Dash { on: 1.0, off: 1.0 };
        assert_eq!(inked(dashes, 1.0), "#####...#####...");
        assert_eq!(inked(dots, 1.0), "#.#.#.#.#.#.#.#.");
        assert_eq!(inked(dots, 2.0), "##..##..##..##..");
        assert_eq!(inked(dots, 1.5), "##.##.##.##.##.#");
    }

    #[test]
    fn a_long_line_is_painted_in_parts_that_meet() {
        let line = Broken {
            rect: Rect::from_min_size(pos2(7.0, 3.0), vec2(2_500.0, 2.0)),
            dash: Dash { on: 5.0, off: 3.0 },
            color: Color32::RED,
        };
        let parts = line.parts(1.0);
        let parts: Vec<[i32; 3]> = parts
            .map(|(it, texels)| [it.left(), it.right(), texels].map(|it| it as i32))
            .collect();
        assert_eq!(
            parts,
            [
                [7, 1_031, 1_024],
                [1_031, 2_055, 1_024],
                [2_055, 2_507, 452]
            ]
        );
    }
}
