//! The tall column of header and blocks: which are laid out, how high each is, what is where.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use parley::Layout;

use super::block::{self, Block};
use super::canvas::Typeset;
use super::heights::Heights;
use super::scene::{Face, Style};
use super::shape::{self, Setting, Shaper};
use super::tags;
use crate::app::theme::{LETTERS, OFTEN};

/// Bytes of laid out text that are kept, beyond what is on screen.
const KEPT: usize = 100_000;

/// Letters in about the proportions of French and English, to learn how wide a character is.
const SAMPLE: &str = "ainsi la mesure tient le compte des lettres and of how they are used in the common words of a text";

/// Line height of labels as a multiple of their size.
const LABEL: f32 = 1.3;

/// Sizes that follow from the style, in points, at one scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    pub face: Face,
    pub size: f32,
    /// From baseline to baseline.
    pub pitch: f32,
    /// After a paragraph.
    pub gap: f32,
    /// A blank line.
    pub blank: f32,
    /// Of the column.
    pub width: f32,
    pub pixels_per_point: f32,
}

/// A document laid out at one width. Item 0 is the header, item `i + 1` is block `i`.
pub struct Column {
    shaper: Shaper,
    text: Arc<str>,
    blocks: Arc<Vec<Block>>,
    /// Another number for every text and every size.
    layout: u64,
    heights: Heights,
    metrics: Metrics,
    laid: HashMap<usize, Kept>,
    laid_bytes: usize,
    clock: u64,
    header: Header,
    labels: HashMap<(String, u32, u32), Rc<Typeset>>,
    character: HashMap<(Face, u32), f32>,
}

/// A column to be measured: its blocks and sizes, without what is laid out.
pub struct Measuring {
    /// As [`Column::layout`] was.
    pub layout: u64,
    text: Arc<str>,
    blocks: Arc<Vec<Block>>,
    metrics: Metrics,
}

impl Measuring {
    /// Items in the column, header included.
    pub fn len(&self) -> usize {
        self.blocks.len() + 1
    }

    /// The real height of an item that is not the header.
    pub fn height(&self, item: usize, shaper: &mut Shaper) -> f32 {
        let Some(block) = item.checked_sub(1).and_then(|i| self.blocks.get(i)) else {
            return 0.0;
        };
        let metrics = &self.metrics;
        if block.is_blank() {
            return metrics.height_of(block, 0.0);
        }
        let words = self.text.get(block.shown.clone()).unwrap_or("");
        let setting = setting(metrics.face, metrics.size, metrics.pitch);
        let mut layout = shaper.shape(words, &setting);
        let laid = shape::wrap(&mut layout, words, metrics.width);
        metrics.height_of(block, laid.height)
    }
}

struct Kept {
    layout: Layout<()>,
    typeset: Rc<Typeset>,
    width: f32,
    used: u64,
}

/// Title and byline above the text.
#[derive(Clone, Default)]
pub struct Header {
    words: (String, String),
    pub title: Rc<Typeset>,
    pub byline: Rc<Typeset>,
}

impl Header {
    /// From the top of the header to the title.
    pub const ABOVE: f32 = 28.0;
    const BETWEEN: f32 = 2.0;
    const BELOW: f32 = 16.0;

    /// From the top of the header to the byline.
    pub fn byline_top(&self) -> f32 {
        let title = if self.words.0.is_empty() {
            0.0
        } else {
            self.title.laid.height
        };
        Self::ABOVE + title + Self::BETWEEN
    }

    fn height(&self) -> f32 {
        let byline = if self.words.1.is_empty() {
            0.0
        } else {
            self.byline.laid.height
        };
        if self.words.0.is_empty() && self.words.1.is_empty() {
            return Self::ABOVE;
        }
        self.byline_top() + byline + Self::BELOW
    }
}

impl Metrics {
    /// Sizes for `style` in a column `width` points wide.
    pub fn new(style: &Style, width: f32, pixels_per_point: f32) -> Self {
        let whole = |points: f32| (points * pixels_per_point).round() / pixels_per_point;
        let size = style.size.clamp(8.0, 72.0);
        Self {
            face: style.face,
            size,
            pitch: whole(size * style.line_height.clamp(1.2, 3.0)),
            gap: whole(size * 0.45),
            blank: whole(size * 0.9),
            width,
            pixels_per_point,
        }
    }

    /// Above the baseline, what a fill covers.
    pub fn rise(&self) -> f32 {
        self.size * 0.94
    }

    /// Below the baseline, where lanes begin.
    pub fn lanes_top(&self) -> f32 {
        let pixels = (self.size * 0.27 * self.pixels_per_point).round();
        pixels / self.pixels_per_point
    }

    /// The height of a block whose lines have the given height.
    fn height_of(&self, block: &Block, lines: f32) -> f32 {
        if block.is_blank() {
            return self.blank;
        }
        let pixels = (lines * self.pixels_per_point - 0.01).ceil();
        let gap = if block.ends_paragraph() {
            self.gap
        } else {
            0.0
        };
        pixels / self.pixels_per_point + gap
    }

    /// Below the baseline, what a fill covers: down to the first lane's line.
    pub fn fall(&self) -> f32 {
        self.lanes_top() + 2.0
    }
}

impl Column {
    pub fn new(has_system_fonts: bool) -> Self {
        let palette = crate::app::theme::Palette::LIGHT;
        let text: Arc<str> = Arc::from("");
        Self {
            shaper: Shaper::new(has_system_fonts),
            blocks: Arc::new(block::blocks(&text)),
            layout: 0,
            text,
            heights: Heights::new(vec![0.0; 2]),
            metrics: Metrics::new(&Style::new(palette), 600.0, 1.0),
            laid: HashMap::new(),
            laid_bytes: 0,
            clock: 0,
            header: Header::default(),
            labels: HashMap::new(),
            character: HashMap::new(),
        }
    }

    /// Width of an average character in the reading face, in points.
    pub fn character_width(&mut self, style: &Style) -> f32 {
        let key = (style.face, style.size.to_bits());
        if let Some(width) = self.character.get(&key) {
            return *width;
        }
        let setting = setting(style.face, style.size, style.size);
        let label = self.shaper.label(SAMPLE, &setting);
        let right = label.lines.first().map_or(0.0, |line| line.right);
        let width = (right / SAMPLE.chars().count() as f32).max(1.0);
        self.character.insert(key, width);
        width
    }

    /// Words in the faces and sizes that a page begins with: letters of the text at several places within a pixel,
    /// the title, the byline, tags.
    pub fn samples(&mut self, style: &Style) -> Vec<Typeset> {
        self.character_width(style);
        let reading = setting(style.face, style.size, style.size);
        let tag = tags::size(&Metrics::new(style, self.metrics.width, 1.0));
        let tag = Setting {
            weight: tags::WEIGHT,
            ..setting(Face::Sans, tag, tag * LABEL)
        };
        let mut sample = |words: &str, setting: &Setting| {
            let laid = self.shaper.label(words, setting);
            Typeset::new(laid)
        };
        let mut samples = Vec::new();
        for setting in [reading, tag] {
            // Often enough to stand on each part of a pixel.
            let often = OFTEN.chars().map(|c| c.to_string().repeat(6));
            samples.extend(often.map(|it| sample(&it, &setting)));
            samples.push(sample(LETTERS, &setting));
        }
        samples.push(sample(SAMPLE, &setting(Face::Serif, 22.0, 30.0)));
        samples.push(sample(SAMPLE, &setting(Face::Sans, 13.0, 20.0)));
        samples
    }

    /// Takes another text. Returns whether it is another one.
    pub fn set_text(&mut self, text: &Arc<str>) -> bool {
        if Arc::ptr_eq(text, &self.text) {
            return false;
        }
        self.text = Arc::clone(text);
        self.blocks = Arc::new(block::blocks(text));
        self.forget();
        true
    }

    /// Takes other sizes. Lines are broken anew, shapes are kept where only the width changed.
    pub fn set_metrics(&mut self, metrics: Metrics) -> bool {
        if metrics == self.metrics {
            return false;
        }
        let only_width = Metrics {
            width: metrics.width,
            ..self.metrics
        } == metrics;
        self.metrics = metrics;
        self.header.words = (String::from("\0"), String::new());
        if only_width {
            self.estimate();
        } else {
            self.forget();
        }
        true
    }

    /// Lays out the header, if its words changed.
    pub fn set_header(&mut self, title: &str, byline: &str) {
        if self.header.words.0 == title && self.header.words.1 == byline {
            return;
        }
        let whole = |points: f32| {
            (points * self.metrics.pixels_per_point).round() / self.metrics.pixels_per_point
        };
        let title_setting = setting(Face::Serif, 22.0, whole(30.0));
        let byline_setting = setting(Face::Sans, 13.0, whole(20.0));
        self.header = Header {
            words: (title.to_owned(), byline.to_owned()),
            title: self.paragraph(title, &title_setting),
            byline: self.paragraph(byline, &byline_setting),
        };
        self.heights.set(0, self.header.height());
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    pub fn heights(&self) -> &Heights {
        &self.heights
    }

    /// Items in the column, header included.
    pub fn len(&self) -> usize {
        self.blocks.len() + 1
    }

    /// Changes whenever heights measured before are worth nothing any more.
    pub fn layout(&self) -> u64 {
        self.layout
    }

    /// What another thread needs to measure all items.
    pub fn measuring(&self) -> Measuring {
        Measuring {
            layout: self.layout,
            text: Arc::clone(&self.text),
            blocks: Arc::clone(&self.blocks),
            metrics: self.metrics,
        }
    }

    /// Takes heights that were measured elsewhere.
    pub fn take_heights(&mut self, heights: &[(usize, f32)]) {
        for (item, height) in heights {
            self.heights.set(*item, *height);
        }
    }

    /// The item that holds byte `position`.
    pub fn item_at(&self, position: usize) -> usize {
        block::block_at(&self.blocks, position) + 1
    }

    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    pub fn block_of(&self, item: usize) -> Option<&Block> {
        self.blocks.get(item.checked_sub(1)?)
    }

    /// The bytes shown by the item; none for the header.
    pub fn shown(&self, item: usize) -> Range<usize> {
        self.block_of(item)
            .map_or(0..0, |block| block.shown.clone())
    }

    /// Makes sure that the height of an item is its real one.
    pub fn measure(&mut self, item: usize) -> f32 {
        if item > 0 {
            self.lay(item);
        }
        self.heights.get(item)
    }

    /// The item laid out; nothing for the header and past the end.
    pub fn lay(&mut self, item: usize) -> Rc<Typeset> {
        let width = self.metrics.width;
        self.clock += 1;
        if let Some(laid) = self.laid.get_mut(&item) {
            laid.used = self.clock;
            if laid.width.to_bits() == width.to_bits() {
                return Rc::clone(&laid.typeset);
            }
        }
        let Some(block) = self.block_of(item).cloned() else {
            return Rc::default();
        };
        let text = Arc::clone(&self.text);
        let words = text.get(block.shown.clone()).unwrap_or("");
        let mut layout = match self.laid.remove(&item) {
            Some(laid) => laid.layout,
            None => self.shape(words),
        };
        let typeset = Rc::new(Typeset::new(shape::wrap(&mut layout, words, width)));
        let height = self.metrics.height_of(&block, typeset.laid.height);
        self.heights.set(item, height);
        let laid = Kept {
            layout,
            typeset: Rc::clone(&typeset),
            width,
            used: self.clock,
        };
        self.laid.insert(item, laid);
        typeset
    }

    /// Throws away what has long not been on screen. Call once a frame.
    pub fn evict(&mut self, visible: &Range<usize>) {
        if self.laid_bytes <= KEPT {
            return;
        }
        let mut used: Vec<u64> = self.laid.values().map(|laid| laid.used).collect();
        used.sort_unstable();
        let middle = used.get(used.len() / 2).copied().unwrap_or(0);
        self.laid
            .retain(|item, laid| laid.used >= middle || visible.contains(item));
        let kept = self.laid.keys().map(|&item| self.blocks.get(item - 1));
        self.laid_bytes = kept.flatten().map(|block| block.shown.len()).sum();
    }

    /// One line in the interface face.
    pub fn label(&mut self, words: &str, size: f32, weight: f32) -> Rc<Typeset> {
        if self.labels.len() > 3_000 {
            self.labels.clear();
        }
        let key = (words.to_owned(), size.to_bits(), weight.to_bits());
        if let Some(label) = self.labels.get(&key) {
            return Rc::clone(label);
        }
        let setting = Setting {
            weight,
            ..setting(Face::Sans, size, size * LABEL)
        };
        let label = Rc::new(Typeset::new(self.shaper.label(words, &setting)));
        self.labels.insert(key, Rc::clone(&label));
        label
    }

    /// One line in the interface face, shortened to `width` with an ellipsis; nothing when not even a few letters fit.
    pub fn label_within(
        &mut self,
        words: &str,
        size: f32,
        weight: f32,
        width: f32,
    ) -> Option<Rc<Typeset>> {
        let whole = self.label(words, size, weight);
        if whole.width() <= width {
            return Some(whole);
        }
        let room = width - size * 0.9;
        let fitting = whole.laid.clusters.iter().take_while(|c| c.right <= room);
        let end = fitting.map(|c| c.end as usize).last()?;
        let short = words.get(..end)?.trim_end().to_owned();
        let is_enough = short.chars().count() >= 4;
        is_enough.then(|| self.label(&format!("{short}…"), size, weight))
    }

    fn shape(&mut self, words: &str) -> Layout<()> {
        let setting = setting(self.metrics.face, self.metrics.size, self.metrics.pitch);
        self.laid_bytes += words.len();
        self.shaper.shape(words, &setting)
    }

    fn paragraph(&mut self, words: &str, setting: &Setting) -> Rc<Typeset> {
        let mut layout = self.shaper.shape(words, setting);
        Rc::new(Typeset::new(shape::wrap(
            &mut layout,
            words,
            self.metrics.width,
        )))
    }

    fn forget(&mut self) {
        self.laid.clear();
        self.laid_bytes = 0;
        self.estimate();
    }

    /// Guesses all heights from the number of characters; laid out blocks of the right width keep theirs when next measured.
    fn estimate(&mut self) {
        self.layout += 1;
        let Metrics {
            size, width, pitch, ..
        } = self.metrics;
        let in_line = (width / (size * 0.49)).max(1.0);
        let guess = |block: &Block| {
            let lines = (block.chars as f32 / in_line).ceil().max(1.0);
            self.metrics.height_of(block, lines * pitch)
        };
        let header = self.header.height();
        let heights = std::iter::once(header).chain(self.blocks.iter().map(guess));
        self.heights = Heights::new(heights.collect());
    }
}

fn setting(face: Face, size: f32, pitch: f32) -> Setting {
    Setting {
        face,
        size,
        pitch,
        weight: 400.0,
    }
}
