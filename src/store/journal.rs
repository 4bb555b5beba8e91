//! Every step, on disk before it is shown: `history/<annotator>.journal`, one RON value a line, only
//! ever added to. What the files lack after a crash is done again from it, and undo survives.
//!
//! Each line ends with the first digits of its SHA-256 as a comment, so that damage shows.
//!
//! Entries are numbered from 1. A [`Line::Checkpoint`] says up to which entry the files hold
//! everything; edits set whole records, so doing one twice does no harm.

mod append;
mod fit;
mod past;
mod read;
mod renew;
mod replay;
mod trail;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::disk::SavedEdit;

pub use append::{Journal, Pending};
pub use past::{Past, past};
pub(crate) use read::find_all;
pub use read::{Found, find};
pub use renew::{mend, shorten};
pub use replay::{Touched, replay};
pub use trail::{Act, Trail, trail};

/// A line of a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Line {
    /// The first line.
    Journal { format: u32, annotator: String },
    /// A step: its edits, and those that take it back.
    Do {
        n: u64,
        when: Timestamp,
        name: String,
        detail: String,
        edits: Vec<SavedEdit>,
        back: Vec<SavedEdit>,
    },
    /// Takes back the step that is entry `step`, by these edits.
    Undo {
        n: u64,
        step: u64,
        when: Timestamp,
        edits: Vec<SavedEdit>,
    },
    /// Does the step that is entry `step` again, by these edits.
    Redo {
        n: u64,
        step: u64,
        when: Timestamp,
        edits: Vec<SavedEdit>,
    },
    /// The files hold everything up to and with entry `n`.
    Checkpoint { n: u64, when: Timestamp },
}
