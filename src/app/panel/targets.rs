//! The list of targets, open at the record: type a few letters, Enter chooses; what is not in the
//! list is added to it.

use egui::{Area, Frame, Id, Key, Order, Ui, pos2};

use super::text::TextView;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::widget::{Row, search};
use crate::model::fold::fold;
use crate::model::id::{AttributeId, SpanId, TargetId};
use crate::model::value::Value;
use crate::tr;

const SHOWN: usize = 8;
const WIDTH: f32 = 320.0;

/// What is being typed and chosen.
#[derive(Default)]
pub struct TargetList {
    open_for: Option<(SpanId, AttributeId)>,
    words: String,
    /// The line that Enter takes; none while nothing speaks for one.
    chosen: Option<usize>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Known(TargetId, String),
    New(String),
}

impl TargetList {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, view: &TextView, out: &mut Vec<Action>) {
        let wanted = cx.session.and_then(|it| it.desk.target_list.clone());
        let opened = wanted.is_some() && wanted != self.open_for;
        if opened {
            self.words.clear();
            self.chosen = (!recent(cx).is_empty()).then_some(0);
        }
        self.open_for = wanted;
        let Some((span, attribute)) = self.open_for.clone() else {
            return;
        };
        let Some(record) = cx.layer().and_then(|it| it.span(&span)) else {
            return;
        };
        let page = ui.max_rect();
        let place = view.screen_rect_of(&record.extent()).unwrap_or(page);
        let left = place.left().clamp(
            page.left() + 8.0,
            (page.right() - WIDTH - 8.0).max(page.left() + 8.0),
        );
        let below = place.bottom() + 24.0;
        let top = if below + 280.0 > page.bottom() {
            (place.top() - 290.0).max(page.top())
        } else {
            below
        };
        let entries = self.entries(cx);
        Area::new(Id::unique("targets"))
            .order(Order::Foreground)
            .fixed_pos(pos2(left, top))
            .show(ui.ctx(), |ui| {
                Frame::popup(ui.style()).inner_margin(8).show(ui, |ui| {
                    ui.set_width(WIDTH - 16.0);
                    let field = search(ui, &tr!("targets-search"), &mut self.words);
                    if opened || !field.has_focus() {
                        field.request_focus();
                    }
                    if field.changed() {
                        self.chosen = Some(0);
                    }
                    let picked = self.rows(ui, &entries);
                    if let Some(entry) = picked.or_else(|| self.keys(ui, &entries)) {
                        out.push(entry.action(&span, &attribute));
                    }
                });
            });
        if ui.input(|it| it.key_pressed(Key::Escape)) {
            out.push(Action::CloseTargets);
        }
    }

    /// Those whose name holds every word typed: first where they begin words, then the ones used last in
    /// this document.
    fn entries(&self, cx: &Cx) -> Vec<Entry> {
        let Some(project) = cx.project() else {
            return Vec::new();
        };
        let typed = self.words.trim();
        let words: Vec<String> = typed.split_whitespace().map(fold).collect();
        let recent = recent(cx);
        let begun = |name: &str| {
            let name = fold(name);
            let parts: Vec<&str> = name.split(|it: char| !it.is_alphanumeric()).collect();
            words
                .iter()
                .all(|word| parts.iter().any(|it| it.starts_with(word.as_str())))
        };
        let rank = |id: &TargetId| recent.iter().position(|it| it == id).unwrap_or(usize::MAX);
        let mut found: Vec<((bool, usize), &TargetId, &str)> = project
            .targets
            .iter()
            .filter(|(id, it)| {
                let name = fold(&it.name);
                words
                    .iter()
                    .all(|word| name.contains(word) || id.as_str().contains(word.as_str()))
            })
            .map(|(id, it)| ((!begun(&it.name), rank(id)), id, it.name.as_str()))
            .collect();
        found.sort_by_key(|it| (it.0, fold(it.2)));
        let exact = found.iter().any(|it| fold(it.2) == fold(typed));
        let known = found
            .into_iter()
            .take(SHOWN)
            .map(|(_, id, name)| Entry::Known(id.clone(), name.to_owned()));
        let new = (!typed.is_empty() && !exact).then(|| Entry::New(typed.to_owned()));
        known.chain(new).collect()
    }

    fn rows(&mut self, ui: &mut Ui, entries: &[Entry]) -> Option<Entry> {
        ui.add_space(4.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut picked = None;
        for (i, entry) in entries.iter().enumerate() {
            let words = entry.words();
            let enter = tr!("key-enter");
            let key = (Some(i) == self.chosen).then_some(enter.as_str());
            if ui
                .add(Row::new(&words).selected(Some(i) == self.chosen).key(key))
                .clicked()
            {
                picked = Some(entry.clone());
            }
        }
        if entries.is_empty() {
            ui.weak(tr!("targets-none"));
        }
        picked
    }

    fn keys(&mut self, ui: &Ui, entries: &[Entry]) -> Option<Entry> {
        let (up, down, enter) = ui.input(|it| {
            (
                it.key_pressed(Key::ArrowUp),
                it.key_pressed(Key::ArrowDown),
                it.key_pressed(Key::Enter),
            )
        });
        if down {
            self.chosen = Some(
                self.chosen
                    .map_or(0, |it| it + 1)
                    .min(entries.len().saturating_sub(1)),
            );
        }
        if up {
            self.chosen = self.chosen.map(|it| it.saturating_sub(1));
        }
        if enter {
            self.chosen.and_then(|i| entries.get(i)).cloned()
        } else {
            None
        }
    }
}

impl Entry {
    fn words(&self) -> String {
        match self {
            Self::Known(_, name) => names::shown(name),
            Self::New(name) => tr!("targets-add", name = name.as_str()),
        }
    }

    fn action(self, span: &SpanId, attribute: &AttributeId) -> Action {
        let (span, attribute) = (span.clone(), attribute.clone());
        match self {
            Self::Known(id, _) => Action::Answer {
                span,
                attribute,
                value: Some(Value::Target(id)),
            },
            Self::New(name) => Action::NewTarget {
                span,
                attribute,
                name,
            },
        }
    }
}

/// The targets given in this document, the latest first.
fn recent(cx: &Cx) -> Vec<TargetId> {
    let Some(layer) = cx.layer() else {
        return Vec::new();
    };
    let mut used: Vec<_> = layer
        .spans()
        .flat_map(|span| {
            span.attributes
                .iter()
                .map(move |(_, value)| (span.when, value))
        })
        .filter_map(|(when, value)| match value {
            Value::Target(id) => Some((when, id.clone())),
            _ => None,
        })
        .collect();
    used.sort_by_key(|it| std::cmp::Reverse(it.0));
    let mut order: Vec<TargetId> = Vec::new();
    for (_, id) in used {
        if !order.contains(&id) {
            order.push(id);
        }
    }
    order
}
