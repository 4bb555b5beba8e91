//! Writing a project: texts go into the zip file as they come, the XML is written last.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Write};

use jiff::Timestamp;

use super::super::flat::stretches;
use super::super::format::{Item, Job, Options, Writing};
use super::super::markup::{attribute, clean, content};
use super::super::meta;
use super::super::output::{Output, Zip};
use super::super::report::{Ledger, LossKind};
use super::super::value::{BETWEEN, to_text};
use super::{CODES, ORIGIN, guid, is_guid, path};
use crate::model::annotation::{Layer, Span};
use crate::model::id::{AnnotatorId, SpanId};
use crate::model::project;
use crate::model::schema::Schema;
use crate::model::text::{Count, Text};
use crate::model::value::Value;

macro_rules! add {
    ($to:expr, $($said:tt)*) => {
        $to.push_str(&format!($($said)*))
    };
}

macro_rules! addln {
    ($to:expr, $($said:tt)*) => {{
        $to.push_str(&format!($($said)*));
        $to.push('\n');
    }};
}

/// A project on its way.
pub(super) struct Project<'a> {
    zip: Zip<&'a mut dyn Output>,
    options: &'a Options,
    of: &'a project::Project,
    name: String,
    users: BTreeSet<AnnotatorId>,
    /// Codes by path.
    codes: BTreeSet<String>,
    variables: BTreeSet<String>,
    used: BTreeSet<String>,
    sources: String,
    notes: String,
    links: String,
}

impl<'a> Project<'a> {
    pub(super) fn new(job: &Job<'a>, out: &'a mut dyn Output) -> Self {
        let labels = job.project.schema.labels.iter();
        Self {
            zip: Zip::new(out),
            options: job.options,
            of: job.project,
            name: job.project.name.clone(),
            users: BTreeSet::new(),
            codes: labels.map(|it| it.id.to_string()).collect(),
            variables: BTreeSet::new(),
            used: BTreeSet::new(),
            sources: String::new(),
            notes: String::new(),
            links: String::new(),
        }
    }

    /// The GUID of a record: its own where it has one, else one made of where it stands.
    fn own(&mut self, id: &str, what: &str, place: &str) -> String {
        let plain = id.to_lowercase();
        if is_guid(&plain) && self.used.insert(plain.clone()) {
            return plain;
        }
        let mut made = guid(what, place);
        let mut n = 1;
        while !self.used.insert(made.clone()) {
            n += 1;
            made = guid(what, &format!("{place}\0{n}"));
        }
        made
    }

    fn layer(
        &mut self,
        document: (&str, &Text),
        (by, layer): (&AnnotatorId, &Layer),
        ledger: &mut Ledger,
    ) {
        let user = guid("user", by.as_str());
        self.users.insert(by.clone());
        let mut guids: HashMap<&SpanId, String> = HashMap::new();
        for it in stretches(layer, self.options, ledger) {
            let Some(at) = document.1.from_bytes(&it.at, Count::CodePoint) else {
                ledger.add(LossKind::SpansOutsideText, 1);
                continue;
            };
            // A mark of the byte order is not written, and not counted.
            let mark = usize::from(document.1.as_str().starts_with(MARK));
            let (start, end) = (at.start.saturating_sub(mark), at.end.saturating_sub(mark));
            let span = it.span;
            let place = format!("{}\0{by}\0{}", document.0, span.id);
            let own = self.own(span.id.as_str(), "selection", &place);
            guids.entry(&span.id).or_insert_with(|| own.clone());
            let name = names(span);
            ledger.add(LossKind::Attributes, span.attributes.iter().count());
            self.codes.insert(span.label.to_string());
            let code = guid("code", span.label.as_str());
            let coding = guid("coding", &own);
            let when = Some(span.when).filter(|it| *it != Timestamp::UNIX_EPOCH);
            let when = when.map(|it| format!(" creationDateTime=\"{it}\""));
            let when = when.unwrap_or_default();
            add!(
                self.sources,
                "<PlainTextSelection guid=\"{own}\" name=\"{}\" startPosition=\"{}\" endPosition=\"{}\" creatingUser=\"{user}\"{when}>",
                said(&name, ledger),
                start,
                end
            );
            add!(
                self.sources,
                "<Coding guid=\"{coding}\" creatingUser=\"{user}\"{when}><CodeRef targetGUID=\"{code}\"/></Coding>"
            );
            if !span.note.is_empty() {
                let note = guid("note", &own);
                let (text, n) = clean(&span.note);
                ledger.add(LossKind::Characters, n);
                add!(self.sources, "<NoteRef targetGUID=\"{note}\"/>");
                addln!(
                    self.notes,
                    "<Note guid=\"{note}\" name=\"{}\" creatingUser=\"{user}\"><PlainTextContent>{}</PlainTextContent></Note>",
                    attribute(span.label.as_str()),
                    content(&text)
                );
            }
            self.sources.push_str("</PlainTextSelection>\n");
        }
        for link in layer.links() {
            let ends = guids
                .get(&link.from)
                .cloned()
                .zip(guids.get(&link.to).cloned());
            let Some((from, to)) = ends else {
                ledger.add(LossKind::Links, 1);
                continue;
            };
            let place = format!("{}\0{by}\0{}", document.0, link.id);
            let own = self.own(link.id.as_str(), "link", &place);
            addln!(
                self.links,
                "<Link guid=\"{own}\" name=\"{}\" direction=\"OneWay\" originGUID=\"{from}\" targetGUID=\"{to}\"/>",
                said(link.kind.as_str(), ledger)
            );
        }
    }

    /// Codes of the whole document.
    fn codings(
        &mut self,
        document: &str,
        (by, layer): (&AnnotatorId, &Layer),
        ledger: &mut Ledger,
    ) {
        let user = guid("user", by.as_str());
        for (question, value) in layer.labels.iter() {
            let question = question.as_str();
            ledger.add(LossKind::OwnLabels, usize::from(question != CODES));
            let paths: Vec<String> = match value {
                Value::Choices(all) if question == CODES => {
                    all.iter().map(ToString::to_string).collect()
                }
                other if question == CODES => {
                    to_text(other).split(BETWEEN).map(str::to_owned).collect()
                }
                Value::Choices(all) => all.iter().map(|it| format!("{question}/{it}")).collect(),
                other => vec![format!("{question}/{}", to_text(other))],
            };
            for path in paths {
                let own = guid("coding", &format!("{document}\0{by}\0{path}"));
                let code = guid("code", &path);
                addln!(
                    self.sources,
                    "<Coding guid=\"{own}\" creatingUser=\"{user}\"><CodeRef targetGUID=\"{code}\"/></Coding>"
                );
                self.codes.insert(path);
            }
        }
    }

    fn main(&mut self, ledger: &mut Ledger) -> io::Result<()> {
        self.zip.start("project.qde")?;
        let out = &mut self.zip;
        writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
        writeln!(
            out,
            "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"{}\" origin=\"{ORIGIN}\">",
            said(&self.name, ledger)
        )?;
        if !self.users.is_empty() {
            writeln!(out, "<Users>")?;
            for user in &self.users {
                let known = self.of.annotators.get(user);
                let name = known.map_or(user.as_str(), |it| it.name.as_str());
                writeln!(
                    out,
                    "<User guid=\"{}\" name=\"{}\"/>",
                    guid("user", user.as_str()),
                    attribute(name)
                )?;
            }
            writeln!(out, "</Users>")?;
        }
        if !self.codes.is_empty() {
            writeln!(out, "<CodeBook><Codes>")?;
            codes(&self.codes, &self.of.schema, out)?;
            writeln!(out, "</Codes></CodeBook>")?;
        }
        if !self.variables.is_empty() {
            writeln!(out, "<Variables>")?;
            for name in &self.variables {
                writeln!(
                    out,
                    "<Variable guid=\"{}\" name=\"{}\" typeOfVariable=\"Text\"/>",
                    guid("variable", name),
                    attribute(name)
                )?;
            }
            writeln!(out, "</Variables>")?;
        }
        for (name, inside) in [
            ("Sources", &self.sources),
            ("Notes", &self.notes),
            ("Links", &self.links),
        ] {
            if !inside.is_empty() {
                writeln!(out, "<{name}>\n{inside}</{name}>")?;
            }
        }
        writeln!(out, "</Project>")
    }
}

/// What other programs take away from the beginning of a text before they count.
const MARK: char = '\u{FEFF}';

impl Writing for Project<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let document = item.document;
        let id = document.id.as_str();
        let own = guid("source", id);
        self.zip.start(&format!("sources/{own}.txt"))?;
        let text = document.text.as_str();
        let bare = text.strip_prefix(MARK).unwrap_or(text);
        ledger.add(LossKind::Blanks, usize::from(bare.len() < text.len()));
        self.zip.write_all(bare.as_bytes())?;
        addln!(
            self.sources,
            "<TextSource guid=\"{own}\" name=\"{}\" plainTextPath=\"internal://{own}.txt\">",
            attribute(id)
        );
        for layer in &item.layers {
            self.layer((id, &document.text), *layer, ledger);
        }
        for layer in &item.layers {
            self.codings(id, *layer, ledger);
        }
        for (name, text) in meta::pairs(&document.meta) {
            let (text, n) = clean(&text);
            ledger.add(LossKind::Characters, n);
            addln!(
                self.sources,
                "<VariableValue><VariableRef targetGUID=\"{}\"/><TextValue>{}</TextValue></VariableValue>",
                guid("variable", name),
                content(&text)
            );
            self.variables.insert(name.to_owned());
        }
        self.sources.push_str("</TextSource>\n");
        Ok(())
    }

    fn finish(mut self: Box<Self>, ledger: &mut Ledger) -> io::Result<()> {
        self.main(ledger)?;
        self.zip.finish()
    }
}

fn said(text: &str, ledger: &mut Ledger) -> String {
    let (text, n) = clean(text);
    ledger.add(LossKind::Characters, n);
    attribute(&text).into_owned()
}

/// The answers about a span, as the name of its selection.
fn names(span: &Span) -> String {
    let escape = |text: &str| {
        text.replace('%', "%25")
            .replace(';', "%3B")
            .replace('=', "%3D")
    };
    let all = span
        .attributes
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name.as_str()), escape(&to_text(value))));
    all.collect::<Vec<_>>().join("; ")
}

/// Codes inside of codes, by their paths.
pub(super) fn codes(
    all: &BTreeSet<String>,
    schema: &Schema,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut whole: BTreeMap<Vec<String>, bool> = BTreeMap::new();
    for path in all {
        let parts = path::split(path);
        for n in 1..parts.len() {
            whole.entry(parts[..n].to_vec()).or_insert(false);
        }
        whole.insert(parts, true);
    }
    let mut open = 0_usize;
    for (parts, codable) in &whole {
        while open >= parts.len() {
            out.write_all(b"</Code>\n")?;
            open -= 1;
        }
        let path = path::join(parts.iter().map(String::as_str));
        let label = schema.labels.iter().find(|it| it.id.as_str() == path);
        write!(
            out,
            "<Code guid=\"{}\" name=\"{}\" isCodable=\"{codable}\"",
            guid("code", &path),
            attribute(&clean(parts.last().map_or("", String::as_str)).0)
        )?;
        if let Some(label) = label {
            write!(
                out,
                " color=\"#{:02X}{:02X}{:02X}\"",
                label.color.0, label.color.1, label.color.2
            )?;
        }
        out.write_all(b">")?;
        let help = label.map(|it| it.help.get("en")).unwrap_or_default();
        if !help.is_empty() {
            write!(
                out,
                "<Description>{}</Description>",
                content(&clean(help).0)
            )?;
        }
        open = parts.len();
    }
    for _ in 0..open {
        out.write_all(b"</Code>\n")?;
    }
    Ok(())
}
