//! How spaCy numbers words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words with a number of their own, in its order.
const SYMBOLS: &str = include_str!("../../../assets/spacy/symbols.txt");

static BY_NAME: LazyLock<BTreeMap<&str, u64>> =
    LazyLock::new(|| SYMBOLS.lines().zip(0..).collect());
static BY_NUMBER: LazyLock<Vec<&str>> = LazyLock::new(|| SYMBOLS.lines().collect());

/// The number of a word.
pub fn number(word: &str) -> u64 {
    match BY_NAME.get(word) {
        Some(number) => *number,
        None => murmur(word.as_bytes()),
    }
}

/// The words of one file, by their numbers.
#[derive(Debug, Default)]
pub struct Words(BTreeMap<u64, String>);

impl Words {
    pub fn new(words: impl Iterator<Item = String>) -> Self {
        Self(words.map(|it| (number(&it), it)).collect())
    }

    pub fn get(&self, number: u64) -> Option<&str> {
        let own = usize::try_from(number)
            .ok()
            .and_then(|it| BY_NUMBER.get(it));
        own.copied()
            .or_else(|| self.0.get(&number).map(String::as_str))
    }
}

/// `MurmurHash64A` with the seed 1.
fn murmur(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mix = |it: u64| {
        let it = it.wrapping_mul(M);
        (it ^ (it >> 47)).wrapping_mul(M)
    };
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let (eights, rest) = bytes.as_chunks::<8>();
    for eight in eights {
        hash = (hash ^ mix(u64::from_le_bytes(*eight))).wrapping_mul(M);
    }
    if !rest.is_empty() {
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash = (hash ^ (hash >> 47)).wrapping_mul(M);
    hash ^ (hash >> 47)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_spacys_numbers() {
        // As `spacy.strings.get_string_id` gives them.
        for (word, wanted) in [
            ("", 0),
            ("PERSON", 380),
            ("hello", HELLO),
            ("coffee", 3_197_928_453_018_144_401),
            ("l’été 😊 and more than sixteen", LONG),
        ] {
            assert_eq!(number(word), wanted, "{word}");
        }
    }

    const HELLO: u64 = 5_983_625_672_228_268_878;
    const LONG: u64 = 7_318_039_185_387_252_315;
}
