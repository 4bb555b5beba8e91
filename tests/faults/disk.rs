//! A disk in memory that knows what would survive a power cut, and fails when told to.
//!
//! Bytes survive once their file is synced, names once their folder is. What was not synced may
//! survive or not: any of the writes and changes of names, the last of them torn at any byte.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sententia::store::Root;
use sententia::store::files::{Entry, Files, Handle, Kind, Metadata};

use super::plan::{Deed, Plan};
use super::random::Random;

/// The disk; clones are the same one.
#[derive(Clone, Debug)]
pub struct SimDisk(Arc<Mutex<State>>);

#[derive(Clone, Debug)]
struct State {
    nodes: Vec<Node>,
    plan: Plan,
    /// Where deeds take their time, now more, now less: how much.
    pauses: Option<Random>,
}

#[derive(Clone, Debug)]
enum Node {
    File(Bytes),
    Folder(Names),
}

/// The bytes of a file: as they are read, as they surely survive, and what lies between.
#[derive(Clone, Debug, Default)]
struct Bytes {
    now: Vec<u8>,
    durable: Vec<u8>,
    pending: Vec<What>,
}

/// A change of a file that was not synced.
#[derive(Clone, Debug)]
enum What {
    Write(usize, Vec<u8>),
    Cut(usize),
}

type Table = BTreeMap<OsString, usize>;

/// The names in a folder.
#[derive(Clone, Debug, Default)]
struct Names {
    now: Table,
    durable: Table,
    /// Each of them happens whole or not at all.
    pending: Vec<Vec<(OsString, Option<usize>)>>,
}

impl SimDisk {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            nodes: vec![Node::Folder(Names::default())],
            plan: Plan::default(),
            pauses: None,
        })))
    }

    pub fn root(&self, path: &str) -> Root {
        Root::new(path, Arc::new(self.clone()))
    }

    /// The same content on another disk, which does not fail: what is left when the process is killed.
    pub fn copy(&self) -> Self {
        let mut state = self.state().clone();
        (state.plan, state.pauses) = (Plan::default(), None);
        state.bury();
        Self(Arc::new(Mutex::new(state)))
    }

    /// What is left after a power cut. `ordered`: of what was not synced, the earlier survives first.
    pub fn after_cut(&self, random: &mut Random, ordered: bool) -> Self {
        let nodes = self.state().nodes.clone();
        let nodes = nodes.into_iter().map(|it| it.survivor(random, ordered));
        let mut state = State {
            nodes: nodes.collect(),
            plan: Plan::default(),
            pauses: None,
        };
        state.bury();
        state.settle();
        Self(Arc::new(Mutex::new(state)))
    }

    /// Makes everything survive.
    pub fn settle(&self) {
        self.state().settle();
    }

    pub fn set_plan(&self, plan: Plan) {
        self.state().plan = plan;
    }

    /// From now on a deed may take a while, so that what two threads do comes in any order.
    pub fn set_pauses(&self, random: Random) {
        self.state().pauses = Some(random);
    }

    /// What was planned, and what came of it.
    pub fn plan(&self) -> Plan {
        self.state().plan.clone()
    }

    /// Every file below a folder, without asking the plan.
    pub fn paths(&self, folder: &str) -> Vec<PathBuf> {
        let state = self.state();
        let mut found = Vec::new();
        if let Ok(node) = state.find(Path::new(folder)) {
            state.collect(node, Path::new(folder), &mut found);
        }
        found
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state, unless the plan has this deed fail.
    fn act(&self, deed: Deed) -> io::Result<MutexGuard<'_, State>> {
        let pause = self.state().pauses.as_mut().map(|it| it.below(400));
        match pause {
            Some(it) if it < 100 => std::thread::sleep(Duration::from_micros(it as u64)),
            Some(it) if it < 200 => std::thread::yield_now(),
            _ => {}
        }
        let mut state = self.state();
        match state.plan.check(deed) {
            Ok(()) => Ok(state),
            Err(error) => Err(error),
        }
    }
}

impl Node {
    fn survivor(self, random: &mut Random, ordered: bool) -> Self {
        match self {
            Self::File(bytes) => {
                let mut now = bytes.durable;
                for (change, torn) in some(bytes.pending, random, ordered) {
                    apply(&mut now, &change, torn.then_some(&mut *random));
                }
                Self::File(Bytes {
                    now,
                    ..Bytes::default()
                })
            }
            Self::Folder(names) => {
                let mut now = names.durable;
                for (changes, _) in some(names.pending, random, ordered) {
                    rename(&mut now, &changes);
                }
                Self::Folder(Names {
                    now,
                    ..Names::default()
                })
            }
        }
    }
}

/// Some of the changes that were not synced, and whether each is torn.
fn some<T>(pending: Vec<T>, random: &mut Random, ordered: bool) -> Vec<(T, bool)> {
    let kept = if ordered {
        random.below(pending.len() + 1)
    } else {
        pending.len()
    };
    let n = pending.len();
    let mut left = Vec::new();
    for (i, it) in pending.into_iter().take(kept).enumerate() {
        if ordered || random.one_in(2) {
            let torn = random.one_in(3) && (!ordered || i + 1 == kept.min(n));
            left.push((it, torn));
        }
    }
    left
}

/// Does a change; one that is torn writes only part of its bytes.
fn apply(bytes: &mut Vec<u8>, what: &What, torn: Option<&mut Random>) {
    match what {
        What::Cut(length) => bytes.resize(*length, 0),
        What::Write(at, new) => {
            let n = torn.map_or(new.len(), |it| it.below(new.len() + 1));
            let end = (at + n).max(bytes.len());
            bytes.resize(end, 0);
            bytes[*at..at + n].copy_from_slice(&new[..n]);
        }
    }
}

fn rename(table: &mut Table, changes: &[(OsString, Option<usize>)]) {
    for (name, node) in changes {
        match node {
            Some(node) => table.insert(name.clone(), *node),
            None => table.remove(name),
        };
    }
}

impl State {
    /// The process that held the locks is gone.
    fn bury(&mut self) {
        let alive = format!("process: {},", std::process::id()).into_bytes();
        for node in &mut self.nodes {
            let Node::File(bytes) = node else { continue };
            let at = |it: &[u8]| it.windows(alive.len()).position(|it| it == alive);
            if bytes.now.len() < 1000
                && let Some(at) = at(&bytes.now)
            {
                let gone = format!("process: {},", u32::MAX);
                bytes.now.splice(at..at + alive.len(), gone.into_bytes());
            }
        }
    }

    fn settle(&mut self) {
        for node in &mut self.nodes {
            match node {
                Node::File(it) => {
                    it.durable.clone_from(&it.now);
                    it.pending.clear();
                }
                Node::Folder(it) => {
                    it.durable.clone_from(&it.now);
                    it.pending.clear();
                }
            }
        }
    }

    fn find(&self, path: &Path) -> io::Result<usize> {
        let mut node = 0;
        for part in path.components() {
            if let Component::Normal(name) = part {
                let names = self.folder(node)?;
                let found = names.now.get(name).copied();
                node = found.ok_or(io::ErrorKind::NotFound)?;
            }
        }
        Ok(node)
    }

    fn folder(&self, node: usize) -> io::Result<&Names> {
        match &self.nodes[node] {
            Node::Folder(names) => Ok(names),
            Node::File(_) => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    fn file(&mut self, node: usize) -> io::Result<&mut Bytes> {
        match &mut self.nodes[node] {
            Node::File(bytes) => Ok(bytes),
            Node::Folder(_) => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    /// Changes names in the folder of a path.
    fn change(&mut self, path: &Path, changes: Vec<(OsString, Option<usize>)>) -> io::Result<()> {
        let folder = self.find(path.parent().unwrap_or(path))?;
        match &mut self.nodes[folder] {
            Node::Folder(names) => {
                rename(&mut names.now, &changes);
                names.pending.push(changes);
                Ok(())
            }
            Node::File(_) => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    fn add(&mut self, path: &Path, node: Node) -> io::Result<usize> {
        if self.find(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.nodes.push(node);
        let new = self.nodes.len() - 1;
        self.change(path, vec![(name(path), Some(new))])?;
        Ok(new)
    }

    fn write(&mut self, node: usize, what: What) -> io::Result<()> {
        let bytes = self.file(node)?;
        apply(&mut bytes.now, &what, None);
        bytes.pending.push(what);
        Ok(())
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let node = self.find(path)?;
        let (kind, length) = match &self.nodes[node] {
            Node::File(bytes) => (Kind::File, bytes.now.len() as u64),
            Node::Folder(_) => (Kind::Folder, 0),
        };
        Ok(Metadata {
            kind,
            length,
            modified: None,
            id: node as u64 + 1,
        })
    }

    fn collect(&self, node: usize, path: &Path, found: &mut Vec<PathBuf>) {
        match &self.nodes[node] {
            Node::File(_) => found.push(path.to_owned()),
            Node::Folder(names) => {
                for (name, node) in &names.now {
                    self.collect(*node, &path.join(name), found);
                }
            }
        }
    }
}

fn name(path: &Path) -> OsString {
    path.file_name().unwrap_or_default().to_owned()
}

impl Files for SimDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut state = self.act(Deed::Read)?;
        let node = state.find(path)?;
        Ok(state.file(node)?.now.clone())
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.act(Deed::Look)?.metadata(path)
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.act(Deed::Look)?.metadata(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.act(Deed::Look)?.find(path)?;
        Ok(path.to_owned())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let state = self.act(Deed::Read)?;
        let names = state.folder(state.find(folder)?)?;
        let entry = |(name, node): (&OsString, &usize)| Entry {
            name: name.clone(),
            kind: match &state.nodes[*node] {
                Node::File(_) => Kind::File,
                Node::Folder(_) => Kind::Folder,
            },
        };
        Ok(names.now.iter().map(entry).collect())
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let node = self
            .act(Deed::Make)?
            .add(path, Node::File(Bytes::default()))?;
        Ok(self.handle(node))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let mut state = self.act(Deed::Make)?;
        let node = match state.find(path) {
            Ok(node) => node,
            Err(_) => state.add(path, Node::File(Bytes::default()))?,
        };
        Ok(self.handle(node))
    }

    fn modify(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let node = self.act(Deed::Open)?.find(path)?;
        Ok(self.handle(node))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.act(Deed::Make)?;
        state.add(path, Node::Folder(Names::default())).map(|_| ())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        assert_eq!(from.parent(), to.parent(), "renamed within a folder only");
        let mut state = self.act(Deed::Rename)?;
        let node = state.find(from)?;
        if state.find(to).is_ok_and(|it| state.folder(it).is_ok()) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        state.change(to, vec![(name(from), None), (name(to), Some(node))])
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        let mut state = self.act(Deed::Remove)?;
        state.find(path)?;
        state.change(path, vec![(name(path), None)])
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.act(Deed::Sync)?;
        let node = state.find(folder)?;
        if let Node::Folder(names) = &mut state.nodes[node] {
            names.durable.clone_from(&names.now);
            names.pending.clear();
        }
        Ok(())
    }
}

impl SimDisk {
    fn handle(&self, node: usize) -> Box<dyn Handle> {
        Box::new(SimFile {
            disk: self.clone(),
            node,
        })
    }
}

struct SimFile {
    disk: SimDisk,
    node: usize,
}

impl io::Write for SimFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.disk.act(Deed::Write)?;
        let n = state.plan.short(bytes.len());
        let at = state.file(self.node)?.now.len();
        let what = What::Write(at, bytes[..n].to_vec());
        state.write(self.node, what)?;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Handle for SimFile {
    fn length(&self) -> io::Result<u64> {
        let mut state = self.disk.act(Deed::Look)?;
        Ok(state.file(self.node)?.now.len() as u64)
    }

    fn set_length(&mut self, length: u64) -> io::Result<()> {
        let mut state = self.disk.act(Deed::Write)?;
        state.write(self.node, What::Cut(length as usize))
    }

    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.disk.act(Deed::Write)?;
        state.write(self.node, What::Write(at as usize, bytes.to_vec()))
    }

    fn sync(&self) -> io::Result<()> {
        let checked = self.disk.act(Deed::Sync).map(drop);
        let mut state = self.disk.state();
        let forgets = state.plan.forgets();
        let bytes = state.file(self.node)?;
        if let Err(error) = checked {
            if forgets {
                // The system takes it for written from now on, though it is not.
                bytes.pending.clear();
            }
            return Err(error);
        }
        for change in std::mem::take(&mut bytes.pending) {
            apply(&mut bytes.durable, &change, None);
        }
        Ok(())
    }

    fn share(&self) -> io::Result<Box<dyn Handle>> {
        Ok(self.disk.handle(self.node))
    }
}
