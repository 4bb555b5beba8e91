//! What can go wrong with files, as values: each has a key of the translation files, the words to
//! fill in, a hint on what to do, and an English sentence for logs.

use std::fmt;
use std::path::{Path, PathBuf};

use super::progress::Cancelled;

macro_rules! troubles {
    ($($variant:ident { $($arg:ident),* } $key:literal $hint:literal $english:literal;)*) => {
        /// Something that went wrong with a file.
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum Trouble {
            $(#[doc = $english] #[error($english)] $variant { $($arg: String),* },)*
        }

        impl Trouble {
            /// Every key and hint key there is, for the test of the translation files.
            pub const KEYS: &'static [&'static str] = &[$($key, $hint),*];

            /// The key of its sentence in the translation files.
            pub fn key(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $key,)* }
            }

            /// The key of the sentence that says what to do about it.
            pub fn hint(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $hint,)* }
            }

            /// The words to fill into both sentences.
            pub fn args(&self) -> Vec<(&'static str, &str)> {
                match self { $(Self::$variant { $($arg),* } => vec![$((stringify!($arg), $arg.as_str())),*],)* }
            }
        }
    };
}

troubles! {
    TextMissing { document } "store-text-missing" "store-hint-restore-text" "the text “{document}” is missing";
    TextChanged { document } "store-text-changed" "store-hint-restore-text" "the text “{document}” is no longer the one that was annotated";
    TextDiffers { document } "store-text-differs" "store-hint-text-differs" "the file of “{document}” was changed by another program; the annotated text was kept and is shown";
    RevisionStale { document } "store-revision-stale" "store-hint-revision-stale" "“{document}” was changed while its revision was being looked at";
    TextUnreadable { document, reason } "store-text-unreadable" "store-hint-rights" "the text “{document}” cannot be read: {reason}";
    UnknownEncoding { document, encoding } "store-unknown-encoding" "store-hint-encoding" "the encoding “{encoding}” of “{document}” is not known";
    UnsafeId { id } "store-unsafe-id" "store-hint-unsafe-id" "“{id}” cannot name a file of the project";
    LeadsOutside { path } "store-leads-outside" "store-hint-leads-outside" "“{path}” leads out of the project folder";
    DuplicateDocument { document } "store-duplicate-document" "store-hint-duplicate" "“{document}” is listed twice";
    OtherText { document } "store-other-text" "store-hint-other-text" "these annotations were made on another text than “{document}”";
    UnknownDocument { document } "store-unknown-document" "store-hint-unknown-document" "the project has no text “{document}”";
    WrongPlace { expected, found } "store-wrong-place" "store-hint-wrong-place" "this file says “{found}”, its place says “{expected}”";
    OutOfRange { record, from, to, length } "store-out-of-range" "store-hint-record" "{record}: {from} to {to} is not a stretch of the text, which has {length} characters";
    QuoteDiffers { record, quote, found } "store-quote-differs" "store-hint-record" "{record} quotes “{quote}”, the text has “{found}” there";
    BadFragments { record } "store-bad-fragments" "store-hint-record" "{record}: its fragments and its quotes do not go together";
    DuplicateRecord { record } "store-duplicate-record" "store-hint-record" "the id {record} is used twice";
    RonEnds {} "store-ron-ends" "store-hint-truncated" "the file ends too early";
    RonUnknownField { field, expected } "store-ron-unknown-field" "store-hint-ron" "there is no field “{field}” here; known are {expected}";
    RonMissingField { field } "store-ron-missing-field" "store-hint-ron" "the field “{field}” is missing";
    RonUnknownValue { value, expected } "store-ron-unknown-value" "store-hint-ron" "“{value}” is not known here; known are {expected}";
    RonSyntax { reason } "store-ron-syntax" "store-hint-ron" "this is not well-formed RON: {reason}";
    NotUtf8 {} "store-not-utf8" "store-hint-ron" "the file is not UTF-8";
    TooNew { found, known } "store-too-new" "store-hint-too-new" "saved by a newer version (format {found}; this one reads up to {known})";
    TooOld { found, known } "store-too-old" "store-hint-too-old" "saved in format {found}, which this version cannot read (it reads {known})";
    TooLarge { limit } "store-too-large" "store-hint-too-large" "the file is larger than {limit} MB";
    NoRepository { path } "store-no-repository" "store-hint-no-repository" "“{path}” is in no git repository";
    NoProject { path } "store-no-project" "store-hint-no-project" "there is no project in “{path}”";
    Unreadable { reason } "store-unreadable" "store-hint-rights" "cannot be read: {reason}";
    JournalTorn {} "store-journal-torn" "store-hint-journal-torn" "the last line was cut off, as by a crash; it was left out";
    JournalBroken {} "store-journal-broken" "store-hint-journal" "this line cannot be read";
    JournalAltered {} "store-journal-altered" "store-hint-journal-altered" "this line is not as it was written: its sum does not fit";
    JournalBehind {} "store-journal-behind" "store-hint-journal-behind" "what this step changed was changed elsewhere since";
    JournalForked {} "store-journal-forked" "store-hint-journal" "from here on the steps of another copy of the project follow";
    JournalUnfit {} "store-journal-unfit" "store-hint-journal" "this step does not fit the project";
    CannotWrite { reason } "store-cannot-write" "store-hint-cannot-write" "cannot be written: {reason}";
    ReadOnly { reason } "store-read-only" "store-hint-read-only" "the project is open for reading only: {reason}";
    Held { annotator, user, host, since } "store-held" "store-hint-held" "{user} has the work of {annotator} open on {host} since {since}";
    HeldStale { annotator, user, host, seen } "store-held-stale" "store-hint-held-stale" "{user} had the work of {annotator} open on {host}, last heard of at {seen}";
    NoBackup { name } "store-no-backup" "store-hint-no-backup" "there is no backup “{name}”";
    BackupBroken { reason } "store-backup-broken" "store-hint-backup-broken" "the backup cannot be read: {reason}";
    Released { annotator } "store-released" "store-hint-released" "the work of {annotator} is no longer open elsewhere";
    NotHeld { annotator } "store-not-held" "store-hint-not-held" "nobody has the work of {annotator} open";
    ChangedElsewhere {} "store-changed-elsewhere" "store-hint-changed-elsewhere" "another program has changed this file; its changes are being taken in";
    KeptAside { path } "store-kept-aside" "store-hint-kept-aside" "another program has changed this file in a way that does not go together with what was done here; the other version is kept as {path}";
    FieldDiffers { field } "store-field-differs" "store-hint-field-differs" "“{field}” was changed here and by another program; what was done here stands";
    Protected { document, annotator } "store-protected" "store-hint-protected" "the annotations of {annotator} on “{document}” were not understood and are kept as they are";
    StillUsed { count } "store-still-used" "store-hint-still-used" "{count} records of others would no longer be known to the schema";
    NoSchema { path } "store-no-schema" "store-hint-no-schema" "“{path}” is no schema that is known";
    NotEmpty { path } "store-not-empty" "store-hint-not-empty" "the folder “{path}” is not empty";
    AlreadyProject { path } "store-already-project" "store-hint-already-project" "“{path}” already holds a project";
    Encoding { reason } "store-encoding" "store-hint-report" "the record cannot be put in words: {reason}";
    WasCancelled {} "store-cancelled" "store-hint-cancelled" "cancelled";
    WriterStopped {} "store-writer-stopped" "store-hint-report" "the part of the program that writes has stopped";
    SettingsBroken {} "store-settings-broken" "store-hint-settings" "the settings cannot be understood here";
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; nothing is amiss.
    Note,
    /// Something was left out or repaired.
    Warning,
    /// Something could not be opened; its file is left untouched.
    Error,
}

/// A trouble and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Path of the file; inside a project, below the project folder.
    pub file: PathBuf,
    /// Counted from 1.
    pub line: Option<usize>,
    /// In code points, counted from 1.
    pub column: Option<usize>,
    pub severity: Severity,
    pub trouble: Trouble,
}

impl Notice {
    pub fn new(file: impl Into<PathBuf>, severity: Severity, trouble: Trouble) -> Self {
        Self {
            file: file.into(),
            line: None,
            column: None,
            severity,
            trouble,
        }
    }

    #[must_use]
    pub fn at_line(mut self, line: Option<usize>) -> Self {
        self.line = line;
        self
    }

    /// `file:line:column`, as far as known.
    pub fn place(&self) -> String {
        let mut place = self.file.display().to_string();
        for number in [self.line, self.column].into_iter().flatten() {
            place.push(':');
            place.push_str(&number.to_string());
        }
        place
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.trouble)
    }
}

/// Everything noticed while opening, sorted by file and line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub notices: Vec<Notice>,
}

impl Report {
    pub fn push(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    pub fn is_empty(&self) -> bool {
        self.notices.is_empty()
    }

    /// The gravest severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.notices.iter().map(|it| it.severity).max()
    }

    pub(crate) fn sort(&mut self) {
        self.notices
            .sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    }
}

/// Why a project does not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    #[error("{0}")]
    Refused(Box<Notice>),
    #[error("cancelled")]
    Cancelled,
}

impl OpenError {
    pub(crate) fn at(file: impl Into<PathBuf>, trouble: Trouble) -> Self {
        Notice::new(file, Severity::Error, trouble).into()
    }

    /// What is the matter and where; a cancelled opening has no place.
    pub fn notice(&self) -> Option<&Notice> {
        match self {
            Self::Refused(notice) => Some(notice),
            Self::Cancelled => None,
        }
    }

    pub fn trouble(&self) -> Trouble {
        match self {
            Self::Refused(notice) => notice.trouble.clone(),
            Self::Cancelled => Trouble::WasCancelled {},
        }
    }
}

impl From<Notice> for OpenError {
    fn from(notice: Notice) -> Self {
        Self::Refused(Box::new(notice))
    }
}

impl From<Cancelled> for OpenError {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// Why something was not written. What was on disk before is still there, whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {trouble}", file.display())]
pub struct SaveFailure {
    pub file: PathBuf,
    pub trouble: Trouble,
}

impl SaveFailure {
    pub fn new(file: impl Into<PathBuf>, trouble: Trouble) -> Self {
        Self {
            file: file.into(),
            trouble,
        }
    }

    pub(crate) fn io(file: &Path, error: &std::io::Error) -> Self {
        let reason = error.to_string();
        Self::new(file, Trouble::CannotWrite { reason })
    }
}

impl From<Cancelled> for SaveFailure {
    fn from(Cancelled: Cancelled) -> Self {
        Self::new(PathBuf::new(), Trouble::WasCancelled {})
    }
}
