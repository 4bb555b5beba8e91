//! Lends the reading fonts to the rest of the window, where a text is quoted: emoji in color, scripts that only the
//! system has, faces to choose from, and the code of what no font has.

use std::sync::{Arc, Mutex, PoisonError};

use egui::epaint::text::{
    FallbackRequest, FontInsert, FontPriority, FontProvider, GlyphBitmap, GlyphRasterizer,
    GlyphRasterizerRequest, InsertFontFamily, RasterizedGlyph, has_emoji_presentation,
};
use egui::{Color32, ColorImage, FontData, FontFamily, Id, vec2};
use swash::scale::image::{Content, Image};

use super::raster::Rasteriser;
use super::scene::Face;
use super::shape::{Laid, Setting, Shaper};

/// Before the name of a family of the system, in the name of an egui family.
const FACE: &str = "face:";

/// The name under which the window knows who lends.
const LENT: &str = "lent fonts";

/// Gives the fonts to the window; with `system`, also those of the system. They are opened when first needed.
pub fn lend(ctx: &egui::Context, system: bool) {
    let lender = Arc::new(Lender {
        system,
        tools: Mutex::new(None),
    });
    ctx.set_font_providers(vec![Arc::new(Provider(Arc::clone(&lender)))]);
    ctx.data_mut(|data| data.insert_temp(Id::unique(LENT), Arc::clone(&lender)));
    let emoji = Arc::clone(&lender);
    let in_color = GlyphRasterizer::new(
        "sententia::emoji",
        move |request: &GlyphRasterizerRequest<'_>| {
            has_emoji_presentation(request.cluster).then(|| emoji.draw(request))?
        },
    );
    let rest = GlyphRasterizer::new(
        "sententia::missing",
        move |request: &GlyphRasterizerRequest<'_>| lender.draw(request),
    );
    ctx.set_glyph_rasterizers(vec![in_color.with_priority(FontPriority::Highest), rest]);
}

/// The families that words can be set in, in the order of the alphabet.
pub fn families(ctx: &egui::Context) -> Vec<String> {
    let lender: Option<Arc<Lender>> = ctx.data(|data| data.get_temp(Id::unique(LENT)));
    lender.map_or(Vec::new(), |it| it.with(|tools| tools.shaper.families()))
}

/// The egui family that sets words in a family of the system, once the fonts are lent.
pub fn family_of(name: &str) -> FontFamily {
    FontFamily::Name(format!("{FACE}{name}").into())
}

struct Lender {
    system: bool,
    tools: Mutex<Option<Tools>>,
}

struct Tools {
    shaper: Shaper,
    rasteriser: Rasteriser,
}

struct Provider(Arc<Lender>);

impl FontProvider for Provider {
    fn fonts_for_family(&self, family: &FontFamily) -> Vec<FontInsert> {
        let FontFamily::Name(name) = family else {
            return Vec::new();
        };
        let Some(face) = name.strip_prefix(FACE) else {
            return Vec::new();
        };
        let font = self.0.with(|tools| {
            let laid = tools.shaper.label("Aa", &setting(Face::named(face), 16.0));
            insert(&laid, family)
        });
        font.into_iter().collect()
    }

    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        self.0.with(|tools| {
            let laid = tools
                .shaper
                .label(request.cluster, &setting(Face::Sans, 16.0));
            insert(&laid, request.family)
        })
    }
}

impl Lender {
    fn with<T>(&self, act: impl FnOnce(&mut Tools) -> T) -> T {
        let mut tools = self.tools.lock().unwrap_or_else(PoisonError::into_inner);
        act(tools.get_or_insert_with(|| Tools {
            shaper: Shaper::new(self.system),
            rasteriser: Rasteriser::new(),
        }))
    }

    fn draw(&self, request: &GlyphRasterizerRequest<'_>) -> Option<RasterizedGlyph> {
        self.with(|tools| {
            let laid = tools
                .shaper
                .label(request.cluster, &setting(Face::Sans, request.font_size_px));
            let baseline = laid.lines.first()?.baseline;
            let mut images = Vec::new();
            for run in &laid.runs {
                for glyph in laid.glyphs.get(run.glyphs.clone())? {
                    let image = tools.rasteriser.picture(run, glyph.id, 0.0, 1.0);
                    let place = (glyph.x.round() as i32, (glyph.y - baseline).round() as i32);
                    images.extend(image.map(|image| (place, image)));
                }
            }
            let advance_px = laid.clusters.iter().map(|it| it.right).fold(0.0, f32::max);
            Some(RasterizedGlyph {
                bitmap: together(&images),
                advance_px,
            })
        })
    }
}

/// The font that sets the first run.
fn insert(laid: &Laid, family: &FontFamily) -> Option<FontInsert> {
    let run = laid.runs.first().filter(|run| !run.is_boxes)?;
    let name = format!("lent-{}-{}", run.font.data.id(), run.font.index);
    let data = FontData::from_blob(Arc::new(run.font.data.clone()), run.font.index);
    let family = InsertFontFamily {
        family: family.clone(),
        priority: FontPriority::Lowest,
    };
    Some(FontInsert::new(&name, data, vec![family]))
}

/// One picture of several, each at its place from the origin.
fn together(images: &[((i32, i32), Image)]) -> GlyphBitmap {
    let bounds = |((x, y), image): &((i32, i32), Image)| {
        let (left, top) = (x + image.placement.left, y - image.placement.top);
        let (width, height) = (image.placement.width as i32, image.placement.height as i32);
        [left, top, left + width, top + height]
    };
    let whole = images.iter().map(bounds).reduce(|a, b| {
        [
            a[0].min(b[0]),
            a[1].min(b[1]),
            a[2].max(b[2]),
            a[3].max(b[3]),
        ]
    });
    let [left, top, right, bottom] = whole.unwrap_or_default();
    let size = [
        (right - left).max(1) as usize,
        (bottom - top).max(1) as usize,
    ];
    let mut picture = ColorImage::filled(size, Color32::TRANSPARENT);
    for image in images {
        let [x, y, ..] = bounds(image);
        copy(
            &image.1,
            &mut picture,
            [(x - left) as usize, (y - top) as usize],
        );
    }
    GlyphBitmap {
        image: picture,
        offset_px: vec2(left as f32, top as f32),
        is_color: images
            .iter()
            .any(|(_, image)| image.content == Content::Color),
    }
}

fn copy(image: &Image, to: &mut ColorImage, [left, top]: [usize; 2]) {
    let (width, has_color) = (
        image.placement.width as usize,
        image.content == Content::Color,
    );
    let pixel = |bytes: &[u8]| match bytes {
        [r, g, b, a] => Color32::from_rgba_unmultiplied(*r, *g, *b, *a),
        [a] => Color32::from_white_alpha(*a),
        _ => Color32::TRANSPARENT,
    };
    let bytes = if has_color { 4 } else { 1 };
    for (at, bytes) in image.data.chunks_exact(bytes).enumerate() {
        let place = (top + at / width) * to.size[0] + left + at % width;
        if let Some(under) = to.pixels.get_mut(place) {
            *under = under.blend(pixel(bytes));
        }
    }
}

fn setting(face: Face, size: f32) -> Setting {
    Setting {
        face,
        size,
        pitch: size * 1.3,
        weight: 400.0,
    }
}
