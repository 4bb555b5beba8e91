//! How safely and how long the work of an analyst is kept.

use std::time::Duration;

use crate::store::backup::Limits;

/// How a project is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether every step is on the device before it is shown; else it is within a second.
    pub sync_at_once: bool,
    /// Steps older than this may leave the journal once the files hold them; `None`: none ever does.
    pub history: Option<Duration>,
    /// How many backups are kept.
    pub backups: Limits,
    pub pace: Pace,
}

/// How often the writer writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The journal is synced this long after a step at the latest.
    pub sync: Duration,
    /// Files are written no more often than this, nor more than a tenth of the time.
    pub shortest: Duration,
    /// However long writing takes, they are written this often.
    pub longest: Duration,
    /// After a failure it is tried again.
    pub retry: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            sync_at_once: false,
            history: days(366),
            backups: Limits::default(),
            pace: Pace::default(),
        }
    }
}

/// How long so many days are; 0 is for ever.
pub fn days(n: u32) -> Option<Duration> {
    (n > 0).then(|| Duration::from_secs(24 * 60 * 60 * u64::from(n)))
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            sync: Duration::from_millis(400),
            shortest: Duration::from_millis(600),
            longest: Duration::from_secs(10),
            retry: Duration::from_secs(2),
        }
    }
}
