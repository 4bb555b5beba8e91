//! Pictures of the real program for the README and for people to look at: with `SENTENTIA_SHOTS=FOLDER`
//! this test writes them there as PNG, 1280 × 800. Without it, it only goes the same way.

use std::path::PathBuf;

use super::desk::SETTINGS;
use super::driver::Driver;
use super::screen::{self, Screen};

#[test]
fn pictures_of_the_program() {
    let Some(driver) = screen::start(None, SETTINGS) else {
        return;
    };
    let folder = std::env::var_os("SENTENTIA_SHOTS").map(PathBuf::from);
    let mut camera = Camera { driver, folder };
    camera.shot("welcome", "Try the sample");
    camera.driver.choose("Try the sample");
    camera.open("La ligne 7 se passera de chauffeur, Done, 30 records");
    camera.find("prediction", 3);
    camera.shot("labelling", "Certainty · probable");
    camera.driver.key("F9");
    camera.shot("dark", "Certainty · probable");
    camera.driver.key("F9");
    camera.driver.key("h");
    camera.shot("links", "f");
    camera.driver.keys(&["Escape", "Ctrl+E"]);
    camera.shot("export", "Cancel");
    camera.driver.key("Escape");
    camera.driver.choose("View");
    camera.driver.choose("Français");
    camera.find("stance", 2);
    camera.shot("french", "Polarité · pour");
    camera.driver.key("Ctrl+K");
    camera.shot("palette", "Chercher ou tout faire");
}

/// A driver that takes pictures.
struct Camera {
    driver: Driver<Screen>,
    folder: Option<PathBuf>,
}

impl Camera {
    /// Takes a picture once something of this name is there.
    fn shot(&mut self, name: &str, there: &str) {
        self.driver.find(there);
        if let Some(folder) = &self.folder {
            std::fs::create_dir_all(folder).expect("a folder");
            self.driver
                .hand
                .picture(&folder.join(format!("{name}.png")));
        }
    }

    /// Opens a document by its row.
    fn open(&mut self, row: &str) {
        self.driver.choose(row);
    }

    /// Goes from record to record until the n-th with this label.
    fn find(&mut self, label: &str, nth: usize) {
        self.driver.key("Escape");
        for _ in 0..nth {
            loop {
                let page = self.driver.key("Tab");
                let there = page
                    .marks
                    .iter()
                    .find(|it| Some(&it.id) == page.record.as_ref());
                if there.is_some_and(|it| it.label == label) {
                    break;
                }
            }
        }
    }
}
