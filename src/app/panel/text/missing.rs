//! The picture of a character that no font has, or that must not pass unseen: a box with its code in hexadecimal.

use swash::scale::image::{Content, Image};
use swash::zeno::Placement;

/// Pixels of a digit, without the gap to the next.
const DIGIT: [i32; 2] = [3, 5];

/// The hexadecimal digits, a row of three pixels in each octal figure, from the top.
const DIGITS: [[u8; 5]; 16] = [
    [2, 5, 5, 5, 2],
    [2, 6, 2, 2, 7],
    [7, 1, 7, 4, 7],
    [7, 1, 7, 1, 7],
    [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7],
    [7, 4, 7, 5, 7],
    [7, 1, 1, 2, 2],
    [7, 5, 7, 5, 7],
    [7, 5, 7, 1, 7],
    [2, 5, 7, 5, 5],
    [6, 5, 6, 5, 6],
    [7, 4, 4, 4, 7],
    [6, 5, 5, 5, 6],
    [7, 4, 7, 4, 7],
    [7, 4, 7, 4, 4],
];

/// Opacity of frame and digits: quieter than letters, which are what is read.
const FRAME: u8 = 150;
const CODE: u8 = 215;

/// The box for a code point, `size` pixels to the em. Its digits are whole pixels, or several.
pub fn picture(code: u32, size: f32) -> Image {
    let columns = if code > 0xffff { 3 } else { 2 };
    let dot = ((size / 17.0).floor() as i32).max(1);
    let pad = 2 * dot;
    let width = columns * (DIGIT[0] + 1) * dot - dot + 2 * pad;
    let height = (2 * DIGIT[1] + 1) * dot + 2 * pad;
    let mut canvas = Canvas::new(width, height);
    canvas.frame((dot / 2).max(1));
    for place in 0..2 * columns {
        let digit = code >> (4 * (2 * columns - 1 - place)) & 0xf;
        let x = pad + place % columns * (DIGIT[0] + 1) * dot;
        let y = pad + place / columns * (DIGIT[1] + 1) * dot;
        canvas.digit(digit as usize, [x, y], dot);
    }
    let above = (size * 0.36 + height as f32 / 2.0).round() as i32;
    let room = size * if code > 0xffff { 1.05 } else { 0.8 };
    Image {
        content: Content::Mask,
        placement: Placement {
            left: ((room - width as f32) / 2.0).round() as i32,
            top: above,
            width: width as u32,
            height: height as u32,
        },
        data: canvas.data,
        ..Image::new()
    }
}

/// Opacities, row by row.
struct Canvas {
    width: i32,
    height: i32,
    data: Vec<u8>,
}

impl Canvas {
    fn new(width: i32, height: i32) -> Self {
        let data = vec![0; (width * height) as usize];
        Self {
            width,
            height,
            data,
        }
    }

    fn fill(&mut self, [left, top]: [i32; 2], [right, bottom]: [i32; 2], opacity: u8) {
        for y in top..bottom {
            for x in left..right {
                if let Some(pixel) = self.data.get_mut((y * self.width + x) as usize) {
                    *pixel = opacity;
                }
            }
        }
    }

    fn frame(&mut self, pen: i32) {
        let (width, height) = (self.width, self.height);
        self.fill([0, 0], [width, pen], FRAME);
        self.fill([0, height - pen], [width, height], FRAME);
        self.fill([0, 0], [pen, height], FRAME);
        self.fill([width - pen, 0], [width, height], FRAME);
    }

    fn digit(&mut self, digit: usize, [left, top]: [i32; 2], dot: i32) {
        for (y, row) in (0..).zip(DIGITS[digit & 0xf]) {
            for x in (0..DIGIT[0]).filter(|x| row >> (DIGIT[0] - 1 - x) & 1 == 1) {
                let at = [left + x * dot, top + y * dot];
                self.fill(at, [at[0] + dot, at[1] + dot], CODE);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_fit_the_room_that_their_font_makes() {
        for size in [13.0, 17.0, 18.0, 22.5, 36.0, 61.0, 144.0] {
            for (code, room) in [(0x0915, 0.8), (0x1f600, 1.05)] {
                let image = picture(code, size);
                let placed = image.placement;
                assert_eq!(image.data.len(), (placed.width * placed.height) as usize);
                assert!(
                    placed.width as f32 <= (size * room).max(15.0),
                    "{code:x} at {size}"
                );
                assert!(
                    placed.top as f32 <= size
                        && placed.height as i32 - placed.top < (size * 0.4) as i32 + 1
                );
            }
        }
    }

    #[test]
    fn each_code_has_a_picture_of_its_own() {
        let pictures: std::collections::BTreeSet<Vec<u8>> =
            (0..0x300).map(|code| picture(code, 18.0).data).collect();
        assert_eq!(pictures.len(), 0x300);
    }
}
