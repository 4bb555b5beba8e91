//! Feeds and exports of weblogs: each post a document, and each comment one, which says what it answers.
//! Comments of a post have its address, or its title, as their thread.

mod entries;

use super::super::draft::Draft;
use super::super::format::{Fit, Intake, Reader, Reading};
use super::super::input::{Entry, Input};
use super::super::markup;
use super::super::meta::set_text;
use super::super::report::{Fate, Fault};
use super::super::tei::root;
use super::known;
use super::plain::is_blank;
use super::table::row_name;
use super::tagged::Markup;
use crate::analysis::days::Order;
use crate::model::progress::Cancelled;
use entries::{Entries, Item};

const ENDINGS: &[&str] = &["xml", "rss", "atom"];
/// No export is larger, in bytes.
const MOST: u64 = 256 << 20;
/// So many bytes tell what a file is.
const HEAD: u64 = 1 << 16;

/// Reads feeds and exports of weblogs, each file by itself.
pub struct Feeds;

impl Reader for Feeds {
    fn knows(&self, input: &Input) -> Fit {
        if input.ending(ENDINGS).take(20).any(is_feed) {
            Fit::Surely
        } else {
            Fit::No
        }
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.entries() {
            intake.check()?;
            if is_feed(entry) {
                read(entry, intake)?;
            } else {
                intake.tell(&entry.name, 0, Fault::NotOfIt, Fate::Skipped);
            }
        }
        Ok(())
    }
}

fn is_feed(entry: &Entry) -> bool {
    let head = markup::head(entry, HEAD);
    let name = root(&head).unwrap_or_default();
    let name = name.rsplit(':').next().unwrap_or_default();
    matches!(name, "rss" | "feed" | "disqus") || name == "RDF" && head.contains("purl.org/rss")
}

fn read(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let source = if entry.n_bytes > MOST {
        Err(Fault::TooLarge)
    } else {
        markup::source(entry)
    };
    let source = match source {
        Ok(source) => source,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let (entries, walked) = Entries::of(&source);
    drop(source);
    if let Err(fault) = walked {
        intake.tell(&entry.name, 0, fault, Fate::Kept);
    }
    let (mut n, mut withheld) = (0, 0);
    for item in entries.items.iter().filter(|it| is_written(it)) {
        if is_withheld(item) {
            withheld += 1;
            continue;
        }
        let text = Markup::Html.read(item.get(TEXT).to_owned(), intake)?;
        n += 1;
        if is_blank(&text) {
            let fault = Fault::Empty(format!("{n} ({})", item.get(TITLE)));
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
        } else {
            intake.document(draft(entry, &entries, item, (n, text)))?;
        }
    }
    if withheld > 0 {
        let fault = Fault::Withheld(withheld.to_string());
        intake.tell(&entry.name, 0, fault, Fate::Skipped);
    }
    if n == 0 {
        super::told_empty(entry, intake);
    }
    Ok(())
}

const TEXT: &[&str] = &[
    "comment_content",
    "message",
    "encoded",
    "content",
    "description",
    "summary",
];
const TITLE: &[&str] = &["title"];
const ID: &[&str] = &["comment_id", "own-id", "post_id", "id", "guid"];
const ADDRESS: &[&str] = &["link", "guid"];
const AUTHOR: &[&str] = &["comment_author", "author.name", "creator", "author"];
const MOMENT: &[&str] = &[
    "comment_date",
    "post_date",
    "createdAt",
    "published",
    "created",
    "pubDate",
    "date",
    "updated",
];

/// Whether somebody wrote it to be read: no picture, menu or setting, and no thread of Disqus, whose article
/// stands elsewhere.
fn is_written(item: &Item) -> bool {
    let is_one = matches!(item.get(&["kind"]), "" | "post" | "comment" | "page");
    let is_blank = item.get(TEXT).is_empty();
    is_one
        && match item.get(&["post_type"]) {
            "" if item.get(&["forum"]).is_empty() => true,
            "post" | "page" => true,
            "attachment" | "revision" | "nav_menu_item" => false,
            _ => !is_blank,
        }
}

/// Whether it is not to be seen: deleted, or taken for unwanted.
fn is_withheld(item: &Item) -> bool {
    matches!(item.get(&["comment_approved"]), "spam" | "trash")
        || matches!(item.get(&["status"]), "trash" | "auto-draft" | "SPAM")
        || ["isSpam", "isDeleted"]
            .iter()
            .any(|it| item.get(&[it]) == "true")
}

fn draft(entry: &Entry, entries: &Entries, item: &Item, (n, text): (usize, String)) -> Draft {
    let mut draft = Draft::new(String::new(), text);
    let post = post_of(entries, item);
    let meta = &mut draft.meta;
    let author = item.get(AUTHOR);
    let author = entries.names.get(author).map_or(author, String::as_str);
    let title = if item.is_comment { "" } else { item.get(TITLE) };
    for (name, said) in [
        ("title", title),
        ("author", author),
        ("url", item.get(&ADDRESS[..1])),
        ("date", item.get(MOMENT)),
        ("language", entries.language.as_str()),
    ] {
        if !said.is_empty() {
            known::take_text(meta, name, name, said.to_owned(), Order::DayFirst);
        }
    }
    let of_thread = post.unwrap_or(item);
    let thread = [of_thread.get(ADDRESS), of_thread.get(TITLE)];
    let answered = item.get(&["comment_parent", "parent"]);
    let answered = if matches!(answered, "" | "0") {
        post.map(|it| it.get(ID)).unwrap_or_default()
    } else {
        answered
    };
    let thread = thread
        .into_iter()
        .find(|it| !it.is_empty())
        .unwrap_or_default();
    for (name, said) in [
        ("thread", thread),
        ("in_reply_to", answered),
        ("id", item.get(ID)),
    ] {
        if !said.is_empty() {
            set_text(meta, name, said.to_owned());
        }
    }
    draft.name = row_name(entry, &name(post, item), n);
    draft
}

/// The post that a comment stands below.
fn post_of<'e>(entries: &'e Entries, item: &Item) -> Option<&'e Item> {
    if let Some(within) = item.within {
        return entries.items.get(within);
    }
    let id = item.get(&["thread", "in-reply-to", "parent"]);
    entries.items.get(*entries.posts.get(id)?)
}

/// A name that sorts comments below their post; empty where ids are no names of files.
fn name(post: Option<&Item>, item: &Item) -> String {
    let ids = post.map(|it| it.get(ID)).into_iter().chain([item.get(ID)]);
    let ids: Vec<&str> = ids.collect();
    let is_name = |it: &&str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric());
    if ids.iter().all(is_name) {
        ids.join("-")
    } else {
        String::new()
    }
}
