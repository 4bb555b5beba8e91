//! The container: a packed map of arrays over the words of all documents.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rmpv::Value as Pack;

use super::super::input::{Entry, MAX_BYTES};
use super::super::report::Fault;
use super::strings::{Words, number};

/// Attributes of words, by spaCy's numbers.
pub const ORTH: u64 = 65;
pub const ENT_IOB: u64 = 77;
pub const ENT_TYPE: u64 = 78;
pub const ENT_KB_ID: u64 = 452;
pub const ENT_ID: u64 = 454;
/// Those that are written, in the order in which spaCy wants them.
pub const WRITTEN: [u64; 5] = [ORTH, ENT_IOB, ENT_TYPE, ENT_KB_ID, ENT_ID];

/// What is packed tighter is no honest file.
const MAX_RATIO: u64 = 400;
const MAX_DEPTH: usize = 64;

/// A span of a group.
#[derive(Clone, Copy, Debug, Default)]
pub struct Grouped {
    pub id: u64,
    pub kb_id: u64,
    pub label: u64,
    /// In words, half-open.
    pub start: u32,
    pub end: u32,
    /// In code points.
    pub start_char: u32,
    pub end_char: u32,
}

/// One document.
#[derive(Debug, Default)]
pub struct Doc {
    /// A row for each word of a file that came in: its attributes.
    pub words: Vec<Vec<u64>>,
    /// Whether a space follows.
    pub spaces: Vec<bool>,
    pub cats: Vec<(String, f64)>,
    pub groups: Vec<(String, Vec<Grouped>)>,
    /// Packed.
    pub user_data: Vec<u8>,
}

/// A file on its way out.
#[derive(Debug, Default)]
pub struct Bin {
    /// Words by themselves, with their numbers.
    strings: HashMap<String, u64>,
    tokens: Vec<u8>,
    spaces: Vec<u8>,
    lengths: Vec<u8>,
    cats: Vec<Pack>,
    groups: Vec<Pack>,
    user_data: Vec<Pack>,
}

impl Bin {
    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.cats.len()
    }

    /// The number of a word, which is known from now on.
    pub fn word(&mut self, word: &str) -> u64 {
        if let Some(known) = self.strings.get(word) {
            return *known;
        }
        let number = number(word);
        if !word.is_empty() {
            self.strings.insert(word.to_owned(), number);
        }
        number
    }

    /// Adds a document, its words as rows of what is written.
    pub fn push(&mut self, doc: Doc, words: &[[u64; WRITTEN.len()]]) {
        let n = doc.spaces.len() as i32;
        self.lengths.extend(n.to_le_bytes());
        self.tokens.reserve(words.len() * 8 * WRITTEN.len());
        for number in words.iter().flatten() {
            self.tokens.extend_from_slice(&number.to_le_bytes());
        }
        self.spaces
            .extend(doc.spaces.iter().map(|it| u8::from(*it)));
        let cats = doc.cats.into_iter();
        let cats = cats
            .map(|(name, it)| (Pack::from(name), Pack::F64(it)))
            .collect();
        self.cats.push(Pack::Map(cats));
        let groups = packed(&groups(doc.groups));
        self.groups.push(Pack::Binary(groups));
        self.user_data.push(Pack::Binary(doc.user_data));
    }

    pub fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let flags = vec![(Pack::from("has_unknown_spaces"), Pack::Boolean(false))];
        let flags = vec![Pack::Map(flags); self.cats.len()];
        let attrs = WRITTEN.iter().map(|it| Pack::from(*it)).collect();
        let strings: BTreeSet<String> = self.strings.into_keys().collect();
        let strings = strings.into_iter().map(Pack::from).collect();
        let all = [
            ("version", Pack::from("0.1")),
            ("attrs", Pack::Array(attrs)),
            ("tokens", Pack::Binary(self.tokens)),
            ("spaces", Pack::Binary(self.spaces)),
            ("lengths", Pack::Binary(self.lengths)),
            ("strings", Pack::Array(strings)),
            ("cats", Pack::Array(self.cats)),
            ("flags", Pack::Array(flags)),
            ("span_groups", Pack::Array(self.groups)),
            ("user_data", Pack::Array(self.user_data)),
        ];
        let all = all.into_iter().map(|it| (Pack::from(it.0), it.1)).collect();
        let mut out = ZlibEncoder::new(out, Compression::default());
        rmpv::encode::write_value(&mut out, &Pack::Map(all)).map_err(io::Error::other)?;
        out.finish().map(drop)
    }
}

/// A value as its bytes; memory takes everything.
pub fn packed(value: &Pack) -> Vec<u8> {
    let mut bytes = Vec::new();
    match rmpv::encode::write_value(&mut bytes, value) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}

/// A value from its bytes.
pub fn unpacked(bytes: &[u8]) -> Option<Pack> {
    let mut bytes = bytes;
    rmpv::decode::read_value_with_max_depth(&mut bytes, MAX_DEPTH).ok()
}

fn groups(all: Vec<(String, Vec<Grouped>)>) -> Pack {
    if all.is_empty() {
        return Pack::Array(Vec::new());
    }
    let one = |(name, spans): (String, Vec<Grouped>)| {
        let spans = spans.iter().map(|it| Pack::Binary(it.bytes())).collect();
        let group = vec![
            (Pack::from("name"), Pack::from(name.as_str())),
            (Pack::from("attrs"), Pack::Map(Vec::new())),
            (Pack::from("spans"), Pack::Array(spans)),
        ];
        let group = packed(&Pack::Map(group));
        (Pack::Binary(group), Pack::Array(vec![Pack::from(name)]))
    };
    Pack::Map(all.into_iter().map(one).collect())
}

impl Grouped {
    fn bytes(&self) -> Vec<u8> {
        let ids = [self.id, self.kb_id, self.label];
        let ends = [self.start, self.end, self.start_char, self.end_char];
        let ids = ids.iter().flat_map(|it| it.to_be_bytes());
        ids.chain(ends.iter().flat_map(|it| it.to_be_bytes()))
            .collect()
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let id = |at: usize| Some(u64::from_be_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
        let end = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        Some(Self {
            id: id(0)?,
            kb_id: id(8)?,
            label: id(16)?,
            start: end(24)?,
            end: end(28)?,
            start_char: end(32)?,
            end_char: end(36)?,
        })
    }
}

/// A file that came in.
pub struct Came {
    pub words: Words,
    attrs: Vec<u64>,
    tokens: Vec<u8>,
    spaces: Vec<u8>,
    lengths: Vec<usize>,
    cats: Vec<Pack>,
    groups: Vec<Pack>,
    user_data: Vec<Pack>,
}

impl Came {
    pub fn open(entry: &Entry) -> Result<Self, Fault> {
        let bytes = entry.bytes()?;
        let most = (bytes.len() as u64 + 1024)
            .saturating_mul(MAX_RATIO)
            .min(MAX_BYTES);
        let mut all = Vec::new();
        let read = ZlibDecoder::new(bytes.as_slice())
            .take(most + 1)
            .read_to_end(&mut all);
        read.map_err(|it| Fault::Malformed(it.to_string()))?;
        if all.len() as u64 > most {
            return Err(Fault::TooLarge);
        }
        let all = unpacked(&all).ok_or_else(|| Fault::Malformed("MessagePack".to_owned()))?;
        Self::of(all).ok_or_else(|| Fault::Malformed("DocBin".to_owned()))
    }

    fn of(all: Pack) -> Option<Self> {
        let Pack::Map(pairs) = all else { return None };
        let mut map: std::collections::BTreeMap<String, Pack> = pairs
            .into_iter()
            .filter_map(|(key, value)| Some((text(&key)?.to_owned(), value)))
            .collect();
        let mut list = |key: &str| match map.remove(key) {
            Some(Pack::Array(all)) => all,
            _ => Vec::new(),
        };
        let attrs: Vec<u64> = list("attrs").iter().filter_map(Pack::as_u64).collect();
        let strings = list("strings").into_iter();
        let words = Words::new(strings.filter_map(|it| text(&it).map(str::to_owned)));
        let (cats, groups, user_data) = (list("cats"), list("span_groups"), list("user_data"));
        let mut bytes = |key: &str| match map.remove(key) {
            Some(Pack::Binary(bytes)) => Some(bytes),
            _ => None,
        };
        let lengths = bytes("lengths")?;
        let (fours, _) = lengths.as_chunks::<4>();
        let lengths = fours
            .iter()
            .map(|it| i32::from_le_bytes(*it).max(0) as usize)
            .collect();
        attrs.contains(&ORTH).then_some(())?;
        Some(Self {
            words,
            attrs,
            tokens: bytes("tokens")?,
            spaces: bytes("spaces").unwrap_or_default(),
            lengths,
            cats,
            groups,
            user_data,
        })
    }

    /// Every document; one that is cut off ends them.
    pub fn docs(&self) -> impl Iterator<Item = Option<Doc>> + '_ {
        let mut first = 0;
        self.lengths.iter().enumerate().map(move |(i, n)| {
            let width = self.attrs.len() * 8;
            let rows = self
                .tokens
                .get(first * width..first.checked_add(*n)?.checked_mul(width)?)?;
            let spaces = self.spaces.get(first..first + n);
            first += n;
            let rows = rows.chunks_exact(width);
            let row = |it: &[u8]| {
                let (eights, _) = it.as_chunks::<8>();
                eights.iter().map(|it| u64::from_le_bytes(*it)).collect()
            };
            Some(Doc {
                words: rows.map(row).collect(),
                spaces: match spaces {
                    Some(spaces) => spaces.iter().map(|it| *it != 0).collect(),
                    None => vec![true; *n],
                },
                cats: cats(self.cats.get(i)),
                groups: self.groups.get(i).map(grouped).unwrap_or_default(),
                user_data: bytes(self.user_data.get(i)).to_vec(),
            })
        })
    }

    /// The place of an attribute in a row.
    pub fn column(&self, attribute: u64) -> Option<usize> {
        self.attrs.iter().position(|it| *it == attribute)
    }
}

fn cats(value: Option<&Pack>) -> Vec<(String, f64)> {
    let Some(Pack::Map(all)) = value else {
        return Vec::new();
    };
    let one = |(name, it): &(Pack, Pack)| {
        let flag = it.as_bool().map(|it| f64::from(u8::from(it)));
        Some((text(name)?.to_owned(), it.as_f64().or(flag)?))
    };
    all.iter().filter_map(one).collect()
}

/// Groups by name; before spaCy 3.3 they were a list.
fn grouped(value: &Pack) -> Vec<(String, Vec<Grouped>)> {
    let bytes = bytes(Some(value));
    let mut all = Vec::new();
    match unpacked(bytes) {
        Some(Pack::Map(pairs)) => {
            for (group, names) in &pairs {
                let Some((_, spans)) = group_of(group) else {
                    continue;
                };
                let names = names.as_array().into_iter().flatten().filter_map(text);
                all.extend(names.map(|it| (it.to_owned(), spans.clone())));
            }
        }
        Some(Pack::Array(groups)) => all.extend(groups.iter().filter_map(group_of)),
        _ => {}
    }
    all
}

fn group_of(value: &Pack) -> Option<(String, Vec<Grouped>)> {
    let group = unpacked(bytes(Some(value)))?;
    let of = |key: &str| {
        let mut pairs = group.as_map()?.iter();
        pairs.find(|it| text(&it.0) == Some(key)).map(|it| &it.1)
    };
    let name = of("name").and_then(text).unwrap_or_default().to_owned();
    let spans = of("spans")?.as_array()?.iter();
    Some((
        name,
        spans
            .filter_map(|it| Grouped::of(bytes(Some(it))))
            .collect(),
    ))
}

fn bytes(value: Option<&Pack>) -> &[u8] {
    match value {
        Some(Pack::Binary(bytes)) => bytes,
        _ => &[],
    }
}

fn text(value: &Pack) -> Option<&str> {
    match value {
        Pack::String(text) => text.as_str(),
        Pack::Binary(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}
