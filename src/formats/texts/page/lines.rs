//! The lines of a page as they grow: blocks on lines of their own, blanks as a browser shows them.

use dom_query::NodeRef;

/// What stands on lines of its own; those of the second list with an empty line around.
const BLOCKS: &[&str] = &[
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "li",
    "dt",
    "dd",
    "tr",
    "table",
    "ul",
    "ol",
    "dl",
    "form",
    "fieldset",
    "address",
    "figcaption",
    "caption",
    "body",
];
const PARAGRAPHS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "hr",
    "figure",
];

/// Lines as they grow.
#[derive(Default)]
pub(super) struct Lines {
    pub text: String,
    /// How many line ends are due before the next word, and whether a blank is.
    ends: usize,
    blank: bool,
    /// In how many elements one is that keep their blanks.
    pre: usize,
    /// Where a link ended last.
    link: Option<usize>,
    /// Where two elements meet that are no part of one word, and what parts them if nothing else does.
    joint: Option<(usize, char)>,
    /// In how many quotations one is, and whether the name that stands at the beginning of one is open.
    quotes: usize,
    quoted: bool,
}

impl Lines {
    /// What is due before an element, or the words of a text.
    pub fn enter(&mut self, node: &NodeRef) {
        if node.is_text() {
            return self.words(&node.text());
        }
        let Some(name) = node.node_name() else { return };
        self.around(&name);
        match &*name {
            "br" if !self.text.is_empty() || self.ends > 0 => {
                self.ends = (self.ends + 1).min(2);
                self.blank = false;
            }
            "pre" => self.pre += 1,
            "blockquote" => self.quotes += 1,
            "cite" => self.quoted = self.quotes > 0 && self.ends > 0,
            "time" => self.part(' '),
            "a" if self.link == Some(self.text.len()) && node.has_attr("href") => self.part(' '),
            "td" | "th" if self.ends == 0 && !self.text.is_empty() => {
                self.text.push('\t');
                self.blank = false;
            }
            _ => {}
        }
    }

    /// What is due after an element, once all in it was entered and left.
    pub fn leave(&mut self, node: &NodeRef) {
        let Some(name) = node.node_name() else { return };
        match &*name {
            "pre" => self.pre = self.pre.saturating_sub(1),
            "blockquote" => self.quotes = self.quotes.saturating_sub(1),
            "cite" if std::mem::take(&mut self.quoted) => self.part('\n'),
            "time" | "cite" => self.part(' '),
            "a" if node.has_attr("href") => self.link = Some(self.text.len()),
            _ => {}
        }
        self.around(&name);
    }

    fn part(&mut self, sign: char) {
        self.joint = Some((self.text.len(), sign));
    }

    fn around(&mut self, name: &str) {
        let ends = if PARAGRAPHS.contains(&name) {
            2
        } else {
            usize::from(BLOCKS.contains(&name))
        };
        if ends > 0 {
            self.ends = self.ends.max(ends);
            self.blank = false;
        }
    }

    fn words(&mut self, text: &str) {
        for c in text.chars() {
            if self.pre > 0 && matches!(c, ' ' | '\t' | '\n') {
                self.before(c);
                self.text.push(c);
            } else if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}') {
                self.blank = true;
            } else {
                self.before(c);
                self.text.push(c);
            }
        }
    }

    /// Writes what is due before a character.
    fn before(&mut self, next: char) {
        if !self.text.is_empty() {
            if self.ends > 0 {
                let trimmed = self.text.trim_end_matches([' ', '\t']).len();
                self.text.truncate(trimmed);
                self.text.extend(std::iter::repeat_n('\n', self.ends));
            } else if self.blank && !self.text.ends_with(['\t', '\n']) {
                self.text.push(' ');
            } else if let Some((at, sign)) = self.joint
                && at == self.text.len()
                && (sign == '\n' || self.text.ends_with(is_spaced) && is_spaced(next))
            {
                self.text.push(sign);
            }
        }
        (self.ends, self.blank, self.joint) = (0, false, None);
    }
}

/// Letters and figures of scripts that have blanks between words.
fn is_spaced(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2E80}'
}

#[cfg(test)]
mod tests {
    use super::super::inline;

    #[test]
    fn words_of_two_elements_are_not_glued() {
        for (source, text) in [
            (
                "<cite><a href=#>Zoé</a></cite><span><a href=#>12 mars 2019</a></span>",
                "Zoé 12 mars 2019",
            ),
            (
                "<a href=#>Répondre</a><span><a href=#>Supprimer</a></span>",
                "Répondre Supprimer",
            ),
            ("le <time>12 mars</time>par Zoé", "le 12 mars par Zoé"),
            (
                "Le <b>p</b>ont<a href=#>s</a> (<a href=#>1</a>).",
                "Le ponts (1).",
            ),
            (
                "<blockquote><cite>Ana a écrit :</cite>Le pont</blockquote>",
                "Ana a écrit :\nLe pont",
            ),
            (
                "<blockquote>J’ai lu <cite>Le Pont</cite> hier</blockquote>",
                "J’ai lu Le Pont hier",
            ),
            ("<a href=#>東</a><a href=#>京</a>", "東京"),
        ] {
            assert_eq!(inline(source), text, "{source}");
        }
    }
}
