//! Finding words in a text as a reader means them: whatever the case, the accents and the way they are
//! stored, the kind of space or apostrophe, line ends and soft hyphens. Hits are bytes of the text as it
//! is stored, and never begin or end inside a grapheme.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::fold::{even_char, fold_char};
use crate::model::segment;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub words: String,
    /// Case and accents must be those typed.
    pub exact: bool,
    /// A hit must begin and end where words do.
    pub whole_words: bool,
}

impl Query {
    /// Nothing is looked for by white space alone.
    pub fn is_blank(&self) -> bool {
        self.words.trim().is_empty()
    }
}

/// A search under way: it can be stopped after any part of the text and gone on with later.
pub struct Search {
    text: Arc<str>,
    query: Query,
    letters: Letters,
    needle: Needle,
    /// The byte up to which the text was looked at.
    at: usize,
    /// Where the last hit ends: hits do not overlap.
    free: usize,
}

impl Search {
    pub fn new(text: Arc<str>, query: Query) -> Self {
        let needle = if query.is_blank() {
            Needle::default()
        } else {
            Needle::new(spelled(&query.words, query.exact))
        };
        Self {
            letters: Letters::new(query.exact),
            text,
            query,
            needle,
            at: 0,
            free: 0,
        }
    }

    /// Looks at about so many more bytes and adds the hits found there, in order. Returns whether there is more to
    /// look at.
    pub fn step(&mut self, bytes: usize, hits: &mut Vec<Range<usize>>) -> bool {
        if self.needle.letters.is_empty() {
            return false;
        }
        let upto = self.text.len().min(self.at.saturating_add(bytes));
        while self.at < upto {
            let grapheme = self.at..grapheme_end(&self.text, self.at);
            let words = self.text.get(grapheme.clone()).unwrap_or_default();
            let ends = self.needle.take(self.letters.of(words), grapheme.start);
            if let Some(start) = ends {
                self.offer(start..grapheme.end, hits);
            }
            self.at = grapheme.end;
        }
        self.at < self.text.len()
    }

    fn offer(&mut self, hit: Range<usize>, hits: &mut Vec<Range<usize>>) {
        let fits =
            hit.start >= self.free && (!self.query.whole_words || is_whole(&self.text, &hit));
        if fits {
            self.free = hit.end;
            hits.push(hit);
        }
    }
}

/// All hits, for short texts.
pub fn find(text: &str, query: &Query) -> Vec<Range<usize>> {
    let mut hits = Vec::new();
    Search::new(text.into(), query.clone()).step(text.len(), &mut hits);
    hits
}

/// A text as it is compared.
pub fn spelled(text: &str, exact: bool) -> Vec<char> {
    let mut letters = Letters::new(exact);
    text.graphemes(true)
        .flat_map(|it| letters.of(it).to_vec())
        .collect()
}

/// Whether a range begins and ends where words do.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let inner = segment::trim(text, range.clone());
    segment::snap(text, inner.clone()) == inner
}

/// The end of the grapheme that starts at byte `at`.
fn grapheme_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => at + 2,
        (Some(first), None) if first.is_ascii() => at + 1,
        (Some(first), Some(second)) if first.is_ascii() && second.is_ascii() => at + 1,
        _ => {
            let rest = text.get(at..).unwrap_or_default();
            at + rest.graphemes(true).next().map_or(1, str::len)
        }
    }
}

/// Turns graphemes into the letters they are compared by, one after the other.
struct Letters {
    exact: bool,
    /// Of several white spaces only the first counts.
    after_space: bool,
    /// Those of the last grapheme.
    last: Vec<char>,
}

impl Letters {
    fn new(exact: bool) -> Self {
        Self {
            exact,
            after_space: false,
            last: Vec::new(),
        }
    }

    fn of(&mut self, grapheme: &str) -> &[char] {
        let letters = &mut self.last;
        letters.clear();
        for c in grapheme.chars() {
            if self.exact {
                even_char(c, &mut |it| letters.push(it));
            } else {
                fold_char(c, &mut |it| letters.push(it));
            }
        }
        if letters.iter().all(|it| *it == ' ') {
            letters.truncate(usize::from(!self.after_space));
        }
        if let Some(last) = letters.last() {
            self.after_space = *last == ' ';
        }
        letters
    }
}

/// Knuth, Morris and Pratt's search: each letter of the text is looked at once.
#[derive(Default)]
struct Needle {
    letters: Vec<char>,
    /// How many letters still fit when the letter after the first `i + 1` does not.
    fallback: Vec<usize>,
    /// How many letters fit now.
    fitting: usize,
    /// The last letters of the text: the byte where their grapheme starts, and whether they come first in it.
    last: VecDeque<(usize, bool)>,
}

impl Needle {
    fn new(letters: Vec<char>) -> Self {
        let mut fallback = vec![0; letters.len()];
        let mut fitting = 0;
        for i in 1..letters.len() {
            while fitting > 0 && letters.get(i) != letters.get(fitting) {
                fitting = fallback.get(fitting - 1).copied().unwrap_or(0);
            }
            fitting += usize::from(letters.get(i) == letters.get(fitting));
            if let Some(place) = fallback.get_mut(i) {
                *place = fitting;
            }
        }
        Self {
            letters,
            fallback,
            fitting: 0,
            last: VecDeque::new(),
        }
    }

    /// Takes in the letters of a grapheme. If with them the needle is complete, returns the byte where it starts,
    /// provided that a grapheme starts there.
    fn take(&mut self, letters: &[char], start: usize) -> Option<usize> {
        for (i, letter) in letters.iter().enumerate() {
            self.push(*letter);
            if self.last.len() == self.letters.len() {
                self.last.pop_front();
            }
            self.last.push_back((start, i == 0));
        }
        let complete = !letters.is_empty() && self.fitting == self.letters.len();
        let first = self.last.front().filter(|it| complete && it.1);
        first.map(|it| it.0)
    }

    fn push(&mut self, letter: char) {
        if self.fitting == self.letters.len() {
            self.fall();
        }
        while self.fitting > 0 && self.letters.get(self.fitting) != Some(&letter) {
            self.fall();
        }
        self.fitting += usize::from(self.letters.get(self.fitting) == Some(&letter));
    }

    fn fall(&mut self) {
        let shorter = self
            .fitting
            .checked_sub(1)
            .and_then(|it| self.fallback.get(it));
        self.fitting = shorter.copied().unwrap_or(0);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn loose(words: &str) -> Query {
        Query {
            words: words.to_owned(),
            ..Query::default()
        }
    }

    fn found<'a>(text: &'a str, query: &Query) -> Vec<&'a str> {
        find(text, query).into_iter().map(|it| &text[it]).collect()
    }

    #[test]
    fn case_accents_spaces_and_apostrophes_do_not_matter() {
        let text = "L’ÉTÉ\u{A0}: l'e\u{301}te\u{301}\u{202F}! «\u{A0}l’œuvre\u{A0}»";
        assert_eq!(
            found(text, &loose("l'été")),
            ["L’ÉTÉ", "l'e\u{301}te\u{301}"]
        );
        assert_eq!(found(text, &loose("été :")), ["ÉTÉ\u{A0}:"]);
        assert_eq!(found(text, &loose("oeuvre")), ["œuvre"]);
        assert_eq!(found(text, &loose("Œuvre »")), ["œuvre\u{A0}»"]);
        assert_eq!(found(text, &loose("e")).len(), 5, "œ is not half a hit");
    }

    #[test]
    fn words_over_line_ends_and_soft_hyphens_are_found() {
        let text = "les\r\n   prix bais\u{AD}seront";
        assert_eq!(found(text, &loose("les prix")), ["les\r\n   prix"]);
        assert_eq!(found(text, &loose("baisseront")), ["bais\u{AD}seront"]);
    }

    #[test]
    fn exact_and_whole_words_narrow_it_down() {
        let text = "Où ou où, louer ; o\u{F9} o\u{75}\u{300}";
        let exact = Query {
            exact: true,
            ..loose("où")
        };
        assert_eq!(found(text, &exact), ["où", "où", "ou\u{300}"]);
        let whole = Query {
            whole_words: true,
            ..loose("ou")
        };
        assert_eq!(find(text, &whole).len(), 5, "not in “louer”");
    }

    #[test]
    fn an_emoji_is_found_whole_only() {
        let text = "👩‍🔬 et 👩";
        assert_eq!(find(text, &loose("👩")), [text.len() - 4..text.len()]);
        assert_eq!(found(text, &loose("👩‍🔬")), ["👩‍🔬"]);
    }

    #[test]
    fn hits_do_not_overlap_and_blanks_find_nothing() {
        assert_eq!(find("aaaaa", &loose("aa")), [0..2, 2..4]);
        assert!(find("a b", &loose(" ")).is_empty());
    }

    fn texts() -> impl Strategy<Value = String> {
        let trap = prop::sample::select(vec![
            "a",
            "b",
            "A",
            "é",
            "e\u{301}",
            "E",
            "œ",
            "oe",
            "o",
            "ß",
            "s",
            " ",
            "\u{A0}",
            "\u{202F}",
            "\n",
            "\r\n",
            "\r",
            "’",
            "'",
            "\u{AD}",
            "\u{200B}",
            "🙂",
            "👩‍🔬",
            "👩",
            "🇫🇷",
            "🇫",
            "\u{301}",
            "مر",
            "İ",
            "ﬁ",
            "fi",
        ]);
        prop::collection::vec(
            prop_oneof![9 => trap.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)],
            0..60,
        )
        .prop_map(|parts| parts.concat())
    }

    /// Each grapheme with its letters; the spaces after a space have none.
    fn naive_letters(text: &str, exact: bool) -> Vec<(usize, Vec<char>)> {
        let mut spaced = false;
        let of = |grapheme: &str| {
            let mut out = Vec::new();
            for c in grapheme.chars() {
                if exact {
                    even_char(c, &mut |it| out.push(it));
                } else {
                    fold_char(c, &mut |it| out.push(it));
                }
            }
            out
        };
        let mut all = Vec::new();
        for (at, grapheme) in text.grapheme_indices(true) {
            let mut letters = of(grapheme);
            if !letters.is_empty() && letters.iter().all(|it| *it == ' ') {
                letters = if spaced { Vec::new() } else { vec![' '] };
            }
            if let Some(last) = letters.last() {
                spaced = *last == ' ';
            }
            all.push((at, letters));
        }
        all
    }

    fn naive(text: &str, query: &Query) -> Vec<Range<usize>> {
        let needle: Vec<char> = naive_letters(&query.words, query.exact)
            .into_iter()
            .flat_map(|it| it.1)
            .collect();
        if query.is_blank() || needle.is_empty() {
            return Vec::new();
        }
        let graphemes = naive_letters(text, query.exact);
        let mut hits = Vec::new();
        let mut i = 0;
        while i < graphemes.len() {
            let mut letters = Vec::new();
            let mut j = i;
            while j < graphemes.len() && letters.len() < needle.len() && !graphemes[i].1.is_empty()
            {
                letters.extend_from_slice(&graphemes[j].1);
                j += 1;
            }
            let end = graphemes.get(j).map_or(text.len(), |it| it.0);
            let hit = graphemes[i].0..end;
            if letters == needle && (!query.whole_words || is_whole(text, &hit)) {
                hits.push(hit);
                i = j;
            } else {
                i += 1;
            }
        }
        hits
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn nothing_is_missed_and_nothing_is_wrong(
            text in texts(), words in texts(), from in 0_usize..60, len in 0_usize..12,
            cut in any::<bool>(), exact in any::<bool>(), whole_words in any::<bool>(),
        ) {
            // Half of the needles are parts of the text, so that there is something to find.
            let graphemes: Vec<&str> = text.graphemes(true).collect();
            let from = from.min(graphemes.len());
            let part = graphemes[from..graphemes.len().min(from + len)].concat();
            let query = Query { words: if cut { part } else { words.chars().take(2).collect() }, exact, whole_words };
            let hits = find(&text, &query);
            prop_assert_eq!(&hits, &naive(&text, &query));
            let borders: Vec<usize> = text.grapheme_indices(true).map(|it| it.0).chain([text.len()]).collect();
            for hit in &hits {
                prop_assert_eq!(spelled(&text[hit.clone()], exact), spelled(&query.words, exact));
                prop_assert!(borders.contains(&hit.start) && borders.contains(&hit.end));
            }
            prop_assert!(hits.windows(2).all(|it| it[0].end <= it[1].start));
        }

        #[test]
        fn a_search_in_steps_finds_the_same(text in texts(), words in "[aeo ]{1,2}", step in 1_usize..9) {
            let query = loose(&words);
            let mut search = Search::new(text.as_str().into(), query.clone());
            let mut hits = Vec::new();
            while search.step(step, &mut hits) {}
            prop_assert_eq!(hits, find(&text, &query));
        }
    }
}
