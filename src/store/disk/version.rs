//! The formats of the saved shapes: which are read as they are, which are brought up to date on a
//! copy, and which are refused.

use std::cmp::Ordering;

use super::FORMAT;
use crate::store::notice::Trouble;

/// A way from one format to the next. The copy of the project that it works on takes the place of the
/// project once every step is done; the old one is kept.
pub struct Upgrade {
    /// The format that it starts from.
    pub from: u32,
    /// Rewrites the text of a file, told by its path below the project folder.
    pub file: fn(path: &str, text: &str) -> Result<String, Trouble>,
}

/// Every upgrade, from the first format on. There is one format so far, and nothing to bring up to date.
pub const UPGRADES: &[Upgrade] = &[];

/// Refuses a format that cannot be read as it is.
pub fn check_format(found: u32) -> Result<(), Trouble> {
    let words = || (found.to_string(), FORMAT.to_string());
    match found.cmp(&FORMAT) {
        Ordering::Equal => Ok(()),
        Ordering::Greater => {
            let (found, known) = words();
            Err(Trouble::TooNew { found, known })
        }
        Ordering::Less => {
            let (found, known) = words();
            Err(Trouble::TooOld { found, known })
        }
    }
}
