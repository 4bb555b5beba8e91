//! Fills fade in, they never slide; with animations off they are simply there.

use egui::Ui;

use super::input::Resting;
use super::page::Page;
use super::paint::Painting;
use super::scene::MarkId;

/// Seconds in which a fill fades in.
const FADE: f64 = 0.1;
/// Strength of letters and of marks outside the spotlight.
const SHADE: f32 = 0.38;

/// Since when a mark has been selected.
#[derive(Default)]
pub struct Fade {
    selected: Option<(MarkId, f64)>,
}

impl Fade {
    /// What is hovered and selected on a page, and how strongly.
    pub fn painting<'a>(
        &mut self,
        ui: &Ui,
        page: Page<'a>,
        resting: Option<&Resting>,
    ) -> Painting<'a> {
        let now = ui.input(|input| input.time);
        let wanted = page.scene.selected;
        if self.selected.as_ref().map(|(id, _)| id) != wanted {
            self.selected = wanted.map(|id| (id.clone(), now));
        }
        let part = |id: &MarkId, since: f64| Some((page.marks.find(id)?, faded(ui, now - since)));
        let selected = self
            .selected
            .as_ref()
            .and_then(|(id, since)| part(id, *since));
        let hovered = resting.and_then(|resting| part(&resting.mark, resting.since));
        let is_selected =
            |hovered: &(usize, f32)| selected.is_some_and(|(index, _)| index == hovered.0);
        Painting {
            page,
            hovered: hovered.filter(|hovered| !is_selected(hovered)),
            selected,
            shade: shade(ui, &page),
        }
    }
}

/// How strong all outside the spotlight is: it comes back to full strength while the spotlight is out of sight, for one
/// who reads on elsewhere.
fn shade(ui: &Ui, page: &Page<'_>) -> f32 {
    let visible = page.frame.visible_bytes();
    let spotlight = page.scene.spotlight.as_ref();
    let is_lit = spotlight.is_some_and(|lit| lit.start < visible.end && visible.start < lit.end);
    let id = ui.scope_id().with("spotlight");
    let share = ui.ctx().animate_bool(id, is_lit);
    match spotlight {
        Some(_) => 1.0 - (1.0 - SHADE) * share,
        None => 1.0,
    }
}

/// How far a fill has come after some seconds; asks for another frame until it is there.
fn faded(ui: &Ui, seconds: f64) -> f32 {
    let is_smooth = ui.style().animation_time > 0.0;
    let part = if is_smooth {
        (seconds / FADE).clamp(0.0, 1.0)
    } else {
        1.0
    };
    if part < 1.0 {
        ui.ctx().request_repaint();
    }
    part as f32
}
