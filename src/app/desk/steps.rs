//! The list of steps beside the text: whether it is open, and whose steps it shows.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::id::AnnotatorId;
use crate::model::timeline::Entry;

/// The list of steps.
#[derive(Default)]
pub struct Steps {
    pub open: bool,
    /// Asks the list to take the keyboard.
    pub asks: bool,
    /// A journal to read instead of the steps that can be gone to.
    pub read: Option<Arc<Trail>>,
}

/// What a journal says was done; to be read only.
pub struct Trail {
    pub who: AnnotatorId,
    /// The oldest first.
    pub entries: Vec<Entry>,
    /// The numbers of those that do not stand any more.
    pub undone: BTreeSet<u64>,
}

/// What is asked of the list of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepsAct {
    /// Opens it with the keyboard in it, or closes it.
    Toggle,
    Close,
    /// Goes back or forward until so many steps stand.
    To(usize),
    /// Lists the steps that can be gone to again.
    Own,
    /// Reads the journal of an annotator.
    Read(AnnotatorId),
}
