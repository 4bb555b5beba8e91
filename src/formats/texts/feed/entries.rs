//! What stands in feeds and exports of weblogs: posts, and the comments below them, by their fields. RSS with
//! what `WordPress` adds to it, Atom as Blogger exports it, and the XML of Disqus.

use std::collections::BTreeMap;

use super::super::super::report::Fault;
use super::super::xml::{Element, Piece, walk};
use super::ID;

/// Something that somebody wrote.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub is_comment: bool,
    /// The item that it stands in.
    pub within: Option<usize>,
    /// By the names of its elements; of people and other things within, such as `author.name`.
    fields: BTreeMap<String, String>,
}

impl Item {
    /// The first of these fields that says something.
    pub fn get(&self, names: &[&str]) -> &str {
        let mut all = names.iter().filter_map(|it| self.fields.get(*it));
        all.next().map_or("", String::as_str)
    }

    /// Sets what is said first.
    fn set(&mut self, name: &str, text: &str) {
        let text = text.trim();
        if !text.is_empty() && !self.fields.contains_key(name) {
            self.fields.insert(name.to_owned(), text.to_owned());
        }
    }
}

/// All of a file, in its order.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub items: Vec<Item>,
    pub language: String,
    /// How authors are called, by the names that they log in with.
    pub names: BTreeMap<String, String>,
    /// Where the posts are, by their ids.
    pub posts: BTreeMap<String, usize>,
    path: Vec<String>,
    /// The items that are open, and how deep each is.
    open: Vec<(usize, usize)>,
    text: String,
    login: String,
}

impl Entries {
    /// Reads a file; what was read before a fault stands.
    pub fn of(source: &str) -> (Self, Result<(), Fault>) {
        let mut entries = Self::default();
        let walked = walk(source, |piece| match piece {
            Piece::Start(name, element) => entries.start(name, element),
            Piece::Text(text) => entries.text.push_str(text),
            Piece::End(name) => entries.end(name),
        });
        for (i, item) in entries.items.iter().enumerate() {
            let id = item.get(ID);
            if !item.is_comment && !id.is_empty() {
                entries.posts.entry(id.to_owned()).or_insert(i);
            }
        }
        (entries, walked)
    }

    fn start(&mut self, name: &str, element: &Element) {
        self.text.clear();
        self.path.push(name.to_owned());
        let get = |name: &str| element.get(name).unwrap_or_default();
        if self.path.len() == 1 {
            self.language = get("lang");
        }
        let begins = match name {
            "item" | "entry" | "comment" => true,
            // Within a post of Disqus, they say what it belongs to.
            "post" | "thread" => self.open.is_empty(),
            _ => false,
        };
        if begins {
            self.begin(matches!(name, "comment" | "post"));
        }
        let Some(item) = self.open.last().and_then(|it| self.items.get_mut(it.1)) else {
            return;
        };
        match name {
            _ if begins => item.set("own-id", &get("id")),
            "link" if matches!(get("rel").as_str(), "" | "alternate") => {
                item.set(name, &get("href"));
            }
            "category" => item.set("kind", kind(&get("term"))),
            "in-reply-to" => item.set(name, &get("ref")),
            "thread" | "parent" => item.set(name, &get("id")),
            _ => {}
        }
    }

    fn begin(&mut self, is_comment: bool) {
        let item = Item {
            is_comment,
            within: self.open.last().map(|it| it.1),
            ..Item::default()
        };
        self.open.push((self.path.len(), self.items.len()));
        self.items.push(item);
    }

    fn end(&mut self, name: &str) {
        let depth = self.path.len();
        let text = std::mem::take(&mut self.text);
        let item = self.open.last().copied();
        match (item, name) {
            (Some((at, _)), _) if at == depth => drop(self.open.pop()),
            (Some((at, i)), _) => {
                let parent = self
                    .path
                    .get(depth.wrapping_sub(2))
                    .filter(|_| depth > at + 1);
                let within = parent.map(|it| format!("{it}.{name}"));
                self.items[i].set(within.as_deref().unwrap_or(name), &text);
            }
            (None, "language") => text.trim().clone_into(&mut self.language),
            (None, "author_login") => text.trim().clone_into(&mut self.login),
            (None, "author_display_name") => {
                let login = std::mem::take(&mut self.login);
                self.names.insert(login, text.trim().to_owned());
            }
            _ => {}
        }
        self.path.pop();
    }
}

/// What Blogger calls an entry: `post`, `comment`, `settings`.
fn kind(term: &str) -> &str {
    term.split_once("kind#").map_or("", |it| it.1)
}
