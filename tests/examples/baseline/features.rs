//! What the model sees of a sentence: hashed words, pairs of words, endings, and a few shapes. No
//! list of words, so that it works in any language with words.

use sententia::model::segment;

/// The features of a sentence are numbers below this one.
pub const N_FEATURES: usize = 1 << 18;

/// The features of a sentence, sorted, each once; none where it has no word.
pub fn of(sentence: &str) -> Vec<usize> {
    let words: Vec<String> = segment::words(sentence)
        .filter_map(|it| sentence.get(it))
        .filter(|it| it.chars().any(char::is_alphanumeric))
        .map(|it| shaped(&it.to_lowercase()))
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut features = Vec::new();
    for word in &words {
        features.push(hash("word", word, ""));
        for n in [2, 3, 4] {
            if let Some(ending) = ending(word, n) {
                features.push(hash("ending", ending, ""));
            }
        }
    }
    for pair in words.windows(2) {
        features.push(hash("pair", &pair[0], &pair[1]));
    }
    features.push(hash("first", &words[0], ""));
    let length = words.len().ilog2().to_string();
    features.push(hash("length", &length, ""));
    for mark in ["?", "!", "%", "«", "“", "\"", ";", ":", "…"] {
        if sentence.contains(mark) {
            features.push(hash("mark", mark, ""));
        }
    }
    features.sort_unstable();
    features.dedup();
    features
}

/// A year is a year and a number a number, whichever it is.
fn shaped(word: &str) -> String {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let year = word
        .parse::<u16>()
        .is_ok_and(|it| (1500..2200).contains(&it));
    match digits {
        0 => word.to_owned(),
        4 if year => "⟨year⟩".to_owned(),
        _ => "⟨number⟩".to_owned(),
    }
}

/// The last `n` characters of a longer word.
fn ending(word: &str, n: usize) -> Option<&str> {
    let (start, _) = word.char_indices().rev().nth(n - 1)?;
    (start > 0).then(|| word.get(start..)).flatten()
}

/// FNV-1a, which gives the same numbers on every machine.
fn hash(kind: &str, a: &str, b: &str) -> usize {
    let parts = [kind, a, b];
    let bytes = parts.iter().flat_map(|it| it.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash % N_FEATURES as u64) as usize
}
