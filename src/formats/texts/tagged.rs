//! Texts in records and tables that are written as HTML: by the tags in them, or by signs that are masked
//! wherever they stand.

use std::collections::BTreeMap;

use super::super::format::Intake;
use super::super::json::{Fields, Node};
use super::super::text_key::words;
use super::page;
use crate::model::progress::Cancelled;

/// Shorter texts are read at once, in bytes: nothing in them can be nested deeply, or take long.
const SHORT: usize = 1 << 14;

/// How texts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Markup {
    #[default]
    None,
    Html,
    /// No tags, but `&amp;` for `&`.
    Masked,
}

impl Markup {
    /// How texts are written, of which these are some. One that is masked has no sign that is not.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let (mut n, mut tagged, mut masked, mut bare) = (0, 0, 0, 0);
        for text in texts {
            n += 1;
            tagged += usize::from(TAGS.iter().any(|it| text.contains(it)));
            masked += usize::from(MASKED.iter().any(|it| text.contains(it.0)));
            bare += usize::from(has_bare(text));
        }
        match (tagged * 10 >= n && tagged > 0, masked > 0 && bare == 0) {
            (true, _) => Self::Html,
            (false, true) => Self::Masked,
            (false, false) => Self::None,
        }
    }

    /// The text as it is to be read.
    pub fn read(self, text: String, intake: &dyn Intake) -> Result<String, Cancelled> {
        match self {
            Self::Html if text.contains(['<', '&']) => {
                // Line ends between two blocks of words are meant, where there are no tags.
                let has_blocks = ["<p", "<br", "<div", "<li"]
                    .iter()
                    .any(|it| text.contains(it));
                let source = if has_blocks {
                    text.clone()
                } else {
                    text.replace('\n', "<br>")
                };
                let shown = if source.len() <= SHORT {
                    page::inline(&source)
                } else {
                    page::whole(source, intake)?.unwrap_or_default()
                };
                Ok(if shown.is_empty() { text } else { shown })
            }
            Self::Masked => Ok(unmasked(text)),
            _ => Ok(text),
        }
    }
}

/// What stands in HTML, and hardly in what people write about it.
const TAGS: &[&str] = &[
    "</p>",
    "</a>",
    "</b>",
    "</i>",
    "</em>",
    "</strong>",
    "</div>",
    "</span>",
    "</li>",
    "</blockquote>",
    "<br>",
    "<br/>",
    "<br />",
    "<p>",
];

/// Signs that are masked; the one that masks last.
const MASKED: &[(&str, &str)] = &[
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&nbsp;", "\u{A0}"),
    ("&amp;", "&"),
];

/// A text with its signs as they are read.
pub(super) fn unmasked(text: String) -> String {
    if !text.contains('&') {
        return text;
    }
    let all = MASKED.iter();
    all.fold(text, |text, it| text.replace(it.0, it.1))
}

/// Whether a sign stands there that would be masked.
fn has_bare(text: &str) -> bool {
    text.contains(['<', '>'])
        || text.match_indices('&').any(|(at, _)| {
            let after = text.get(at + 1..).unwrap_or_default();
            let end = after.find(|it: char| !it.is_alphanumeric() && it != '#');
            !end.is_some_and(|it| it > 0 && after.get(it..).is_some_and(|it| it.starts_with(';')))
        })
}

/// The texts of the first records under each of their keys, to see how they are written.
#[derive(Default)]
pub(super) struct Look(BTreeMap<String, Vec<String>>);

impl Look {
    /// Takes in one more record.
    pub fn see(&mut self, record: &Node) {
        for (key, node) in record.as_object().into_iter().flat_map(Fields::iter) {
            if let Some(text) = words(node) {
                let texts = self.0.entry(key.to_owned()).or_default();
                texts.push(text.chars().take(1 << 12).collect());
            }
        }
    }

    /// How the texts under a key are written.
    pub fn markup(&self, key: &str) -> Markup {
        let texts = self.0.get(key).map(Vec::as_slice);
        Markup::of(texts.unwrap_or_default().iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_may_be_nested_as_it_likes() {
        let deep = "<b>".repeat(SHORT / 3);
        assert_eq!(page::inline(&format!("{}oui", &deep[..SHORT - 4])), "oui");
        let deep = "<div>".repeat(SHORT / 5);
        assert_eq!(page::inline(&format!("{deep}oui")), "oui");
    }

    #[test]
    fn texts_are_html_by_their_tags_or_by_masked_signs() {
        let of = |texts: &[&str]| Markup::of(texts.iter().copied());
        assert_eq!(of(&["<p>Oui.</p>", "Non."]), Markup::Html);
        assert_eq!(of(&["Oui &amp; non", "Bof."]), Markup::Masked);
        for plain in [
            &["Oui & non &amp; si"][..],
            &["1 < 2 &lt; 3"],
            &["AT&T"],
            &["Oui."],
            &[],
        ] {
            assert_eq!(of(plain), Markup::None, "{plain:?}");
        }
        let mut talk = vec!["Rien."; 20];
        talk.push("On écrit <br> ou <p> en HTML.");
        assert_eq!(of(&talk), Markup::None);
    }
}
