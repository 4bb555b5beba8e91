//! What is to go wrong on a disk, and when.

use std::io;

/// A kind of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    DiskFull,
    Io,
    Denied,
    ShortWrite,
    Rename,
    Sync,
    PowerCut,
    /// The thread that writes breaks off.
    Panic,
}

impl Fault {
    pub const ALL: [Self; 8] = [
        Self::DiskFull,
        Self::Io,
        Self::Denied,
        Self::ShortWrite,
        Self::Rename,
        Self::Sync,
        Self::PowerCut,
        Self::Panic,
    ];
}

/// What a program does to a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Look,
    Read,
    Open,
    Make,
    Write,
    Rename,
    Remove,
    Sync,
}

/// One fault, from some deed on.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub fault: Option<Fault>,
    /// Deeds done before it.
    pub after: usize,
    /// How many deeds it spoils.
    pub times: usize,
    /// Whether a sync that fails forgets what it was to write.
    pub forgets: bool,
    /// Deeds spoilt so far.
    pub fired: usize,
    is_short: bool,
}

impl Plan {
    pub fn new(fault: Fault, after: usize, times: usize, forgets: bool) -> Self {
        Self {
            fault: Some(fault),
            after,
            times,
            forgets,
            ..Self::default()
        }
    }

    /// The same, with nothing more to go wrong.
    pub fn ended(&self) -> Self {
        Self {
            fired: self.fired,
            ..Self::default()
        }
    }

    /// Counts a deed, and fails if it is its turn.
    pub fn check(&mut self, deed: Deed) -> io::Result<()> {
        if self.after > 0 {
            self.after -= 1;
            return Ok(());
        }
        let Some(fault) = self.fault.filter(|it| self.times > 0 && it.spoils(deed)) else {
            return Ok(());
        };
        self.fired += 1;
        if fault != Fault::PowerCut {
            self.times -= 1;
        }
        self.is_short = fault == Fault::ShortWrite && self.fired == 1;
        match fault {
            Fault::ShortWrite if self.is_short => Ok(()),
            Fault::DiskFull | Fault::ShortWrite => Err(io::ErrorKind::StorageFull.into()),
            Fault::Denied => Err(io::ErrorKind::PermissionDenied.into()),
            Fault::Panic => panic!("injected: the writer breaks off"),
            Fault::Io | Fault::Rename | Fault::Sync | Fault::PowerCut => {
                Err(io::Error::other("injected: input/output error"))
            }
        }
    }

    /// How many of some bytes are written.
    pub fn short(&mut self, n: usize) -> usize {
        if std::mem::take(&mut self.is_short) {
            n / 2
        } else {
            n
        }
    }

    pub fn forgets(&self) -> bool {
        self.forgets
    }
}

impl Fault {
    fn spoils(self, deed: Deed) -> bool {
        match self {
            Self::DiskFull => matches!(deed, Deed::Make | Deed::Write | Deed::Sync | Deed::Rename),
            Self::Io | Self::PowerCut => true,
            Self::Denied => !matches!(deed, Deed::Write | Deed::Sync | Deed::Look),
            Self::ShortWrite => deed == Deed::Write,
            Self::Rename => deed == Deed::Rename,
            Self::Sync => deed == Deed::Sync,
            Self::Panic => deed != Deed::Look && std::thread::current().name() == Some("writer"),
        }
    }
}
