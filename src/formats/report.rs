//! What is said of an import or an export: what was wrong and where, what was lost and how much of it.

use std::collections::BTreeMap;

use super::schemes::Left;

/// Something in a file that could not be taken as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// As the source is named, such as `a/004.ann`.
    pub file: String,
    /// From 1; 0 where it is not known, or no line is meant.
    pub line: usize,
    pub fault: Fault,
    pub fate: Fate,
}

/// What became of the thing that a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is in, as well as it could be.
    Kept,
    /// It is kept beside the text, and written back by the same format.
    Beside,
    /// It is not in.
    Skipped,
}

impl Fate {
    /// The key of its word in the translation files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Kept => "fate-kept",
            Self::Beside => "fate-beside",
            Self::Skipped => "fate-skipped",
        }
    }
}

/// What can be wrong in a file that comes in. Each has a sentence `fault-…` in the translation files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    #[error("the file is too large")]
    TooLarge,
    #[error("the text is not valid {0}")]
    Encoding(String),
    #[error("the encoding is a guess: {0}")]
    Guessed(String),
    #[error("no column says that it holds the texts; this one was taken: {0}")]
    GuessedColumn(String),
    #[error("there is no heading: columns are called by their numbers")]
    NoHeading,
    #[error("these look like words with tags, one a row, as conll reads them parted by tabs")]
    WordARow,
    #[error("{0} looks like places of marks, but only stands beside the texts")]
    PlacesBeside(String),
    #[error("of several sheets the first is read; these are not: {0}")]
    OtherSheets(String),
    #[error("this is not well formed: {0}")]
    Malformed(String),
    #[error("no text in it: {0}")]
    Empty(String),
    #[error("no text for these annotations: {0}")]
    NoText(String),
    #[error("the place {0} is not in the text")]
    OutsideText(String),
    #[error("the place {0} has no width")]
    NoWidth(String),
    #[error("the text says “{found}” where the annotation says “{quoted}”")]
    QuoteDiffers { quoted: String, found: String },
    #[error("{0} is named, but not there")]
    Dangling(String),
    #[error("{0} is there twice")]
    Twice(String),
    #[error("there is no place here for this: {0}")]
    NoPlace(String),
    #[error("this is not understood: {0}")]
    Unknown(String),
    #[error("{what} is not read here; the program that made it can save it as {instead}")]
    Otherwise {
        what: &'static str,
        instead: &'static str,
    },
    #[error("the names that the numbers in {0} stand for are not known")]
    NoNames(String),
    #[error("positions count UTF-16")]
    CountsUtf16,
    #[error("positions count a line end of two characters as one")]
    CountsLineEnds,
    #[error("this file is not of the format that is read")]
    NotOfIt,
    #[error("the answer “{0}” does not fit its question")]
    WrongValue(String),
    #[error("this of a configuration has no place here: {}", .0.what)]
    Left(Left),
    #[error("the file is locked with a password, or of an older kind")]
    Locked,
    #[error("no text on these pages: {0}")]
    NoTextLayer(String),
    #[error("deleted, or taken for unwanted where it was written: {0}")]
    Withheld(String),
    #[error("the texts in {0} are written as HTML")]
    Markup(String),
    #[error("that the text is under {0} is a guess")]
    GuessedKey(String),
    #[error("{0} looks like annotations, and is not understood")]
    LikeAnnotations(String),
    #[error("this file looks like {0}")]
    LooksLike(String),
}

impl Fault {
    /// The key of its sentence.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "fault-unreadable",
            Self::TooLarge => "fault-too-large",
            Self::Encoding(_) => "fault-encoding",
            Self::Guessed(_) => "fault-guessed",
            Self::GuessedColumn(_) => "fault-guessed-column",
            Self::NoHeading => "fault-no-heading",
            Self::WordARow => "fault-word-a-row",
            Self::PlacesBeside(_) => "fault-places-beside",
            Self::OtherSheets(_) => "fault-other-sheets",
            Self::Malformed(_) => "fault-malformed",
            Self::Empty(_) => "fault-empty",
            Self::NoText(_) => "fault-no-text",
            Self::OutsideText(_) => "fault-outside-text",
            Self::NoWidth(_) => "fault-no-width",
            Self::QuoteDiffers { .. } => "fault-quote-differs",
            Self::Dangling(_) => "fault-dangling",
            Self::Twice(_) => "fault-twice",
            Self::NoPlace(_) => "fault-no-place",
            Self::Unknown(_) => "fault-unknown",
            Self::Otherwise { .. } => "fault-otherwise",
            Self::NoNames(_) => "fault-no-names",
            Self::CountsUtf16 => "fault-counts-utf-16",
            Self::CountsLineEnds => "fault-counts-line-ends",
            Self::NotOfIt => "fault-not-of-it",
            Self::WrongValue(_) => "fault-wrong-value",
            Self::Left(left) => left.key,
            Self::Locked => "fault-locked",
            Self::NoTextLayer(_) => "fault-no-text-layer",
            Self::Withheld(_) => "fault-withheld",
            Self::Markup(_) => "fault-markup",
            Self::GuessedKey(_) => "fault-guessed-key",
            Self::LikeAnnotations(_) => "fault-like-annotations",
            Self::LooksLike(_) => "fault-looks-like",
        }
    }

    /// What fills in its sentence: `what`, and `found` beside it.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLarge
            | Self::Locked
            | Self::NoHeading
            | Self::WordARow
            | Self::CountsUtf16
            | Self::CountsLineEnds
            | Self::NotOfIt => Vec::new(),
            Self::QuoteDiffers { quoted, found } => {
                vec![("what", short(quoted)), ("found", short(found))]
            }
            Self::Otherwise { what, instead } => {
                vec![
                    ("what", (*what).to_owned()),
                    ("found", (*instead).to_owned()),
                ]
            }
            Self::Unreadable(what)
            | Self::Encoding(what)
            | Self::Guessed(what)
            | Self::GuessedColumn(what)
            | Self::PlacesBeside(what)
            | Self::OtherSheets(what)
            | Self::Malformed(what)
            | Self::Empty(what)
            | Self::NoText(what)
            | Self::OutsideText(what)
            | Self::NoWidth(what)
            | Self::Dangling(what)
            | Self::Twice(what)
            | Self::NoPlace(what)
            | Self::Unknown(what)
            | Self::NoNames(what)
            | Self::WrongValue(what)
            | Self::Left(Left { what, .. })
            | Self::GuessedKey(what)
            | Self::Markup(what)
            | Self::Withheld(what)
            | Self::NoTextLayer(what)
            | Self::LikeAnnotations(what)
            | Self::LooksLike(what) => vec![("what", short(what))],
        }
    }
}

/// Enough of a long line to know it by.
fn short(text: &str) -> String {
    const MOST: usize = 120;
    let mut chars = text.chars();
    let mut head: String = chars.by_ref().take(MOST).collect();
    if chars.next().is_some() {
        head.push('…');
    }
    head
}

/// Something a format cannot hold, or that nobody has decided yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    pub kind: LossKind,
    /// How many records are concerned.
    pub count: usize,
}

macro_rules! losses {
    ($($(#[$doc:meta])* $name:ident $key:literal $facet:literal),* $(,)?) => {
        /// What is lost, or changed, on the way into a format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum LossKind {
            $($(#[$doc])* $name),*
        }

        impl LossKind {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The key of its sentence in the translation files; `count` fills it in.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key),*
                }
            }

            /// The word for scripts: which part of the records it is about.
            pub fn facet(self) -> &'static str {
                match self {
                    $(Self::$name => $facet),*
                }
            }
        }
    };
}

losses! {
    /// Spans whose place is not in the text: there is no number to write for it.
    SpansOutsideText "loss-spans-outside-text" "spans",
    /// Second versions of records, left from a merge: the first is written.
    OtherVersions "loss-other-versions" "versions",
    /// Records that one side of a merge removed: they are written.
    RemovedElsewhere "loss-removed-elsewhere" "versions",
    /// Second answers about a document, left from a merge: the first is written.
    OtherAnswers "loss-other-answers" "versions",
    /// Spans that a revision of the text left without a place.
    WithoutPlace "loss-without-place" "spans",
    /// Spans left out because others stand over the same words.
    Overlaps "loss-overlaps" "spans",
    /// Spans that are not of the kind that the format is about.
    OtherSpans "loss-other-spans" "spans",
    /// Spans of which the words are written, but not where they stand.
    Places "loss-places" "spans",
    /// Spans made longer so that they begin and end with a word.
    Widened "loss-widened" "spans",
    /// Spans of several fragments written as one stretch, or a fragment at a time.
    Fragments "loss-fragments" "frags",
    /// Spans written in several pieces because a line ends inside them.
    LineEnds "loss-line-ends" "frags",
    /// Names of labels, attributes or links written otherwise, such as without blanks.
    Names "loss-names" "labels",
    /// Answers about spans.
    Attributes "loss-attributes" "attrs",
    /// Answers written as text, which do not come back as what they were.
    Kinds "loss-kinds" "kinds",
    /// Answers about spans written where no other program looks for them.
    OwnAttributes "loss-own-attributes" "attrs",
    Links "loss-links" "relations",
    /// Links written where no other program looks for them.
    OwnLinks "loss-own-links" "relations",
    Notes "loss-notes" "notes",
    /// Notes written where no other program looks for them.
    OwnNotes "loss-own-notes" "notes",
    /// Answers about documents.
    DocumentLabels "loss-document-labels" "doclabels",
    /// Answers about documents written with their question's name, or where no other program looks for them.
    OwnLabels "loss-own-labels" "doclabels",
    /// Titles, authors, dates and other things known of a document.
    Metadata "loss-metadata" "meta",
    /// What is known of a document, written where no other program looks for it.
    OwnMetadata "loss-own-metadata" "meta",
    /// The work of annotators written where the program that it is for does not look for it.
    OwnLayers "loss-own-layers" "annotators",
    /// Who made the records.
    Annotators "loss-annotators" "annotators",
    /// Whether a document is done.
    Status "loss-status" "status",
    /// Characters that the format forbids, written as U+FFFD.
    Characters "loss-characters" "text",
    /// Texts that are not written at all.
    Texts "loss-texts" "text",
    /// Texts of which the line ends or the blanks are not as they were.
    Blanks "loss-blanks" "text",
    /// What other formats had kept beside the text.
    Extras "loss-extras" "extras",
}

/// Counts what is lost while it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger(BTreeMap<LossKind, usize>);

impl Ledger {
    pub fn add(&mut self, kind: LossKind, count: usize) {
        if count > 0 {
            *self.0.entry(kind).or_default() += count;
        }
    }

    /// All that was counted, in the order of the kinds.
    pub fn losses(&self) -> Vec<Loss> {
        let all = self.0.iter();
        all.map(|(kind, count)| Loss {
            kind: *kind,
            count: *count,
        })
        .collect()
    }
}
