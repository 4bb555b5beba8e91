//! The annotated-text view: pictures, pointer, names, and what must never move.

mod comforts;
mod gallery;
mod many;
mod names;
mod pictures;
mod pointer;
mod scrolling;
mod stage;
mod stillness;
