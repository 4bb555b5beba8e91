//! Renders egui on the CPU, so that tests can make and compare pictures on a machine without a graphics card.
//!
//! Give it to `egui_kittest::HarnessBuilder::renderer`; then `Harness::render` answers an image. Blending is done as in
//! the real window: premultiplied, in gamma space.

#![allow(
    clippy::iter_over_hash_type,
    clippy::float_cmp,
    clippy::many_single_char_names,
    reason = "textures come in any order; exact zeros and corners a, b, c are meant"
)]

use std::cell::Cell;
use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, ImageData, Primitive, Vertex};
use egui::{Color32, ColorImage, Rect, TextureFilter, TextureId, TextureOptions, TexturesDelta};

thread_local! {
    static PART: Cell<Option<Rect>> = const { Cell::new(None) };
}

/// From now on pictures of this thread show only a part of the window, and are made the faster.
pub fn show_only(part: Option<Rect>) {
    PART.set(part);
}

/// A renderer that keeps its textures in memory.
#[derive(Default)]
pub struct SoftRenderer {
    textures: HashMap<TextureId, Texture>,
}

struct Texture {
    image: ColorImage,
    options: TextureOptions,
}

/// A color as premultiplied numbers, 0–255.
type Rgba = [f32; 4];

impl egui_kittest::TestRenderer for SoftRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(image) = &change.image;
                let known = self.textures.get_mut(&id);
                if let (Some(at), Some(texture)) = (change.pos, known) {
                    texture.replace_part(at, image);
                } else {
                    let image = ColorImage::clone(image);
                    let options = change.options;
                    self.textures.insert(id, Texture { image, options });
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(
        &mut self,
        ctx: &egui::Context,
        output: &egui::FullOutput,
    ) -> Result<image::RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = (ctx.content_rect().size() * scale).round();
        let mut shapes = output.shapes.clone();
        if let Some(part) = PART.get() {
            shapes.retain(|it| it.shape.visual_bounding_rect().intersects(part));
            for it in &mut shapes {
                it.clip_rect = it.clip_rect.intersect(part);
            }
        }
        let primitives = ctx.tessellate(shapes, scale);
        let mut target = Target::new([size.x as usize, size.y as usize], scale);
        for primitive in &primitives {
            self.paint(primitive, &mut target);
        }
        let [width, height] = target.image.size;
        let bytes = target
            .image
            .pixels
            .iter()
            .flat_map(Color32::to_array)
            .collect();
        image::RgbaImage::from_raw(width as u32, height as u32, bytes)
            .ok_or_else(|| "picture of a wrong size".to_owned())
    }
}

impl SoftRenderer {
    fn paint(&self, primitive: &ClippedPrimitive, target: &mut Target) {
        let Primitive::Mesh(mesh) = &primitive.primitive else {
            return;
        };
        let Some(texture) = self.textures.get(&mesh.texture_id) else {
            return;
        };
        let clip = target.clip(primitive.clip_rect);
        for triangle in mesh.indices.chunks_exact(3) {
            let corners = [0, 1, 2].map(|i| mesh.vertices[triangle[i] as usize]);
            target.triangle(corners, texture, clip);
        }
    }
}

impl Texture {
    fn replace_part(&mut self, [left, top]: [usize; 2], part: &ColorImage) {
        let [width, height] = part.size;
        for row in 0..height {
            let to = (top + row) * self.image.size[0] + left;
            let from = &part.pixels[row * width..(row + 1) * width];
            self.image.pixels[to..to + width].copy_from_slice(from);
        }
    }

    fn sample(&self, u: f32, v: f32) -> Rgba {
        let [width, height] = self.image.size.map(|side| side as f32);
        if self.options.magnification == TextureFilter::Nearest {
            return self.texel((u * width).floor(), (v * height).floor());
        }
        let (x, y) = (u * width - 0.5, v * height - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let across = |y: f32| mix(self.texel(left, y), self.texel(left + 1.0, y), x - left);
        mix(across(top), across(top + 1.0), y - top)
    }

    fn texel(&self, x: f32, y: f32) -> Rgba {
        let [width, height] = self.image.size;
        let column = (x.max(0.0) as usize).min(width - 1);
        let row = (y.max(0.0) as usize).min(height - 1);
        numbers(self.image.pixels[row * width + column])
    }
}

/// The picture being painted.
struct Target {
    image: ColorImage,
    scale: f32,
}

/// Left, top, right, bottom in pixels.
type Clip = [i32; 4];

impl Target {
    fn new(size: [usize; 2], scale: f32) -> Self {
        let image = ColorImage::filled(size, Color32::TRANSPARENT);
        Self { image, scale }
    }

    fn clip(&self, rect: egui::Rect) -> Clip {
        let [width, height] = self.image.size.map(|side| side as f32);
        let pixels = |points: f32, most: f32| (points * self.scale).round().clamp(0.0, most) as i32;
        [
            pixels(rect.left(), width),
            pixels(rect.top(), height),
            pixels(rect.right(), width),
            pixels(rect.bottom(), height),
        ]
    }

    fn triangle(&mut self, mut corners: [Vertex; 3], texture: &Texture, clip: Clip) {
        let place = |vertex: &Vertex| {
            [
                f64::from(vertex.pos.x * self.scale),
                f64::from(vertex.pos.y * self.scale),
            ]
        };
        let mut area = turn(place(&corners[0]), place(&corners[1]), place(&corners[2]));
        if area == 0.0 || !area.is_finite() {
            return;
        }
        if area < 0.0 {
            corners.swap(1, 2);
            area = -area;
        }
        let [a, b, c] = [0, 1, 2].map(|i| place(&corners[i]));
        // A pixel on a shared edge belongs to one triangle only.
        let owned = [owns_edge(b, c), owns_edge(c, a), owns_edge(a, b)];
        let flat = is_flat(&corners).then(|| shade(&corners, [1.0, 0.0, 0.0], texture));
        let [left, top, right, bottom] = bounds([a, b, c], clip);
        for y in top..bottom {
            let row = [f64::from(left) + 0.5, f64::from(y) + 0.5];
            let start = [turn(b, c, row), turn(c, a, row), turn(a, b, row)];
            let step = [b[1] - c[1], c[1] - a[1], a[1] - b[1]];
            for x in left..right {
                let along = f64::from(x - left);
                let w = [
                    start[0] + along * step[0],
                    start[1] + along * step[1],
                    start[2] + along * step[2],
                ];
                let is_in = |i: usize| w[i] > 0.0 || (w[i] == 0.0 && owned[i]);
                if is_in(0) && is_in(1) && is_in(2) {
                    let color = flat.unwrap_or_else(|| {
                        let part = [
                            (w[0] / area) as f32,
                            (w[1] / area) as f32,
                            (w[2] / area) as f32,
                        ];
                        shade(&corners, part, texture)
                    });
                    self.blend(x as usize, y as usize, color);
                }
            }
        }
    }

    fn blend(&mut self, x: usize, y: usize, over: Rgba) {
        let rest = 1.0 - over[3] / 255.0;
        if over[3] <= 0.0 && over[0] + over[1] + over[2] <= 0.0 {
            return;
        }
        let pixel = &mut self.image.pixels[y * self.image.size[0] + x];
        let under = numbers(*pixel);
        let sum = |i: usize| (over[i] + under[i] * rest + 0.5) as u8;
        *pixel = Color32::from_rgba_premultiplied(sum(0), sum(1), sum(2), sum(3));
    }
}

/// Whether all of a triangle has one color.
fn is_flat(corners: &[Vertex; 3]) -> bool {
    let [a, b, c] = corners;
    a.uv == b.uv && b.uv == c.uv && a.color == b.color && b.color == c.color
}

/// The color of a point in a triangle.
fn shade([a, b, c]: &[Vertex; 3], w: [f32; 3], texture: &Texture) -> Rgba {
    let u = a.uv.x * w[0] + b.uv.x * w[1] + c.uv.x * w[2];
    let v = a.uv.y * w[0] + b.uv.y * w[1] + c.uv.y * w[2];
    let texel = texture.sample(u, v);
    if texel == [0.0; 4] {
        return texel;
    }
    let (ca, cb, cc) = (numbers(a.color), numbers(b.color), numbers(c.color));
    let channel = |i: usize| (ca[i] * w[0] + cb[i] * w[1] + cc[i] * w[2]) * texel[i] / 255.0;
    [channel(0), channel(1), channel(2), channel(3)]
}

fn bounds(corners: [[f64; 2]; 3], clip: Clip) -> Clip {
    let least = |axis: usize| {
        corners
            .iter()
            .map(|c| c[axis])
            .fold(f64::MAX, f64::min)
            .floor() as i32
    };
    let most = |axis: usize| {
        corners
            .iter()
            .map(|c| c[axis])
            .fold(f64::MIN, f64::max)
            .ceil() as i32
    };
    [
        least(0).max(clip[0]),
        least(1).max(clip[1]),
        most(0).min(clip[2]),
        most(1).min(clip[3]),
    ]
}

/// Twice the area of a triangle, positive when it turns clockwise on screen.
fn turn(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// Whether pixels exactly on this edge are painted: left and upper edges are.
fn owns_edge(from: [f64; 2], to: [f64; 2]) -> bool {
    to[1] < from[1] || (to[1] == from[1] && to[0] > from[0])
}

fn mix(a: Rgba, b: Rgba, part: f32) -> Rgba {
    let channel = |i: usize| a[i] * (1.0 - part) + b[i] * part;
    [channel(0), channel(1), channel(2), channel(3)]
}

fn numbers(color: Color32) -> Rgba {
    let [r, g, b, a] = color.to_array();
    [f32::from(r), f32::from(g), f32::from(b), f32::from(a)]
}
