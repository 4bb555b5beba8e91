//! What a merge left to choose: two versions of a record or of a link side by side, what one side
//! removed, two answers about the document.

use egui::Ui;

use crate::app::action::Action;
use crate::app::choice::{Choice, differences};
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::place::Place;
use crate::app::widget::{caption, hairline, heading, note, quiet_button, semibold};
use crate::model::annotation::{Link, Span};
use crate::model::conflict;
use crate::tr;

/// Shows what is to be chosen of a record, if anything is.
pub fn ui(ui: &mut Ui, cx: &Cx, span: &Span, out: &mut Vec<Action>) {
    let Some(choice) = cx.session.and_then(|it| it.choice_of(span)) else {
        return;
    };
    match choice {
        Choice::Versions(others) => {
            note(ui, &tr!("choice-two"), cx.palette.warning);
            for other in &others {
                ui.add_space(8.0);
                beside(ui, cx, span, other);
                ui.add_space(8.0);
                versions_foot(ui, cx, span, other, out);
            }
        }
        Choice::Removed => removed(ui, cx, span, out),
    }
    ui.add_space(8.0);
    hairline(ui);
    ui.add_space(8.0);
}

/// The two versions in two columns, with what differs between them.
fn beside(ui: &mut Ui, cx: &Cx, span: &Span, other: &Span) {
    let (Some(project), Some(document)) = (cx.project(), cx.document()) else {
        return;
    };
    two_columns(
        ui,
        [("choice-this", span), ("choice-other", other)],
        |ui, it| {
            let (name, span) = it;
            ui.label(semibold(tr!(name)));
            caption(ui, &names::person(project, &span.by));
            caption(ui, &span.when.strftime("%Y-%m-%d %H:%M").to_string());
        },
    );
    let differences = differences(project, &document.text, span, other);
    if differences.is_empty() {
        ui.add_space(4.0);
        caption(ui, &tr!("choice-same"));
    }
    for it in differences {
        ui.add_space(4.0);
        caption(ui, &it.what);
        two_columns(ui, [it.this, it.other], |ui, words| {
            match words {
                Some(words) => ui.label(words),
                None => ui.colored_label(cx.palette.secondary, tr!("choice-nothing")),
            };
        });
    }
}

fn two_columns<T>(ui: &mut Ui, both: [T; 2], content: impl Fn(&mut Ui, T)) {
    ui.columns(2, |columns| {
        for (ui, it) in columns.iter_mut().zip(both) {
            let flush_left = egui::Layout::top_down(egui::Align::Min);
            ui.with_layout(flush_left, |ui| content(ui, it));
        }
    });
}

fn versions_foot(ui: &mut Ui, cx: &Cx, span: &Span, other: &Span, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let key = cx.keymap.shown("mark.keep-version");
        let keep = tr!("command-mark-keep-version");
        if quiet_button(ui, &keep, key.as_deref()).clicked() {
            out.push(Action::KeepVersion(span.id.clone()));
        }
        if quiet_button(ui, &tr!("choice-keep-other"), None).clicked() {
            out.push(Action::KeepVersion(other.id.clone()));
        }
        if quiet_button(ui, &tr!("choice-show-other"), None).clicked()
            && let Some(document) = cx.document()
        {
            let place = Place::Record(document.id.clone(), other.id.clone());
            out.push(Action::Go(place));
        }
    });
}

/// A record that one side removed: to be kept or removed.
fn removed(ui: &mut Ui, cx: &Cx, span: &Span, out: &mut Vec<Action>) {
    note(ui, &tr!("choice-removed"), cx.palette.warning);
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let key = |id| cx.keymap.shown(id);
        let keep = key("mark.keep-version");
        if quiet_button(ui, &tr!("choice-keep"), keep.as_deref()).clicked() {
            out.push(Action::KeepVersion(span.id.clone()));
        }
        let remove = key("edit.remove");
        if quiet_button(ui, &tr!("choice-remove"), remove.as_deref()).clicked() {
            out.push(Action::Remove(span.id.clone()));
        }
    });
}

/// Below a link: what is to be chosen of it. It can be removed where it stands.
pub fn of_link(ui: &mut Ui, cx: &Cx, link: &Link, out: &mut Vec<Action>) {
    let (Some(layer), true) = (cx.layer(), link.conflict.is_some()) else {
        return;
    };
    let first = conflict::original_link(layer, link);
    let words = match first {
        Some(first) => tr!("choice-link-two", link = link_words(cx, first)),
        None => tr!("choice-link-removed"),
    };
    note(ui, &words, cx.palette.warning);
    ui.horizontal_wrapped(|ui| {
        if quiet_button(ui, &tr!("choice-keep-link"), None).clicked() {
            out.push(Action::KeepLink(link.id.clone()));
        }
        let Some(first) = first else { return };
        if quiet_button(ui, &tr!("choice-keep-other-link"), None).clicked() {
            out.push(Action::KeepLink(first.id.clone()));
        }
    });
}

/// A link in words: `held by → “Ruiz”`.
fn link_words(cx: &Cx, link: &Link) -> String {
    let (Some(schema), Some(document), Some(layer)) = (cx.schema(), cx.document(), cx.layer())
    else {
        return String::new();
    };
    let end = layer.span(&link.to).map_or_else(
        || names::shown(link.to.as_str()),
        |it| {
            tr!(
                "inspector-quote",
                quote = names::quote(&document.text, it, 24)
            )
        },
    );
    format!("{} → {end}", names::link(schema, &link.kind))
}

/// What is to be chosen in the document: how many records, and each answer with its rival.
pub fn of_document(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let (Some(session), Some(document)) = (cx.session, cx.document()) else {
        return;
    };
    let tally = session.tally();
    let n = tally.to_choose.len();
    if let Some(first) = tally.to_choose.first() {
        note(ui, &tr!("choice-to-choose", count = n), cx.palette.warning);
        if quiet_button(ui, &tr!("choice-go"), None).clicked() {
            let place = Place::Record(document.id.clone(), first.clone());
            out.push(Action::Go(place));
        }
        ui.add_space(8.0);
    }
    answers(ui, cx, out);
    if n > 0 || cx.layer().is_some_and(|it| !it.other_labels.is_empty()) {
        hairline(ui);
        ui.add_space(8.0);
    }
}

/// The answers about the document of which a merge left two.
fn answers(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let (Some(project), Some(layer)) = (cx.project(), cx.layer()) else {
        return;
    };
    if layer.other_labels.is_empty() {
        return;
    }
    note(ui, &tr!("choice-answers"), cx.palette.warning);
    for (id, other) in layer.other_labels.iter() {
        let question = project.schema.document_label(id);
        let name = question.map_or_else(|| names::shown(id.as_str()), |it| names::local(&it.name));
        heading(ui, &name);
        let answers = [
            ("choice-keep-answer", layer.labels.get(id)),
            ("choice-take-answer", Some(other)),
        ];
        ui.horizontal_wrapped(|ui| {
            for (key, value) in answers {
                let words = value.map_or_else(
                    || tr!("choice-nothing"),
                    |it| names::value_of(project, question, it),
                );
                let words = tr!(key, answer = names::clipped(&words, 40));
                if quiet_button(ui, &words, None).clicked() {
                    out.push(Action::LabelDocument {
                        attribute: id.clone(),
                        value: value.cloned(),
                    });
                }
            }
        });
        ui.add_space(8.0);
    }
}
