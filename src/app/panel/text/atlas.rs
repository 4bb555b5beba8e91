//! The texture that all glyphs of the view are painted from: rasterised by swash when first needed, packed in shelves.

use std::collections::HashMap;

use egui::{Color32, Context, Rect, TextureId, pos2, vec2};
use swash::scale::image::{Content, Image};

use super::raster::Rasteriser;
use super::shape::{Glyph, Laid, Run};
use super::sheet::{Sheet, WIDTH};
use super::shelves::Shelves;
use super::strip::{Broken, Dash, LENGTH};

/// Horizontal places of a glyph within a physical pixel.
const STEPS: i32 = 4;
/// From this size on, in physical pixels, glyphs stand on whole pixels.
const LARGE: f32 = 64.0;
const FIRST_HEIGHT: usize = 256;
/// Even where the graphics card would take more.
const TALLEST: usize = 4096;

/// Glyph pictures of one scale and one theme. When it is full, those longest out of use give way.
pub struct Atlas {
    sheet: Sheet,
    tallest: usize,
    shelves: Shelves,
    faces: HashMap<Face, u32>,
    slots: HashMap<Key, Option<Slot>>,
    /// Broken lines, by their figure.
    strips: HashMap<[u32; 2], Slot>,
    rasteriser: Rasteriser,
    pixels_per_point: f32,
    is_dark: bool,
    generation: u64,
    frame: u64,
}

/// The glyphs of a laid out block, ready to be painted.
#[derive(Debug, Default)]
pub struct Quads {
    pub list: Vec<Quad>,
    /// Rows of the atlas where shelves begin that these lie on.
    shelves: Vec<u16>,
    generation: u64,
    frame: u64,
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
    /// Pixels a texel: more than one for what is wider than the atlas.
    zoom: u8,
    has_color: bool,
}

/// A font as it is drawn.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Face {
    font: u64,
    index: u32,
    /// 64ths of a physical pixel.
    size: u32,
    coords: Vec<i16>,
    skew: Option<i32>,
    emboldens: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    face: u32,
    glyph: u32,
    step: u8,
}

impl Default for Atlas {
    fn default() -> Self {
        Self {
            sheet: Sheet::new(FIRST_HEIGHT),
            tallest: FIRST_HEIGHT,
            shelves: Shelves::new(WIDTH, FIRST_HEIGHT),
            faces: HashMap::new(),
            slots: HashMap::new(),
            strips: HashMap::new(),
            rasteriser: Rasteriser::new(),
            pixels_per_point: 1.0,
            is_dark: false,
            generation: 1,
            frame: 0,
        }
    }
}

impl Atlas {
    /// Call at the start of a frame: pictures of another scale or theme are thrown away.
    pub fn begin(&mut self, ctx: &Context, is_dark: bool) {
        let tallest = ctx.input(|input| input.max_texture_side);
        self.start(ctx.pixels_per_point(), is_dark, tallest);
    }

    fn start(&mut self, pixels_per_point: f32, is_dark: bool, tallest: usize) {
        self.frame += 1;
        self.tallest = tallest.min(TALLEST);
        if self.pixels_per_point.to_bits() != pixels_per_point.to_bits() || self.is_dark != is_dark
        {
            self.pixels_per_point = pixels_per_point;
            self.is_dark = is_dark;
            self.clear();
        }
    }

    /// Makes the quads of a block, in line order, unless they are still good. Glyphs without ink have none.
    pub fn prepare(&mut self, laid: &Laid, quads: &mut Quads) {
        if quads.generation == self.generation {
            for &top in &quads.shelves {
                self.shelves.touch(usize::from(top), self.frame);
            }
        } else {
            self.make(laid, quads);
            quads.generation = self.generation;
        }
        quads.frame = self.frame;
    }

    /// Whether quads were prepared in this frame: only then do their pictures surely lie where they say.
    pub fn is_fresh(&self, quads: &Quads) -> bool {
        quads.frame == self.frame
    }

    /// Sends what was added to the graphics card. Call after all quads of the frame are made.
    pub fn upload(&mut self, ctx: &Context) {
        self.sheet.upload(ctx);
    }

    /// The texture; known after the first upload.
    pub fn texture(&self) -> Option<TextureId> {
        self.sheet.texture()
    }

    /// Makes sure that a broken line can be painted in this frame.
    pub fn prepare_strip(&mut self, dash: Dash) {
        let slot = self.strips.get(&dash.key()).copied();
        let slot = slot.or_else(|| {
            let texels = dash.texels(self.pixels_per_point);
            let (x, y) = self.room(LENGTH + 1, 2)?;
            self.sheet.draw([x, y], LENGTH, &texels)?;
            let slot = Slot::at(x, y, [LENGTH, 1]);
            self.strips.insert(dash.key(), slot);
            Some(slot)
        });
        if let Some(slot) = slot {
            self.shelves.touch(usize::from(slot.y), self.frame);
        }
    }

    /// The rectangles of a broken line, each with its part of the texture.
    pub fn strips(&self, line: Broken) -> impl Iterator<Item = (Rect, Rect)> + '_ {
        let slot = self.strips.get(&line.dash.key()).copied();
        let parts = line.parts(self.pixels_per_point);
        parts.filter_map(move |(rect, texels)| {
            let slot = slot?;
            let corner = pos2(f32::from(slot.x), f32::from(slot.y));
            let uv = Rect::from_min_size(corner, vec2(texels, 1.0));
            Some((rect, self.sheet.uv(uv)))
        })
    }

    /// Where a quad goes on screen, relative to the block, in points; and its part of the texture.
    pub fn rects(&self, quad: &Quad) -> (Rect, Rect) {
        let slot = &quad.slot;
        let size = vec2(f32::from(slot.width), f32::from(slot.height));
        let corner = pos2((quad.x + slot.left) as f32, (quad.y - slot.top) as f32);
        let place = Rect::from_min_size(corner, size * f32::from(slot.zoom));
        let uv = Rect::from_min_size(pos2(f32::from(slot.x), f32::from(slot.y)), size);
        (place / self.pixels_per_point, self.sheet.uv(uv))
    }

    fn make(&mut self, laid: &Laid, quads: &mut Quads) {
        quads.list.clear();
        quads.list.reserve(laid.glyphs.len());
        for run in &laid.runs {
            let face = self.face(run);
            let glyphs = laid.glyphs.get(run.glyphs.clone()).unwrap_or(&[]);
            for glyph in glyphs {
                quads.list.extend(self.quad(run, face, glyph));
            }
        }
        quads.shelves.clear();
        quads.shelves.extend(quads.list.iter().map(|it| it.slot.y));
        quads.shelves.sort_unstable();
        quads.shelves.dedup();
    }

    fn face(&mut self, run: &Run) -> u32 {
        let face = Face {
            font: run.font.data.id(),
            index: run.font.index,
            size: (run.size * self.pixels_per_point * 64.0).round() as u32,
            coords: run.coords.clone(),
            skew: run.skew.map(|degrees| degrees as i32),
            emboldens: run.emboldens,
        };
        let next = self.faces.len() as u32;
        *self.faces.entry(face).or_insert(next)
    }

    fn quad(&mut self, run: &Run, face: u32, glyph: &Glyph) -> Option<Quad> {
        let is_large = run.size * self.pixels_per_point >= LARGE;
        let steps = if is_large || run.is_boxes {
            (glyph.x * self.pixels_per_point).round() as i32 * STEPS
        } else {
            (glyph.x * self.pixels_per_point * STEPS as f32).round() as i32
        };
        let key = Key {
            face,
            glyph: glyph.id,
            step: steps.rem_euclid(STEPS) as u8,
        };
        let slot = match self.slots.get(&key) {
            Some(slot) => (*slot)?,
            None => self.add(run, key)?,
        };
        self.shelves.touch(usize::from(slot.y), self.frame);
        Some(Quad {
            x: steps.div_euclid(STEPS),
            y: (glyph.y * self.pixels_per_point).round() as i32,
            slot,
            start: glyph.start,
        })
    }

    /// Draws a glyph into the atlas. Nothing when it has no ink, which is remembered, or when this frame has no room for it.
    fn add(&mut self, run: &Run, key: Key) -> Option<Slot> {
        let Some((image, zoom)) = self.draw(run, key) else {
            self.slots.insert(key, None);
            return None;
        };
        let slot = self.pack(&image, zoom)?;
        self.slots.insert(key, Some(slot));
        Some(slot)
    }

    /// The picture of a glyph; one that is wider than the atlas is drawn smaller, to be shown enlarged.
    fn draw(&mut self, run: &Run, key: Key) -> Option<(Image, u8)> {
        let shift = f32::from(key.step) / STEPS as f32;
        let scale = self.pixels_per_point;
        let mut draw = |scale| {
            let image = self.rasteriser.picture(run, key.glyph, shift, scale)?;
            let sides = [image.placement.width, image.placement.height];
            sides.iter().all(|it| *it > 0).then_some(image)
        };
        let image = draw(scale)?;
        let zoom = (image.placement.width as usize + 1).div_ceil(WIDTH);
        let zoom = zoom.max((image.placement.height as usize + 1).div_ceil(self.tallest / 2));
        if zoom == 1 {
            return Some((image, 1));
        }
        let image = draw(scale / zoom as f32 * 0.98)?;
        Some((image, zoom.min(255) as u8))
    }

    fn pack(&mut self, image: &Image, zoom: u8) -> Option<Slot> {
        let (width, height) = (
            image.placement.width as usize,
            image.placement.height as usize,
        );
        let (x, y) = self.room(width + 1, height + 1)?;
        let has_color = image.content == Content::Color;
        let pixels = self.pixels(image, has_color);
        self.sheet.draw([x, y], width, &pixels)?;
        Some(Slot {
            left: image.placement.left * i32::from(zoom),
            top: image.placement.top * i32::from(zoom),
            zoom,
            has_color,
            ..Slot::at(x, y, [width, height])
        })
    }

    /// Finds a free place, growing the texture or, when it is as tall as can be, clearing what is longest out of use.
    fn room(&mut self, width: usize, height: usize) -> Option<(usize, usize)> {
        loop {
            if let Some(room) = self.shelves.take(width, height, self.frame) {
                return Some((room.x, room.y));
            }
            let taller = self.sheet.height() * 2;
            if taller > self.tallest {
                break;
            }
            self.sheet.grow(taller);
            self.shelves.grow(taller);
        }
        let room = self.shelves.replace(width, height, self.frame)?;
        self.generation += 1;
        let is_kept = |slot: &Slot| !room.cleared.contains(&usize::from(slot.y));
        self.slots
            .retain(|_, slot| slot.as_ref().is_none_or(is_kept));
        self.strips.retain(|_, slot| is_kept(slot));
        Some((room.x, room.y))
    }

    fn clear(&mut self) {
        self.generation += 1;
        self.slots.clear();
        self.strips.clear();
        self.faces.clear();
        self.shelves = Shelves::new(WIDTH, FIRST_HEIGHT);
        self.sheet.clear(FIRST_HEIGHT);
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

impl Slot {
    fn at(x: usize, y: usize, [width, height]: [usize; 2]) -> Self {
        Self {
            x: x as u16,
            y: y as u16,
            width: width as u16,
            height: height as u16,
            left: 0,
            top: 0,
            zoom: 1,
            has_color: false,
        }
    }
}

#[cfg(test)]
mod tests;
