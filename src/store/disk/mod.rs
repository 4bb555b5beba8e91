//! The saved shapes: typed, numbered, the same input giving the same bytes. They are never changed;
//! a new format gets shapes of its own, and a way from the old ones.

mod annotations;
mod edit;
mod lines;
mod project;
mod ron_text;
mod version;

pub use annotations::{AnnotationsFile, LinkRecord, Quote, SpanRecord, Unit};
pub use edit::{Load, SavedEdit, Texts};
pub use lines::record_lines;
pub use project::{Entry, Named, ProjectFile};
pub(crate) use ron_text::HEADER;
pub use ron_text::{Broken, one_line, pretty, read, read_line, string};
pub use version::{UPGRADES, Upgrade, check_format};

/// The format this version writes, and the newest it reads.
pub const FORMAT: u32 = 1;
