//! Pictures of single glyphs, by swash.

use std::collections::HashMap;

use swash::FontRef;
use swash::scale::image::{Content, Image};
use swash::scale::outline::Outline;
use swash::scale::{Render, ScaleContext, Source, StrikeWith};
use swash::zeno::{Angle, Format, Mask, Origin, Scratch, Transform, Vector};

use super::missing;
use super::shape::Run;

/// Pixels a point below which outlines are fitted to the grid.
const COARSE: f32 = 1.5;

/// Outlines kept for further places of their glyphs within a pixel.
const KEPT: usize = 600;

/// Draws glyphs. Holds what swash wants to keep between them.
pub struct Rasteriser {
    scaler: ScaleContext,
    scratch: Scratch,
    /// Outlines of glyphs without colors or pictures, fitted to the grid.
    outlines: HashMap<Key, Outline>,
}

/// A glyph as it is drawn, at any place.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    font: [u64; 2],
    glyph: u16,
    size: u32,
    is_hinted: bool,
    coords: Vec<i16>,
    skew: Option<u32>,
    emboldens: bool,
}

impl Rasteriser {
    pub fn new() -> Self {
        Self {
            scaler: ScaleContext::new(),
            scratch: Scratch::new(),
            outlines: HashMap::new(),
        }
    }

    /// The picture of a glyph of `run`, `shift` pixels to the right of a whole pixel. Nothing when it has no ink.
    pub fn picture(&mut self, run: &Run, glyph: u32, shift: f32, scale: f32) -> Option<Image> {
        let size = run.size * scale;
        if run.is_boxes {
            return Some(missing::picture(glyph, size));
        }
        let key = Key {
            // A font reference has a new identity each time; what swash keeps for a font would never be found again.
            font: [run.font.data.id(), u64::from(run.font.index)],
            glyph: u16::try_from(glyph).ok()?,
            size: size.to_bits(),
            is_hinted: scale < COARSE,
            coords: run.coords.clone(),
            skew: run.skew.map(f32::to_bits),
            emboldens: run.emboldens,
        };
        if let Some(outline) = self.outlines.get(&key) {
            return Some(fill(outline, shift, &mut self.scratch));
        }
        let font = FontRef::from_index(run.font.data.data(), run.font.index as usize)?;
        let mut scaler = self
            .scaler
            .builder_with_id(font, key.font)
            .size(size)
            .hint(key.is_hinted)
            .normalized_coords(&run.coords)
            .build();
        let skew = run
            .skew
            .map(|degrees| Transform::skew(Angle::from_degrees(degrees), Angle::ZERO));
        let strength = if run.emboldens { size / 36.0 } else { 0.0 };
        if scaler.has_color_outlines() || scaler.has_color_bitmaps() || !scaler.has_outlines() {
            return Render::new(&[
                Source::ColorOutline(0),
                Source::ColorBitmap(StrikeWith::BestFit),
                Source::Outline,
                Source::Bitmap(StrikeWith::BestFit),
            ])
            .format(Format::Alpha)
            .offset(Vector::new(shift, 0.0))
            .transform(skew)
            .embolden(strength)
            .render(&mut scaler, key.glyph);
        }
        let mut outline = scaler.scale_outline(key.glyph)?;
        if strength != 0.0 {
            outline.embolden(strength, strength);
        }
        if let Some(skew) = &skew {
            outline.transform(skew);
        }
        let image = fill(&outline, shift, &mut self.scratch);
        if self.outlines.len() >= KEPT {
            self.outlines.clear();
        }
        self.outlines.insert(key, outline);
        Some(image)
    }
}

/// The picture of an outline.
fn fill(outline: &Outline, shift: f32, scratch: &mut Scratch) -> Image {
    let mut image = Image::new();
    let shift = Vector::new(shift, 0.0);
    image.placement = Mask::with_scratch(outline.path(), scratch)
        .format(Format::Alpha)
        .origin(Origin::BottomLeft)
        .offset(shift)
        .render_offset(shift)
        .inspect(|format, width, height| {
            image.data.resize(format.buffer_size(width, height), 0);
        })
        .render_into(&mut image.data[..], None);
    image.content = Content::Mask;
    image.source = Source::Outline;
    image
}
