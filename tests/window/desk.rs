//! What lies ready before a test: a project made of texts, the settings; and what is looked at after it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use sententia::app::trace::Sight;
use tempfile::TempDir;

use super::driver::DEADLINE;

/// The program to test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_sententia");

/// English, light, without hints for beginners.
pub const SETTINGS: &str =
    "Settings(theme: Light, language: \"en\", annotator: \"Anna\", coach: false)\n";

/// A project made of texts by the program itself.
pub struct Desk {
    _folder: TempDir,
    pub project: PathBuf,
}

impl Desk {
    pub fn of(texts: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let incoming = folder.path().join("incoming");
        fs::create_dir(&incoming).expect("a folder");
        for (name, text) in texts {
            fs::write(incoming.join(name), text).expect("a text");
        }
        let project = folder.path().join("project");
        let made = program(&[
            "new",
            &project.to_string_lossy(),
            &incoming.to_string_lossy(),
        ]);
        assert!(made.0, "{}", made.1);
        Self {
            _folder: folder,
            project,
        }
    }

    /// The annotation file of Anna for a text.
    pub fn annotations(&self, text: &str) -> String {
        let path = self
            .project
            .join("annotations/anna")
            .join(format!("{text}.ron"));
        fs::read_to_string(path).unwrap_or_default()
    }

    pub fn journal(&self) -> String {
        journal(&self.project)
    }

    /// Waits until the files are as wanted.
    pub fn until(&self, what: &str, is: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is(self) {
            assert!(
                begun.elapsed() < DEADLINE,
                "waited in vain for: {what}\n{}",
                self.journal()
            );
            sleep(Duration::from_millis(10));
        }
    }

    /// `sententia check` finds nothing.
    pub fn check(&self) {
        let (well, said) = program(&["check", &self.project.to_string_lossy()]);
        assert!(well, "{said}");
    }

    /// What a reader in another language finds: a regular expression in Python looks at every span.
    /// Answers how many spans there are, or nothing where there is no Python.
    pub fn python(&self, text: &str) -> Option<usize> {
        let output = Command::new("python3")
            .args(["-c", PYTHON])
            .arg(
                self.project
                    .join("annotations/anna")
                    .join(format!("{text}.ron")),
            )
            .arg(self.project.join("texts").join(text))
            .output()
            .ok()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        said.trim().parse().ok()
    }
}

/// Checks `text[start:end] == quote` for each span of an annotation file.
const PYTHON: &str = r#"
import ast, re, sys
ron = open(sys.argv[1], encoding="utf-8").read()
text = open(sys.argv[2], encoding="utf-8", newline="").read()
spans = re.findall(r'id: "s-[^"]*", label: "[^"]*", at: \[\((\d+), (\d+)\)\], quote: ("(?:[^"\\]|\\.)*")', ron)
for start, end, quote in spans:
    quote = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda it: chr(int(it[1], 16)), quote)
    assert text[int(start):int(end)] == ast.literal_eval(quote), (start, end, quote)
print(len(spans))
"#;

/// The journal of Anna.
pub fn journal(project: &Path) -> String {
    fs::read_to_string(project.join("history/anna.journal")).unwrap_or_default()
}

/// A sub-command: whether it ended well, and what it said.
pub fn program(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(PROGRAM)
        .args(arguments)
        .env("LANG", "en_US.UTF-8")
        .output()
        .expect("the program runs");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

/// A sight without the words, for messages.
pub fn in_short(sight: &Sight) -> String {
    let mut sight = sight.clone();
    if let Some(page) = &mut sight.page {
        page.words.clear();
    }
    let widgets: Vec<String> = sight
        .widgets
        .drain(..)
        .map(|it| format!("{} {:?}", it.role, it.name))
        .collect();
    format!("{sight:?}\n{}", widgets.join("; "))
}
