//! The reading fonts: those bundled with the program, and on wish those of the system for the scripts they lack.

use std::sync::Arc;

use parley::fontique::{
    Blob, Collection, CollectionOptions, FallbackKey, FamilyId, Script, SourceCache,
};
use parley::{FontContext, GenericFamily};

use super::scene::Face;

const TEXT: [&[u8]; 4] = [
    include_bytes!("../../../../assets/fonts/NotoSerif-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/Inter.ttf"),
    include_bytes!("../../../../assets/fonts/NotoNaskhArabic-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/NotoSansHebrew-Regular.ttf"),
];

/// Monochrome; colored emoji come from the system where it has them.
const EMOJI: &[u8] = include_bytes!("../../../../assets/fonts/NotoEmoji-Regular.ttf");

/// Scripts of the bundled fonts, among whose letters the emoji font serves for symbols: a symbol counts as the script it stands in.
const SYMBOLS_IN: [&[u8; 4]; 6] = [b"Latn", b"Grek", b"Cyrl", b"Arab", b"Hebr", b"Zyyy"];

/// Opens the bundled fonts; with `system`, fonts of the system serve for what those lack.
pub fn open(system: bool) -> FontContext {
    let mut collection = Collection::new(CollectionOptions {
        shared: false,
        system_fonts: system,
    });
    for bytes in TEXT {
        register(&mut collection, bytes);
    }
    let emoji = register(&mut collection, EMOJI);
    collection.append_generic_families(GenericFamily::Emoji, emoji.iter().copied());
    for script in SYMBOLS_IN {
        let key = FallbackKey::new(Script::from_bytes(*script), None);
        let known: Vec<FamilyId> = collection.fallback_families(key).collect();
        collection.set_fallbacks(key, known.into_iter().chain(emoji.iter().copied()));
    }
    FontContext {
        collection,
        source_cache: SourceCache::default(),
    }
}

/// Families to try in order, as in a style sheet.
pub fn families(face: Face) -> &'static str {
    match face {
        Face::Serif => "'Noto Serif', 'Noto Naskh Arabic', 'Noto Sans Hebrew', Inter",
        Face::Sans => "Inter, 'Noto Naskh Arabic', 'Noto Sans Hebrew', 'Noto Serif'",
    }
}

fn register(collection: &mut Collection, bytes: &'static [u8]) -> Vec<FamilyId> {
    let added = collection.register_fonts(Blob::new(Arc::new(bytes)), None);
    added.into_iter().map(|(family, _)| family).collect()
}
