//! The picture that glyphs are collected in, and its copy on the graphics card.

use std::collections::BTreeMap;
use std::ops::Range;

use egui::{Color32, ColorImage, Context, Rect, TextureHandle, TextureId, TextureOptions, pos2};

/// In texels.
pub const WIDTH: usize = 2048;

/// A picture that grows downwards.
pub struct Sheet {
    texture: Option<TextureHandle>,
    image: ColorImage,
    /// What changed since the last upload, by its top: columns and number of rows.
    dirty: BTreeMap<usize, (Range<usize>, usize)>,
    has_grown: bool,
}

impl Sheet {
    pub fn new(height: usize) -> Self {
        Self {
            texture: None,
            image: blank(height),
            dirty: BTreeMap::new(),
            has_grown: false,
        }
    }

    pub fn height(&self) -> usize {
        self.image.size[1]
    }

    /// Makes it taller.
    pub fn grow(&mut self, height: usize) {
        self.image.size[1] = height;
        let pixels = WIDTH * height;
        self.image.pixels.resize(pixels, Color32::TRANSPARENT);
        self.has_grown = true;
    }

    /// Starts anew.
    pub fn clear(&mut self, height: usize) {
        self.image = blank(height);
        self.dirty.clear();
        self.has_grown = true;
    }

    /// Takes a picture of some width; nothing where it does not fit.
    pub fn draw(&mut self, [x, y]: [usize; 2], width: usize, pixels: &[Color32]) -> Option<()> {
        let rows = pixels.chunks_exact(width);
        let height = rows.len();
        for (row, pixels) in rows.enumerate() {
            let start = (y + row) * WIDTH + x;
            let place = self.image.pixels.get_mut(start..start + width)?;
            place.copy_from_slice(pixels);
        }
        let (columns, rows) = self.dirty.entry(y).or_insert((x..x + width, height));
        *columns = columns.start.min(x)..columns.end.max(x + width);
        *rows = height.max(*rows);
        Some(())
    }

    /// Sends what was added to the graphics card.
    pub fn upload(&mut self, ctx: &Context) {
        let dirty = std::mem::take(&mut self.dirty);
        match &mut self.texture {
            None => {
                let texture = ctx.load_texture("text", self.image.clone(), TextureOptions::NEAREST);
                self.texture = Some(texture);
            }
            Some(texture) if self.has_grown => {
                texture.set(self.image.clone(), TextureOptions::NEAREST);
                // What was painted before in this frame took the texture to be smaller.
                ctx.request_repaint();
            }
            Some(texture) => {
                for (top, (columns, rows)) in dirty {
                    let part = part(&self.image, top, &columns, rows);
                    let place = [columns.start, top];
                    texture.set_partial(place, part, TextureOptions::NEAREST);
                }
            }
        }
        self.has_grown = false;
    }

    /// The texture; known after the first upload.
    pub fn texture(&self) -> Option<TextureId> {
        self.texture.as_ref().map(TextureHandle::id)
    }

    /// Texels as a part of the whole.
    pub fn uv(&self, texels: Rect) -> Rect {
        let [width, height] = self.image.size.map(|side| side as f32);
        Rect::from_min_max(
            pos2(texels.min.x / width, texels.min.y / height),
            pos2(texels.max.x / width, texels.max.y / height),
        )
    }

    #[cfg(test)]
    pub fn row(&self, x: usize, y: usize, width: usize) -> &[Color32] {
        let start = y * WIDTH + x;
        &self.image.pixels[start..start + width]
    }
}

fn part(image: &ColorImage, top: usize, columns: &Range<usize>, rows: usize) -> ColorImage {
    let mut pixels = Vec::with_capacity(columns.len() * rows);
    for row in top..top + rows {
        let row = row * WIDTH;
        let row = image.pixels.get(row + columns.start..row + columns.end);
        pixels.extend_from_slice(row.unwrap_or(&[]));
    }
    ColorImage::new([columns.len(), rows], pixels)
}

fn blank(height: usize) -> ColorImage {
    ColorImage::filled([WIDTH, height], Color32::TRANSPARENT)
}
