//! Shapes a block with parley and keeps what the view needs of it: lines, clusters, glyphs.

use std::ops::Range;

use parley::{
    Alignment, AlignmentOptions, FontContext, FontData, FontWeight, Layout, LayoutContext,
    LineHeight, OverflowWrap, StyleProperty,
};

use super::fonts;
use super::hyphen;
use super::scene::Face;
use super::special;

/// Extra width of a tab, as a multiple of the size.
const TAB: f32 = 1.5;

/// Glyphs of one letter and its marks, more than any language has.
const PILE: usize = 6;

/// How a string is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    pub face: Face,
    /// Points.
    pub size: f32,
    /// Points from baseline to baseline.
    pub pitch: f32,
    /// 400 is regular, 600 semibold.
    pub weight: f32,
}

/// Lays out strings. Costly to make, cheap to use: one for the whole view.
pub struct Shaper {
    fonts: FontContext,
    scratch: LayoutContext<()>,
}

impl Shaper {
    /// With `system`, fonts of the system serve for scripts that the bundled ones lack.
    pub fn new(system: bool) -> Self {
        Self {
            fonts: fonts::open(system),
            scratch: LayoutContext::new(),
        }
    }

    /// Shapes `text` without breaking it into lines yet. Characters that no font has are set as boxes.
    pub fn shape(&mut self, text: &str, setting: &Setting) -> Layout<()> {
        let display = special::display(text);
        let mut boxes = special::controls(text);
        let mut layout = self.build(&display, setting, &boxes);
        layout.break_all_lines(None);
        let missing = special::missing(&layout);
        if !missing.is_empty() {
            boxes.extend(missing);
            layout = self.build(&display, setting, &boxes);
        }
        layout
    }

    /// One line that is not broken, for tags and names.
    pub fn label(&mut self, text: &str, setting: &Setting) -> Laid {
        let mut layout = self.shape(text, setting);
        wrap(&mut layout, text, f32::MAX)
    }

    /// The families that a text can be set in, in the order of the alphabet.
    pub fn families(&mut self) -> Vec<String> {
        let names = self.fonts.collection.family_names();
        let mut names: Vec<String> = names
            .filter(|it| !fonts::is_own(it))
            .map(str::to_owned)
            .collect();
        names.sort_by_cached_key(|it| it.to_lowercase());
        names.dedup();
        names
    }

    fn build(&mut self, display: &str, setting: &Setting, boxes: &[Range<usize>]) -> Layout<()> {
        let mut builder = self
            .scratch
            .ranged_builder(&mut self.fonts, display, 1.0, false);
        let line_height = LineHeight::Absolute(setting.pitch);
        builder.push_default(StyleProperty::FontFamily(fonts::families(setting.face)));
        builder.push_default(StyleProperty::FontSize(setting.size));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(setting.weight)));
        builder.push_default(StyleProperty::LineHeight(line_height));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        for (at, _) in display.match_indices('\t') {
            builder.push(StyleProperty::LetterSpacing(setting.size * TAB), at..=at);
        }
        for range in special::emoji(display) {
            builder.push(StyleProperty::FontFamily(fonts::emoji()), range);
        }
        for range in boxes {
            builder.push(StyleProperty::FontFamily(fonts::missing()), range.clone());
        }
        builder.build(display)
    }
}

/// What was laid out: all positions in points from the top left of the block, all bytes from its start.
#[derive(Debug, Default)]
pub struct Laid {
    pub lines: Vec<Line>,
    pub clusters: Vec<Cluster>,
    pub runs: Vec<Run>,
    pub glyphs: Vec<Glyph>,
    pub height: f32,
    /// What lines were broken at.
    pub width: f32,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub bytes: Range<usize>,
    /// Indices into `Laid::clusters`, in visual order.
    pub clusters: Range<usize>,
    pub top: f32,
    pub baseline: f32,
    pub bottom: f32,
    /// What is inked: blanks that hang past the end are left out.
    pub left: f32,
    pub right: f32,
}

/// What a caret never stands inside of: a grapheme, as far as one font sets it.
#[derive(Clone, Copy, Debug)]
pub struct Cluster {
    pub start: u32,
    pub end: u32,
    pub left: f32,
    pub right: f32,
    pub is_rtl: bool,
    /// A blank past the inked end of its line.
    pub hangs: bool,
}

/// Glyphs of one font at one size.
#[derive(Clone, Debug)]
pub struct Run {
    pub font: FontData,
    pub size: f32,
    pub coords: Vec<i16>,
    /// Degrees, for an italic that the font lacks.
    pub skew: Option<f32>,
    pub emboldens: bool,
    /// Indices into `Laid::glyphs`.
    pub glyphs: Range<usize>,
    /// Whether these are not glyphs of the font but boxes with the code of a character.
    pub is_boxes: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    /// Number in the font; of a box, the code point.
    pub id: u32,
    pub x: f32,
    /// Of the baseline it stands on, shifts included.
    pub y: f32,
    /// First byte of its cluster.
    pub start: u32,
}

/// Breaks a shaped layout into lines of `width` points and reads it out. `text` is what was shaped.
pub fn wrap(layout: &mut Layout<()>, text: &str, width: f32) -> Laid {
    layout.break_all_lines((width < f32::MAX).then_some(width));
    layout.align(Alignment::Start, AlignmentOptions::default());
    let mut laid = Laid {
        height: layout.height(),
        width,
        ..Laid::default()
    };
    for line in layout.lines() {
        read_line(&line, text, &mut laid);
    }
    hyphen::show(&mut laid, text);
    laid
}

fn read_line(line: &parley::Line<'_, ()>, text: &str, out: &mut Laid) {
    let metrics = line.metrics();
    let first = out.clusters.len();
    let start = metrics.offset + metrics.inline_min_coord;
    let (mut pen, mut edge) = (start, start);
    for run in line.runs() {
        let first_glyph = out.glyphs.len();
        let is_boxes = fonts::is_missing(run.font());
        for cluster in run.visual_clusters() {
            let glyphs = out.glyphs.len();
            pen = read_glyphs(&cluster, text, pen, metrics.baseline, &mut out.glyphs);
            let line_height = metrics.block_max_coord - metrics.block_min_coord;
            lower_pile(
                &mut out.glyphs,
                glyphs,
                metrics.baseline,
                line_height - run.font_size(),
            );
            if is_boxes {
                name_boxes(&cluster, text, &mut out.glyphs[glyphs..]);
            }
            edge = read_cluster(&cluster, text, edge, &mut out.clusters);
        }
        out.runs
            .push(read_run(&run, first_glyph..out.glyphs.len(), is_boxes));
    }
    mark_hanging(&mut out.clusters[first..], text);
    let inked = out.clusters[first..].iter().filter(|c| !c.hangs);
    let left = inked.clone().map(|c| c.left).reduce(f32::min);
    let right = inked.map(|c| c.right).reduce(f32::max);
    let bytes = line.text_range();
    out.lines.push(Line {
        bytes: bytes.start.min(text.len())..bytes.end.min(text.len()),
        clusters: first..out.clusters.len(),
        top: metrics.block_min_coord,
        baseline: metrics.baseline,
        bottom: metrics.block_max_coord,
        left: left.unwrap_or(start),
        right: right.unwrap_or(start),
    });
}

/// Adds the glyphs of a cluster; blanks have none. Returns where the pen stands after it.
fn read_glyphs(
    cluster: &parley::Cluster<'_, ()>,
    text: &str,
    mut pen: f32,
    baseline: f32,
    out: &mut Vec<Glyph>,
) -> f32 {
    let bytes = cluster.text_range();
    let has_ink = !is_blank(text, &bytes);
    for glyph in cluster.glyphs() {
        if has_ink {
            out.push(Glyph {
                id: glyph.id,
                x: pen + glyph.x,
                y: baseline + glyph.y,
                start: bytes.start as u32,
            });
        }
        pen += glyph.advance;
    }
    pen
}

/// Leaves out what a pile of marks on one letter would draw over the neighbouring lines.
fn lower_pile(glyphs: &mut Vec<Glyph>, first: usize, baseline: f32, most: f32) {
    let mut place = 0..glyphs.len();
    if place.len().saturating_sub(first) > PILE {
        glyphs.retain(|glyph| {
            let is_before = place.next().is_some_and(|at| at < first);
            is_before || (glyph.y - baseline).abs() <= most.max(0.0)
        });
    }
}

/// Gives the boxes of a cluster the codes of its characters.
fn name_boxes(cluster: &parley::Cluster<'_, ()>, text: &str, boxes: &mut [Glyph]) {
    let bytes = cluster.text_range();
    let mut codes: Vec<u32> = text
        .get(bytes)
        .map_or(Vec::new(), |it| it.chars().map(u32::from).collect());
    if cluster.is_rtl() {
        codes.reverse();
    }
    for (place, glyph) in boxes.iter_mut().enumerate() {
        glyph.id = codes.get(place).or(codes.last()).copied().unwrap_or(0);
    }
}

/// Adds a cluster that begins at `left`. Returns where it ends.
fn read_cluster(
    cluster: &parley::Cluster<'_, ()>,
    text: &str,
    left: f32,
    out: &mut Vec<Cluster>,
) -> f32 {
    let bytes = cluster.text_range();
    let right = left + cluster.advance();
    let end = bytes.end.min(text.len());
    // Parley sets a blank where there is no text at all.
    if bytes.start < end {
        out.push(Cluster {
            start: bytes.start as u32,
            end: end as u32,
            left,
            right,
            is_rtl: cluster.is_rtl(),
            hangs: false,
        });
    }
    right
}

fn read_run(run: &parley::Run<'_, ()>, glyphs: Range<usize>, is_boxes: bool) -> Run {
    let synthesis = run.synthesis();
    Run {
        font: run.font().clone(),
        size: run.font_size(),
        coords: run
            .normalized_coords()
            .iter()
            .map(|c| c.to_bits())
            .collect(),
        skew: synthesis.skew(),
        emboldens: synthesis.embolden(),
        glyphs,
        is_boxes,
    }
}

/// Marks the blanks at the logical end of a line, unless the line is nothing but blanks.
fn mark_hanging(clusters: &mut [Cluster], text: &str) {
    let inked = clusters
        .iter()
        .filter(|c| !is_blank(text, &(c.start as usize..c.end as usize)));
    let Some(inked_end) = inked.map(|c| c.end).max() else {
        return;
    };
    for cluster in clusters {
        cluster.hangs = cluster.start >= inked_end;
    }
}

fn is_blank(text: &str, bytes: &Range<usize>) -> bool {
    let cluster = text.get(bytes.clone());
    cluster.is_some_and(|t| t.chars().all(char::is_whitespace))
}
