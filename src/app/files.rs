//! Asks for files and folders: the system's dialog on a thread of its own where one answers, else our
//! own. No frame ever waits for it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use super::action::Action;
use super::cx::Cx;
use super::dialog;
use super::dialog::path::{PathDialog, Reason};
use super::dialog::{Pick, Wanted};
use crate::tr;

/// A system dialog that gives nothing this soon was never shown.
const TOO_SOON: Duration = Duration::from_millis(60);

/// The questions about files: at most one at a time.
#[derive(Default)]
pub struct Files {
    asked: Option<(Pick, Receiver<Answer>)>,
    /// Our own dialog, while it is open.
    path: Option<PathDialog>,
    /// Never asks the system.
    own: bool,
}

enum Answer {
    Chosen(Vec<PathBuf>),
    Cancelled,
    Nobody(Reason),
}

impl Files {
    /// Files that always shows our own dialog.
    pub fn own() -> Self {
        Self {
            own: true,
            ..Self::default()
        }
    }

    /// Asks. The answer comes from [`Files::answered`] in a later frame.
    pub fn ask(&mut self, pick: Pick, ctx: &egui::Context) {
        let (give, answer) = channel();
        if self.own {
            give.send(Answer::Nobody(Reason::Chosen)).ok();
        } else {
            let question = (pick.wanted, pick.title.clone(), pick.name.clone());
            let ctx = ctx.clone();
            let spawned = std::thread::Builder::new()
                .name("files".to_owned())
                .spawn(move || {
                    give.send(ask_system(question.0, &question.1, &question.2))
                        .ok();
                    ctx.request_repaint();
                });
            // A thread that does not start has dropped its end: our own dialog is shown.
            spawned.ok();
        }
        ctx.request_repaint();
        self.asked = Some((pick, answer));
    }

    /// Whether the system's dialog is open.
    pub fn waiting(&self) -> bool {
        self.asked.is_some()
    }

    /// What is to be done now that the person answered; to be asked before each frame.
    pub fn answered(&mut self) -> Option<Action> {
        let (pick, inbox) = self.asked.take()?;
        match inbox.try_recv() {
            Ok(Answer::Chosen(paths)) => return Some((pick.then)(paths)),
            Ok(Answer::Cancelled) => {}
            Ok(Answer::Nobody(reason)) => self.path = Some(PathDialog::new(pick, reason)),
            Err(TryRecvError::Empty) => self.asked = Some((pick, inbox)),
            Err(TryRecvError::Disconnected) => {
                self.path = Some(PathDialog::new(pick, Reason::NoAnswer));
            }
        }
        None
    }

    /// Whether our own dialog is open, and the keys are its.
    pub fn is_open(&self) -> bool {
        self.path.is_some()
    }

    /// Draws our own dialog, over any other.
    pub fn ui(&mut self, ui: &egui::Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(dialog) = &mut self.path else { return };
        let mut asked = Vec::new();
        dialog::show_as(ui, "files", cx, dialog, &mut asked);
        for action in asked {
            match action {
                Action::CloseDialog => self.path = None,
                other => out.push(other),
            }
        }
    }
}

fn ask_system(wanted: Wanted, title: &str, name: &str) -> Answer {
    if !chooser_answers() {
        return Answer::Nobody(Reason::NoChooser);
    }
    let start = Instant::now();
    let dialog = rfd::FileDialog::new().set_title(title);
    let chosen = match wanted {
        Wanted::Folder => dialog.pick_folder().map(|it| vec![it]),
        Wanted::Files => dialog
            .add_filter(tr!("files-all"), &["*"])
            .add_filter(tr!("files-texts"), &["txt", "md"])
            .pick_files(),
        Wanted::ProjectFile => dialog
            .add_filter("RON", &["ron"])
            .pick_file()
            .map(|it| vec![it]),
        Wanted::Schema => dialog
            .add_filter(tr!("files-schemas"), &["ron", "json", "xml", "conf"])
            .pick_file()
            .map(|it| vec![it]),
        Wanted::New => dialog.set_file_name(name).save_file().map(|it| vec![it]),
    };
    match chosen {
        Some(paths) if !paths.is_empty() => Answer::Chosen(paths),
        None if start.elapsed() < TOO_SOON => Answer::Nobody(Reason::NoAnswer),
        _ => Answer::Cancelled,
    }
}

/// Whether a portal with a file chooser, or zenity, can be expected to answer. Looks at files only:
/// asking the portal itself may take long where it is broken.
#[cfg(all(unix, not(target_os = "macos")))]
fn chooser_answers() -> bool {
    let var = |name: &str| std::env::var_os(name).filter(|it| !it.is_empty());
    let search = var("PATH").unwrap_or_default();
    let zenity = std::env::split_paths(&search).any(|it| it.join("zenity").is_file());
    let runtime = var("XDG_RUNTIME_DIR").map(PathBuf::from);
    let bus = var("DBUS_SESSION_BUS_ADDRESS").is_some()
        || runtime.is_some_and(|it| it.join("bus").exists());
    let data = var("XDG_DATA_DIRS").unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    zenity || (bus && std::env::split_paths(&data).any(|it| has_portal(&it)))
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn chooser_answers() -> bool {
    true
}

/// Whether this data folder holds the portal service and one of its parts that shows a file chooser.
#[cfg_attr(
    not(all(unix, not(target_os = "macos"))),
    expect(dead_code, reason = "other systems always have a dialog")
)]
fn has_portal(data: &Path) -> bool {
    let service = data.join("dbus-1/services/org.freedesktop.portal.Desktop.service");
    let Ok(parts) = std::fs::read_dir(data.join("xdg-desktop-portal/portals")) else {
        return false;
    };
    let shows =
        |path: PathBuf| std::fs::read_to_string(path).is_ok_and(|it| it.contains("FileChooser"));
    service.is_file() && parts.flatten().any(|it| shows(it.path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_without_a_file_chooser_does_not_answer() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        std::fs::create_dir_all(at("dbus-1/services")).unwrap();
        std::fs::create_dir_all(at("xdg-desktop-portal/portals")).unwrap();
        std::fs::write(
            at("dbus-1/services/org.freedesktop.portal.Desktop.service"),
            "",
        )
        .unwrap();
        std::fs::write(
            at("xdg-desktop-portal/portals/a.portal"),
            "Interfaces=org.x.Screenshot",
        )
        .unwrap();
        assert!(!has_portal(folder.path()));
        std::fs::write(
            at("xdg-desktop-portal/portals/b.portal"),
            "Interfaces=org.x.FileChooser;",
        )
        .unwrap();
        assert!(has_portal(folder.path()));
    }
}
