//! Pictures of the real program for the README and for people to look at: with `SENTENTIA_SHOTS=FOLDER`
//! this test writes them there as PNG, 1280 × 800. Without it, it only goes the same way.

use std::path::{Path, PathBuf};

use super::desk::SETTINGS;
use super::driver::Driver;
use super::screen::{self, Screen};

#[test]
fn pictures_of_the_program() {
    let folder = std::env::var_os("SENTENTIA_SHOTS").map(PathBuf::from);
    let Some(mut driver) = screen::start(None, SETTINGS) else {
        return;
    };
    driver.until("the welcome screen", |it| {
        it.widgets.iter().any(|it| it.name.contains("sample"))
    });
    let shot = |driver: &mut Driver<Screen>, name: &str| take(driver, folder.as_deref(), name);
    shot(&mut driver, "welcome");
    driver.choose("Try the sample");
    shot(&mut driver, "labelling-light");
}

fn take(driver: &mut Driver<Screen>, folder: Option<&Path>, name: &str) {
    driver.until("rest", |_| true);
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).expect("a folder");
        driver.hand.picture(&folder.join(format!("{name}.png")));
    }
}
