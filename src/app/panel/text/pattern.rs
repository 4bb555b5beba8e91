//! Draws the line of a mark in its pattern, on whole pixels.

use egui::{Color32, Mesh, Rect, Shape, Stroke as Pen, pos2};

use super::canvas::{Canvas, add_rect, snap_rect};
use super::scene::{Mark, Pattern};
use super::strip::{Broken, Dash};

/// Free points at the end of a line that stays open.
const OPENING: f32 = 8.0;

/// Collects the lines of a frame in one mesh.
pub struct Lines<'a> {
    canvas: &'a mut Canvas,
    mesh: Mesh,
    broken: Vec<Broken>,
    pixels_per_point: f32,
}

/// Where and how one line goes.
#[derive(Clone, Copy)]
pub struct Line {
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub thickness: f32,
    pub color: Color32,
    /// The mark ends here.
    pub ends: bool,
}

impl<'a> Lines<'a> {
    pub fn new(canvas: &'a mut Canvas) -> Self {
        Self {
            pixels_per_point: 1.0 / canvas.pixel(),
            canvas,
            mesh: Mesh::default(),
            broken: Vec::new(),
        }
    }

    /// Draws one line of a mark.
    pub fn add(&mut self, mark: &Mark, mut line: Line) {
        if mark.foreign.is_some() {
            line.thickness = 1.0;
        }
        if mark.incomplete && line.ends && line.right - line.left > 2.5 * OPENING {
            self.open_end(&line);
            line.right -= OPENING;
        }
        let pattern = match mark.pattern {
            _ if mark.suggestion => Pattern::Dashes,
            // Too thin for a figure: color and breaks must do.
            Pattern::Wave if line.thickness < 1.5 => Pattern::Dashes,
            Pattern::Double if line.thickness < 1.5 => Pattern::Solid,
            pattern => pattern,
        };
        match pattern {
            Pattern::Solid | Pattern::Margin => self.rect(&line, line.left, line.right),
            Pattern::Dots => self.broken(&line, line.thickness, line.thickness),
            Pattern::Dashes => self.broken(&line, 5.0, 3.0),
            Pattern::Double => self.double(&line),
            Pattern::Wave => self.wave(&line),
        }
    }

    /// Hands over what was collected.
    pub fn finish(mut self) {
        if !self.broken.is_empty() {
            self.broken
                .sort_unstable_by_key(|it| (it.dash.key(), it.rect.top() as i32));
            self.canvas.broken(self.broken);
        }
        if !self.mesh.is_empty() {
            self.canvas.shape(Shape::mesh(self.mesh));
        }
    }

    fn rect(&mut self, line: &Line, left: f32, right: f32) {
        let rect = Rect::from_min_max(pos2(left, line.top), pos2(right, line.top + line.thickness));
        add_rect(
            &mut self.mesh,
            snap_rect(rect, self.pixels_per_point),
            line.color,
        );
    }

    fn broken(&mut self, line: &Line, on: f32, off: f32) {
        let (left, right) = (self.canvas.snap(line.left), line.right);
        let rect = Rect::from_min_max(pos2(left, line.top), pos2(right, line.top + line.thickness));
        self.broken.push(Broken {
            rect: snap_rect(rect, self.pixels_per_point),
            dash: Dash {
                on: on.max(1.0),
                off: off.max(1.0),
            },
            color: line.color,
        });
    }

    fn double(&mut self, line: &Line) {
        let pixel = self.canvas.pixel().max(line.thickness / 3.0);
        for shift in [-0.5 * pixel, line.thickness - 0.5 * pixel] {
            let thin = Line {
                top: line.top + shift,
                thickness: pixel,
                ..*line
            };
            self.rect(&thin, line.left, line.right);
        }
    }

    fn wave(&mut self, line: &Line) {
        let middle = line.top + line.thickness / 2.0;
        let count = ((line.right - line.left) / 1.0).clamp(2.0, 4_000.0) as usize;
        let step = (line.right - line.left) / count as f32;
        let height = line.thickness * 0.65;
        let points = (0..=count).map(|i| {
            let x = i as f32 * step;
            pos2(
                line.left + x,
                middle + height * (x * std::f32::consts::TAU / 7.0).sin(),
            )
        });
        let pen = Pen::new((line.thickness * 0.62).max(1.0), line.color);
        self.canvas.shape(Shape::line(points.collect(), pen));
    }

    /// A small ring where the line would end.
    fn open_end(&mut self, line: &Line) {
        let radius = (line.thickness * 1.1).clamp(1.5, 2.5);
        let center = pos2(line.right - radius - 0.5, line.top + line.thickness / 2.0);
        self.canvas.shape(Shape::circle_stroke(
            center,
            radius,
            Pen::new(1.0, line.color),
        ));
    }
}
