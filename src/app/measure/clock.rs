//! Processor time of this thread and memory of this process, as Linux tells them; elsewhere time on the wall.

use std::time::{Duration, Instant};

/// A moment, to measure from.
pub struct Moment {
    wall: Instant,
    spent: Option<Duration>,
}

impl Moment {
    pub fn now() -> Self {
        Self {
            spent: spent(),
            wall: Instant::now(),
        }
    }

    /// What this thread has worked since then. Another program's load does not count.
    pub fn elapsed(&self) -> Duration {
        let wall = self.wall.elapsed();
        let work = spent().zip(self.spent);
        work.map_or(wall, |(now, then)| now.saturating_sub(then))
    }
}

/// Bytes of memory held now; 0 where the system does not tell.
pub fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|it| it.trim().split(' ').next()?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// Processor time of this thread so far.
fn spent() -> Option<Duration> {
    // The count is brought up to date only when the scheduler looks at the thread.
    std::thread::yield_now();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = stat.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_counts_and_sleep_hardly() {
        let start = Moment::now();
        let mut sum = 0_u64;
        while start.elapsed() < Duration::from_millis(2) {
            sum = std::hint::black_box(sum + 1);
        }
        assert!(sum > 0);
    }
}
