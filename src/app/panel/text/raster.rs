//! Pictures of single glyphs, by swash.

use swash::FontRef;
use swash::scale::image::Image;
use swash::scale::{Render, ScaleContext, Source, StrikeWith};
use swash::zeno::{Angle, Format, Transform, Vector};

use super::missing;
use super::shape::Run;

/// Pixels a point below which outlines are fitted to the grid.
const COARSE: f32 = 1.5;

/// Draws glyphs. Holds what swash wants to keep between them.
pub struct Rasteriser {
    scaler: ScaleContext,
}

impl Rasteriser {
    pub fn new() -> Self {
        Self {
            scaler: ScaleContext::new(),
        }
    }

    /// The picture of a glyph of `run`, `shift` pixels to the right of a whole pixel. Nothing when it has no ink.
    pub fn picture(&mut self, run: &Run, glyph: u32, shift: f32, scale: f32) -> Option<Image> {
        let size = run.size * scale;
        if run.is_boxes {
            return Some(missing::picture(glyph, size));
        }
        let font = FontRef::from_index(run.font.data.data(), run.font.index as usize)?;
        // A font reference has a new identity each time; what swash keeps for a font would never be found again.
        let id = [run.font.data.id(), u64::from(run.font.index)];
        let mut scaler = self
            .scaler
            .builder_with_id(font, id)
            .size(size)
            .hint(scale < COARSE)
            .normalized_coords(&run.coords)
            .build();
        let skew = run
            .skew
            .map(|degrees| Transform::skew(Angle::from_degrees(degrees), Angle::ZERO));
        Render::new(&[
            Source::ColorOutline(0),
            Source::ColorBitmap(StrikeWith::BestFit),
            Source::Outline,
            Source::Bitmap(StrikeWith::BestFit),
        ])
        .format(Format::Alpha)
        .offset(Vector::new(shift, 0.0))
        .transform(skew)
        .embolden(if run.emboldens { size / 36.0 } else { 0.0 })
        .render(&mut scaler, u16::try_from(glyph).ok()?)
    }
}
