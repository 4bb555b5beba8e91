//! What was measured, beside what we aim at.

use std::time::Duration;

use crate::meter::Measured;

/// An act of a workload.
pub struct Row {
    workload: &'static str,
    act: &'static str,
    n: usize,
    median: Duration,
    p99: Duration,
    cpu: Option<Duration>,
    budget: Option<Duration>,
}

impl Row {
    pub fn new(
        workload: &'static str,
        act: &'static str,
        measured: &Measured,
        budget: Option<Duration>,
    ) -> Self {
        Self {
            workload,
            act,
            n: measured.wall.len(),
            median: measured.median(),
            p99: measured.p99(),
            cpu: measured.cpu,
            budget,
        }
    }
}

impl Row {
    /// What counts against the budget: processor time, which another program's load does not change,
    /// where it is long enough to be told; else the 99th percentile.
    fn counted(&self) -> Duration {
        let told = self.cpu.filter(|it| *it >= Duration::from_millis(10));
        told.unwrap_or(self.p99)
    }
}

/// Prints the table; the ratio is to the budget.
pub fn print(rows: &[Row]) {
    let heads = ["median", "p99", "processor", "budget"].map(|it| format!("{it:>12}"));
    println!(
        "\n{:<4}{:<20}{:>5}{}{:>8}",
        "",
        "act",
        "n",
        heads.concat(),
        "ratio"
    );
    for row in rows {
        let times = [Some(row.median), Some(row.p99), row.cpu, row.budget];
        let times = times.map(|it| format!("{:>12}", it.map_or_else(|| "-".to_owned(), shown)));
        let ratio = row
            .budget
            .map(|it| row.counted().as_secs_f64() / it.as_secs_f64());
        let ratio = ratio.map_or_else(|| "-".to_owned(), |it| format!("{it:.2}"));
        let (name, act, n) = (row.workload, row.act, row.n);
        println!("{name:<4}{act:<20}{n:>5}{}{ratio:>8}", times.concat());
    }
}

/// Prints how an act grows with the size of the project: to the power of 0 is no growth, 1 in proportion.
pub fn slope(act: &str, points: &[(&str, usize, Duration)]) {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return;
    };
    println!("\n{act}, median by bytes of text");
    for (name, bytes, time) in points {
        println!("{name:<4}{:>12} kB{:>12}", bytes / 1000, shown(*time));
    }
    if last.1 > first.1 {
        let growth = (last.2.as_secs_f64() / first.2.as_secs_f64()).ln();
        let exponent = growth / (last.1 as f64 / first.1 as f64).ln();
        println!("grows with size to the power of {exponent:.2}");
    }
}

fn shown(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        it if it < 1e3 => format!("{it:.0} µs"),
        it if it < 1e6 => format!("{:.1} ms", it / 1e3),
        it => format!("{:.2} s", it / 1e6),
    }
}
