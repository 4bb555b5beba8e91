//! The lock of the annotator who labels now, as those who write and those who watch see it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::lock::Lock;
use crate::store::notice::Trouble;

/// The lock that is held now, if one is; clones are the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Held(Arc<Mutex<Option<Arc<Lock>>>>);

impl Held {
    pub fn new(lock: Option<Lock>) -> Self {
        Self(Arc::new(Mutex::new(lock.map(Arc::new))))
    }

    /// Another lock takes its place; the old one is given back.
    pub fn set(&self, lock: Option<Lock>) {
        // Given back only after nobody can ask for it here any more.
        let former = std::mem::replace(&mut *self.inner(), lock.map(Arc::new));
        drop(former);
    }

    pub fn get(&self) -> Option<Arc<Lock>> {
        self.inner().clone()
    }

    /// Who took it over, if somebody did.
    pub fn lost(&self) -> Option<Trouble> {
        self.get()?.lost()
    }

    fn inner(&self) -> MutexGuard<'_, Option<Arc<Lock>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
