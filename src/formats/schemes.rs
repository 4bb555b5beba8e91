//! Schemas made of what other programs are configured by: brat's `annotation.conf`, layers and tag sets
//! of `INCEpTION`, labels of doccano, the interface of Label Studio. What has no place here is told.

mod brat;
mod doccano;
mod draft;
mod inception;
mod label_studio;
mod xml;

pub use draft::{Left, Scheme};

/// The program that a configuration is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    Brat,
    Inception,
    Doccano,
    LabelStudio,
}

impl Program {
    /// Its own name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brat => "brat",
            Self::Inception => "INCEpTION",
            Self::Doccano => "doccano",
            Self::LabelStudio => "Label Studio",
        }
    }
}

/// Nobody configures more than this by hand: lines, tags, objects, alternatives.
const MOST: usize = 5_000;

/// Whether a text would take long to read.
fn is_too_much(source: &str) -> bool {
    let count = |what: u8| source.bytes().filter(|it| *it == what).count();
    let many = [b'\n', b'<', b'{'].into_iter().any(|it| count(it) > MOST);
    many || [b',', b'|'].into_iter().any(|it| count(it) > 4 * MOST)
}

/// Reads a configuration, known by what stands in it; `None` where it is none that is known. `name` is
/// what the schema is called.
pub fn read(name: &str, source: &str) -> Option<(Program, Scheme)> {
    if is_too_much(source) {
        return None;
    }
    let whole = source.trim_start_matches('\u{FEFF}');
    let source = whole.trim_start();
    let (program, scheme) = match source.chars().next()? {
        '<' => (Program::LabelStudio, label_studio::read(name, source)?),
        '{' | '[' if !brat::looks_like(source) => {
            let value = serde_json::from_str(source).ok()?;
            let doccano = doccano::read(name, &value).map(|it| (Program::Doccano, it));
            doccano.or_else(|| Some((Program::Inception, inception::read(name, &value)?)))?
        }
        _ => (Program::Brat, brat::read(name, whole)?),
    };
    let scheme = scheme.tidy();
    let known = !scheme.schema.labels.is_empty() || !scheme.schema.document_labels.is_empty();
    known.then_some((program, scheme))
}
