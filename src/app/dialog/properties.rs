//! What is known about a document: title, author, date and the analyst's own fields, and the answers
//! that the schema asks about a whole document.

mod answers;

use std::collections::BTreeMap;

use egui::{ScrollArea, Ui};

use self::answers::Answers;
use super::{Dialog, focus_once, foot};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::theme::Palette;
use crate::app::widget::{
    Button, caption, field, field_named, hairline, heading, note, plain_button,
};
use crate::formats::draft::is_own_field;
use crate::model::document::Meta;
use crate::model::id::DocumentId;
use crate::model::value::PartialDate;
use crate::tr;

/// The properties of a document, while they are filled in.
pub struct DocumentDialog {
    document: DocumentId,
    before: Meta,
    title: String,
    author: String,
    date: String,
    url: String,
    language: String,
    genre: String,
    fields: Vec<(String, String)>,
    answers: Answers,
    focused: bool,
}

/// The fields that an analyst sees; others are kept for the formats that they came in.
fn own(meta: &Meta) -> impl Iterator<Item = (String, String)> {
    let fields = meta.fields.clone().into_iter();
    fields.filter(|it| is_own_field(&it.0))
}

impl DocumentDialog {
    /// The open document's; `None` while none is open.
    pub fn new(cx: &Cx) -> Option<Self> {
        let document = cx.document()?;
        let meta = document.meta.clone();
        let labels = cx.layer().map(|it| it.labels.clone()).unwrap_or_default();
        Some(Self {
            document: document.id.clone(),
            title: meta.title.clone(),
            author: meta.author.clone(),
            date: meta.date.map(|it| it.to_string()).unwrap_or_default(),
            url: meta.url.clone(),
            language: meta.language.clone(),
            genre: meta.genre.clone(),
            fields: own(&meta).collect(),
            answers: Answers::new(&cx.schema()?.document_labels, &labels),
            before: meta,
            focused: false,
        })
    }

    /// The date, `Ok(None)` where none is given, or an error where it cannot be read.
    fn date(&self) -> Result<Option<PartialDate>, crate::model::value::NotADate> {
        let text = self.date.trim();
        if text.is_empty() {
            Ok(None)
        } else {
            text.parse().map(Some)
        }
    }

    fn names_clash(&self) -> bool {
        let names: Vec<&str> = self
            .fields
            .iter()
            .map(|it| it.0.trim())
            .filter(|it| !it.is_empty())
            .collect();
        names
            .iter()
            .enumerate()
            .any(|(i, name)| names.iter().take(i).any(|it| it == name))
    }

    fn meta(&self) -> Option<Meta> {
        let given = |(name, value): &(String, String)| {
            let (name, value) = (name.trim(), value.trim());
            let is_given = !name.is_empty() && !value.is_empty() && is_own_field(name);
            is_given.then(|| (name.to_owned(), value.to_owned()))
        };
        let kept = self.before.fields.iter();
        let kept = kept.filter(|it| !is_own_field(it.0));
        Some(Meta {
            title: self.title.trim().to_owned(),
            author: self.author.trim().to_owned(),
            date: self.date().ok()?,
            url: self.url.trim().to_owned(),
            language: self.language.trim().to_owned(),
            genre: self.genre.trim().to_owned(),
            fields: kept
                .map(|(name, value)| (name.clone(), value.clone()))
                .chain(self.fields.iter().filter_map(given))
                .collect::<BTreeMap<_, _>>(),
        })
    }

    fn meta_ui(&mut self, ui: &mut Ui) {
        let response = field(
            ui,
            &tr!("properties-name"),
            &mut self.title,
            &tr!("properties-name-hint"),
        );
        focus_once(&mut self.focused, &response);
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                field(left, &tr!("properties-author"), &mut self.author, "");
                field(right, &tr!("properties-date"), &mut self.date, "2031-06-15");
                field(left, &tr!("properties-language"), &mut self.language, "fr");
                field(
                    right,
                    &tr!("properties-genre"),
                    &mut self.genre,
                    &tr!("properties-genre-hint"),
                );
            }
        });
        if self.date().is_err() {
            note(ui, &tr!("properties-not-a-date"), Palette::of(ui).bad);
        }
        field(ui, &tr!("properties-url"), &mut self.url, "https://");
    }

    fn fields_ui(&mut self, ui: &mut Ui) {
        heading(ui, &tr!("properties-own"));
        let mut removed = None;
        for (i, (name, value)) in self.fields.iter_mut().enumerate() {
            ui.horizontal(|ui| {
                let words = tr!("properties-field-remove");
                let remove = Button::plain(&words);
                let room = ui.available_width() - remove.natural_width(ui) - 16.0;
                let third = (room / 3.0).floor();
                ui.allocate_ui(egui::vec2(third, 28.0), |ui| {
                    field_named(
                        ui,
                        &tr!("properties-field-name", number = i + 1),
                        name,
                        &tr!("properties-field-name-hint"),
                    )
                });
                ui.allocate_ui(egui::vec2(room - third, 28.0), |ui| {
                    field_named(
                        ui,
                        &tr!("properties-field-value", number = i + 1),
                        value,
                        "",
                    )
                });
                if ui.add(remove).clicked() {
                    removed = Some(i);
                }
            });
        }
        if let Some(i) = removed {
            self.fields.remove(i);
        }
        if self.names_clash() {
            note(ui, &tr!("properties-fields-clash"), Palette::of(ui).bad);
        }
        if plain_button(ui, &tr!("properties-field-add")).clicked() {
            self.fields.push((String::new(), String::new()));
        }
    }
}

impl Dialog for DocumentDialog {
    fn title(&self) -> String {
        tr!("properties-title")
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        caption(ui, self.document.as_str());
        let height = (ui.ctx().content_rect().height() - 280.0).max(120.0);
        ScrollArea::vertical()
            .id_salt("properties")
            .max_height(height)
            .show(ui, |ui| {
                self.meta_ui(ui);
                ui.add_space(4.0);
                hairline(ui);
                self.fields_ui(ui);
                if let Some((project, schema)) = cx.project().zip(cx.schema())
                    && !schema.document_labels.is_empty()
                {
                    hairline(ui);
                    heading(ui, &tr!("properties-labels"));
                    self.answers.ui(ui, project, &schema.document_labels);
                }
            });
        let ready = self.date().is_ok() && !self.names_clash() && self.answers.ready();
        if foot(ui, &tr!("save"), ready, out) {
            out.push(Action::CloseDialog);
            if let Some(meta) = self.meta().filter(|it| *it != self.before) {
                out.push(Action::SetMeta(self.document.clone(), meta));
            }
            let changed = self.answers.changed();
            out.extend(
                changed
                    .into_iter()
                    .map(|(attribute, value)| Action::LabelDocument { attribute, value }),
            );
        }
    }
}
