//! The README says what the code says: its tables of keys and of formats are made from the commands and from
//! the formats. With `UPDATE=1` the tests write the tables instead of comparing them.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use sententia::app::command::{COMMANDS, Menu, key_of};
use sententia::app::keymap::Keymap;
use sententia::cli::formats::sign;
use sententia::formats::FORMATS;
use sententia::formats::facets::FACETS;
use sententia::i18n;

#[test]
fn the_readme_lists_the_keys() {
    lists("keys", keys);
}

#[test]
fn the_readme_lists_the_formats() {
    lists("formats", formats);
}

/// What stands between `<!-- name -->` and `<!-- /name -->` is this table.
fn lists(name: &str, table: fn() -> String) {
    // Both tests write the same file.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    i18n::set_language_here("en");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(&format!("<!-- {name} -->\n")).unwrap();
    let (_, after) = rest.split_once(&format!("<!-- /{name} -->")).unwrap();
    let table = table();
    let expected = format!("{before}<!-- {name} -->\n{table}<!-- /{name} -->{after}");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    } else {
        assert_eq!(
            readme, expected,
            "run UPDATE=1 cargo test --test all readme"
        );
    }
}

/// A row for each format: what it is, its ways, what it holds.
fn formats() -> String {
    let names = FACETS
        .iter()
        .map(|it| i18n::text(it.0, None).to_lowercase());
    let names: Vec<String> = names.collect();
    let mut table = format!(
        "| `--to`, `--from` | what | in | out | {} |\n",
        names.join(" | ")
    );
    table.push_str(&format!(
        "|---|---|---|---|{}\n",
        "---|".repeat(names.len())
    ));
    for format in FORMATS {
        let (holds, yes) = (format.holds, |it: bool| if it { "●" } else { "–" });
        let held: Vec<&str> = FACETS.iter().map(|(_, of)| sign(of(&holds))).collect();
        table.push_str(&format!(
            "| `{}` | {} | {} | {} | {} |\n",
            format.id,
            i18n::text(&format!("format-{}", format.id), None),
            yes(format.reader.is_some()),
            yes(format.writer.is_some()),
            held.join(" | ")
        ));
    }
    table
}

/// A row for each menu: its commands that have keys.
fn keys() -> String {
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
