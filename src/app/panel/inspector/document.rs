//! What the inspector says while the text has the focus: the document, how far it is, what it holds.

use egui::{RichText, TextStyle, Ui, vec2};

use super::choice;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::marks::of;
use crate::app::names;
use crate::app::panel::documents::status_name;
use crate::app::widget::{caption, end_of_path, hairline, heading, quiet_button, segmented};
use crate::formats::draft::{is_own_field, kept_for};
use crate::model::annotation::Status;
use crate::model::document::Document;
use crate::tr;

pub fn ui(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let Some(document) = cx.document() else {
        return;
    };
    super::revised::changed(ui, cx, out);
    super::revised::tray(ui, cx, out);
    heading(ui, &names::shown(document.title()));
    meta(ui, cx, document);
    ui.add_space(4.0);
    let edit = quiet_button(ui, &tr!("command-file-document"), None);
    if edit.clicked() {
        out.push(Action::Command("file.document"));
    }
    ui.add_space(12.0);
    status(ui, cx, document, out);
    ui.add_space(12.0);
    hairline(ui);
    ui.add_space(8.0);
    choice::of_document(ui, cx, out);
    counts(ui, cx);
    ui.add_space(12.0);
    hint(ui, cx);
}

fn meta(ui: &mut Ui, cx: &Cx, document: &Document) {
    let meta = &document.meta;
    let rows = [
        ("meta-author", meta.author.clone()),
        ("meta-date", meta.date.map(names::date).unwrap_or_default()),
        ("meta-genre", meta.genre.clone()),
        ("meta-language", meta.language.clone()),
        ("meta-url", meta.url.clone()),
        ("meta-file", document.id.to_string()),
        ("meta-encoding", document.source.encoding.clone()),
    ];
    let own = meta.fields.iter().filter(|it| is_own_field(it.0));
    let own = own.map(|(name, value)| (name.clone(), value.clone()));
    let kept: Vec<&str> = meta.fields.keys().filter_map(|it| kept_for(it)).collect();
    let kept = (tr!("meta-kept"), kept.join(", "));
    let known = rows
        .into_iter()
        .map(|(key, value)| (tr!(key), value))
        .chain(own)
        .chain([kept]);
    egui::Grid::new("meta")
        .num_columns(2)
        .spacing(vec2(12.0, 2.0))
        .show(ui, |ui| {
            for (name, value) in known.filter(|it| !it.1.is_empty()) {
                caption(ui, &names::shown(&name));
                let mut value = names::shown(&value);
                if value == document.id.as_str() {
                    let font = TextStyle::Body.resolve(ui.style());
                    value = end_of_path(ui, &value, &font, ui.available_width());
                }
                ui.add(egui::Label::new(RichText::new(value).color(cx.palette.ink)).truncate());
                ui.end_row();
            }
        });
}

fn status(ui: &mut Ui, cx: &Cx, document: &Document, out: &mut Vec<Action>) {
    caption(ui, &tr!("inspector-status"));
    let current = cx.layer().map_or(Status::ToDo, |it| it.status);
    let names = Status::ALL.map(status_name);
    let chosen = Status::ALL
        .iter()
        .position(|it| *it == current)
        .unwrap_or(0);
    if let Some(picked) = segmented(ui, chosen, &names.each_ref().map(String::as_str)) {
        out.push(Action::SetStatus(document.id.clone(), Status::ALL[picked]));
    }
}

/// How many records each label has in this document.
fn counts(ui: &mut Ui, cx: &Cx) {
    let (Some(schema), Some(session)) = (cx.schema(), cx.session) else {
        return;
    };
    let tally = session.tally();
    let counts = &tally.by_label;
    for label in schema
        .labels
        .iter()
        .filter(|it| counts.contains_key(&it.id))
    {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), egui::Sense::hover());
            let bar = egui::Rect::from_center_size(rect.center(), vec2(12.0, 3.0));
            ui.painter().rect_filled(bar, 1.5, of(label.color));
            ui.label(names::local(&label.name));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let count = counts.get(&label.id).copied().unwrap_or(0);
                ui.colored_label(cx.palette.secondary, names::number(count));
            });
        });
    }
}

/// What to do first, while nothing is marked.
fn hint(ui: &mut Ui, cx: &Cx) {
    if cx.layer().is_some_and(|it| it.n_spans() > 0) {
        return;
    }
    let keys: Vec<String> = cx
        .labels()
        .filter_map(|it| it.key)
        .map(String::from)
        .collect();
    ui.colored_label(
        cx.palette.secondary,
        tr!("inspector-first", keys = keys.join(" ")),
    );
}
