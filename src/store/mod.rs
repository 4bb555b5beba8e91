//! The project on disk: its saved shapes, opening it without trusting it, writing it without ever
//! damaging it, and the texts that come in. Nothing here knows a window or a language: what went
//! wrong is a [`Trouble`], whose sentence is found by its key.

pub mod atomic;
pub mod backup;
pub mod create;
pub mod deliver;
pub mod disk;
pub mod files;
pub mod git;
pub mod journal;
pub mod known;
pub mod leftovers;
pub mod lock;
pub mod merge;
pub mod notice;
pub mod open;
pub mod parallel;
pub mod paths;
pub mod revisions;
pub mod sample;
pub mod schema_file;
pub mod schemas;
pub mod set_aside;
pub mod spare;
pub mod take_in;
pub mod texts;

pub use crate::formats::decode;
pub use crate::model::natural;
pub use crate::model::progress::{self, Cancelled, Progress};
pub use files::Root;
pub use notice::{Notice, OpenError, Report, SaveFailure, Severity, Trouble};
pub use open::{Opened, open};
