//! The table: what was measured, what we aim at, what other programs reach.

use sententia::app::measure::figures::{Figures, Spread};

/// Of every act: its name, its figure in milliseconds, and what we aim at.
type Line = (&'static str, fn(&Figures) -> f64, fn(&str) -> f64);

const ACTS: &[Line] = &[
    ("open", |it| it.open, open_target),
    ("scroll, mean", |it| it.scroll.mean, scroll_target),
    ("scroll, p99", |it| it.scroll.p99, scroll_target),
    ("scroll, max", |it| it.scroll.max, |_| f64::INFINITY),
    ("  wheel, p99", |it| it.wheel.p99, scroll_target),
    ("  page, p99", |it| it.page.p99, scroll_target),
    ("  jump, p99", |it| it.jump.p99, scroll_target),
    ("add, mean", |it| it.add.mean, |_| 8.0),
    ("add, max", |it| it.add.max, |_| 8.0),
    ("move an edge, max", |it| it.change.max, |_| 8.0),
    ("delete, max", |it| it.remove.max, |_| 8.0),
    ("undo, max", |it| it.undo.max, |_| 8.0),
    ("resize, mean", |it| it.resize.mean, |_| 8.0),
    ("resize, max", |it| it.resize.max, |_| 8.0),
    ("zoom, mean", |it| it.zoom.mean, |_| 8.0),
    ("zoom, max", |it| it.zoom.max, |_| 8.0),
    ("overview, max", |it| it.overview.max, |_| 8.0),
    ("finding, max", |it| it.find.max, |_| 8.0),
    ("idle, frames a second", |it| it.idle_frames, |_| 0.0),
];

/// What the peers need, in the same projects: milliseconds, measured on a 2-core machine.
const PEERS: &[(&str, &str, [&str; 4])] = &[
    ("open", "W1", ["4000", "2600", "4900", "1350"]),
    ("open", "W2", ["8400", "3500", "12800", "2900"]),
    ("open", "W3", ["186000", "8500", "55000", "30000"]),
    ("open", "W4", ["fails", "fails", "-", "93000 (text alone)"]),
    ("add", "W1", ["661", "367", "91", "31"]),
    ("add", "W2", ["4800", "578", "760", "128"]),
    ("add", "W3", ["69000", "2900", "21000", "stuck"]),
    ("scroll, a frame", "W2", ["22", "53", "17", "17"]),
    ("scroll, a frame", "W3", ["63", "175", "23", "stuck"]),
];

/// The figures of all workloads.
#[derive(Default)]
pub struct Report {
    columns: Vec<(&'static str, Figures)>,
}

impl Report {
    pub fn add(&mut self, workload: &'static str, figures: Figures) {
        self.columns.push((workload, figures));
    }

    pub fn print(&self) {
        self.acts();
        self.memory();
        self.slope();
        self.peers();
    }

    fn acts(&self) {
        println!(
            "\nProcessor time of a frame in ms, without the graphics card; (what we aim at), ! where it is missed"
        );
        let heads = self.columns.iter().map(|it| format!("{:>18}", it.0));
        println!("{:<24}{}", "", heads.collect::<String>());
        for (act, figure, target) in ACTS {
            let cells = self.columns.iter().map(|(name, figures)| {
                let (value, target) = (figure(figures), target(name));
                let missed = if value > target { "!" } else { " " };
                let aim = if target.is_finite() {
                    format!("({target:.0})")
                } else {
                    String::new()
                };
                format!("{:>18}", format!("{value:.2}{missed}{aim:>6}"))
            });
            println!("{act:<24}{}", cells.collect::<String>());
        }
    }

    fn memory(&self) {
        println!("\nMemory: growth by the project, beside 10 times the text and 300 bytes a span");
        for (name, it) in &self.columns {
            let mb = |bytes: usize| bytes as f64 / 1e6;
            let target = it.text_bytes * 10 + it.spans * 300;
            let (opened, grown) = (
                it.memory.opened.saturating_sub(it.memory.before),
                it.memory.growth(),
            );
            println!(
                "{name:<4}{:>8.1} MB opened {:>8.1} MB at the end ({:>6.1} MB), resident {:>6.1} MB; settled after {:.1} s, {} frames",
                mb(opened),
                mb(grown),
                mb(target),
                mb(it.memory.after),
                it.settled_after,
                it.settling_frames
            );
        }
    }

    /// How a frame grows with the text: to the power of 0 is not at all, 1 in proportion.
    fn slope(&self) {
        let sized = ["W1", "W2", "W3", "W4"];
        let points: Vec<&Figures> = self
            .columns
            .iter()
            .filter(|it| sized.contains(&it.0))
            .map(|it| &it.1)
            .collect();
        let (Some(first), Some(last)) = (points.first(), points.last()) else {
            return;
        };
        if first.text_bytes >= last.text_bytes {
            return;
        }
        println!(
            "\nFrom {} to {} bytes of text a frame grows to the power of",
            first.text_bytes, last.text_bytes
        );
        let acts: [(&str, fn(&Figures) -> &Spread); 4] = [
            ("scroll", |it| &it.scroll),
            ("add", |it| &it.add),
            ("resize", |it| &it.resize),
            ("zoom", |it| &it.zoom),
        ];
        let sizes = (last.text_bytes as f64 / first.text_bytes as f64).ln();
        for (act, spread) in acts {
            let growth = (spread(last).mean / spread(first).mean).ln() / sizes;
            println!("{act:<8}{growth:>6.2}");
        }
    }

    fn peers(&self) {
        println!("\nOther programs, ms (measured on a 2-core machine; from commit to painted)");
        println!(
            "{:<18}{:>4}{:>10}{:>10}{:>10}{:>14}{:>20}",
            "", "", "ours", "brat", "doccano", "Label Studio", "Potato"
        );
        for (act, workload, [brat, doccano, studio, potato]) in PEERS {
            let ours = self.columns.iter().find(|it| it.0 == *workload);
            let ours = ours.map_or("-".to_owned(), |(_, it)| {
                format!("{:.2}", figure_beside(act, it))
            });
            println!(
                "{act:<18}{workload:>4}{ours:>10}{brat:>10}{doccano:>10}{studio:>14}{potato:>20}"
            );
        }
    }
}

fn figure_beside(act: &str, figures: &Figures) -> f64 {
    match act {
        "open" => figures.open,
        "add" => figures.add.mean,
        _ => figures.scroll.mean,
    }
}

fn open_target(workload: &str) -> f64 {
    match workload {
        "W1" => 20.0,
        "W2" | "W8" => 30.0,
        "W3" => 60.0,
        _ => 150.0,
    }
}

fn scroll_target(workload: &str) -> f64 {
    if workload == "W7" { 8.0 } else { 4.0 }
}
