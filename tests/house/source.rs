//! The sources as code without comments, and as strings with their places.

use std::fs;
use std::path::Path;

/// A file below `src/`.
pub struct Source {
    /// Such as `src/model/text.rs`.
    pub path: String,
    pub text: String,
    /// The text with comments and the insides of strings blanked; lines and lengths stay.
    code: String,
    /// Every string that is not in a test module.
    pub strings: Vec<Literal>,
}

/// A string of the code.
pub struct Literal {
    pub line: usize,
    /// As written, with its escapes.
    pub text: String,
    /// Whether it is the first argument of `tr!`.
    pub translated: bool,
}

/// Every file below `src/`, sorted.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join("src"), root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(folder: &Path, root: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, root, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            found.push(Source::new(
                name.replace('\\', "/"),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
}

impl Source {
    fn new(path: String, text: String) -> Self {
        let (code, mut strings) = lex(&text);
        if let Some(at) = code.find("#[cfg(test)]") {
            let last = code[..at].matches('\n').count() + 1;
            strings.retain(|it| it.line < last);
        }
        Self {
            path,
            text,
            code,
            strings,
        }
    }

    /// The folder below `src/`, or the name of a file that stands there alone.
    pub fn layer(&self) -> &str {
        let below = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let first = below.split('/').next().unwrap_or(below);
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Line and first name of every path that begins at the root of the crate.
    pub fn crate_paths(&self) -> Vec<(usize, String)> {
        let below = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let depth = below.trim_end_matches("/mod").split('/').count();
        let to_root = "super::".repeat(depth);
        let mut found = Vec::new();
        for (i, line) in self.code.lines().enumerate() {
            for start in ["crate::", to_root.as_str()] {
                for (at, _) in line.match_indices(start) {
                    let before = line[..at].chars().last();
                    let whole = before.is_none_or(|it| !is_word(it) && it != ':');
                    if whole {
                        let rest = &line[at + start.len()..];
                        found.extend(roots(rest).into_iter().map(|it| (i + 1, it)));
                    }
                }
            }
        }
        found
    }

    /// Line and name of every use of some names as paths or macros.
    pub fn names<'a>(&self, names: &[&'a str]) -> Vec<(usize, &'a str)> {
        let mut found = Vec::new();
        for (i, line) in self.code.lines().enumerate() {
            for name in names {
                let used = line.match_indices(name).any(|(at, _)| {
                    let before = line[..at].chars().last();
                    let after = &line[at + name.len()..];
                    let path = after.starts_with("::")
                        || after.starts_with("!(")
                        || after.starts_with(';');
                    before.is_none_or(|it| !is_word(it)) && path
                });
                if used {
                    found.push((i + 1, *name));
                }
            }
        }
        found
    }
}

/// The first names of `model::x`, or of each of `{model, store::y}`.
fn roots(path: &str) -> Vec<String> {
    let word = |it: &str| -> String { it.trim().chars().take_while(|it| is_word(*it)).collect() };
    match path.strip_prefix('{') {
        Some(group) => group
            .split(',')
            .map(word)
            .filter(|it| !it.is_empty())
            .collect(),
        None => vec![word(path)],
    }
}

fn is_word(it: char) -> bool {
    it.is_alphanumeric() || it == '_'
}

/// Blanks comments and strings, and gives the strings.
fn lex(text: &str) -> (String, Vec<Literal>) {
    let mut code = String::with_capacity(text.len());
    let mut strings = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let length = token(rest, code.chars().last());
        let (this, after) = rest.split_at(length);
        let quote = this.find('"').filter(|_| this.starts_with(['"', 'r']));
        if this.starts_with("//") || this.starts_with("/*") {
            code.extend(this.chars().map(blank));
        } else if let Some(open) = quote {
            let inside = this[open + 1..].trim_end_matches('#');
            let inside = inside.strip_suffix('"').unwrap_or(inside);
            let before = code.trim_end().strip_suffix("tr!(");
            strings.push(Literal {
                line,
                text: inside.to_owned(),
                translated: before.is_some_and(|it| !it.ends_with(is_word)),
            });
            code.extend(this.chars().map(blank));
        } else if first == '\'' && length > 1 {
            code.extend(this.chars().map(blank));
        } else {
            code.push_str(this);
        }
        line += this.matches('\n').count();
        rest = after;
    }
    (code, strings)
}

fn blank(it: char) -> char {
    if it == '\n' { '\n' } else { ' ' }
}

/// The length in bytes of what stands at the start of `rest`.
fn token(rest: &str, before: Option<char>) -> usize {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let until = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |it| it + from);
    if rest.starts_with("//") {
        return until("\n", 0);
    }
    if rest.starts_with("/*") {
        return (until("*/", 2) + 2).min(rest.len());
    }
    if let Some(quoted) = rest.strip_prefix('"') {
        return 1 + closing(quoted, '"');
    }
    let raw = rest
        .strip_prefix('r')
        .filter(|_| !before.is_some_and(is_word));
    if let Some(raw) = raw {
        let hashes = raw.bytes().take_while(|it| *it == b'#').count();
        if raw[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            return (until(&end, hashes + 2) + end.len()).min(rest.len());
        }
    }
    if let Some(character) = rest.strip_prefix('\'') {
        let mut chars = character.chars();
        let (first, second) = (chars.next(), chars.next());
        if first == Some('\\') {
            return 1 + closing(character, '\'');
        }
        if second == Some('\'') {
            return 2 + first.map_or(0, char::len_utf8);
        }
    }
    first
}

/// The length up to a mark that no backslash precedes, the mark included.
fn closing(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == mark {
            return i + 1;
        } else {
            escaped = c == '\\';
        }
    }
    text.len()
}

#[test]
fn comments_and_strings_are_told_apart() {
    let text = "a // \"x\"\nlet b = tr!(\"key-one\"); 'c' '\\'' r#\"q\"q\"# /* \" */ &'static d\n\"e\\\"\"";
    let (code, strings) = lex(text);
    assert_eq!(code.lines().count(), text.lines().count());
    assert!(
        code.contains("&'static d") && !code.contains(['x', 'q', 'y']),
        "{code}"
    );
    let found: Vec<_> = strings
        .iter()
        .map(|it| (it.line, it.text.as_str(), it.translated))
        .collect();
    assert_eq!(
        found,
        [
            (2, "key-one", true),
            (2, "q\"q", false),
            (3, "e\\\"", false)
        ]
    );
}
