//! From the bytes of a text to its characters. The bytes are never changed, and a byte order mark
//! stays as the first character, so that positions equal those of Python's `bytes.decode`.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use sha2::{Digest as _, Sha256};

/// The encodings offered when a guess is wrong; every other WHATWG name works too.
pub const ENCODINGS: &[&str] = &[
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1252",
    "ISO-8859-15",
    "macintosh",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "ISO-8859-2",
    "KOI8-R",
    "gb18030",
    "Big5",
    "Shift_JIS",
    "ISO-2022-JP",
    "EUC-JP",
    "EUC-KR",
];

/// Names that people and other programs know encodings by, beside those of WHATWG.
const ALIASES: &[(&str, &str)] = &[
    ("latin1", "windows-1252"),
    ("latin2", "ISO-8859-2"),
    ("latin9", "ISO-8859-15"),
    ("latin15", "ISO-8859-15"),
    ("macroman", "macintosh"),
    ("macosroman", "macintosh"),
    ("xmacroman", "macintosh"),
    ("maccyrillic", "x-mac-cyrillic"),
    ("ansi", "windows-1252"),
    ("utf8sig", "UTF-8"),
    ("utf16", "UTF-16LE"),
];

/// The encoding that is known by a name, be it WHATWG's, Java's or a usual one; `None` where there is none.
pub fn named(name: &str) -> Option<&'static Encoding> {
    let bare = |it: &str| -> String {
        let plain = it.chars().filter(char::is_ascii_alphanumeric);
        plain.collect::<String>().to_ascii_lowercase()
    };
    let wanted = bare(name);
    let alias = ALIASES.iter().find(|it| it.0 == wanted).map(|it| it.1);
    let usual = || ENCODINGS.iter().copied().find(|it| bare(it) == wanted);
    let spaced = || wanted.strip_prefix("cp").map(|it| format!("windows-{it}"));
    let label = |it: &str| Encoding::for_label_no_replacement(it.as_bytes());
    let found = label(name.trim()).or_else(|| label(alias.or_else(usual)?));
    let found = found.or_else(|| label(&wanted));
    found.or_else(|| label(&spaced()?))
}

/// Where the bytes stop to be UTF-8: the line, from 1.
pub fn line_of_fault(bytes: &[u8]) -> Option<usize> {
    let fault = std::str::from_utf8(bytes).err()?;
    let before = bytes.get(..fault.valid_up_to())?;
    Some(before.split(|it| *it == b'\n').count())
}

/// What an encoding seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// WHATWG name.
    pub encoding: String,
    /// Whether the bytes leave no other reading: a byte order mark, or valid UTF-8.
    pub certain: bool,
    /// Whether some bytes have no reading in this encoding.
    pub had_errors: bool,
}

/// A decoded text; bytes without a reading have become U+FFFD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub had_errors: bool,
}

/// Guesses the encoding; `None` where the bytes are no text at all.
pub fn guess(bytes: &[u8]) -> Option<Guess> {
    let (encoding, certain) = detect(bytes)?;
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    (!is_binary(&text)).then(|| Guess {
        encoding: encoding.name().to_owned(),
        certain: certain && !had_errors,
        had_errors,
    })
}

/// Decodes by the name of an encoding; `None` where there is no such encoding.
pub fn decode(bytes: &[u8], encoding: &str) -> Option<Decoded> {
    let encoding = named(encoding)?;
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    Some(Decoded {
        text: text.into_owned(),
        had_errors,
    })
}

/// The bytes of a text in an encoding; `None` where it has no place for some character.
pub fn encode(text: &str, encoding: &str) -> Option<Vec<u8>> {
    let encoding = named(encoding)?;
    let units = text.encode_utf16();
    if encoding == UTF_16LE {
        return Some(units.flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(units.flat_map(u16::to_be_bytes).collect());
    }
    let (bytes, _, had_errors) = encoding.encode(text);
    (!had_errors).then(|| bytes.into_owned())
}

/// The first characters of a text, for a look at a guess.
pub fn preview(bytes: &[u8], encoding: &str, n_chars: usize) -> Option<String> {
    let head = bytes.get(..n_chars.saturating_mul(4)).unwrap_or(bytes);
    Some(decode(head, encoding)?.text.chars().take(n_chars).collect())
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut hex = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        write!(hex, "{byte:02x}").ok();
    }
    hex
}

fn detect(bytes: &[u8]) -> Option<(&'static Encoding, bool)> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return None;
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some((encoding, true));
    }
    let head = bytes.get(..4096).unwrap_or(bytes);
    if let Some(encoding) = utf16_without_mark(head) {
        return Some((encoding, false));
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => return Some(seven_bits(bytes)),
        // Cut in its last character: UTF-8 all the same, of which that one character is lost.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            return Some((UTF_8, false));
        }
        Err(_) => {}
    }
    if head.contains(&0) {
        return None;
    }
    if is_nearly_utf8(bytes) {
        return Some((UTF_8, false));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    Some((detector.guess(None, Utf8Detection::Deny), false))
}

/// Whether the bytes are UTF-8 but for a few: of any other encoding hardly anything would be valid.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_good >= n_bad.saturating_mul(10)
}

/// What is valid UTF-8 may be an older code of seven bits that says of itself where it is not ASCII:
/// by escapes (ISO-2022) or by `~{` and `~}` (HZ, which has no name here). Then somebody has to say so.
fn seven_bits(bytes: &[u8]) -> (&'static Encoding, bool) {
    let has = |what: &[u8]| bytes.windows(what.len()).any(|it| it == what);
    if !bytes.is_ascii() {
        (UTF_8, true)
    } else if has(b"\x1b$@") || has(b"\x1b$B") {
        (ISO_2022_JP, false)
    } else {
        (UTF_8, !(has(b"\x1b$") || has(b"~{") && has(b"~}")))
    }
}

/// Western text in UTF-16 has a zero in every other place.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| {
        head.iter()
            .skip(first)
            .step_by(2)
            .filter(|it| **it == 0)
            .count()
    };
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if half < 2 {
        None
    } else if odd * 2 > half && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 2 > half && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Text has no NUL, and hardly any other control character.
fn is_binary(text: &str) -> bool {
    let (mut n, mut n_odd) = (0usize, 0usize);
    for c in text.chars().take(100_000) {
        if c == '\0' {
            return true;
        }
        n += 1;
        let usual = matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{1B}' | '\u{85}');
        n_odd += usize::from(c.is_control() && !usual || c == '\u{FFFD}');
    }
    n_odd * 10 > n
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|it| {
                if big {
                    it.to_be_bytes()
                } else {
                    it.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn encodings_are_guessed_and_marks_kept() {
        let text = "\u{FEFF}L’été dernier, le cœur serré, ils ont prédit la fin du papier.";
        let plain = text.trim_start_matches('\u{FEFF}');
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(plain);
        let cases: [(&[u8], &str, bool, &str); 7] = [
            (text.as_bytes(), "UTF-8", true, text),
            (plain.as_bytes(), "UTF-8", true, plain),
            (&utf16(text, false), "UTF-16LE", true, text),
            (&utf16(text, true), "UTF-16BE", true, text),
            (&utf16(plain, false), "UTF-16LE", false, plain),
            (&utf16(plain, true), "UTF-16BE", false, plain),
            (&windows, "windows-1252", false, plain),
        ];
        for (bytes, encoding, certain, expected) in cases {
            let guess = guess(bytes).unwrap();
            assert_eq!(
                (guess.encoding.as_str(), guess.certain, guess.had_errors),
                (encoding, certain, false)
            );
            assert_eq!(decode(bytes, encoding).unwrap().text, expected);
        }
    }

    #[test]
    fn what_can_be_read_in_another_way_is_asked_about() {
        let (japanese, _, _) = ISO_2022_JP.encode("予測と立場");
        let whole = "La fin du papier a été annoncé".as_bytes();
        let cut = &whole[..whole.len() - 1];
        let cases: [(&[u8], &str, bool, bool); 6] = [
            (&japanese, "ISO-2022-JP", false, false),
            (b"HZ: ~{VPND~} here", "UTF-8", false, false),
            (b"\x1b$)C Korean", "UTF-8", false, false),
            (b"\x1b[1mbold~{", "UTF-8", true, false),
            (cut, "UTF-8", false, true),
            ("été ~{a~}".as_bytes(), "UTF-8", true, false),
        ];
        for (bytes, encoding, certain, had_errors) in cases {
            let guess = guess(bytes).unwrap();
            assert_eq!(
                (guess.encoding.as_str(), guess.certain, guess.had_errors),
                (encoding, certain, had_errors),
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn a_bad_byte_does_not_make_another_encoding() {
        let mut bytes = "L’été, « déjà » passé à Noël.\nOn y a prédit la forêt brûlée"
            .as_bytes()
            .to_vec();
        bytes.push(0xE9);
        bytes.extend_from_slice(b".");
        let guess = guess(&bytes).unwrap();
        assert_eq!((guess.encoding.as_str(), guess.had_errors), ("UTF-8", true));
        assert_eq!(line_of_fault(&bytes), Some(2));
        assert_eq!(line_of_fault("été".as_bytes()), None);
    }

    #[test]
    fn encodings_have_several_names() {
        for (name, known) in [
            ("latin9", Some("ISO-8859-15")),
            ("Latin-1", Some("windows-1252")),
            ("MacRoman", Some("macintosh")),
            ("cp1250", Some("windows-1250")),
            ("koi8r", Some("KOI8-R")),
            ("utf_8", Some("UTF-8")),
            ("UTF-16-LE", Some("UTF-16LE")),
            ("IBM850", None),
            ("nichts", None),
        ] {
            assert_eq!(named(name).map(Encoding::name), known, "{name}");
        }
    }

    #[test]
    fn what_is_no_text_is_not_guessed() {
        for bytes in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            b"a\0b\0\0\0c",
            &[1, 2, 3, 4, 5],
        ] {
            assert_eq!(guess(bytes), None);
        }
        assert_eq!(decode(b"a", "no such encoding"), None);
        assert_eq!(
            sha256(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
