//! The document being read and marked: laid out by parley, painted as egui meshes.
//!
//! The view is given plain values, a [`Scene`], and answers [`TextEvent`]s; it knows nothing of projects. A frame goes
//! one way:
//!
//! ```text
//! scroll ─► column (blocks on screen, laid out) ─► frame (placed) ─► decor (marks as strokes in lanes, tags) = page
//!                                                                     page ─► input: events
//!                                                                     page ─► canvas: shapes and letters ─► atlas, meshes
//! ```
//!
//! What must hold:
//! - the cost of a frame depends on what is on screen, not on the length of the text;
//! - text never moves when a mark appears: marks are painted over reserved space and never cut the text into runs;
//! - positions are bytes of the text as it is stored; display changes no byte's place;
//! - nothing is repainted while nothing changes.

mod a11y;
mod across;
mod anchor;
mod atlas;
mod block;
mod canvas;
mod card;
mod column;
mod decor;
mod fade;
mod fonts;
mod found;
mod frame;
mod grips;
mod heights;
mod hints;
mod hyphen;
mod input;
mod lanes;
mod lend;
mod levels;
mod link_names;
mod links;
mod marks;
mod missing;
mod more;
mod numbers;
mod overview;
mod page;
mod paint;
mod pattern;
mod place;
#[cfg(test)]
mod proof;
mod raster;
mod route;
mod running;
mod scene;
mod scroll;
mod scrollbar;
mod settle;
mod shape;
mod sheet;
mod shelves;
mod special;
mod strip;
mod tags;
#[cfg(test)]
mod tall;
mod view;
mod zoom;

pub use anchor::Anchor as Stand;
pub use found::Found;
pub use lend::{families, family_of, lend};
pub use scene::{
    Answer, Bar, Card, Cursor, Face, Hint, LinkLine, Mark, MarkId, MarkSource, Numbers, Pattern,
    Progress, Scene, Strings, Style, TextEvent, Tick,
};
pub use view::TextView;
