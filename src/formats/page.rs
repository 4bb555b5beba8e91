//! A labelled text to be read and printed: one page a document that needs no other file, with every span
//! underlined in the color and the line of its label, a legend, and a list of what is said of each. It has
//! no script, and follows the light or the dark of the system.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;

use super::format::{Format, Hold, Holds, Item, Job, Shape, Writer, Writing};
use super::meta;
use super::names::Files;
use super::output::Output;
use super::report::{Ledger, LossKind};
use super::stances::words;
use super::value::to_text;
use crate::model::annotation::{Attributes, Layer, Span};
use crate::model::id::SpanId;
use crate::model::project::Project;
use crate::model::schema::{Attribute, Label, Localized, Pattern, Rgb, Schema};
use crate::model::value::Value;

struct Page;

/// The format `page`.
pub const PAGE: Format = Format {
    id: "page",
    extension: "html",
    shape: Shape::Folder,
    holds: Holds {
        status: Hold::No,
        annotators: Hold::No,
        ..Holds::ALL
    },
    writer: Some(&Page),
    ..Format::NONE
};

impl Writer for Page {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        Ok(Box::new(Pages {
            job,
            out,
            files: Files::default(),
        }))
    }
}

struct Pages<'a> {
    job: Job<'a>,
    out: &'a mut dyn Output,
    files: Files,
}

impl Writing for Pages<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let name = self.files.next(&item.document.id, "html");
        self.out.start(&name)?;
        let page = page(self.job.project, item, ledger);
        self.out.write_all(page.as_bytes())
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}

/// More spans over the same words are not drawn, only listed.
const MOST_DRAWN: usize = 12;

const STYLE: &str = "\
:root{color-scheme:light dark;--paper:#fdfcfa;--ink:#1d1c1a;--soft:#6b6862;--line:#dedad2}\
@media(prefers-color-scheme:dark){:root{--paper:#1b1a18;--ink:#ece9e2;--soft:#a09c93;--line:#3a3833}}\
body{margin:0 auto;padding:2.5rem 1.25rem;max-width:42rem;background:var(--paper);color:var(--ink);\
font:1.0625rem/1.9 Georgia,'Noto Serif',serif}\
h1{font-size:1.5rem;line-height:1.3;margin:0 0 .5rem}\
dl,ul,ol{font:.875rem/1.5 system-ui,sans-serif}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;color:var(--soft);margin:0 0 1rem}\
dd{margin:0;overflow-wrap:anywhere}\
.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0 0 1.5rem}\
.text{white-space:pre-wrap;overflow-wrap:anywhere}\
.m{text-decoration-line:underline;text-decoration-thickness:2px;text-decoration-skip-ink:none}\
sup{font:.625rem/1 system-ui,sans-serif;color:var(--soft);text-decoration:none;display:inline-block}\
.spans{border-top:1px solid var(--line);margin:2rem 0 0;padding:1rem 0 0 2.5rem}\
.spans li{margin:0 0 .5rem;break-inside:avoid}\
.spans q{color:var(--soft)}\
a{color:inherit}\
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb}body{padding:0;max-width:none;font-size:11pt}\
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}";

fn page(project: &Project, item: &Item, ledger: &mut Ledger) -> String {
    let empty = Layer::default();
    let layer = item.layer().unwrap_or(&empty);
    let document = item.document;
    let language = document.meta.language.as_str();
    let schema: &Schema = &project.schema;
    let mut out = Sheet {
        project,
        language,
        out: String::with_capacity(document.text.len() * 2 + 4096),
        odd: false,
    };
    out.head(document.title(), schema);
    out.about(item, layer);
    out.legend(layer);
    let numbers: BTreeMap<&SpanId, usize> = layer
        .spans()
        .enumerate()
        .map(|(i, it)| (&it.id, i + 1))
        .collect();
    out.text(document.text.as_str(), layer, &numbers);
    out.list(item, layer, &numbers);
    out.out.push_str("</body>\n</html>\n");
    ledger.add(LossKind::Characters, usize::from(out.odd));
    out.out
}

struct Sheet<'a> {
    project: &'a Project,
    language: &'a str,
    out: String,
    /// Whether some character had to be replaced.
    odd: bool,
}

impl Sheet<'_> {
    fn head(&mut self, title: &str, schema: &Schema) {
        self.out.push_str("<!doctype html>\n<html");
        if !self.language.is_empty() {
            self.out.push_str(" lang=\"");
            self.escaped(self.language);
            self.out.push('"');
        }
        self.out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        self.escaped(title);
        write!(self.out, "</title>\n<style>{STYLE}").ok();
        for (i, label) in schema.labels.iter().enumerate() {
            let Rgb(r, g, b) = label.color;
            let line = match label.pattern {
                Pattern::Solid | Pattern::Margin => "solid",
                Pattern::Dots => "dotted",
                Pattern::Dashes => "dashed",
                Pattern::Wave => "wavy",
                Pattern::Double => "double",
            };
            write!(
                self.out,
                ".l{i}{{text-decoration-color:#{r:02x}{g:02x}{b:02x};text-decoration-style:{line}}}"
            )
            .ok();
        }
        for depth in 0..MOST_DRAWN {
            write!(
                self.out,
                ".d{depth}{{text-underline-offset:{}px}}",
                3 + 4 * depth
            )
            .ok();
        }
        self.out
            .push_str("</style>\n</head>\n<body>\n<h1 dir=\"auto\">");
        self.escaped(title);
        self.out.push_str("</h1>\n");
    }

    /// What is known of the document, and what was said of it.
    fn about(&mut self, item: &Item, layer: &Layer) {
        let known = meta::pairs(&item.document.meta);
        let known = known.into_iter().filter(|it| it.0 != "title");
        let mut pairs: Vec<(String, String)> =
            known.map(|(name, it)| (name.to_owned(), it)).collect();
        pairs.extend(self.answers(&layer.labels, &self.project.schema.document_labels));
        if pairs.is_empty() {
            return;
        }
        self.out.push_str("<dl>\n");
        for (name, value) in pairs {
            self.out.push_str("<dt>");
            self.escaped(&name);
            self.out.push_str("</dt><dd dir=\"auto\">");
            self.escaped(&value);
            self.out.push_str("</dd>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn legend(&mut self, layer: &Layer) {
        let used: BTreeSet<&str> = layer.spans().map(|it| it.label.as_str()).collect();
        if used.is_empty() {
            return;
        }
        self.out.push_str("<ul class=\"legend\">\n");
        let project = self.project;
        for (i, label) in project.schema.labels.iter().enumerate() {
            if used.contains(label.id.as_str()) {
                write!(self.out, "<li><span class=\"m d0 l{i}\">").ok();
                self.escaped(named(&label.name, label.id.as_str(), self.language));
                self.out.push_str("</span></li>\n");
            }
        }
        self.out.push_str("</ul>\n");
    }

    /// The text in pieces between any two places where a span begins or ends.
    fn text(&mut self, text: &str, layer: &Layer, numbers: &BTreeMap<&SpanId, usize>) {
        let mut begins: BTreeMap<usize, Vec<(&Span, usize)>> = BTreeMap::new();
        let mut cuts = BTreeSet::from([0, text.len()]);
        for span in layer.spans() {
            for at in &span.at {
                cuts.extend([at.start, at.end]);
                begins.entry(at.start).or_default().push((span, at.end));
            }
        }
        cuts.retain(|it| text.is_char_boundary(*it));
        self.out.push_str("<div class=\"text\" dir=\"auto\">");
        // Open stretches: the outermost first.
        let mut open: BTreeSet<(usize, Reverse<usize>, usize)> = BTreeSet::new();
        let mut ends: BTreeMap<usize, Vec<(usize, Reverse<usize>, usize)>> = BTreeMap::new();
        let labels: Vec<usize> = layer.spans().map(|it| self.place(it)).collect();
        let cuts: Vec<usize> = cuts.into_iter().collect();
        for pair in cuts.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            for key in ends.remove(&from).unwrap_or_default() {
                open.remove(&key);
            }
            for (span, end) in begins.remove(&from).unwrap_or_default() {
                let number = numbers.get(&span.id).copied().unwrap_or_default();
                let key = (from, Reverse(end), number);
                open.insert(key);
                ends.entry(end).or_default().push(key);
                write!(
                    self.out,
                    "<sup id=\"t{number}-{from}\"><a href=\"#s{number}\">{number}</a></sup>"
                )
                .ok();
            }
            let drawn: Vec<usize> = open.iter().take(MOST_DRAWN).map(|it| it.2).collect();
            for (depth, number) in drawn.iter().rev().enumerate().rev() {
                let label = labels.get(number - 1).copied().unwrap_or_default();
                write!(self.out, "<span class=\"m d{depth} l{label}\">").ok();
            }
            self.escaped(text.get(from..to).unwrap_or_default());
            for _ in &drawn {
                self.out.push_str("</span>");
            }
        }
        self.out.push_str("</div>\n");
    }

    /// The place of a span's label in the schema.
    fn place(&self, span: &Span) -> usize {
        let labels = &self.project.schema.labels;
        let place = labels.iter().position(|it| it.id == span.label);
        place.unwrap_or(labels.len())
    }

    fn list(&mut self, item: &Item, layer: &Layer, numbers: &BTreeMap<&SpanId, usize>) {
        if numbers.is_empty() {
            return;
        }
        self.out.push_str("<ol class=\"spans\">\n");
        for (i, span) in layer.spans().enumerate() {
            let place = self.place(span);
            let label = self.project.schema.labels.get(place);
            write!(
                self.out,
                "<li id=\"s{}\"><b class=\"m d0 l{place}\">",
                i + 1
            )
            .ok();
            let name = label.map_or(span.label.as_str(), |it| {
                named(&it.name, it.id.as_str(), self.language)
            });
            self.escaped(name);
            write!(
                self.out,
                "</b> <a href=\"#t{}-{}\"><q dir=\"auto\">",
                i + 1,
                span.extent().start
            )
            .ok();
            self.escaped(&short(&words(item.document, span)));
            self.out.push_str("</q></a>");
            let asked = label
                .map(|it: &Label| it.attributes.as_slice())
                .unwrap_or_default();
            for (name, value) in self.answers(&span.attributes, asked) {
                self.out.push_str("<br>");
                self.escaped(&name);
                self.out.push_str(": ");
                self.escaped(&value);
            }
            if !span.note.is_empty() {
                self.out.push_str("<br><i dir=\"auto\">");
                self.escaped(&span.note);
                self.out.push_str("</i>");
            }
            self.links(layer, span, numbers);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n");
    }

    fn links(&mut self, layer: &Layer, span: &Span, numbers: &BTreeMap<&SpanId, usize>) {
        let project = self.project;
        for link in layer.links_of(&span.id) {
            let leaves = link.from == span.id;
            let other = if leaves { &link.to } else { &link.from };
            let Some(number) = numbers.get(other) else {
                continue;
            };
            let kind = project.schema.link(&link.kind);
            let arrow = match (kind.is_some_and(|it| it.symmetric), leaves) {
                (true, _) => "↔",
                (false, true) => "→",
                (false, false) => "←",
            };
            write!(self.out, "<br>{arrow} ").ok();
            let name = kind.map_or(link.kind.as_str(), |it| {
                named(&it.name, it.id.as_str(), self.language)
            });
            self.escaped(name);
            write!(self.out, " <a href=\"#s{number}\">{number}</a>").ok();
        }
    }

    fn answers(&self, given: &Attributes, asked: &[Attribute]) -> Vec<(String, String)> {
        answers(self.project, given, asked, self.language)
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\r' => self.out.push_str("&#13;"),
                '\t' | '\n' => self.out.push(c),
                c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                    self.odd = true;
                    self.out.push('\u{FFFD}');
                }
                c => self.out.push(c),
            }
        }
    }
}

/// A name in a language, or the id where it has none.
pub fn named<'a>(name: &'a Localized, id: &'a str, language: &str) -> &'a str {
    let name = name.get(language);
    if name.is_empty() { id } else { name }
}

/// Answers with the names of their questions and choices.
pub fn answers(
    project: &Project,
    given: &Attributes,
    asked: &[Attribute],
    language: &str,
) -> Vec<(String, String)> {
    let all = given.iter().map(|(id, value)| {
        let question = asked.iter().find(|it| it.id == *id);
        let name = question.map_or(id.as_str(), |it| named(&it.name, id.as_str(), language));
        let choice = |it: &str| {
            let choices = question.map(|it| it.kind.choices()).unwrap_or_default();
            let known = choices.iter().find(|choice| choice.id.as_str() == it);
            known
                .map_or(it, |it| named(&it.name, it.id.as_str(), language))
                .to_owned()
        };
        let value = match value {
            Value::Flag(true) => "✓".to_owned(),
            Value::Flag(false) => "✗".to_owned(),
            Value::Choice(id) => choice(id.as_str()),
            Value::Choices(ids) => {
                let all: Vec<String> = ids.iter().map(|it| choice(it.as_str())).collect();
                all.join(", ")
            }
            Value::Target(id) => project.target_name(id).to_owned(),
            other => to_text(other),
        };
        (name.to_owned(), value)
    });
    all.collect()
}

/// Enough of the words of a span to know it by.
pub fn short(words: &str) -> String {
    const MOST: usize = 160;
    match words.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default().trim_end()),
        None => words.to_owned(),
    }
}
