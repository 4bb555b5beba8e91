//! The texture that all glyphs of the view are painted from: rasterised by swash when first needed, packed in shelves.

use std::collections::HashMap;

use egui::{
    Color32, ColorImage, Context, Rect, TextureHandle, TextureId, TextureOptions, pos2, vec2,
};
use swash::FontRef;
use swash::scale::image::{Content, Image};
use swash::scale::{Render, ScaleContext, Source, StrikeWith};
use swash::zeno::{Angle, Format, Transform, Vector};

use super::shape::{Glyph, Laid, Run};

/// Horizontal places of a glyph within a physical pixel.
const STEPS: i32 = 4;
/// Pixels a point below which outlines are fitted to the grid.
const COARSE: f32 = 1.5;
const WIDTH: usize = 1024;
const FIRST_HEIGHT: usize = 512;
/// Even where the graphics card would take more.
const TALLEST: usize = 4096;

/// Glyph pictures of one scale and one theme.
pub struct Atlas {
    texture: Option<TextureHandle>,
    image: ColorImage,
    /// Rows changed since the last upload.
    dirty: Option<std::ops::Range<usize>>,
    has_grown: bool,
    tallest: usize,
    shelf: Shelf,
    slots: HashMap<Key, Option<Slot>>,
    scaler: ScaleContext,
    pixels_per_point: f32,
    is_dark: bool,
    generation: u64,
}

/// A glyph ready to be painted.
#[derive(Clone, Copy, Debug)]
pub struct Quad {
    /// Physical pixels from the top left of the block.
    x: i32,
    y: i32,
    slot: Slot,
    /// First byte of the cluster in the block.
    pub start: u32,
}

/// Where a glyph lies in the atlas, in texels, and how it stands on its baseline.
#[derive(Clone, Copy, Debug)]
struct Slot {
    x: u16,
    y: u16,
    width: u16,
    height: u16,
    left: i32,
    top: i32,
    has_color: bool,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    font: u64,
    index: u32,
    glyph: u16,
    /// 64ths of a physical pixel.
    size: u32,
    step: u8,
    coords: Vec<i16>,
    skew: Option<i32>,
    emboldens: bool,
}

/// The row being filled.
#[derive(Default)]
struct Shelf {
    x: usize,
    y: usize,
    height: usize,
}

impl Default for Atlas {
    fn default() -> Self {
        Self {
            texture: None,
            image: ColorImage::filled([WIDTH, FIRST_HEIGHT], Color32::TRANSPARENT),
            dirty: None,
            has_grown: false,
            tallest: FIRST_HEIGHT,
            shelf: Shelf::default(),
            slots: HashMap::new(),
            scaler: ScaleContext::new(),
            pixels_per_point: 1.0,
            is_dark: false,
            generation: 0,
        }
    }
}

impl Atlas {
    /// Call at the start of a frame: pictures of another scale or theme are thrown away.
    pub fn begin(&mut self, ctx: &Context, is_dark: bool) {
        let pixels_per_point = ctx.pixels_per_point();
        self.tallest = ctx.input(|input| input.max_texture_side).min(TALLEST);
        if self.pixels_per_point.to_bits() != pixels_per_point.to_bits() || self.is_dark != is_dark
        {
            self.pixels_per_point = pixels_per_point;
            self.is_dark = is_dark;
            self.clear();
        }
    }

    /// Changes when all quads made before have become worthless.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The quads of a laid out block, in line order; glyphs without ink are left out.
    pub fn quads(&mut self, laid: &Laid) -> Vec<Quad> {
        let mut quads = Vec::with_capacity(laid.glyphs.len());
        for run in &laid.runs {
            let glyphs = laid.glyphs.get(run.glyphs.clone()).unwrap_or(&[]);
            quads.extend(glyphs.iter().filter_map(|glyph| self.quad(run, glyph)));
        }
        quads
    }

    /// Sends what was added to the graphics card. Call after all quads of the frame are made.
    pub fn upload(&mut self, ctx: &Context) {
        let dirty = self.dirty.take();
        match &mut self.texture {
            None => {
                let texture = ctx.load_texture("text", self.image.clone(), TextureOptions::NEAREST);
                self.texture = Some(texture);
            }
            Some(texture) if self.has_grown => {
                texture.set(self.image.clone(), TextureOptions::NEAREST);
            }
            Some(texture) => {
                if let Some(rows) = dirty {
                    let pixels = &self.image.pixels[rows.start * WIDTH..rows.end * WIDTH];
                    let part = ColorImage::new([WIDTH, rows.len()], pixels.to_vec());
                    texture.set_partial([0, rows.start], part, TextureOptions::NEAREST);
                }
            }
        }
        self.has_grown = false;
    }

    /// The texture; known after the first upload.
    pub fn texture(&self) -> Option<TextureId> {
        self.texture.as_ref().map(TextureHandle::id)
    }

    /// Where a quad goes on screen, relative to the block, in points; and its part of the texture.
    pub fn rects(&self, quad: &Quad) -> (Rect, Rect) {
        let slot = &quad.slot;
        let size = vec2(f32::from(slot.width), f32::from(slot.height));
        let corner = pos2((quad.x + slot.left) as f32, (quad.y - slot.top) as f32);
        let place = Rect::from_min_size(corner, size) / self.pixels_per_point;
        let uv = Rect::from_min_size(pos2(f32::from(slot.x), f32::from(slot.y)), size);
        let [width, height] = self.image.size.map(|side| side as f32);
        let uv = Rect::from_min_max(
            pos2(uv.min.x / width, uv.min.y / height),
            pos2(uv.max.x / width, uv.max.y / height),
        );
        (place, uv)
    }

    fn quad(&mut self, run: &Run, glyph: &Glyph) -> Option<Quad> {
        let steps = (glyph.x * self.pixels_per_point * STEPS as f32).round() as i32;
        let key = Key {
            font: run.font.data.id(),
            index: run.font.index,
            glyph: glyph.id,
            size: (run.size * self.pixels_per_point * 64.0).round() as u32,
            step: steps.rem_euclid(STEPS) as u8,
            coords: run.coords.clone(),
            skew: run.skew.map(|degrees| degrees as i32),
            emboldens: run.emboldens,
        };
        let slot = if let Some(slot) = self.slots.get(&key) {
            *slot
        } else {
            let slot = self.rasterise(run, &key);
            self.slots.insert(key, slot);
            slot
        };
        Some(Quad {
            x: steps.div_euclid(STEPS),
            y: (glyph.y * self.pixels_per_point).round() as i32,
            slot: slot?,
            start: glyph.start,
        })
    }

    fn rasterise(&mut self, run: &Run, key: &Key) -> Option<Slot> {
        let font = FontRef::from_index(run.font.data.data(), run.font.index as usize)?;
        let size = run.size * self.pixels_per_point;
        let mut scaler = self
            .scaler
            .builder(font)
            .size(size)
            .hint(self.pixels_per_point < COARSE)
            .normalized_coords(&run.coords)
            .build();
        let skew = run
            .skew
            .map(|degrees| Transform::skew(Angle::from_degrees(degrees), Angle::ZERO));
        let image = Render::new(&[
            Source::ColorOutline(0),
            Source::ColorBitmap(StrikeWith::BestFit),
            Source::Outline,
            Source::Bitmap(StrikeWith::BestFit),
        ])
        .format(Format::Alpha)
        .offset(Vector::new(f32::from(key.step) / STEPS as f32, 0.0))
        .transform(skew)
        .embolden(if run.emboldens { size / 36.0 } else { 0.0 })
        .render(&mut scaler, key.glyph)?;
        self.pack(&image)
    }

    fn pack(&mut self, image: &Image) -> Option<Slot> {
        let (width, height) = (
            image.placement.width as usize,
            image.placement.height as usize,
        );
        if width == 0 || height == 0 || width + 2 > WIDTH {
            return None;
        }
        let (x, y) = self.room(width, height)?;
        let has_color = image.content == Content::Color;
        let pixels = self.pixels(image, has_color);
        for (row, pixels) in pixels.chunks_exact(width).take(height).enumerate() {
            let start = (y + row) * WIDTH + x;
            self.image
                .pixels
                .get_mut(start..start + width)?
                .copy_from_slice(pixels);
        }
        let dirty = self.dirty.get_or_insert(y..y + height);
        *dirty = dirty.start.min(y)..dirty.end.max(y + height);
        Some(Slot {
            x: x as u16,
            y: y as u16,
            width: width as u16,
            height: height as u16,
            left: image.placement.left,
            top: image.placement.top,
            has_color,
        })
    }

    /// Finds a free place with a margin, growing the texture or, when it is as tall as can be, starting anew.
    fn room(&mut self, width: usize, height: usize) -> Option<(usize, usize)> {
        if self.shelf.x + width + 1 > WIDTH {
            self.shelf = Shelf {
                x: 0,
                y: self.shelf.y + self.shelf.height + 1,
                height: 0,
            };
        }
        while self.shelf.y + height + 1 > self.image.size[1] {
            let taller = self.image.size[1] * 2;
            if taller > self.tallest {
                self.clear();
                return (height < FIRST_HEIGHT).then(|| self.take(width, height));
            }
            self.image.size[1] = taller;
            self.image
                .pixels
                .resize(WIDTH * taller, Color32::TRANSPARENT);
            self.has_grown = true;
        }
        Some(self.take(width, height))
    }

    fn take(&mut self, width: usize, height: usize) -> (usize, usize) {
        let place = (self.shelf.x, self.shelf.y);
        self.shelf.x += width + 1;
        self.shelf.height = self.shelf.height.max(height);
        place
    }

    fn clear(&mut self) {
        self.generation += 1;
        self.slots.clear();
        self.shelf = Shelf::default();
        self.image = ColorImage::filled([WIDTH, FIRST_HEIGHT], Color32::TRANSPARENT);
        self.has_grown = true;
        self.dirty = None;
    }

    fn pixels(&self, image: &Image, has_color: bool) -> Vec<Color32> {
        if has_color {
            let rgba = image.data.chunks_exact(4);
            return rgba
                .map(|c| Color32::from_rgba_unmultiplied(c[0], c[1], c[2], c[3]))
                .collect();
        }
        image
            .data
            .iter()
            .map(|&a| Color32::from_white_alpha(self.ink(a)))
            .collect()
    }

    /// Coverage to opacity, as the rest of the window does: blending is not linear, so thin light strokes on a dark ground need more.
    fn ink(&self, coverage: u8) -> u8 {
        let c = f32::from(coverage) / 255.0;
        let alpha = if self.is_dark { 2.0 * c - c * c } else { c };
        (alpha * 255.0).round() as u8
    }
}

impl Quad {
    /// Whether the glyph brings its own colors, as emoji do.
    pub fn has_color(&self) -> bool {
        self.slot.has_color
    }
}
