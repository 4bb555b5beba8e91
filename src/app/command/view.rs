//! How the window looks.

use super::{Command, For, Menu};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::{Popup, Shown};
use crate::app::dialog::reading::ReadingDialog;
use crate::workspace::settings::{Numbers, Settings, Theme};

/// The name under which the settings keep the sans reading face.
pub const SANS: &str = "Inter";
/// The smallest and the largest size of the text, in points.
pub const SIZES: (f32, f32) = (13.0, 32.0);
/// The tightest and the loosest line spacing, as a multiple of the size.
pub const LINE_HEIGHTS: (f32, f32) = (1.5, 2.4);
/// The shortest and the longest lines, in characters.
pub const MEASURES: (f32, f32) = (48.0, 96.0);

/// The group of the commands that set the text.
pub const TEXT: u8 = 1;

const fn row(id: &'static str, group: u8, run: fn(&Cx) -> Option<Action>) -> Command {
    Command {
        id,
        menu: Menu::View,
        group,
        focus: For::Anywhere,
        run,
    }
}

/// A command whose key is for the text alone: in a field it may mean something else.
const fn on_page(id: &'static str, group: u8, run: fn(&Cx) -> Option<Action>) -> Command {
    Command {
        focus: For::Page,
        ..row(id, group, run)
    }
}

pub(super) const COMMANDS: &[Command] = &[
    row("view.documents", 0, |_| Some(toggle("documents"))),
    row("view.inspector", 0, |_| Some(toggle("inspector"))),
    row("view.guidelines", 0, |cx| {
        cx.session.map(|_| Action::ToggleGuidelines)
    }),
    row("view.larger", TEXT, |_| Some(size(1.0))),
    row("view.smaller", TEXT, |_| Some(size(-1.0))),
    row("view.usual-size", TEXT, |_| {
        Some(Action::settings(|it| {
            it.font_size = Settings::default().font_size;
        }))
    }),
    row("view.reading", TEXT, |cx| {
        Some(Action::Show(Box::new(ReadingDialog::new(cx))))
    }),
    row("view.serif", TEXT, |_| {
        Some(Action::settings(|it| {
            it.reading_font = other_face(&it.reading_font);
        }))
    }),
    on_page("view.wider", 1, |_| Some(measure(4.0))),
    on_page("view.narrower", 1, |_| Some(measure(-4.0))),
    on_page("view.looser", 1, |_| Some(line_height(0.1))),
    on_page("view.tighter", 1, |_| Some(line_height(-0.1))),
    row("view.focus-mode", 2, |cx| {
        cx.document().map(|_| Action::FocusMode)
    }),
    row("view.paragraph-numbers", 2, |_| {
        Some(numbers(Numbers::Paragraphs))
    }),
    row("view.line-numbers", 2, |_| Some(numbers(Numbers::Lines))),
    row("view.overview", 2, |_| {
        Some(Action::settings(|it| it.overview = !it.overview))
    }),
    row("view.tags", 2, |_| {
        Some(Action::settings(|it| it.tags = !it.tags))
    }),
    row("view.links", 2, |_| {
        Some(Action::settings(|it| it.all_links = !it.all_links))
    }),
    row("view.show", 2, |cx| {
        let is_open = cx.session?.desk.popup == Some(Popup::Shown);
        Some(Action::Popup((!is_open).then_some(Popup::Shown)))
    }),
    row("view.show-all", 2, |cx| {
        let is_usual = cx.session?.desk.shown.is_usual();
        (!is_usual).then(|| Action::Shown(Shown::default()))
    }),
    row("view.extension", 2, |_| {
        Some(Action::settings(|it| it.extension = !it.extension))
    }),
    row("view.resolution", 2, |_| {
        Some(Action::settings(|it| it.resolution = !it.resolution))
    }),
    row("view.theme", 3, |cx| {
        let next = if cx.palette.dark {
            Theme::Light
        } else {
            Theme::Dark
        };
        Some(Action::settings(move |it| it.theme = next))
    }),
    row("view.system-theme", 3, |_| {
        Some(Action::settings(|it| it.theme = Theme::System))
    }),
    row("view.english", 4, |_| Some(language("en"))),
    row("view.french", 4, |_| Some(language("fr"))),
];

fn size(by: f32) -> Action {
    Action::settings(move |it| it.font_size = (it.font_size + by).clamp(SIZES.0, SIZES.1))
}

fn measure(by: f32) -> Action {
    Action::settings(move |it| it.measure = (it.measure + by).clamp(MEASURES.0, MEASURES.1))
}

/// By tenths: added up, the steps must not drift.
fn line_height(by: f32) -> Action {
    Action::settings(move |it| {
        let tenths = ((it.line_height + by) * 10.0).round();
        it.line_height = (tenths / 10.0).clamp(LINE_HEIGHTS.0, LINE_HEIGHTS.1);
    })
}

/// These numbers, or none where they are shown already.
fn numbers(wanted: Numbers) -> Action {
    Action::settings(move |it| {
        it.numbers = if it.numbers == wanted {
            Numbers::None
        } else {
            wanted
        };
    })
}

fn toggle(panel: &'static str) -> Action {
    Action::settings(move |it| {
        let panel = it.panels.entry(panel.to_owned()).or_default();
        panel.open = !panel.open;
    })
}

/// The reading face is the serif that comes with the program, or its sans.
fn other_face(face: &str) -> String {
    if face == SANS {
        String::new()
    } else {
        SANS.to_owned()
    }
}

fn language(code: &'static str) -> Action {
    Action::settings(move |it| code.clone_into(&mut it.language))
}
