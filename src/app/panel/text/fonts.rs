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
    for script in [Script::COMMON, Script::INHERITED, Script::UNKNOWN] {
        collection.append_fallbacks(FallbackKey::new(script, None), emoji.iter().copied());
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
