//! The work of one annotator on one document, in whatever format it was exported.

use super::super::casjson;
use super::super::draft::{Draft, DraftLayer};
use super::super::format::Intake;
use super::super::input::{Entry, Input};
use super::super::markup;
use super::super::report::{Fate, Fault, Problem};
use super::super::uima::{Cas, Fs, draft, keep_more, take_words};
use super::super::webanno;
use super::super::xmi::{self, TypeFiles, parse as parse_xmi};
use super::schema::Layers;
use crate::model::id::slug;
use crate::model::progress::Cancelled;
use crate::model::schema::Schema;

/// A file as feature structures, with the words and sentences that are no records.
struct Read {
    cas: Cas,
    words: Vec<Fs>,
    /// Whether it says nothing of what kind answers are.
    kindless: bool,
}

/// The draft of one document as one annotator left it; `None` where the file cannot be read, which is told.
pub fn draft(
    entry: &Entry,
    (name, user): (&str, &str),
    layers: &mut Layers,
    intake: &mut dyn Intake,
) -> Result<Option<Draft>, Cancelled> {
    let Some(mut read) = read(entry, true, intake) else {
        return Ok(None);
    };
    if read.kindless {
        layers.say_kinds(&mut read.cas.types);
    }
    let mut catch = Catch::new(intake, &entry.name);
    draft::give(&read.cas, Vec::new(), name, &mut catch)?;
    let (drafts, schemas) = (catch.drafts, catch.schemas);
    let Some(mut draft) = drafts.into_iter().next() else {
        return Ok(None);
    };
    let met = layers.met(&draft);
    for schema in met.iter().chain(&schemas) {
        intake.declare(schema);
    }
    keep_more(&mut draft, read.words, &id_of(user));
    if draft.layers.is_empty() {
        draft.layers.push(DraftLayer::default());
    }
    for layer in &mut draft.layers {
        user.clone_into(&mut layer.annotator);
        if read.kindless {
            webanno::guess::kinds(layer);
        }
    }
    Ok(Some(draft))
}

/// The id that an annotator will have.
fn id_of(user: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    if user.chars().all(plain) {
        user.to_owned()
    } else {
        slug(user)
    }
}

/// Whether such a file can be read here.
pub fn is_known(ending: &str) -> bool {
    matches!(ending, "xmi" | "xml" | "json" | "jcas" | "tsv" | "zip")
}

fn read(entry: &Entry, unpack: bool, intake: &mut dyn Intake) -> Option<Read> {
    let told = |it: Result<String, Fault>, intake: &mut dyn Intake| match it {
        Ok(it) => Some(it),
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            None
        }
    };
    let mut cas = match entry.ending().as_str() {
        "zip" if unpack => return packed(entry, intake),
        "json" | "jcas" => {
            let source = told(entry.text(), intake)?;
            let source = source.strip_prefix('\u{FEFF}').unwrap_or(&source);
            match casjson::parse(source, &entry.name, intake) {
                Ok(cas) => cas,
                Err(fault) => {
                    intake.tell(&entry.name, 0, fault, Fate::Skipped);
                    return None;
                }
            }
        }
        "tsv" => {
            let source = told(entry.text(), intake)?;
            let (cas, words) = webanno::parse(&source, &entry.name, intake)?;
            return Some(Read {
                cas,
                words,
                kindless: true,
            });
        }
        _ => {
            let source = told(markup::source(entry), intake)?;
            if xmi::is_inline(&source) {
                intake.tell(&entry.name, 0, xmi::INLINE, Fate::Skipped);
                return None;
            }
            parse_xmi(&source, None, &entry.name, intake)
        }
    };
    let words = take_words(&mut cas);
    Some(Read {
        cas,
        words,
        kindless: false,
    })
}

/// XMI comes in a zip file, together with its types.
fn packed(entry: &Entry, intake: &mut dyn Intake) -> Option<Read> {
    let inside = match entry.unpack() {
        Ok(inside) => inside,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return None;
        }
    };
    if let Some(one) = inside.iter().find(|it| it.ending() == "xmi") {
        let input = Input::of(&entry.name, inside.clone());
        let types = TypeFiles::of(&input, intake);
        let source = match markup::source(one) {
            Ok(source) => source,
            Err(fault) => {
                intake.tell(&entry.name, 0, fault, Fate::Skipped);
                return None;
            }
        };
        let mut cas = parse_xmi(&source, types.for_file(&one.name), &entry.name, intake);
        let words = take_words(&mut cas);
        return Some(Read {
            cas,
            words,
            kindless: false,
        });
    }
    let other = inside.iter().find(|it| is_known(&it.ending()));
    let Some(other) = other else {
        let fault = Fault::Unknown(entry.name.clone());
        intake.tell(&entry.name, 0, fault, Fate::Skipped);
        return None;
    };
    read(other, false, intake)
}

/// Keeps drafts and schemas back, and says of which file a problem is.
pub struct Catch<'a> {
    intake: &'a mut dyn Intake,
    file: &'a str,
    pub drafts: Vec<Draft>,
    schemas: Vec<Schema>,
}

impl<'a> Catch<'a> {
    pub fn new(intake: &'a mut dyn Intake, file: &'a str) -> Self {
        Self {
            intake,
            file,
            drafts: Vec::new(),
            schemas: Vec::new(),
        }
    }
}

impl Intake for Catch<'_> {
    fn declare(&mut self, schema: &Schema) {
        self.schemas.push(schema.clone());
    }

    fn document(&mut self, draft: Draft) -> Result<(), Cancelled> {
        self.drafts.push(draft);
        self.intake.check()
    }

    fn problem(&mut self, mut problem: Problem) {
        self.file.clone_into(&mut problem.file);
        self.intake.problem(problem);
    }

    fn check(&self) -> Result<(), Cancelled> {
        self.intake.check()
    }
}
