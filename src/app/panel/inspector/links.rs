//! The links of a record: which lead where, with a jump; and the keys that begin a new one.

use egui::{RichText, Ui};

use super::choice;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::place::Place;
use crate::app::widget::{caption, hairline, keycap};
use crate::model::annotation::{Link, Span};
use crate::model::schema::LinkKind;
use crate::tr;

pub fn ui(ui: &mut Ui, cx: &Cx, span: &Span, out: &mut Vec<Action>) {
    let (Some(schema), Some(layer)) = (cx.schema(), cx.layer()) else {
        return;
    };
    let kinds: Vec<&LinkKind> = schema
        .links_from(&span.label)
        .filter(|it| cx.tiers().shows(it.tier))
        .collect();
    let links: Vec<_> = layer.links_of(&span.id).collect();
    if kinds.is_empty() && links.is_empty() {
        return;
    }
    ui.add_space(8.0);
    caption(ui, &tr!("inspector-links"));
    for link in links {
        link_ui(ui, cx, span, link, out);
        choice::of_link(ui, cx, link, out);
    }
    ui.horizontal_wrapped(|ui| {
        for kind in kinds {
            let name = names::local(&kind.name);
            let words = RichText::new(tr!("inspector-add-link", link = name))
                .small()
                .color(cx.palette.secondary);
            let button = ui.add(egui::Button::new(words).frame(false));
            if let Some(key) = kind.key {
                keycap(ui, &key.to_string());
            }
            if button.clicked() {
                out.push(Action::StartLink(kind.id.clone()));
            }
        }
    });
    ui.add_space(12.0);
    hairline(ui);
}

fn link_ui(ui: &mut Ui, cx: &Cx, span: &Span, link: &Link, out: &mut Vec<Action>) {
    let (Some(schema), Some(layer), Some(document)) = (cx.schema(), cx.layer(), cx.document())
    else {
        return;
    };
    let leaves = link.from == span.id;
    let other = if leaves { &link.to } else { &link.from };
    let words = layer.span(other).map_or_else(
        || names::shown(other.as_str()),
        |it| names::quote(&document.text, it, 40),
    );
    ui.horizontal(|ui| {
        let arrow = if leaves { "→" } else { "←" };
        ui.colored_label(
            cx.palette.secondary,
            format!("{} {arrow}", names::link(schema, &link.kind)),
        );
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let remove = ui
                .add(egui::Button::new("×").frame(false))
                .on_hover_text(tr!("inspector-unlink"));
            if remove.clicked() {
                out.push(Action::Unlink(link.id.clone()));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let jump = RichText::new(words).color(cx.palette.accent);
                if ui
                    .add(egui::Button::new(jump).frame(false).truncate())
                    .clicked()
                {
                    out.push(Action::Go(Place::Record(
                        document.id.clone(),
                        other.clone(),
                    )));
                }
            });
        });
    });
}
