//! Moving the caret of the text and choosing its unit.

use super::{Command, For, Menu};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::model::segment::{self, Unit};

const fn row(id: &'static str, group: u8, focus: For, run: fn(&Cx) -> Option<Action>) -> Command {
    Command {
        id,
        menu: Menu::Go,
        group,
        focus,
        run,
    }
}

pub(super) const COMMANDS: &[Command] = &[
    row("caret.forward", 0, For::Page, |cx| {
        when_open(
            cx,
            Action::Move {
                back: false,
                stretch: false,
            },
        )
    }),
    row("caret.back", 0, For::Page, |cx| {
        when_open(
            cx,
            Action::Move {
                back: true,
                stretch: false,
            },
        )
    }),
    row("caret.down", 0, For::Text, |cx| {
        when_open(
            cx,
            Action::Line {
                down: true,
                stretch: false,
            },
        )
    }),
    row("caret.up", 0, For::Text, |cx| {
        when_open(
            cx,
            Action::Line {
                down: false,
                stretch: false,
            },
        )
    }),
    row("caret.stretch-forward", 1, For::Text, |cx| {
        when_open(
            cx,
            Action::Move {
                back: false,
                stretch: true,
            },
        )
    }),
    row("caret.stretch-back", 1, For::Text, |cx| {
        when_open(
            cx,
            Action::Move {
                back: true,
                stretch: true,
            },
        )
    }),
    row("caret.stretch-down", 1, For::Text, |cx| {
        when_open(
            cx,
            Action::Line {
                down: true,
                stretch: true,
            },
        )
    }),
    row("caret.stretch-up", 1, For::Text, |cx| {
        when_open(
            cx,
            Action::Line {
                down: false,
                stretch: true,
            },
        )
    }),
    row("caret.page-down", 2, For::Page, |cx| {
        when_open(cx, Action::Page { down: true })
    }),
    row("caret.page-up", 2, For::Page, |cx| {
        when_open(cx, Action::Page { down: false })
    }),
    row("caret.start", 2, For::Page, |cx| {
        when_open(cx, Action::Edge { start: true })
    }),
    row("caret.end", 2, For::Page, |cx| {
        when_open(cx, Action::Edge { start: false })
    }),
    row("unit.grow", 3, For::Page, |cx| {
        when_open(cx, Action::Unit(cx.session?.desk.caret.unit.larger()))
    }),
    row("unit.shrink", 3, For::Page, |cx| {
        when_open(cx, Action::Unit(cx.session?.desk.caret.unit.smaller()))
    }),
    row("unit.character", 4, For::Page, |cx| {
        when_open(cx, Action::Unit(Unit::Character))
    }),
    row("unit.word", 4, For::Page, |cx| {
        when_open(cx, Action::Unit(Unit::Word))
    }),
    row("unit.clause", 4, For::Page, |cx| {
        when_open(cx, Action::Unit(Unit::Clause))
    }),
    row("unit.sentence", 4, For::Page, |cx| {
        when_open(cx, Action::Unit(Unit::Sentence))
    }),
    row("unit.paragraph", 4, For::Page, |cx| {
        when_open(cx, Action::Unit(Unit::Paragraph))
    }),
    row("caret.sentence", 4, For::Page, |cx| {
        whole(cx, Unit::Sentence)
    }),
    row("caret.paragraph", 4, For::Page, |cx| {
        whole(cx, Unit::Paragraph)
    }),
];

/// Chooses the unit around the caret, whatever unit it moves by.
fn whole(cx: &Cx, unit: Unit) -> Option<Action> {
    let (document, session) = (cx.document()?, cx.session?);
    let at = session.desk.caret.range().start;
    Some(Action::Choose(segment::at(
        document.text.as_str(),
        unit,
        at,
    )))
}

fn when_open(cx: &Cx, action: Action) -> Option<Action> {
    cx.document().map(|_| action)
}
