//! Other people's readers at arm's length: what breaks in them, or does not come to an end, is a fault
//! of the file and no more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::super::format::Intake;
use super::super::report::Fault;
use crate::model::progress::Cancelled;

/// The name of the threads, by which the program knows that a panic is contained.
pub const THREAD: &str = "foreign-reader";
/// Files that are nested deeply need much of it.
const STACK: usize = 256 << 20;

/// Works on a thread of its own, for so long at most. One that goes on is left to itself.
pub(super) fn bounded<T: Send + 'static>(
    most: Duration,
    intake: &dyn Intake,
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<Result<T, Fault>, Cancelled> {
    let (give, answer) = channel();
    let spawned = thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(move || give.send(catch_unwind(AssertUnwindSafe(work))).ok());
    if let Err(error) = spawned {
        return Ok(Err(Fault::Unreadable(error.to_string())));
    }
    let started = Instant::now();
    loop {
        intake.check()?;
        match answer.recv_timeout(Duration::from_millis(50)) {
            Ok(Ok(done)) => return Ok(done.map_err(Fault::Malformed)),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
                return Ok(Err(Fault::Malformed("?".to_owned())));
            }
            Err(RecvTimeoutError::Timeout) if started.elapsed() > most => {
                return Ok(Err(Fault::TooLarge));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}
