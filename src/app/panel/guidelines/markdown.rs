//! From Markdown to blocks: headings, paragraphs, lists, quotes, code, lines. Pictures and HTML are left
//! out; their words stay.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A piece of Markdown that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub kind: Kind,
    /// How many lists and quotes it stands in.
    pub depth: usize,
    pub runs: Vec<Run>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// From 1, the largest.
    Heading(u8),
    Paragraph,
    /// With the sign before it: `•` or a number.
    Item(String),
    Quote,
    Code,
    Rule,
}

/// Words of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
    pub link: Option<String>,
}

/// Reads Markdown; anything at all gives some blocks.
pub(super) fn blocks(source: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH) {
        reader.take(event);
    }
    reader.end();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    kind: Option<Kind>,
    runs: Vec<Run>,
    /// The next number of each list around, `None` for those with bullets.
    lists: Vec<Option<u64>>,
    quotes: usize,
    look: Run,
}

impl Reader {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.finish(tag),
            Event::Text(text) => self.push(&text),
            Event::Code(text) => {
                self.look.code = true;
                self.push(&text);
                self.look.code = false;
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Rule => {
                self.end();
                self.blocks.push(Block {
                    kind: Kind::Rule,
                    depth: 0,
                    runs: Vec::new(),
                });
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => self.open(Kind::Heading(level as u8)),
            Tag::Paragraph if self.kind.is_none() => {
                let kind = if self.quotes > 0 {
                    Kind::Quote
                } else {
                    Kind::Paragraph
                };
                self.open(kind);
            }
            Tag::BlockQuote(_) => {
                self.end();
                self.quotes += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.open(Kind::Code);
            }
            Tag::List(first) => {
                self.end();
                self.lists.push(first);
            }
            Tag::Item => {
                let sign = match self.lists.last_mut() {
                    Some(Some(n)) => {
                        *n += 1;
                        format!("{}.", *n - 1)
                    }
                    _ => "•".to_owned(),
                };
                self.open(Kind::Item(sign));
            }
            Tag::Strong => self.look.bold = true,
            Tag::Emphasis => self.look.italic = true,
            Tag::Link { dest_url, .. } => self.look.link = Some(dest_url.to_string()),
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.look.bold = false,
            TagEnd::Emphasis => self.look.italic = false,
            TagEnd::Link => self.look.link = None,
            TagEnd::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.end();
                self.lists.pop();
            }
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Item => self.end(),
            _ => {}
        }
    }

    fn open(&mut self, kind: Kind) {
        self.end();
        self.kind = Some(kind);
    }

    fn push(&mut self, text: &str) {
        if self.kind.is_none() {
            self.kind = Some(Kind::Paragraph);
        }
        self.runs.push(Run {
            text: text.to_owned(),
            ..self.look.clone()
        });
    }

    /// Closes the block that is open, if it holds anything.
    fn end(&mut self) {
        let Some(kind) = self.kind.take() else { return };
        let runs = std::mem::take(&mut self.runs);
        if !runs.is_empty() {
            self.blocks.push(Block {
                kind,
                depth: self.lists.len().saturating_sub(1),
                runs,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(block: &Block) -> String {
        block.runs.iter().map(|it| it.text.as_str()).collect()
    }

    #[test]
    fn markdown_becomes_blocks() {
        let found = blocks(
            "# Prédiction `p`\n\nUn *seul* [mot](https://x.org).\n\n- un\n- deux\n\n1. ici\n\n> là\n\n---\n\n```\na\nb\n```\n",
        );
        let kinds: Vec<Kind> = found.iter().map(|it| it.kind.clone()).collect();
        let item = |it: &str| Kind::Item(it.to_owned());
        let expected = [
            Kind::Heading(1),
            Kind::Paragraph,
            item("•"),
            item("•"),
            item("1."),
            Kind::Quote,
            Kind::Rule,
            Kind::Code,
        ];
        assert_eq!(kinds, expected);
        assert_eq!(plain(&found[1]), "Un seul mot.");
        assert!(found[1].runs[1].italic);
        assert_eq!(found[1].runs[3].link.as_deref(), Some("https://x.org"));
        assert_eq!(plain(&found[7]), "a\nb\n");
    }

    #[test]
    fn nested_lists_keep_their_depth() {
        let found = blocks("- a\n  - b\n- c\n");
        let depths: Vec<(String, usize)> = found.iter().map(|it| (plain(it), it.depth)).collect();
        assert_eq!(
            depths,
            [
                ("a".to_owned(), 0),
                ("b".to_owned(), 1),
                ("c".to_owned(), 0)
            ]
        );
    }
}
