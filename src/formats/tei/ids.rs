//! Names as XML wants them: no blank, no digit in front, no two the same.

use std::collections::{BTreeSet, HashMap, HashSet};

/// Whether a name can begin so.
fn begins(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '_'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// Whether a name can go on so.
fn goes_on(c: char) -> bool {
    begins(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}')
}

/// Whether a text is a name without a colon (`NCName`).
#[cfg(test)]
fn is_name(text: &str) -> bool {
    text.starts_with(begins) && text.chars().all(goes_on)
}

/// A name like a text.
pub fn name(text: &str, before: &str) -> String {
    let mut name = String::with_capacity(text.len() + before.len());
    if !text.starts_with(begins) {
        name.push_str(before);
    }
    name.extend(text.chars().map(|it| if goes_on(it) { it } else { '_' }));
    name
}

/// Whether a text is one word, as `@name` and `@value` want it.
pub fn is_word(text: &str) -> bool {
    let part = |it: char| it.is_alphanumeric() || it.is_ascii_punctuation();
    !text.is_empty() && text.chars().all(part)
}

/// The `xml:id`s of a document.
#[derive(Debug)]
pub struct Ids<'a> {
    reserved: &'a BTreeSet<String>,
    used: HashSet<String>,
    next: HashMap<String, usize>,
}

impl<'a> Ids<'a> {
    /// None so far, beside some that are taken already.
    pub fn beside(reserved: &'a BTreeSet<String>) -> Self {
        Self {
            reserved,
            used: HashSet::new(),
            next: HashMap::new(),
        }
    }

    /// An id like `wanted`, which begins with `before` where `wanted` cannot begin a name.
    pub fn take(&mut self, wanted: &str, before: &str) -> String {
        let plain = name(wanted, before);
        if self.is_free(&plain) {
            self.used.insert(plain.clone());
            return plain;
        }
        loop {
            let n = self.next.entry(plain.clone()).or_insert(1);
            *n += 1;
            let numbered = format!("{plain}.{n}");
            if self.is_free(&numbered) {
                self.used.insert(numbered.clone());
                return numbered;
            }
        }
    }

    fn is_free(&self, id: &str) -> bool {
        !self.used.contains(id) && !self.reserved.contains(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_and_never_the_same() {
        let reserved = BTreeSet::from(["text".to_owned()]);
        let mut ids = Ids::beside(&reserved);
        let all = ["T1", "T1", "text", "1:2", "é a", "", ""].map(|it| ids.take(it, "id-"));
        assert_eq!(
            all,
            ["T1", "T1.2", "text.2", "id-1_2", "é_a", "id-", "id-.2"]
        );
        assert!(all.iter().all(|it| is_name(it)));
        assert!(is_word("Works_for") && !is_word("works for") && !is_word(""));
    }
}
