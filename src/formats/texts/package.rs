//! Files that are zip files inside: the parts of a document of a word processor, the chapters of a book.

use super::super::input::Entry;
use super::super::report::Fault;
use super::xml::{Piece, walk};

/// The parts of a packed file.
pub(super) struct Package(Vec<Entry>);

impl Package {
    pub fn open(entry: &Entry) -> Result<Self, Fault> {
        unlocked(entry)?;
        entry.unpack().map(Self)
    }

    /// A part by its path, as XML: UTF-8, or UTF-16 by its mark. `None` where there is no such part.
    pub fn part(&self, name: &str) -> Option<Result<String, Fault>> {
        let wanted = |it: &&Entry| it.name.eq_ignore_ascii_case(name);
        let exact = self.0.iter().find(|it| it.name == name);
        let entry = exact.or_else(|| self.0.iter().find(wanted))?;
        Some(entry.bytes().map(|it| as_xml(&it)))
    }

    /// The path of the part that a document of Word is in: where the package says so, else the usual one.
    pub fn main(&self) -> String {
        let mut found = None;
        if let Some(Ok(source)) = self.part("[Content_Types].xml") {
            let is_main = |it: String| it.contains("word") && it.ends_with(".main+xml");
            let walked = walk(&source, |piece| {
                if let Piece::Start("Override", it) = piece
                    && it.get("ContentType").is_some_and(is_main)
                {
                    found = it.get("PartName");
                }
            });
            // What was read before the fault stands.
            walked.ok();
        }
        let found = found.map(|it| it.trim_start_matches('/').to_owned());
        let found = found.filter(|it| self.part(it).is_some());
        found.unwrap_or_else(|| "word/document.xml".to_owned())
    }

    pub fn bytes(&self, name: &str) -> Option<Result<Vec<u8>, Fault>> {
        let entry = self.0.iter().find(|it| it.name == name)?;
        Some(entry.bytes())
    }

    pub fn parts(&self) -> &[Entry] {
        &self.0
    }
}

/// Whether a file of the Office programs is one of those they pack: with a password, it is not.
pub(super) fn unlocked(entry: &Entry) -> Result<(), Fault> {
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    match entry.head(4) {
        Ok(head) if head == COMPOUND => Err(Fault::Locked),
        _ => Ok(()),
    }
}

/// The characters of an XML file.
pub(super) fn as_xml(bytes: &[u8]) -> String {
    let (encoding, _) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    encoding.decode_with_bom_removal(bytes).0.into_owned()
}
