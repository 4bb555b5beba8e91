//! Sets for training, while they are being chosen.

use egui::Ui;

use super::ways::way_ui;
use crate::analysis::split::{By, Plan, parse_sets};
use crate::app::theme::Palette;
use crate::app::widget::{field, heading, note, segmented, tick};
use crate::tr;

/// Whether and how the documents are divided.
pub(super) struct SetsChoice {
    /// 0 not at all, 1 by shares, 2 in folds.
    way: usize,
    shares: String,
    folds: String,
    by: By,
    stratified: bool,
    seed: String,
}

impl Default for SetsChoice {
    fn default() -> Self {
        Self {
            way: 0,
            shares: "train=80, dev=10, test=10".to_owned(),
            folds: "5".to_owned(),
            by: By::default(),
            stratified: true,
            seed: "0".to_owned(),
        }
    }
}

impl SetsChoice {
    /// The plan, `Ok(None)` where nothing is divided, an error where what is typed names no sets.
    pub fn plan(&self) -> Result<Option<Plan>, ()> {
        let seed = self.seed.trim().parse().map_err(|_| ());
        match self.way {
            1 => {
                let sets = parse_sets(&self.shares).ok_or(())?;
                Ok(Some(Plan::new(sets, self.by, self.stratified, seed?)))
            }
            2 => {
                let n = self.folds.trim().parse().ok();
                let n = n.filter(|it| (2..=1000).contains(it)).ok_or(())?;
                Ok(Some(Plan::folds(n, self.by, self.stratified, seed?)))
            }
            _ => Ok(None),
        }
    }

    pub fn ui(&mut self, ui: &mut Ui) {
        heading(ui, &tr!("export-sets"));
        let ways = [
            "export-sets-none",
            "export-sets-shares",
            "export-sets-folds",
        ];
        let words: Vec<String> = ways.iter().map(|it| tr!(*it)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let Some(way) = segmented(ui, self.way, &words) {
            self.way = way;
        }
        match self.way {
            1 => {
                field(ui, &tr!("export-sets-names"), &mut self.shares, "");
            }
            2 => {
                field(ui, &tr!("export-sets-n"), &mut self.folds, "");
            }
            _ => return,
        }
        let now = By::ALL.iter().position(|it| it.1 == self.by).unwrap_or(0);
        let ways = [
            "export-by-document",
            "export-by-author",
            "export-by-thread",
            "export-by-date",
        ];
        if let Some(way) = way_ui(ui, "export-sets-by", now, &ways) {
            self.by = By::ALL[way].1;
        }
        if self.by != By::Date {
            tick(ui, &mut self.stratified, &tr!("export-sets-stratified"));
            field(ui, &tr!("export-sets-seed"), &mut self.seed, "");
        }
        if self.plan().is_err() {
            note(ui, &tr!("export-sets-wrong"), Palette::of(ui).bad);
        }
    }
}
