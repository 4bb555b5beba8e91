//! Letters are drawn before they are needed, a few in a frame, while nobody waits: each costs a fraction of a
//! millisecond once, and a panel that first appears would otherwise draw a hundred of them in the frame of a key.

use std::time::Duration;

use egui::{Color32, Context, FontId};

use super::theme::{LETTERS, OFTEN, common_fonts};

/// Letters of a frame.
const PART: usize = 8;
/// A letter is drawn anew for each quarter of a pixel that it may begin at; so often repeated, it meets them all.
const REPEATED: usize = 6;
/// Until the next few.
const PAUSE: Duration = Duration::from_millis(10);

/// What is still to be drawn.
pub struct Warmth {
    parts: Box<dyn Iterator<Item = (FontId, String)>>,
    is_complete: bool,
}

impl Default for Warmth {
    fn default() -> Self {
        Self {
            parts: Box::new(parts()),
            is_complete: false,
        }
    }
}

impl Warmth {
    /// Draws some letters, and asks for a frame to draw the next ones in.
    pub fn step(&mut self, ctx: &Context) {
        if self.is_complete {
            return;
        }
        match self.parts.next() {
            Some((font, letters)) => {
                ctx.fonts_mut(|it| it.layout_no_wrap(letters, font, Color32::PLACEHOLDER));
                ctx.request_repaint_after(PAUSE);
            }
            None => self.is_complete = true,
        }
    }

    /// The same, unless something else goes on in this frame or the next: then it waits for them to pass.
    pub fn step_if_idle(&mut self, ctx: &Context) {
        if self.is_complete {
            return;
        }
        let is_busy = ctx.has_requested_repaint() || ctx.input(|it| !it.events.is_empty());
        if is_busy {
            ctx.request_repaint_after(PAUSE);
        } else {
            self.step(ctx);
        }
    }
}

/// All letters once in each font, then the common ones wherever they may stand.
fn parts() -> impl Iterator<Item = (FontId, String)> {
    let chunks = |letters: &'static str, size: usize, times: usize| {
        let letters: Vec<char> = letters.chars().collect();
        let repeated = |chunk: &[char]| -> String {
            let each = chunk.iter().map(|it| it.to_string().repeat(times));
            each.collect()
        };
        letters.chunks(size).map(repeated).collect::<Vec<_>>()
    };
    let once = chunks(LETTERS, PART * 4, 1);
    let often = chunks(OFTEN, PART, REPEATED);
    common_fonts().flat_map(move |font| {
        let texts: Vec<String> = once.iter().chain(&often).cloned().collect();
        texts.into_iter().map(move |it| (font.clone(), it))
    })
}
