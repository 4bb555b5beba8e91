//! Time on the wall and on the processor, and memory, as Linux tells them.

use std::time::{Duration, Instant};

/// The times of one act, done several times.
pub struct Measured {
    /// Sorted.
    pub wall: Vec<Duration>,
    /// Of all threads, for one time; `None` where the system does not tell.
    pub cpu: Option<Duration>,
}

impl Measured {
    pub fn median(&self) -> Duration {
        self.at(0.5)
    }

    pub fn p99(&self) -> Duration {
        self.at(0.99)
    }

    fn at(&self, share: f64) -> Duration {
        let i = ((self.wall.len() as f64 * share).ceil() as usize).saturating_sub(1);
        self.wall.get(i).copied().unwrap_or_default()
    }
}

/// Does an act `n` times (at least once); gives what came of it last.
pub fn measure<T>(n: usize, mut act: impl FnMut(usize) -> T) -> (T, Measured) {
    let mut wall = Vec::with_capacity(n);
    let mut spent = Some(Duration::ZERO);
    let mut timed = |i: usize| {
        let (start, before) = (Instant::now(), cpu());
        let done = act(i);
        wall.push(start.elapsed());
        let passed = cpu().zip(before).map(|it| it.0.saturating_sub(it.1));
        spent = spent.zip(passed).map(|it| it.0 + it.1);
        done
    };
    let mut done = timed(0);
    for i in 1..n {
        drop(done);
        done = timed(i);
    }
    wall.sort();
    let times = wall.len().max(1) as u32;
    let cpu = spent.map(|it| it / times);
    (done, Measured { wall, cpu })
}

/// The memory held now, in words.
pub fn resident_mb() -> String {
    let held = status_mb("VmRSS:");
    held.map_or_else(|| "unknown".to_owned(), |it| format!("{it:.0} MB"))
}

fn status_mb(key: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix(key))?;
    let kb = line.trim().split(' ').next()?.parse::<f64>().ok()?;
    Some(kb / 1024.0)
}

/// Processor time of the whole process, threads that have ended included; in steps of 10 ms.
fn cpu() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |i: usize| fields.get(i)?.parse::<u64>().ok();
    Some(Duration::from_millis((ticks(11)? + ticks(12)?) * 10))
}
