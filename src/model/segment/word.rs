//! Words: UAX #29, with French elision (`l’`, `qu’` are words) and with compounds kept whole
//! (`peut-être`, `24h/24`, `R&D`). A web or e-mail address is one word, so is an emoji;
//! punctuation is none.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::address;
use super::chars::{after, before, is_apostrophe, is_emoji, is_separator, is_unspaced, part};
use super::cuts::{Cuts, work};
use super::grapheme::{grapheme_ceil, grapheme_floor, is_border, trim};

/// Runs of characters that words never reach out of.
pub(super) const REGIONS: Cuts = Cuts {
    window: 1024,
    natural,
    forced: grapheme_ceil,
};

/// Short words that end in an apostrophe and are joined to the next one.
const ELIDED: &[&str] = &[
    "c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu", "s", "t",
];

/// The words of a region, or of any range that starts and ends between regions.
pub(super) fn within(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut pos = range.start;
    while pos < range.end {
        pos = region_from(text, pos..range.end, &mut words);
    }
    words
}

/// All words of a text in order.
pub(super) fn all(text: &str) -> impl Iterator<Item = Range<usize>> {
    let (mut pos, mut words, mut next) = (0, Vec::new(), 0);
    std::iter::from_fn(move || {
        while next == words.len() && pos < text.len() {
            words.clear();
            next = 0;
            pos = region_from(text, pos..text.len(), &mut words);
        }
        next += 1;
        words.get(next - 1).cloned()
    })
}

/// Adds the words of the region that starts where the range starts; gives where it ends.
fn region_from(text: &str, range: Range<usize>, words: &mut Vec<Range<usize>>) -> usize {
    let start = range.start;
    let end = REGIONS.after(text, start).min(range.end);
    let region = part(text, start..end);
    if !simple(region, start, words) {
        let found = in_region(region).into_iter();
        words.extend(found.map(|it| start + it.start..start + it.end));
    }
    end
}

/// Adds the words of a region that has nothing but Latin letters and digits, at most one apostrophe between
/// two letters, and at most one sign at its end, as most have: the same words, told without tables.
/// `false`, and nothing added, for any other.
fn simple(region: &str, shift: usize, words: &mut Vec<Range<usize>>) -> bool {
    let mut apostrophe: Option<Range<usize>> = None;
    let mut last = None;
    let mut end = region.len();
    for (at, c) in region.char_indices() {
        let before_it = last.replace(c);
        if is_plain_letter(c) || c.is_ascii_digit() && before_it.is_none_or(|it| it != '’') {
            continue;
        }
        let after_it = at + c.len_utf8();
        match c {
            '’' if apostrophe.is_none() && before_it.is_some_and(is_plain_letter) => {
                apostrophe = Some(at..after_it);
            }
            '.' | ',' | ';' | '!' | '?' | '…' if at > 0 && after_it == region.len() => end = at,
            _ => return false,
        }
    }
    if end == 0 || last == Some('’') || apostrophe.as_ref().is_some_and(|it| it.end == end) {
        return false;
    }
    work::count(region.len());
    let mut start = 0;
    if let Some(apostrophe) = apostrophe
        && is_elided(part(region, 0..apostrophe.start))
    {
        words.push(shift..shift + apostrophe.end);
        start = apostrophe.end;
    }
    words.push(shift + start..shift + end);
    true
}

/// A letter of French or English that no mark can be part of but its own.
fn is_plain_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | 'Œ' | 'œ' | 'Ÿ')
}

fn natural(text: &str, pos: usize) -> bool {
    if let Some([left, right]) = text.as_bytes().get(pos - 1..=pos)
        && left.is_ascii()
        && right.is_ascii()
    {
        let separates = |byte: u8| is_separator(char::from(byte));
        return separates(*left) != separates(*right);
    }
    let (Some(left), Some(right)) = (before(text, pos), after(text, pos)) else {
        return false;
    };
    let cut = is_separator(left) != is_separator(right) || is_unspaced(left) && is_unspaced(right);
    cut && is_border(text, pos)
}

/// A stretch of a region: a word or what stands between words.
struct Piece {
    range: Range<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Letters or digits.
    Letters,
    /// A short word up to its apostrophe.
    Elided,
    /// An address or an emoji: joined to nothing.
    Sealed,
    Punctuation,
}

fn in_region(region: &str) -> Vec<Range<usize>> {
    work::count(region.len());
    if region.chars().all(is_separator) {
        return Vec::new();
    }
    let pieces = pieces(region);
    let words = join(region, &pieces);
    whole(region, words)
}

fn pieces(region: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut pos = 0;
    for address in address::all(region) {
        plain_pieces(region, pos..address.start, &mut pieces);
        pos = address.end;
        pieces.push(Piece {
            range: address,
            kind: Kind::Sealed,
        });
    }
    plain_pieces(region, pos..region.len(), &mut pieces);
    pieces
}

fn plain_pieces(region: &str, range: Range<usize>, pieces: &mut Vec<Piece>) {
    let from = range.start;
    for (at, piece) in part(region, range).split_word_bound_indices() {
        let start = from + at;
        if piece.chars().any(char::is_alphanumeric) {
            let compound = follows_hyphen(region, pieces);
            split_letters(start, piece, compound, pieces);
        } else {
            let kind = if is_picture(piece) {
                Kind::Sealed
            } else {
                Kind::Punctuation
            };
            pieces.push(Piece {
                range: start..start + piece.len(),
                kind,
            });
        }
    }
}

fn is_picture(piece: &str) -> bool {
    piece.chars().any(|c| is_emoji(c) || c == '\u{FE0F}')
}

/// Whether what comes next continues a compound: `chef-d’œuvre` has no elision.
fn follows_hyphen(region: &str, pieces: &[Piece]) -> bool {
    match pieces {
        [.., word, hyphen] => {
            word.kind == Kind::Letters && is_hyphen(part(region, hyphen.range.clone()))
        }
        _ => false,
    }
}

fn is_hyphen(piece: &str) -> bool {
    matches!(piece, "-" | "\u{2010}" | "\u{2011}")
}

/// Cuts a run of letters after elided words, and at colons, which UAX #29 takes for letters.
fn split_letters(from: usize, piece: &str, compound: bool, pieces: &mut Vec<Piece>) {
    let mut start = from;
    for run in piece.split_inclusive(':') {
        let letters = run.trim_end_matches(':');
        if !compound {
            split_elided(start, letters, pieces);
        }
        let rest = pieces.last().map_or(start, |it| it.range.end.max(start));
        let colon = start + letters.len();
        start += run.len();
        push(pieces, rest..colon, Kind::Letters);
        push(pieces, colon..start, Kind::Punctuation);
    }
}

fn push(pieces: &mut Vec<Piece>, range: Range<usize>, kind: Kind) {
    if !range.is_empty() {
        pieces.push(Piece { range, kind });
    }
}

/// Takes elided words off the front of letters.
fn split_elided(from: usize, letters: &str, pieces: &mut Vec<Piece>) {
    let mut taken = 0;
    while let Some(length) = elided(part(letters, taken..letters.len())) {
        let start = from + taken;
        taken += length;
        push(pieces, start..from + taken, Kind::Elided);
    }
}

fn elided(letters: &str) -> Option<usize> {
    let (at, apostrophe) = letters.char_indices().find(|(_, c)| is_apostrophe(*c))?;
    let length = at + apostrophe.len_utf8();
    let known = length < letters.len() && is_elided(part(letters, 0..at));
    known.then_some(length)
}

/// Whether letters before an apostrophe are a word of their own.
pub(super) fn is_elided(letters: &str) -> bool {
    ELIDED.iter().any(|it| it.eq_ignore_ascii_case(letters))
}

/// The words, with what joins them: hyphens, and the apostrophe before a quotation mark (`l’« avenir »`).
fn join(region: &str, pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut last = Kind::Punctuation;
    for (at, piece) in pieces.iter().enumerate() {
        let gap = words.last().map_or(0, |it| it.end)..piece.range.start;
        match words.last_mut() {
            Some(word) if piece.kind == Kind::Punctuation => {
                if gap.is_empty()
                    && ends_elided(region, word.clone(), pieces.get(at..).unwrap_or_default())
                {
                    word.end = piece.range.end;
                    last = Kind::Elided;
                }
            }
            Some(word) if joins(region, word.clone(), last, piece) => word.end = piece.range.end,
            _ if piece.kind == Kind::Punctuation => {}
            _ => {
                words.push(piece.range.clone());
                last = piece.kind;
            }
        }
    }
    words
}

/// Whether the first of the pieces is the apostrophe of the word before it, something following at once.
fn ends_elided(region: &str, word: Range<usize>, pieces: &[Piece]) -> bool {
    let [apostrophe, next, ..] = pieces else {
        return false;
    };
    let opens =
        |c: char| c.is_alphanumeric() || matches!(c, '«' | '“' | '"' | '(' | '[' | '*' | '@' | '#');
    part(region, apostrophe.range.clone())
        .chars()
        .all(is_apostrophe)
        && is_elided(part(region, word))
        && after(region, next.range.start).is_some_and(opens)
}

fn joins(region: &str, word: Range<usize>, last: Kind, next: &Piece) -> bool {
    if last != Kind::Letters || !matches!(next.kind, Kind::Letters | Kind::Elided) {
        return false;
    }
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let left = digit(before(region, word.end));
    let right = digit(after(region, next.range.start));
    match part(region, word.end..next.range.start) {
        "-" | "\u{2010}" | "\u{2011}" | "&" => true,
        "/" => left || right,
        ":" => left && right,
        ".-" => is_initial(part(region, word)),
        _ => false,
    }
}

/// Whether the word ends in a single capital, as in `J.-P.`
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars().rev();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_none_or(|c| !c.is_alphabetic())
}

/// The words at borders of graphemes, without blank ends, and never overlapping.
fn whole(region: &str, words: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::with_capacity(words.len());
    for word in words {
        let word = grapheme_floor(region, word.start)..grapheme_ceil(region, word.end);
        match whole.last_mut() {
            Some(last) if word.start < last.end => last.end = last.end.max(word.end),
            _ => whole.push(word),
        }
    }
    whole.into_iter().map(|it| trim(region, it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words: Vec<_> = within(text, 0..text.len())
            .into_iter()
            .map(|it| part(text, it))
            .collect();
        assert_eq!(words, expected, "{text}");
    }

    #[test]
    fn simple_regions_have_the_words_of_any_other() {
        let letters = [
            "l", "QU", "ete", "ÉTÉ", "œuvre", "3", "a1", "www", "’", "’", "'",
        ];
        let signs = ["", ".", ",", "…", "!", ";", "?", "’", "-", ":"];
        for (a, b, c) in letters.iter().flat_map(|a| {
            let pairs = letters.iter().flat_map(move |b| signs.map(|c| (b, c)));
            pairs.map(move |(b, c)| (a, b, c))
        }) {
            for middle in ["", "’", "’’"] {
                let region = format!("{a}{middle}{b}{c}");
                let mut words = Vec::new();
                if simple(&region, 0, &mut words) {
                    assert_eq!(words, in_region(&region), "{region}");
                } else {
                    assert_eq!(words, [], "{region}");
                }
            }
        }
        let mut words = Vec::new();
        assert!(simple("L’été…", 7, &mut words));
        assert_eq!(words, [7..11, 11..16]);
    }

    #[test]
    fn elided_words_stand_alone() {
        check(
            "L’avenir qu’il n’a pas",
            &["L’", "avenir", "qu’", "il", "n’", "a", "pas"],
        );
        check(
            "jusqu'à l'aube, lorsqu’on",
            &["jusqu'", "à", "l'", "aube", "lorsqu’", "on"],
        );
        check(
            "j’t’aime puisqu’elle",
            &["j’", "t’", "aime", "puisqu’", "elle"],
        );
        check(
            "l’« avenir » de l’«art» d’1 an",
            &["l’", "avenir", "de", "l’", "art", "d’", "1", "an"],
        );
        check("quoiqu’E\u{301}milie", &["quoiqu’", "E\u{301}milie"]);
    }

    #[test]
    fn other_apostrophes_stay_inside() {
        for word in [
            "aujourd’hui",
            "prud’hommes",
            "quelqu’une",
            "presqu’île",
            "entr’ouvrir",
            "O’Connor",
            "rock’n’roll",
            "don't",
            "it’s",
            "chef-d’œuvre",
            "Côte-d’Or",
            "p’tit",
        ] {
            check(word, &[word]);
            check(&format!("« {word} »"), &[word]);
        }
        check("d’aujourd’hui", &["d’", "aujourd’hui"]);
        check("c’est-à-dire", &["c’", "est-à-dire"]);
        check("un 'mot' et ‘deux’", &["un", "mot", "et", "deux"]);
    }

    #[test]
    fn compounds_are_one_word() {
        for word in [
            "peut-être",
            "rendez-vous",
            "dit-il",
            "24h/24",
            "24/7",
            "8:30",
            "R&D",
            "J.-P",
            "1,5",
            "2.0",
            "5\u{2011}6",
            "G.O",
        ] {
            check(&format!("({word})."), &[word]);
        }
        check(
            "-Métier et/ou lieu - ici:là",
            &["Métier", "et", "ou", "lieu", "ici", "là"],
        );
        check("P.-O. L.", &["P.-O", "L"]);
    }

    #[test]
    fn addresses_are_one_word() {
        check(
            "Voir (http://exemple.fr/a-b?c=d&e=%C3%A9#f). Puis www.exemple.org/x/, ok",
            &[
                "Voir",
                "http://exemple.fr/a-b?c=d&e=%C3%A9#f",
                "Puis",
                "www.exemple.org/x/",
                "ok",
            ],
        );
        check(
            "l’adresse <jean.d-o+x@exemple.co.uk>.",
            &["l’", "adresse", "jean.d-o+x@exemple.co.uk"],
        );
    }

    #[test]
    fn emoji_are_words_and_punctuation_is_none() {
        check(
            "À bientôt ! 🙂👩‍👩‍👧 … — 🇫🇷🇧🇪 ❤️",
            &["À", "bientôt", "🙂", "👩‍👩‍👧", "🇫🇷", "🇧🇪", "❤️"],
        );
        check(" « … » !?", &[]);
        check("18\u{A0}% de 5\u{202F}000 €", &["18", "de", "5", "000"]);
    }

    #[test]
    fn other_scripts() {
        check("مرحبا بالعالم؟", &["مرحبا", "بالعالم"]);
        check("你好。世界", &["你", "好", "世", "界"]);
        check(
            "caf\u{65}\u{301} cafe\u{301}",
            &["caf\u{65}\u{301}", "cafe\u{301}"],
        );
        check(
            "\u{FEFF}Début\u{200B}suite\r\nfin",
            &["Début", "suite", "fin"],
        );
    }
}
