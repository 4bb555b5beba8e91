//! What is painted in a frame, in order: egui shapes and laid out text. Text becomes meshes only at the end, when the atlas is complete.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, vec2};

use super::atlas::{Atlas, Quad, Quads};
use super::shape::Laid;
use super::strip::{Broken, Dash};

/// A laid out block with its glyphs' places in the atlas, made when first painted.
#[derive(Debug, Default)]
pub struct Typeset {
    pub laid: Laid,
    quads: RefCell<Quads>,
}

/// Collects a frame.
pub struct Canvas {
    pixels_per_point: f32,
    operations: Vec<Operation>,
}

enum Operation {
    Shape(Shape),
    Text(Text),
    Broken(Vec<Broken>),
}

/// Laid out text at a place.
struct Text {
    typeset: Rc<Typeset>,
    origin: Pos2,
    color: Color32,
    /// Bytes painted in another color.
    bright: Vec<Range<usize>>,
    bright_color: Color32,
}

impl Typeset {
    pub fn new(laid: Laid) -> Self {
        Self {
            laid,
            quads: RefCell::default(),
        }
    }

    /// Width of the inked part, for labels of one line.
    pub fn width(&self) -> f32 {
        let right = self.laid.lines.iter().map(|line| line.right);
        right.fold(0.0, f32::max)
    }

    /// From the top to the first baseline.
    pub fn baseline(&self) -> f32 {
        self.laid.lines.first().map_or(0.0, |line| line.baseline)
    }

    /// Brings its glyphs into the atlas.
    pub fn prepare(&self, atlas: &mut Atlas) {
        atlas.prepare(&self.laid, &mut self.quads.borrow_mut());
    }
}

impl Canvas {
    pub fn new(pixels_per_point: f32) -> Self {
        Self {
            pixels_per_point,
            operations: Vec::new(),
        }
    }

    /// To whole physical pixels.
    pub fn snap(&self, points: f32) -> f32 {
        snap(points, self.pixels_per_point)
    }

    /// One physical pixel, in points.
    pub fn pixel(&self) -> f32 {
        1.0 / self.pixels_per_point
    }

    pub fn shape(&mut self, shape: impl Into<Shape>) {
        self.operations.push(Operation::Shape(shape.into()));
    }

    /// Dots and dashes, on whole pixels.
    pub fn broken(&mut self, lines: Vec<Broken>) {
        self.operations.push(Operation::Broken(lines));
    }

    pub fn text(&mut self, typeset: &Rc<Typeset>, origin: Pos2, color: Color32) {
        self.text_with_bright(typeset, origin, color, Vec::new(), color);
    }

    /// Text of which the `bright` bytes have a color of their own.
    pub fn text_with_bright(
        &mut self,
        typeset: &Rc<Typeset>,
        origin: Pos2,
        color: Color32,
        bright: Vec<Range<usize>>,
        bright_color: Color32,
    ) {
        self.operations.push(Operation::Text(Text {
            typeset: Rc::clone(typeset),
            origin: Pos2::new(self.snap(origin.x), self.snap(origin.y)),
            color,
            bright,
            bright_color,
        }));
    }

    /// A label whose first baseline is at `y`.
    pub fn label(&mut self, label: &Rc<Typeset>, x: f32, y: f32, color: Color32) {
        let top = self.snap(y) - self.snap(label.baseline());
        self.text(label, Pos2::new(x, top), color);
    }

    /// Completes the atlas and paints everything.
    pub fn paint(self, painter: &Painter, atlas: &mut Atlas) {
        self.prepare(atlas);
        atlas.upload(painter.ctx());
        let Some(texture) = atlas.texture() else {
            return;
        };
        let clip = painter.clip_rect();
        let mut mesh = Mesh::with_texture(texture);
        for operation in self.operations {
            match operation {
                Operation::Text(text) => text.add_to(&mut mesh, atlas, clip),
                Operation::Broken(lines) => {
                    for line in lines {
                        for (place, uv) in atlas.strips(line) {
                            mesh.add_rect_with_uv(place, uv, line.color);
                        }
                    }
                }
                Operation::Shape(shape) => {
                    flush(&mut mesh, painter);
                    painter.add(shape);
                }
            }
        }
        flush(&mut mesh, painter);
    }

    fn prepare(&self, atlas: &mut Atlas) {
        for operation in &self.operations {
            match operation {
                Operation::Text(text) => text.typeset.prepare(atlas),
                Operation::Broken(lines) => {
                    let mut dashes: Vec<Dash> = lines.iter().map(|it| it.dash).collect();
                    dashes.dedup();
                    for dash in dashes {
                        atlas.prepare_strip(dash);
                    }
                }
                Operation::Shape(_) => {}
            }
        }
    }
}

impl Text {
    fn add_to(&self, mesh: &mut Mesh, atlas: &Atlas, clip: Rect) {
        let quads = self.typeset.quads.borrow();
        if !atlas.is_fresh(&quads) {
            return;
        }
        let origin = self.origin.to_vec2();
        for quad in &quads.list {
            let (place, uv) = atlas.rects(quad);
            let place = place.translate(origin);
            if clip.intersects(place) {
                mesh.add_rect_with_uv(place, uv, self.color_of(quad));
            }
        }
    }

    fn color_of(&self, quad: &Quad) -> Color32 {
        let at = quad.start as usize;
        let is_bright = self.bright.iter().any(|range| range.contains(&at));
        let color = if is_bright {
            self.bright_color
        } else {
            self.color
        };
        if quad.has_color() {
            Color32::from_white_alpha(color.a())
        } else {
            color
        }
    }
}

/// To whole physical pixels.
pub fn snap(points: f32, pixels_per_point: f32) -> f32 {
    (points * pixels_per_point).round() / pixels_per_point
}

/// Adds a rectangle without soft edges: it must lie on whole pixels.
pub fn add_rect(mesh: &mut Mesh, rect: Rect, color: Color32) {
    mesh.add_colored_rect(rect, color);
}

/// Snaps a rectangle to whole pixels, never to nothing.
pub fn snap_rect(rect: Rect, pixels_per_point: f32) -> Rect {
    let least = 1.0 / pixels_per_point;
    let min = Pos2::new(
        snap(rect.min.x, pixels_per_point),
        snap(rect.min.y, pixels_per_point),
    );
    let size = vec2(
        snap(rect.width(), pixels_per_point).max(least),
        snap(rect.height(), pixels_per_point).max(least),
    );
    Rect::from_min_size(min, size)
}

fn flush(mesh: &mut Mesh, painter: &Painter) {
    if !mesh.is_empty() {
        let fresh = Mesh::with_texture(mesh.texture_id);
        painter.add(std::mem::replace(mesh, fresh));
    }
}
