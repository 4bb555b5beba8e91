//! Files that are zip files inside: the parts of a document of a word processor, the chapters of a book.

use super::super::input::Entry;
use super::super::report::Fault;

/// The parts of a packed file.
pub(super) struct Package(Vec<Entry>);

impl Package {
    pub fn open(entry: &Entry) -> Result<Self, Fault> {
        entry.unpack().map(Self)
    }

    /// A part by its path, as XML: UTF-8, or UTF-16 by its mark. `None` where there is no such part.
    pub fn part(&self, name: &str) -> Option<Result<String, Fault>> {
        let wanted = |it: &&Entry| it.name.eq_ignore_ascii_case(name);
        let exact = self.0.iter().find(|it| it.name == name);
        let entry = exact.or_else(|| self.0.iter().find(wanted))?;
        Some(entry.bytes().map(|it| as_xml(&it)))
    }

    pub fn bytes(&self, name: &str) -> Option<Result<Vec<u8>, Fault>> {
        let entry = self.0.iter().find(|it| it.name == name)?;
        Some(entry.bytes())
    }

    pub fn parts(&self) -> &[Entry] {
        &self.0
    }
}

/// The characters of an XML file.
pub(super) fn as_xml(bytes: &[u8]) -> String {
    let (encoding, _) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    encoding.decode_with_bom_removal(bytes).0.into_owned()
}
