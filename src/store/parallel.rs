//! Doing one thing to many items on all cores, in order, with progress and cancel.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::progress::{Cancelled, Progress};

/// Applies `work` to every item; the results come in the order of the items.
pub fn map<T: Sync, R: Send>(
    items: &[T],
    progress: &Progress,
    work: impl Fn(&T) -> R + Sync,
) -> Result<Vec<R>, Cancelled> {
    let next = AtomicUsize::new(0);
    let n_threads = std::thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(items.len().div_ceil(16));
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let worker = || one_worker(items, &next, progress, &work);
        let others: Vec<_> = (1..n_threads).map(|_| scope.spawn(worker)).collect();
        let mut done = worker();
        for other in others {
            match other.join() {
                Ok(results) => done.extend(results),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    progress.check()?;
    done.sort_unstable_by_key(|(i, _)| *i);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

fn one_worker<T, R>(
    items: &[T],
    next: &AtomicUsize,
    progress: &Progress,
    work: impl Fn(&T) -> R,
) -> Vec<(usize, R)> {
    let mut done = Vec::new();
    while !progress.is_cancelled() {
        let i = next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = items.get(i) else { break };
        done.push((i, work(item)));
        progress.step();
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let progress = Progress::default();
        assert_eq!(map(&items, &progress, |it| *it).unwrap(), items);
        assert_eq!(progress.done(), 1000);
        progress.cancel();
        assert_eq!(map(&items, &progress, |it| *it), Err(Cancelled));
    }
}
