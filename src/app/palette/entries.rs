//! What the palette can find, gathered when it opens: a name to match and an action each.

use egui::Color32;
use nucleo_matcher::Utf32String;

use crate::app::action::Action;
use crate::app::command::{COMMANDS, Command};
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::place::Place;
use crate::model::check;
use crate::model::id::{DocumentId, LabelId, SpanId};
use crate::tr;

/// So many records of a document are offered; what lies beyond is found by going through the text.
const MOST_RECORDS: usize = 5_000;

/// Everything that can be found, group by group.
#[derive(Default)]
pub(super) struct Source {
    pub entries: Vec<Entry>,
    /// The names, ready to be matched; one for each entry.
    pub names: Vec<Utf32String>,
}

/// The headings that rows stand under, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Commands,
    Labels,
    Incomplete,
    Records,
    Documents,
}

impl Group {
    pub fn key(self) -> &'static str {
        match self {
            Self::Commands => "palette-commands",
            Self::Labels => "palette-labels",
            Self::Incomplete => "palette-incomplete",
            Self::Records => "palette-records",
            Self::Documents => "palette-documents",
        }
    }
}

/// A row that can be found.
pub(super) struct Entry {
    pub text: String,
    pub detail: String,
    pub key: Option<String>,
    pub color: Option<Color32>,
    /// Whether it can be done; nothing changes that while the palette is open.
    pub can_run: bool,
    what: What,
}

enum What {
    Command(&'static Command),
    Label(LabelId),
    Record {
        document: DocumentId,
        span: SpanId,
        complete: bool,
    },
    Document(DocumentId),
}

impl Entry {
    pub fn group(&self) -> Group {
        match &self.what {
            What::Command(_) => Group::Commands,
            What::Label(_) => Group::Labels,
            What::Record {
                complete: false, ..
            } => Group::Incomplete,
            What::Record { complete: true, .. } => Group::Records,
            What::Document(_) => Group::Documents,
        }
    }

    /// What running this row asks for; `None` while it cannot be done.
    pub fn action(&self, cx: &Cx) -> Option<Action> {
        match &self.what {
            What::Command(command) => (command.run)(cx),
            What::Label(id) => cx.document().map(|_| Action::Label(id.clone())),
            What::Record { document, span, .. } => {
                Some(Action::Go(Place::Record(document.clone(), span.clone())))
            }
            What::Document(id) => Some(Action::Go(Place::Document(id.clone()))),
        }
    }
}

impl Source {
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn gather(cx: &Cx) -> Self {
        let mut entries: Vec<Entry> = commands(cx).chain(labels(cx)).collect();
        entries.extend(records(cx));
        entries.extend(documents(cx));
        entries.sort_by_key(Entry::group);
        let names = entries
            .iter()
            .map(|it| Utf32String::from(it.text.as_str()))
            .collect();
        Self { entries, names }
    }
}

fn commands<'a>(cx: &'a Cx) -> impl Iterator<Item = Entry> + 'a {
    let rows = COMMANDS
        .iter()
        .copied()
        .flatten()
        .filter(|it| it.id != "go.palette");
    rows.map(|it| Entry {
        text: it.name(cx),
        detail: it.menu.title(),
        key: cx.keymap.shown(it.id),
        color: None,
        can_run: (it.run)(cx).is_some(),
        what: What::Command(it),
    })
}

fn labels<'a>(cx: &'a Cx) -> impl Iterator<Item = Entry> + 'a {
    cx.schema()
        .into_iter()
        .flat_map(|it| &it.labels)
        .map(|it| Entry {
            text: tr!("palette-mark", label = names::local(&it.name)),
            detail: String::new(),
            key: it.key.map(String::from),
            color: Some(crate::app::widget::label_color(cx.palette, it.color)),
            can_run: cx.document().is_some(),
            what: What::Label(it.id.clone()),
        })
}

fn records(cx: &Cx) -> Vec<Entry> {
    let (Some(project), Some(document), Some(layer)) = (cx.project(), cx.document(), cx.layer())
    else {
        return Vec::new();
    };
    let row = |span: &std::sync::Arc<crate::model::annotation::Span>| {
        let label = project.schema.label(&span.label);
        Entry {
            text: format!(
                "{} — {}",
                names::tag(project, span),
                names::quote(&document.text, span, 80)
            ),
            detail: String::new(),
            key: None,
            color: label.map(|it| crate::app::widget::label_color(cx.palette, it.color)),
            can_run: true,
            what: What::Record {
                document: document.id.clone(),
                span: span.id.clone(),
                complete: check::complete(project, span),
            },
        }
    };
    layer.spans().take(MOST_RECORDS).map(row).collect()
}

fn documents(cx: &Cx) -> Vec<Entry> {
    let Some(project) = cx.project() else {
        return Vec::new();
    };
    let row = |document: &std::sync::Arc<crate::model::document::Document>| {
        let known = [
            document.meta.author.clone(),
            document.meta.date.map(names::date).unwrap_or_default(),
        ];
        let known: Vec<String> = known.into_iter().filter(|it| !it.is_empty()).collect();
        Entry {
            text: names::shown(document.title()),
            detail: if known.is_empty() {
                names::shown(document.id.as_str())
            } else {
                known.join(" · ")
            },
            key: None,
            color: None,
            can_run: true,
            what: What::Document(document.id.clone()),
        }
    };
    project.listed().map(row).collect()
}

#[cfg(test)]
impl Entry {
    pub fn of_document(title: &str) -> Self {
        let what = What::Document(DocumentId::new(title));
        Self {
            text: title.to_owned(),
            detail: String::new(),
            key: None,
            color: None,
            can_run: true,
            what,
        }
    }
}
