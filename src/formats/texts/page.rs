//! The text of a web page as a reader sees it: blocks on lines of their own, blanks as a browser shows
//! them, nothing of scripts and forms.

use std::time::Duration;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::super::format::Intake;
use super::super::report::Fault;
use super::bounded::bounded;
use crate::model::progress::Cancelled;

/// No page is larger, in bytes.
pub(super) const MOST: usize = 32 << 20;
/// Nothing that people read is nested deeper.
const DEEPEST: usize = 400;
/// What has more elements is not searched for its article.
const MOST_ELEMENTS: usize = 50_000;
const PATIENCE: Duration = Duration::from_mins(1);

/// What is to be read on a page, and what it says of itself.
#[derive(Default)]
pub(super) struct Page {
    pub text: String,
    pub title: String,
    pub author: String,
    pub date: String,
    pub url: String,
    pub language: String,
}

/// The text of all of a page.
pub(super) fn whole(
    source: String,
    intake: &dyn Intake,
) -> Result<Result<String, Fault>, Cancelled> {
    bounded(PATIENCE, intake, move || {
        Ok(shown(&Document::from(source.as_str())).0)
    })
}

/// A few words that are written as HTML, as a page shows them.
pub(super) fn inline(source: &str) -> String {
    shown(&Document::from(source)).0
}

/// The article of a page where it has one and `whole` is not asked for, else all of it.
pub(super) fn article(
    source: String,
    whole: bool,
    intake: &dyn Intake,
) -> Result<Result<Page, Fault>, Cancelled> {
    bounded(PATIENCE, intake, move || Ok(read(&source, whole)))
}

fn read(source: &str, whole: bool) -> Page {
    let document = Document::from(source);
    let (text, depth) = shown(&document);
    let mut page = about(&document);
    page.text = text;
    if depth > DEEPEST {
        return page;
    }
    let config = Config {
        max_elements_to_parse: MOST_ELEMENTS,
        ..Config::default()
    };
    let Ok(mut reader) = Readability::with_document(document, None, Some(config)) else {
        return page;
    };
    let readable = reader.is_probably_readable();
    let Ok(found) = reader.parse() else {
        return page;
    };
    if page.title.is_empty() {
        page.title.clone_from(&found.title);
    }
    for (known, more) in [
        (&mut page.author, found.byline),
        (&mut page.date, found.published_time),
        (&mut page.url, found.url),
        (&mut page.language, found.lang),
    ] {
        if known.is_empty() {
            *known = more.unwrap_or_default();
        }
    }
    if readable && !whole {
        let (text, _) = shown(&Document::from(&*found.content));
        if !super::plain::is_blank(&text) {
            page.text = text;
        }
    }
    page
}

/// Where programs of weblogs and forums show who wrote a page, which has no other word of it.
const AUTHORS: &[&str] = &[
    ".post-author .fn",
    ".hentry .author .fn",
    ".postbody p.author strong",
    "[rel=\"author\"]",
];

/// The words of the first element that is there.
fn named(document: &Document, places: &[&str]) -> String {
    let all = places.iter().filter_map(|it| {
        let first = document.select(it).nodes().first()?.text();
        Some(first.trim().to_owned()).filter(|it| !it.is_empty())
    });
    all.into_iter().next().unwrap_or_default()
}

/// What the page says of itself where everybody can look it up.
fn about(document: &Document) -> Page {
    let meta = |names: &[&str]| {
        names
            .iter()
            .find_map(|it| {
                let found = document.select(&format!(
                    "meta[name=\"{it}\"], meta[property=\"{it}\"], meta[itemprop=\"{it}\"]"
                ));
                found.attr("content").filter(|it| !it.trim().is_empty())
            })
            .map(|it| it.trim().to_owned())
            .unwrap_or_default()
    };
    let attribute = |element: &str, name: &str| {
        let found = document.select(element).attr(name);
        found.map(|it| it.trim().to_owned()).unwrap_or_default()
    };
    let mut page = Page {
        title: meta(&["og:title", "dc.title", "DC.title", "twitter:title"]),
        author: meta(&["author", "article:author", "dc.creator", "DC.creator"]),
        date: meta(&[
            "article:published_time",
            "datePublished",
            "date",
            "dc.date",
            "DC.date",
        ]),
        url: attribute("link[rel=\"canonical\"]", "href"),
        language: attribute("html", "lang"),
        ..Page::default()
    };
    if page.title.is_empty() {
        let title = document.select("title").text();
        title.trim().clone_into(&mut page.title);
    }
    if page.url.is_empty() {
        page.url = meta(&["og:url"]);
    }
    if page.author.is_empty() {
        page.author = named(document, AUTHORS);
    }
    if page.date.is_empty() {
        let marked = [
            "abbr.published",
            ".hentry abbr.time.published",
            "time.published",
        ];
        let all = marked
            .iter()
            .flat_map(|it| ["title", "datetime"].map(|name| attribute(it, name)));
        page.date = all
            .into_iter()
            .find(|it| !it.is_empty())
            .unwrap_or_default();
    }
    page
}

/// The text that is seen, and how deep the page is. Without recursion, as pages are other people's.
fn shown(document: &Document) -> (String, usize) {
    let mut out = Lines::default();
    let (mut depth, mut deepest) = (0usize, 0usize);
    let mut next = Some((document.root(), true));
    while let Some((node, entering)) = next {
        let below = if entering {
            out.enter(&node);
            node.first_child().filter(|_| !is_unseen(&node))
        } else {
            out.leave(&node);
            None
        };
        next = match below {
            Some(child) => {
                depth += 1;
                deepest = deepest.max(depth);
                Some((child, true))
            }
            None if entering => Some((node, false)),
            None => match node.next_sibling() {
                Some(next) => Some((next, true)),
                None => {
                    depth = depth.saturating_sub(1);
                    node.parent().map(|it| (it, false))
                }
            },
        };
    }
    (out.text.trim_end().to_owned(), deepest)
}

/// Elements of which nothing is read.
fn is_unseen(node: &NodeRef) -> bool {
    const UNSEEN: &[&str] = &[
        "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object",
        "select", "textarea", "button", "input", "nav",
    ];
    let name = node.node_name();
    name.is_some_and(|it| UNSEEN.contains(&&*it)) || node.has_attr("hidden")
}

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
struct Lines {
    text: String,
    /// How many line ends are due before the next word, and whether a blank is.
    ends: usize,
    blank: bool,
    /// In how many elements one is that keep their blanks.
    pre: usize,
}

impl Lines {
    fn enter(&mut self, node: &NodeRef) {
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
            "td" | "th" if self.ends == 0 && !self.text.is_empty() => {
                self.text.push('\t');
                self.blank = false;
            }
            _ => {}
        }
    }

    fn leave(&mut self, node: &NodeRef) {
        let Some(name) = node.node_name() else { return };
        if &*name == "pre" {
            self.pre = self.pre.saturating_sub(1);
        }
        self.around(&name);
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
                self.before();
                self.text.push(c);
            } else if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}') {
                self.blank = true;
            } else {
                self.before();
                self.text.push(c);
            }
        }
    }

    /// Writes what is due before a character.
    fn before(&mut self) {
        if !self.text.is_empty() {
            if self.ends > 0 {
                let trimmed = self.text.trim_end_matches([' ', '\t']).len();
                self.text.truncate(trimmed);
                self.text.extend(std::iter::repeat_n('\n', self.ends));
            } else if self.blank && !self.text.ends_with(['\t', '\n']) {
                self.text.push(' ');
            }
        }
        (self.ends, self.blank) = (0, false);
    }
}
