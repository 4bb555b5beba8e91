//! What the analyst has before them: the open document, the caret, which record has the focus, the
//! link being made. Plain values, no drawing: keys and clicks are tested here without a window.

pub mod caret;
pub mod focus;
pub mod linking;
pub mod questions;

pub use caret::Caret;
pub use focus::Focus;
pub use linking::Linking;
