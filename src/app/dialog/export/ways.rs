//! What a format leaves open: which span wins, how fragments and tags are written.

use egui::Ui;

use crate::app::names::label;
use crate::app::widget::{Button, caption, segmented};
use crate::formats::{Format, Fragments, LeftOpen, Options, Overlaps, Tags, Words};
use crate::model::id::LabelId;
use crate::model::project::Project;
use crate::model::text::Count;
use crate::tr;

/// Shows the choices that this format has, and no others.
pub(super) fn ways_ui(ui: &mut Ui, format: &Format, project: &Project, options: &mut Options) {
    for open in format.leaves_open {
        match open {
            LeftOpen::Overlaps => overlaps_ui(ui, project, &mut options.overlaps),
            LeftOpen::Fragments => {
                const WAYS: [Fragments; 3] =
                    [Fragments::Whole, Fragments::Apart, Fragments::LeaveOut];
                let ways = ["export-whole", "export-apart", "export-leave-out"];
                one_of(ui, "export-fragments", &mut options.fragments, &WAYS, &ways);
            }
            LeftOpen::Words => {
                let ways = ["export-cut", "export-widen"];
                let all = [Words::Cut, Words::Widen];
                one_of(ui, "export-words", &mut options.words, &all, &ways);
            }
            LeftOpen::Tags => {
                let ways = ["export-iob", "export-bilou"];
                let all = [Tags::Iob, Tags::Bilou];
                one_of(ui, "export-tags", &mut options.tags, &all, &ways);
            }
            LeftOpen::Unit => {
                const WAYS: [Count; 3] = [Count::CodePoint, Count::Utf16, Count::Byte];
                let ways = ["export-code-points", "export-utf-16", "export-bytes"];
                let mut unit = options.unit.unwrap_or(Count::CodePoint);
                one_of(ui, "export-unit", &mut unit, &WAYS, &ways);
                options.unit = Some(unit).filter(|it| *it != Count::CodePoint);
            }
        }
    }
}

/// A choice of a few values, each by its name.
fn one_of<T: Copy + PartialEq>(ui: &mut Ui, name: &str, chosen: &mut T, all: &[T], names: &[&str]) {
    let now = all.iter().position(|it| it == chosen).unwrap_or(0);
    if let Some(it) = way_ui(ui, name, now, names).and_then(|it| all.get(it)) {
        *chosen = *it;
    }
}

fn overlaps_ui(ui: &mut Ui, project: &Project, overlaps: &mut Overlaps) {
    let now = match overlaps {
        Overlaps::Longest => 0,
        Overlaps::Outermost => 1,
        Overlaps::Priority(_) => 2,
    };
    let ways = ["export-longest", "export-outermost", "export-priority"];
    if let Some(way) = way_ui(ui, "export-overlaps", now, &ways) {
        let labels = || project.schema.labels.iter().map(|it| it.id.clone());
        *overlaps = match way {
            0 => Overlaps::Longest,
            1 => Overlaps::Outermost,
            _ => Overlaps::Priority(labels().collect()),
        };
    }
    if let Overlaps::Priority(order) = overlaps {
        order_ui(ui, project, order);
    }
}

/// The labels in the order in which they win: a click puts one first.
fn order_ui(ui: &mut Ui, project: &Project, order: &mut Vec<LabelId>) {
    caption(ui, &tr!("export-priority-hint"));
    let mut first = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (i, id) in order.iter().enumerate() {
            let words = format!("{}. {}", i + 1, label(&project.schema, id));
            if ui.add(Button::quiet(&words)).clicked() {
                first = Some(i);
            }
        }
    });
    if let Some(i) = first {
        let id = order.remove(i);
        order.insert(0, id);
    }
}

/// A choice of a few ways, under its name.
pub(super) fn way_ui(ui: &mut Ui, name: &str, now: usize, ways: &[&str]) -> Option<usize> {
    caption(ui, &tr!(name));
    let words: Vec<String> = ways.iter().map(|it| tr!(*it)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    segmented(ui, now, &words).filter(|it| *it < ways.len())
}
