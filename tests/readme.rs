//! The README says what the code says: its table of keys is made from the commands. With `UPDATE=1` the test
//! writes the table instead of comparing it.

use std::path::Path;

use sententia::app::command::{COMMANDS, Menu, key_of};
use sententia::app::keymap::Keymap;
use sententia::i18n;

#[test]
fn the_readme_lists_the_keys() {
    i18n::set_language_here("en");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("<!-- keys -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /keys -->").unwrap();
    let expected = format!("{before}<!-- keys -->\n{}<!-- /keys -->{after}", table());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    } else {
        assert_eq!(
            readme, expected,
            "run UPDATE=1 cargo test --test all readme"
        );
    }
}

/// A row for each menu: its commands that have keys.
fn table() -> String {
    let (keymap, _) = Keymap::new(None);
    let mut table = "| menu | keys |\n|---|---|\n".to_owned();
    for menu in Menu::ALL {
        let rows: Vec<String> = COMMANDS
            .iter()
            .copied()
            .flatten()
            .filter(|it| it.menu == menu)
            .filter_map(|it| {
                let keys: Vec<String> = keymap
                    .of(it.id)
                    .iter()
                    .map(|key| format!("`{key}`"))
                    .collect();
                (!keys.is_empty())
                    .then(|| format!("{} {}", i18n::text(&key_of(it.id), None), keys.join(" ")))
            })
            .collect();
        table.push_str(&format!("| {} | {} |\n", menu.title(), rows.join(" · ")));
    }
    table
}
