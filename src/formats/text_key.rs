//! Under which key the texts of a file of records stand: chosen once for all of them, so that no two
//! records give different things. What is only an address, a path, a date or an id is never a text.

use std::borrow::Cow;

use super::json::{Fields, Node};
use super::looks::{Look, is_address, look};

/// Names that keys and columns of texts have, the likeliest first.
pub const USUAL: &[&str] = &[
    "text",
    "texte",
    "full_text",
    "content",
    "contenu",
    "body",
    "corps",
    "articleBody",
    "article_body",
    "comment",
    "commentaire",
    "comments",
    "commentaires",
    "comment_text",
    "com",
    "message",
    "tweet",
    "tweet_text",
    "post",
    "selftext",
    "textOriginal",
    "review",
    "review_text",
    "avis",
    "verbatim",
    "contribution",
    "article",
    "document",
    "sentence",
    "phrase",
];

/// Names of what is a text where there is no other.
const LAST: [&str; 2] = ["title", "titre"];

/// So many records tell which key it is.
pub const LOOKED_AT: usize = 200;

/// What the first records have under each of their keys.
#[derive(Debug, Default)]
pub struct Keys(Vec<Seen>);

#[derive(Debug, Default)]
struct Seen {
    name: String,
    /// Texts that say something.
    n: usize,
    n_links: usize,
    n_prose: usize,
    n_chars: usize,
    /// How many quotes of annotations stand where they say.
    n_quotes: usize,
}

/// The key that was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextKey {
    pub name: String,
    /// Whether nothing but the length of what stands there speaks for it.
    pub is_guess: bool,
}

impl Seen {
    /// Whether most of it is more than addresses: then one address is a text like the others.
    fn says(&self) -> bool {
        self.n_links * 2 < self.n
    }
}

impl Keys {
    /// Whether most of what stands under a key is more than addresses.
    pub fn says(&self, name: &str) -> bool {
        self.0.iter().any(|it| it.name == name && it.says())
    }

    /// Looks at one more record; `quotes` says how many quotes fit a text.
    pub fn see(&mut self, record: &Fields, quotes: impl Fn(&str) -> usize) {
        for (name, node) in record.iter() {
            let Some(text) = words(node) else { continue };
            if text.trim().is_empty() {
                continue;
            }
            let seen = self.get(name);
            seen.n += 1;
            seen.n_links += usize::from(is_address(&text));
            seen.n_prose += usize::from(look(&text) == Look::Words);
            seen.n_chars += text.chars().count();
            seen.n_quotes += quotes(&text);
        }
    }

    fn get(&mut self, name: &str) -> &mut Seen {
        let place = self.0.iter().position(|it| it.name == name);
        let place = place.unwrap_or_else(|| {
            self.0.push(Seen {
                name: name.to_owned(),
                ..Seen::default()
            });
            self.0.len() - 1
        });
        &mut self.0[place]
    }

    /// The key under which quotes stand where they say; else one of a usual name; else the one of the
    /// longest texts, where they are `long` in characters.
    pub fn choose(&self, long: usize) -> Option<TextKey> {
        let known = |seen: &Seen| TextKey {
            name: seen.name.clone(),
            is_guess: false,
        };
        let most = self.0.iter().map(|it| it.n_quotes).max().unwrap_or(0);
        let quoted = |it: &&Seen| most == 0 || it.n_quotes == most;
        let all = || self.0.iter().filter(quoted);
        let usual = USUAL.iter().chain(&LAST).find_map(|name| {
            let mut all = all().filter(|it| it.says());
            all.find(|it| it.name.eq_ignore_ascii_case(name))
        });
        if let Some(usual) = usual {
            return Some(known(usual));
        }
        let prose = all().filter(|it| most > 0 || it.n_prose * 2 > it.n);
        let prose = prose.filter(|it| most > 0 || it.n_chars >= long * it.n);
        let longest = prose.max_by_key(|it| it.n_chars / it.n.max(1))?;
        Some(TextKey {
            is_guess: most == 0,
            ..known(longest)
        })
    }
}

impl TextKey {
    /// Takes the text out of a record; one that has no such key at all may have it by another usual name.
    pub fn take<'a>(&self, record: &mut Fields<'a>) -> Option<(String, Cow<'a, str>)> {
        if record.contains_key(&self.name) {
            return Some((self.name.clone(), take(record, &self.name)?));
        }
        let usual = USUAL.iter().chain(&LAST).find_map(|name| {
            let mut all = record.iter();
            let found = all.find(|it| it.0.eq_ignore_ascii_case(name))?;
            words(found.1)
                .filter(|it| !is_address(it))
                .map(|_| found.0.to_owned())
        })?;
        let text = take(record, &usual)?;
        Some((usual, text))
    }
}

fn take<'a>(record: &mut Fields<'a>, name: &str) -> Option<Cow<'a, str>> {
    if let Some(text) = record.take_text(name) {
        return Some(text);
    }
    let text = words(record.get(name)?)?.into_owned();
    record.remove(name);
    Some(text.into())
}

/// A text, or one that is written in pieces, as in `["a ", {"type": "bold", "text": "b"}]`, or as a page
/// shows it, as in `{"rendered": "<p>a</p>"}`.
pub fn words<'n>(node: &'n Node) -> Option<Cow<'n, str>> {
    let piece = |it: &'n Node| it.as_str().or_else(|| it.get("text")?.as_str());
    match node {
        Node::Text(text) => Some(Cow::Borrowed(text.as_ref())),
        Node::List(all) if all.iter().any(Node::is_text) && all.iter().any(Node::is_object) => {
            let all: Option<Vec<&str>> = all.iter().map(piece).collect();
            all.map(|it| it.concat().into())
        }
        Node::Object(map) => map.get("rendered")?.as_str().map(Cow::Borrowed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(records: &[&str]) -> Option<(String, bool)> {
        let mut keys = Keys::default();
        for it in records {
            keys.see(&serde_json::from_str(it).unwrap(), |_| 0);
        }
        keys.choose(0).map(|it| (it.name, it.is_guess))
    }

    #[test]
    fn one_key_holds_the_texts_of_all_records() {
        let found = |name: &str, is_guess| Some((name.to_owned(), is_guess));
        let long = r#"{"comment": "Non.", "cleaned": "non non non non"}"#;
        assert_eq!(
            chosen(&[long, r#"{"comment": "Oui, bien."}"#]),
            found("comment", false)
        );
        let odd = r#"{"mot": "Oui, bien.", "url": "https://exemple.fr/une/page/tres/longue"}"#;
        assert_eq!(chosen(&[odd]), found("mot", true));
        let link = r#"{"source": "<a href=\"https://exemple.fr\">Un appareil bien nommé</a>", "a": "Oui, oui."}"#;
        assert_eq!(chosen(&[link]), found("a", true));
        assert_eq!(
            chosen(&[r#"{"image": "/data/upload/29/a.png", "n": 3, "on": "2024-01-01"}"#]),
            None
        );
        assert_eq!(chosen(&[r#"{"text": "https://exemple.fr/a.txt"}"#]), None);
    }

    #[test]
    fn pieces_of_a_text_are_joined() {
        let node: Node =
            serde_json::from_str(r#"["Va ", {"type": "bold", "text": "vite"}, "."]"#).unwrap();
        assert_eq!(words(&node).as_deref(), Some("Va vite."));
        let names: Node = serde_json::from_str(r#"["a", "b"]"#).unwrap();
        assert_eq!(words(&names), None);
    }
}
