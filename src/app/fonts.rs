//! The fonts that come with the program. Each is in the binary once: the window and the text being read share them.

/// The face of the interface, of any weight from 100 to 900.
pub static INTER: &[u8] = include_bytes!("../../assets/fonts/Inter.ttf");

/// The usual face of the text being read: Latin, Greek, Cyrillic, phonetic signs.
pub static SERIF: &[u8] = include_bytes!("../../assets/fonts/NotoSerif-Regular.ttf");

pub static ARABIC: &[u8] = include_bytes!("../../assets/fonts/NotoNaskhArabic-Regular.ttf");

pub static HEBREW: &[u8] = include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf");

/// Arrows, mathematics, shapes, dingbats.
pub static SYMBOLS: &[u8] = include_bytes!("../../assets/fonts/SententiaSymbols.ttf");

/// In color, with families, flags and tones of skin.
pub static EMOJI: &[u8] = include_bytes!("../../assets/fonts/Twemoji.ttf");

/// Has every character and draws none: its widths make room for boxes with the code point.
pub static MISSING: &[u8] = include_bytes!("../../assets/fonts/SententiaMissing.ttf");

/// The fonts by name, each with its licence, as they are to be credited.
pub const CREDITS: &[(&str, &str)] = &[
    ("Inter", OFL),
    ("Noto Serif", OFL),
    ("Noto Naskh Arabic", OFL),
    ("Noto Sans Hebrew", OFL),
    ("Noto Sans Math, Symbols, Symbols 2", OFL),
    ("Twemoji", "CC BY 4.0, OFL 1.1"),
];

const OFL: &str = "SIL Open Font License 1.1";
