//! Going to a position: what is typed, what was understood, and where the analyst was before.

use super::Home;
use crate::analysis::position::{Answer, Numbered};

/// What the bar and the keys ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoTo {
    Open,
    /// Shows the place meant, for now.
    Words(String),
    /// Stays at the place shown.
    Stay,
    /// Goes back where one was.
    Leave,
}

/// The bar for a position, while it is open.
pub struct Position {
    pub words: String,
    /// Asks the bar to take the keyboard.
    pub asks: bool,
    pub answer: Answer,
    pub numbered: Numbered,
    pub home: Home,
}
