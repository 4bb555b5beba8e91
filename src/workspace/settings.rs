//! What the analyst likes: kept in a file of the system's configuration folder, never in a project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::options::{self, Options};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::atomic;
use crate::store::backup::Limits;
use crate::store::disk;
use crate::store::files::{self, Disk, Files as _};
use crate::store::notice::{Notice, SaveFailure, Severity, Trouble};

/// Names the folder of the settings instead of the system's, for tests.
pub const FOLDER_VARIABLE: &str = "SENTENTIA_CONFIG";

/// At most so many recent projects are remembered.
pub const MAX_RECENT: usize = 12;

/// The smallest and the largest scale of the interface.
pub const SCALES: (f32, f32) = (0.7, 2.0);

/// The settings. Fields of a newer version are passed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename = "Settings")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub struct Settings {
    pub theme: Theme,
    /// A language code; empty: as the environment says.
    pub language: String,
    /// The name under which the analyst labels.
    pub annotator: String,
    /// Newest first.
    pub recent: Vec<Recent>,
    pub panels: BTreeMap<String, Panel>,
    /// Size of the text read, in points.
    pub font_size: f32,
    /// Family of the text read; empty: the one that comes with the program.
    pub reading_font: String,
    /// Width of the text, in characters.
    pub measure: f32,
    /// From line to line, as a multiple of the size.
    pub line_height: f32,
    /// Numbers in the left margin of the text.
    pub numbers: Numbers,
    /// Whether the whole text is shown small beside it.
    pub overview: bool,
    /// Scale of the whole interface; 1 is the system's own.
    pub scale: f32,
    /// Whether nothing fades or glides.
    pub reduce_motion: bool,
    /// Whether labels and attributes of the tier *Extension* are asked for.
    pub extension: bool,
    /// Whether those of the tier *Resolution* are.
    pub resolution: bool,
    /// Further labels switched on one by one, by schema and label id.
    pub labels_on: BTreeMap<String, Vec<String>>,
    /// Whether short names stand under the records.
    pub tags: bool,
    /// Whether the links of all records on screen are drawn, not only those of the chosen one.
    pub all_links: bool,
    /// Whether the hints for beginners are shown.
    pub coach: bool,
    /// Whether every step is on the device before it is shown; else it is within a second.
    pub sync_at_once: bool,
    /// Days for which the steps done are kept; 0: for ever.
    pub history_days: u32,
    /// At most so many backups of a project are kept.
    pub backup_count: u32,
    /// At most so many megabytes of them.
    pub backup_mb: u32,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// What is numbered in the margin of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Numbers {
    #[default]
    None,
    /// The lines of the file that hold text.
    Paragraphs,
    /// The lines of the file, as editors count them.
    Lines,
}

/// A project opened before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    pub path: PathBuf,
    #[serde(default)]
    pub name: String,
    /// Documents done, and all.
    #[serde(default)]
    pub done: usize,
    #[serde(default)]
    pub total: usize,
    pub when: Timestamp,
}

/// How a panel was left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panel {
    /// In points; 0: as designed.
    pub width: f32,
    pub open: bool,
}

impl Default for Panel {
    fn default() -> Self {
        Self {
            width: 0.0,
            open: true,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        let options = Options::default();
        Self {
            theme: Theme::System,
            language: String::new(),
            annotator: String::new(),
            recent: Vec::new(),
            panels: BTreeMap::new(),
            font_size: 18.0,
            reading_font: String::new(),
            measure: 70.0,
            line_height: 2.0,
            numbers: Numbers::None,
            overview: false,
            scale: 1.0,
            reduce_motion: false,
            extension: false,
            resolution: false,
            labels_on: BTreeMap::new(),
            tags: true,
            all_links: false,
            coach: true,
            sync_at_once: options.sync_at_once,
            history_days: 366,
            backup_count: 50,
            backup_mb: 200,
        }
    }
}

impl Settings {
    /// The settings as saved; where there are none, the usual ones. A file that cannot be understood is
    /// set aside and told.
    pub fn load() -> (Self, Option<Notice>) {
        match folder() {
            Some(folder) => Self::load_from(&folder.join(FILE)),
            None => (Self::default(), None),
        }
    }

    /// The settings in a file of one's choice.
    pub fn load_from(path: &Path) -> (Self, Option<Notice>) {
        let bytes = match Disk.read(path) {
            Ok(bytes) => bytes,
            Err(error) if files::is_missing(&error) => {
                return (Self::default(), None);
            }
            Err(error) => {
                let reason = error.to_string();
                return (
                    Self::default(),
                    Some(notice(path, Trouble::Unreadable { reason })),
                );
            }
        };
        match disk::read::<Self>(&bytes) {
            Ok(settings) => (settings.sound(), None),
            Err(broken) => {
                let mut notice = notice(path, Trouble::SettingsBroken {});
                (notice.line, notice.column) = (Some(broken.line), Some(broken.column));
                // If it cannot be moved, the notice stands all the same and the next save replaces it.
                Disk.rename(path, &path.with_extension("broken.ron")).ok();
                (Self::default(), Some(notice))
            }
        }
    }

    /// Saves to the usual place.
    pub fn save(&self) -> Result<(), SaveFailure> {
        match folder() {
            Some(folder) => self.save_to(&folder.join(FILE)),
            None => Ok(()),
        }
    }

    pub fn save_to(&self, path: &Path) -> Result<(), SaveFailure> {
        let text = disk::pretty(self, 3).map_err(|it| SaveFailure::new(path, it))?;
        let text = format!("{}{text}\n", disk::HEADER);
        atomic::write(&Disk, path, text.as_bytes()).map_err(|error| SaveFailure::io(path, &error))
    }

    /// Puts a project at the head of the recent ones.
    pub fn remember(&mut self, recent: Recent) {
        self.recent.retain(|it| it.path != recent.path);
        self.recent.insert(0, recent);
        self.recent.truncate(MAX_RECENT);
    }

    /// Takes a project out of the recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|it| it.path != path);
    }

    /// How projects are written.
    pub fn options(&self) -> Options {
        Options {
            sync_at_once: self.sync_at_once,
            history: options::days(self.history_days),
            backups: Limits {
                count: self.backup_count.max(1) as usize,
                bytes: u64::from(self.backup_mb.max(1)) << 20,
            },
            ..Options::default()
        }
    }

    /// The analyst's own key file, there or not.
    pub fn keys_file() -> Option<PathBuf> {
        folder().map(|it| it.join("keys.ron"))
    }

    /// The state of a panel, as it was left or as designed.
    pub fn panel(&self, id: &str) -> Panel {
        self.panels.get(id).copied().unwrap_or_default()
    }

    /// A number that a person wrote by hand must not make the window unusable.
    fn sound(mut self) -> Self {
        let usual = Self::default();
        let within = |it: f32, least: f32, most: f32, usual: f32| {
            if it.is_finite() {
                it.clamp(least, most)
            } else {
                usual
            }
        };
        self.font_size = within(self.font_size, 6.0, 96.0, usual.font_size);
        self.measure = within(self.measure, 20.0, 400.0, usual.measure);
        self.line_height = within(self.line_height, 1.2, 3.0, usual.line_height);
        self.scale = within(self.scale, SCALES.0, SCALES.1, usual.scale);
        for panel in self.panels.values_mut() {
            panel.width = within(panel.width, 0.0, 5000.0, 0.0);
        }
        self.recent.truncate(MAX_RECENT);
        self
    }
}

const FILE: &str = "settings.ron";

/// The folder of the settings, and of the analyst's own keys.
pub fn folder() -> Option<PathBuf> {
    match std::env::var_os(FOLDER_VARIABLE).filter(|it| !it.is_empty()) {
        Some(folder) => Some(folder.into()),
        None => {
            directories::ProjectDirs::from("", "", "sententia").map(|it| it.config_dir().to_owned())
        }
    }
}

fn notice(path: &Path, trouble: Trouble) -> Notice {
    Notice::new(path, Severity::Warning, trouble)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn settings_are_kept_and_unknown_ones_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/settings.ron");
        assert_eq!(Settings::load_from(&path), (Settings::default(), None));
        let mut settings = Settings {
            annotator: "Anna".to_owned(),
            ..Settings::default()
        };
        for n in 0..20 {
            settings.remember(Recent {
                path: format!("/p/{}", n % 15).into(),
                name: String::new(),
                done: n,
                total: 20,
                when: Timestamp::UNIX_EPOCH,
            });
        }
        assert_eq!(
            (settings.recent.len(), settings.recent[0].done),
            (MAX_RECENT, 19)
        );
        settings.save_to(&path).unwrap();
        assert_eq!(Settings::load_from(&path), (settings, None));
        fs::write(
            &path,
            "Settings(scale: 1e9, some_day: [(1, \"x\")], theme: Dark)",
        )
        .unwrap();
        let (read, notice) = Settings::load_from(&path);
        assert_eq!(
            (read.scale, read.theme, notice),
            (SCALES.1, Theme::Dark, None)
        );
    }

    #[test]
    fn broken_settings_are_set_aside_and_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        fs::write(&path, "Settings(\n  theme: Drak,\n)").unwrap();
        let (settings, notice) = Settings::load_from(&path);
        assert_eq!(
            (settings, notice.unwrap().line),
            (Settings::default(), Some(2))
        );
        assert!(!path.exists());
        assert!(folder.path().join("settings.broken.ron").exists());
    }
}
