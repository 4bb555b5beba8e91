//! A labelled text in Markdown: a number after each span, as a footnote that says what it is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use super::format::{Format, Hold, Holds, Item, Job, Shape, Writer, Writing};
use super::meta;
use super::names::Files;
use super::output::Output;
use super::page::{answers, named, short};
use super::report::{Ledger, LossKind};
use super::stances::words;
use crate::model::annotation::{Layer, Span};
use crate::model::id::SpanId;
use crate::model::project::Project;

struct Markdown;

/// The format `markdown`.
pub const MARKDOWN: Format = Format {
    id: "markdown",
    extension: "md",
    shape: Shape::Folder,
    holds: Holds {
        status: Hold::No,
        annotators: Hold::No,
        ..Holds::ALL
    },
    writer: Some(&Markdown),
    ..Format::NONE
};

impl Writer for Markdown {
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
        let name = self.files.next(&item.document.id, "md");
        self.out.start(&name)?;
        let mut odd = false;
        let page = page(self.job.project, item, &mut odd);
        ledger.add(LossKind::Characters, usize::from(odd));
        self.out.write_all(page.as_bytes())
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}

fn page(project: &Project, item: &Item, odd: &mut bool) -> String {
    let document = item.document;
    let language = document.meta.language.as_str();
    let empty = Layer::default();
    let layer = item.layer().unwrap_or(&empty);
    let mut out = format!("# {}\n\n", escaped(&one_line(document.title()), odd));
    let known = meta::pairs(&document.meta);
    let known = known.into_iter().filter(|it| it.0 != "title");
    let known = known.map(|(name, it)| (name.to_owned(), it));
    let said = answers(
        project,
        &layer.labels,
        &project.schema.document_labels,
        language,
    );
    let mut some = false;
    for (name, value) in known.chain(said) {
        let [name, value] = [name, value].map(|it| escaped(&one_line(&it), odd));
        writeln!(out, "- {name}: {value}").ok();
        some = true;
    }
    if some {
        out.push('\n');
    }
    let numbers: BTreeMap<&SpanId, usize> = layer
        .spans()
        .enumerate()
        .map(|(i, it)| (&it.id, i + 1))
        .collect();
    text(&mut out, document.text.as_str(), layer, &numbers, odd);
    for span in layer.spans() {
        footnote(&mut out, project, item, (layer, span), &numbers, odd);
    }
    out
}

/// The text with a number at the end of each span. A line end is one here, too.
fn text(
    out: &mut String,
    text: &str,
    layer: &Layer,
    numbers: &BTreeMap<&SpanId, usize>,
    odd: &mut bool,
) {
    let mut ends: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for span in layer.spans() {
        let number = numbers.get(&span.id).copied().unwrap_or_default();
        ends.entry(span.extent().end).or_default().push(number);
    }
    let mut from = 0;
    let mut made = String::with_capacity(text.len() * 2);
    for (end, all) in ends {
        // A number after a line end would begin the next line.
        let part = text.get(from..end).unwrap_or_default();
        let words = part.trim_end_matches(['\n', '\r']);
        made.push_str(&escaped(words, odd));
        for it in all {
            made.push_str(&format!("[^{it}]"));
        }
        from = end - (part.len() - words.len());
    }
    made.push_str(&escaped(text.get(from..).unwrap_or_default(), odd));
    let made = made.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = made.split('\n').collect();
    for (i, line) in lines.iter().enumerate() {
        out.push_str(&line_start(line));
        let goes_on = lines.get(i + 1).is_some_and(|it| !it.trim().is_empty());
        if goes_on && !line.trim().is_empty() {
            out.push('\\');
        }
        out.push('\n');
    }
    out.push('\n');
}

fn footnote(
    out: &mut String,
    project: &Project,
    item: &Item,
    (layer, span): (&Layer, &Span),
    numbers: &BTreeMap<&SpanId, usize>,
    odd: &mut bool,
) {
    let language = item.document.meta.language.as_str();
    let number = numbers.get(&span.id).copied().unwrap_or_default();
    let label = project.schema.label(&span.label);
    let name = label.map_or(span.label.as_str(), |it| {
        named(&it.name, it.id.as_str(), language)
    });
    let quote = short(&words(item.document, span));
    write!(
        out,
        "[^{number}]: **{}** “{}”",
        escaped(name, odd),
        escaped(&quote, odd)
    )
    .ok();
    let asked = label.map(|it| it.attributes.as_slice()).unwrap_or_default();
    for (name, value) in answers(project, &span.attributes, asked, language) {
        write!(
            out,
            "; {}: {}",
            escaped(&name, odd),
            escaped(&one_line(&value), odd)
        )
        .ok();
    }
    for link in layer.links_of(&span.id).filter(|it| it.from == span.id) {
        let kind = project.schema.link(&link.kind);
        let name = kind.map_or(link.kind.as_str(), |it| {
            named(&it.name, it.id.as_str(), language)
        });
        let to = numbers.get(&link.to).copied().unwrap_or_default();
        write!(out, "; → {} {to}", escaped(name, odd)).ok();
    }
    if !span.note.is_empty() {
        write!(out, "; *{}*", escaped(&one_line(&span.note), odd)).ok();
    }
    out.push('\n');
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in which nothing is a sign of Markdown.
fn escaped(text: &str, odd: &mut bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() => {
                *odd = true;
                out.push('\u{FFFD}');
            }
            c => out.push(c),
        }
    }
    out
}

/// A line that is no heading, list or block, whatever it begins with.
fn line_start(line: &str) -> String {
    let bare = line.trim_start();
    let blanks = &line[..line.len() - bare.len()];
    let digits = bare.trim_start_matches(|it: char| it.is_ascii_digit());
    let mut out: String = blanks
        .chars()
        .map(|it| {
            if it == ' ' || it == '\t' {
                '\u{A0}'
            } else {
                it
            }
        })
        .collect();
    if bare.starts_with(['#', '+', '-', '=', ':']) {
        out.push('\\');
        out.push_str(bare);
    } else if digits.len() < bare.len() && digits.starts_with(['.', ')']) {
        out.push_str(&bare[..bare.len() - digits.len()]);
        out.push('\\');
        out.push_str(digits);
    } else {
        out.push_str(bare);
    }
    out
}
