//! The reading fonts: those that come with the program, and on wish those of the system for the scripts they lack.

use std::borrow::Cow;
use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, FallbackKey, Script, SourceCache};
use parley::{FontContext, FontData, FontFamily, FontFamilyName};

use super::scene::Face;
use crate::app::fonts;

/// Fonts with letters, and the emoji.
const BUNDLED: [&[u8]; 6] = [
    fonts::SERIF,
    fonts::INTER,
    fonts::ARABIC,
    fonts::HEBREW,
    fonts::SYMBOLS,
    fonts::EMOJI,
];

const EMOJI: FontFamilyName<'static> = FontFamilyName::named("Twemoji Mozilla");
const MISSING: FontFamilyName<'static> = FontFamilyName::named("Sententia Missing");

static SERIF: [FontFamilyName<'static>; 6] = [
    FontFamilyName::named("Noto Serif"),
    FontFamilyName::named("Noto Naskh Arabic"),
    FontFamilyName::named("Noto Sans Hebrew"),
    FontFamilyName::named("Inter"),
    FontFamilyName::named("Sententia Symbols"),
    EMOJI,
];

static SANS: [FontFamilyName<'static>; 6] = [
    FontFamilyName::named("Inter"),
    FontFamilyName::named("Noto Naskh Arabic"),
    FontFamilyName::named("Noto Sans Hebrew"),
    FontFamilyName::named("Noto Serif"),
    FontFamilyName::named("Sententia Symbols"),
    EMOJI,
];

/// Opens the bundled fonts; with `system`, fonts of the system serve for what those lack.
pub fn open(system: bool) -> FontContext {
    let mut collection = Collection::new(CollectionOptions {
        shared: false,
        system_fonts: system,
    });
    for bytes in BUNDLED.into_iter().chain([fonts::MISSING]) {
        collection.register_fonts(Blob::new(Arc::new(bytes)), None);
    }
    if system {
        prefer(&mut collection);
    }
    FontContext {
        collection,
        source_cache: SourceCache::default(),
    }
}

/// Families to prefer to the one the system names when asked for a script: there it chooses one that stacks marks wrongly.
const PREFERRED: [(&[u8; 4], &str); 1] = [(b"Thai", "Noto Sans Thai")];

fn prefer(collection: &mut Collection) {
    for (script, family) in PREFERRED {
        if let Some(family) = collection.family_id(family) {
            let key = FallbackKey::new(Script::from_bytes(*script), None);
            collection.set_fallbacks(key, std::iter::once(family));
        }
    }
}

/// Families to try in order for letters and symbols. One that does not exist is passed over.
pub fn families(face: Face) -> FontFamily<'static> {
    let list = match face {
        Face::Serif => Cow::Borrowed(&SERIF[..]),
        Face::Sans => Cow::Borrowed(&SANS[..]),
        Face::Named(family) => {
            let first = FontFamilyName::named(family);
            Cow::Owned([first].into_iter().chain(SERIF.clone()).collect())
        }
    };
    FontFamily::List(list)
}

/// Families to try for what is to be in color.
pub fn emoji() -> FontFamily<'static> {
    FontFamily::Single(EMOJI)
}

/// The family that has every character, for what is shown by its code.
pub fn missing() -> FontFamily<'static> {
    FontFamily::Single(MISSING)
}

/// Whether this is the family that has every character.
pub fn is_missing(font: &FontData) -> bool {
    std::ptr::eq(font.data.data().as_ptr(), fonts::MISSING.as_ptr())
}

/// Whether a family is only of use to this program: symbols, emoji, boxes.
pub fn is_own(family: &str) -> bool {
    family.starts_with("Sententia ") || family == "Twemoji Mozilla"
}
