//! What was measured, as values.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// All that a course through a project tells. Times are processor time of the frame, in milliseconds:
/// layout, painting and tessellation, without the graphics card.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    pub document: String,
    pub text_bytes: usize,
    pub spans: usize,
    /// The frame that first shows the text.
    pub open: f64,
    /// All frames of `wheel`, `page` and `jump`.
    pub scroll: Spread,
    pub wheel: Spread,
    pub page: Spread,
    pub jump: Spread,
    pub add: Spread,
    pub change: Spread,
    pub remove: Spread,
    pub undo: Spread,
    pub resize: Spread,
    pub zoom: Spread,
    /// Scrolling and adding while the overview is shown.
    pub overview: Spread,
    /// Finding what is everywhere.
    pub find: Spread,
    /// Frames drawn in a second while nothing changes.
    pub idle_frames: f64,
    /// Seconds until all heights are known.
    pub settled_after: f64,
    /// Frames drawn in the meantime.
    pub settling_frames: usize,
    pub memory: Memory,
}

/// Memory of the process, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Before the project was opened.
    pub before: usize,
    /// When the text was first shown.
    pub opened: usize,
    /// At the end.
    pub after: usize,
}

/// Several times of one act, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    pub n: usize,
    pub mean: f64,
    pub p99: f64,
    pub max: f64,
}

impl Memory {
    /// What the project costs.
    pub fn growth(&self) -> usize {
        self.after.saturating_sub(self.before)
    }
}

impl Spread {
    pub fn of(times: &[Duration]) -> Self {
        let mut sorted: Vec<f64> = times.iter().map(|it| milliseconds(*it)).collect();
        sorted.sort_by(f64::total_cmp);
        let n = sorted.len();
        let rank = (n as f64 * 0.99).ceil() as usize;
        Self {
            n,
            mean: sorted.iter().sum::<f64>() / n.max(1) as f64,
            p99: sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0),
            max: sorted.last().copied().unwrap_or(0.0),
        }
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the numbers used are exact")]
mod tests {
    use super::*;

    #[test]
    fn a_spread_tells_mean_and_worst() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        let spread = Spread::of(&times);
        assert_eq!(
            (spread.n, spread.mean, spread.p99, spread.max),
            (200, 100.5, 198.0, 200.0)
        );
        assert_eq!(Spread::of(&[]), Spread::default());
    }
}
