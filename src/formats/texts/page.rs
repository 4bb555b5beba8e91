//! The text of a web page as a reader sees it: blocks on lines of their own, blanks as a browser shows
//! them, nothing of scripts and forms.

mod about;
mod lines;

use std::time::Duration;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::super::format::Intake;
use super::super::report::Fault;
use super::bounded::bounded;
use crate::analysis::comments::byline;
use crate::model::progress::Cancelled;
use about::about;
use lines::Lines;

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
    fill(&mut page.title, Some(found.title));
    fill(&mut page.author, found.byline);
    fill(&mut page.date, found.published_time);
    fill(&mut page.url, found.url);
    fill(&mut page.language, found.lang);
    if (page.author.is_empty() || page.date.is_empty())
        && let Some((author, date)) = byline(&page.text)
    {
        fill(&mut page.author, Some(author));
        fill(&mut page.date, date.map(|it| it.to_string()));
    }
    if readable && !whole {
        let (text, _) = shown(&Document::from(&*found.content));
        if !super::plain::is_blank(&text) {
            page.text = text;
        }
    }
    page
}

/// Takes what is said of a page if nothing was known.
fn fill(known: &mut String, more: Option<String>) {
    if known.is_empty() {
        *known = more.unwrap_or_default();
    }
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
