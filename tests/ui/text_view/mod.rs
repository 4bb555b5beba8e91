//! The annotated-text view: pictures, pointer, names, and what must never move.

mod pictures;
mod stage;
