//! Zooming with Ctrl and the wheel, or by pinching: the line under the pointer stays where it is.

use egui::{Rect, Response, Ui};

use crate::app::command::view::SIZES;

/// Seconds after which a gesture is over.
const OVER: f64 = 0.4;
/// A notch of the wheel is about one point of size.
const WHEEL: f32 = 0.3;

/// A zoom gesture.
#[derive(Debug)]
pub struct Zoom {
    /// How far the gesture is beyond the size it has got to.
    rest: f32,
    last: f64,
    /// The size asked for, until it is there, and how far below the top of the view the pointer was.
    at: Option<(f32, f64)>,
}

impl Default for Zoom {
    fn default() -> Self {
        Self {
            rest: 1.0,
            last: f64::NEG_INFINITY,
            at: None,
        }
    }
}

impl Zoom {
    /// The size that the analyst zooms to from `size`, if another one: by half points.
    pub fn read(&mut self, ui: &Ui, response: &Response, view: Rect, size: f32) -> Option<f32> {
        let pointer = response.hover_pos()?;
        let (now, factor) = ui.input(|it| {
            let factor = it.zoom_delta();
            let is_wheel = it.multi_touch().is_none() && it.modifiers.command;
            let factor = if is_wheel { factor.powf(WHEEL) } else { factor };
            (it.time, factor)
        });
        if now - self.last > OVER {
            (self.rest, self.at) = (1.0, None);
        }
        let size = self.at.map_or(size, |(asked, _)| asked);
        if (factor - 1.0).abs() < 1e-6 {
            return None;
        }
        self.last = now;
        self.rest *= factor;
        let wanted = ((size * self.rest * 2.0).round() / 2.0).clamp(SIZES.0, SIZES.1);
        if (wanted - size).abs() < 0.25 {
            self.rest = self.rest.clamp(0.9, 1.1);
            return None;
        }
        self.rest *= size / wanted;
        self.at = Some((wanted, f64::from(pointer.y - view.top())));
        Some(wanted)
    }

    /// Where the line to keep is, once the text has the size that the gesture led to.
    pub fn take_place(&mut self, size: f32) -> Option<f64> {
        let (_, y) = self.at.take_if(|it| (it.0 - size).abs() < 0.01)?;
        Some(y)
    }
}
