//! Changes seeds by chance: bytes flipped, cut, repeated, exchanged with other seeds, and words of the
//! formats put in.

/// Words that mean something to the readers.
const WORDS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "'",
    "\\",
    "\n",
    "//",
    "/*",
    "*/",
    "r#\"",
    "\"#",
    "None",
    "Some(",
    "-1",
    "0",
    "1",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "1e309",
    "NaN",
    "inf",
    "true",
    "format: 2",
    "\\u{202e}",
    "\\u{0}",
    "\u{202E}",
    "\u{0}",
    "\u{FEFF}",
    "🙂",
    "e\u{301}",
    "Do(n: ",
    "Undo(n: ",
    "Redo(n: ",
    "Checkpoint(n: ",
    "step: ",
    "VersionOf(\"s-2222222\")",
    "Removed",
    "conflict: ",
    "at: [(0, 1)]",
    "s-2222222",
    "../../etc/passwd",
    "C:\\\\x",
    "when: \"2026-11-22T07:10:31Z\"",
    "when: \"-009999-01-01T00:00:00Z\"",
    "Number(",
    "Interval(",
    "Choices([",
    "((((((((((((((((((((((((((((((((",
    "\n=====\n",
];

/// An endless row of inputs, the same for the same first number.
pub struct Mutator {
    state: u64,
    seeds: Vec<Vec<u8>>,
    most: usize,
}

impl Mutator {
    pub fn new(first: u64, seeds: Vec<Vec<u8>>, most: usize) -> Self {
        Self {
            state: first.max(1),
            seeds,
            most,
        }
    }

    /// A first number that differs each time.
    pub fn any_seed() -> u64 {
        use std::hash::{BuildHasher as _, Hasher as _};
        std::collections::hash_map::RandomState::new()
            .build_hasher()
            .finish()
    }

    pub fn next_input(&mut self) -> Vec<u8> {
        let mut bytes = self.seed();
        for _ in 0..=self.below(6) {
            self.change(&mut bytes);
        }
        bytes.truncate(self.most);
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let (from, to) = self.stretch(bytes.len());
        match self.below(8) {
            0 => {
                if let Some(byte) = bytes.get_mut(from) {
                    *byte ^= 1 << (self.next() % 8);
                }
            }
            1 => drop(bytes.drain(from..to)),
            2 => {
                let part = bytes[from..to].to_vec();
                let n = 1 + self.below(40);
                bytes.splice(to..to, part.repeat(n));
            }
            3 => {
                let other = self.seed();
                let (a, b) = self.stretch(other.len());
                bytes.splice(from..to, other[a..b].to_vec());
            }
            4 => {
                let (a, b) = self.stretch(bytes.len());
                let part = bytes[a..b].to_vec();
                bytes.splice(from..from, part);
            }
            _ => {
                let word = WORDS[self.below(WORDS.len())].as_bytes();
                let end = if self.below(2) == 0 { from } else { to };
                bytes.splice(from..end, word.iter().copied());
            }
        }
        bytes.truncate(self.most);
    }

    fn seed(&mut self) -> Vec<u8> {
        let i = self.below(self.seeds.len());
        self.seeds[i].clone()
    }

    /// A stretch that is mostly short.
    fn stretch(&mut self, length: usize) -> (usize, usize) {
        let from = self.below(length + 1);
        let longest = if self.below(8) == 0 { length } else { 24 };
        (from, (from + self.below(longest + 1)).min(length))
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// xorshift64*.
    fn next(&mut self) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
}
