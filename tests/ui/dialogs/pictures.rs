//! Pictures to look at, made when the environment names a folder for them.

use sententia::app::dialog::about::AboutDialog;
use sententia::app::dialog::export::ExportDialog;
use sententia::app::dialog::import::ImportDialog;
use sententia::app::dialog::keys::KeysDialog;
use sententia::app::dialog::properties::DocumentDialog;

use super::import::texts;
use super::stage::{Stage, shot};
use super::welcome::{welcome, welcome_with_projects};

#[test]
#[expect(clippy::too_many_lines, reason = "a list of pictures")]
fn pictures_to_look_at() {
    if std::env::var_os("SHOTS").is_none() {
        return;
    }
    let sized: Vec<(&str, Stage, (f32, f32))> = vec![
        (
            "dialog-welcome-1280",
            welcome_with_projects(),
            (1280.0, 800.0),
        ),
        (
            "dialog-welcome-1280-dark",
            welcome_with_projects().dark(),
            (1280.0, 800.0),
        ),
        (
            "dialog-welcome-1920-fr",
            welcome_with_projects().in_french(),
            (1920.0, 1080.0),
        ),
        (
            "dialog-welcome-1920-dark-first",
            welcome().dark(),
            (1920.0, 1080.0),
        ),
        (
            "dialog-welcome-small",
            welcome_with_projects(),
            (760.0, 480.0),
        ),
        (
            "dialog-import-small",
            Stage::new().show(|cx| ImportDialog::new(cx, vec![texts().path().to_owned()])),
            (760.0, 480.0),
        ),
        (
            "dialog-export-small",
            Stage::with_sample().show(|cx| ExportDialog::new(cx).unwrap()),
            (760.0, 480.0),
        ),
        (
            "dialog-keys-small",
            Stage::with_sample().show(|_| KeysDialog::default()),
            (760.0, 480.0),
        ),
        (
            "dialog-about",
            Stage::new().show(|_| AboutDialog),
            (800.0, 600.0),
        ),
        (
            "dialog-export-dark-fr",
            Stage::with_sample()
                .dark()
                .in_french()
                .show(|cx| ExportDialog::new(cx).unwrap()),
            (900.0, 760.0),
        ),
        (
            "dialog-keys-dark-fr",
            Stage::with_sample()
                .dark()
                .in_french()
                .show(|_| KeysDialog::default()),
            (1280.0, 800.0),
        ),
        (
            "dialog-properties-dark-fr",
            Stage::with_sample()
                .dark()
                .in_french()
                .show(|cx| DocumentDialog::new(cx).unwrap()),
            (900.0, 800.0),
        ),
    ];
    let labelled = super::import::labelled();
    let given = || vec![labelled.path().to_owned()];
    let sized: Vec<_> = sized
        .into_iter()
        .chain([
            (
                "dialog-import-labelled-dark-fr",
                Stage::with_sample()
                    .dark()
                    .in_french()
                    .show(|cx| ImportDialog::new(cx, given())),
                (1280.0, 800.0),
            ),
            (
                "dialog-import-labelled-small",
                Stage::new().show(|cx| ImportDialog::new(cx, given())),
                (760.0, 480.0),
            ),
            (
                "dialog-export-1280",
                Stage::with_sample().show(|cx| ExportDialog::new(cx).unwrap()),
                (1280.0, 800.0),
            ),
        ])
        .collect();
    for (name, stage, size) in sized {
        let mut harness = stage.harness(size.0, size.1);
        shot(&mut harness, name);
    }
}
