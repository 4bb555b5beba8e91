//! The menu over the text, of the other mouse button or of the keyboard.

use crate::model::id::SpanId;

/// What the pointer and the keys ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum MenuAct {
    /// At a place of the window, over a byte of the text and what is marked there, innermost first.
    Open {
        at: [f32; 2],
        position: usize,
        spans: Vec<SpanId>,
    },
    /// At the record with the focus or the words at the caret.
    AtCaret,
    Close,
}

/// The menu, open.
#[derive(Clone, Debug, PartialEq)]
pub struct Menu {
    /// Where in the window, in points; at the caret if it is not said.
    pub at: Option<[f32; 2]>,
    pub on: On,
}

/// What the menu is about.
#[derive(Clone, Debug, PartialEq)]
pub enum On {
    /// The record with the focus; others that lie under the pointer.
    Record(Vec<SpanId>),
    /// The words at the caret, and the byte under the pointer.
    Words(usize),
}
