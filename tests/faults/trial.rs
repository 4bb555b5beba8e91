//! One trial: an analyst works, the disk fails at some moment, the project is opened again.

use std::sync::Arc;
use std::time::Duration;

use sententia::model::annotation::Span;
use sententia::model::edit::Edit;
use sententia::model::history::{History, Step};
use sententia::model::id::AnnotatorId;
use sententia::model::project::{Annotator, Project};
use sententia::store::texts::Incoming;
use sententia::store::{Notice, Progress, Report, SaveFailure, create};
use sententia::workspace::{Options, Pace, Saved, Workspace};

use super::disk::SimDisk;
use super::plan::{Fault, Plan};
use super::random::Random;
use super::{ROOT, analyst, small_project};

/// What came of a trial in which nothing was lost.
#[derive(Debug)]
pub struct Tried {
    pub fault: Fault,
    /// Deeds of the disk that failed.
    pub fired: usize,
    pub n_steps: usize,
    /// Steps known to survive a power cut when the fault came.
    pub n_synced: usize,
    /// Whether the analyst was told of some failure.
    pub told: bool,
}

pub struct Trial<'a> {
    disk: SimDisk,
    /// Texts to add.
    texts: &'a [Incoming],
    random: Random,
    fault: Fault,
    options: Options,
    /// The project after each step accepted, with who did it and the number of its entry.
    accepted: Vec<(Project, AnnotatorId, u64)>,
    /// Of those, the ones that everything up to was said to be in the files.
    saved: usize,
    /// What the steps refused since then would have made of the project.
    maybe: Vec<Project>,
    told: bool,
}

impl<'a> Trial<'a> {
    pub fn new(image: &SimDisk, texts: &'a [Incoming], seed: u64) -> Self {
        let mut random = Random::new(seed);
        let fault = Fault::ALL[random.below(Fault::ALL.len())];
        let far = [60, 150, 400][random.below(3)];
        let after = random.below(far);
        let times = [1, 1, 3, 12][random.below(4)];
        let disk = image.copy();
        disk.set_plan(Plan::new(fault, after, times, random.one_in(2)));
        if seed % 2 == 1 {
            disk.set_pauses(Random::new(seed));
        }
        let hasty = Pace {
            sync: Duration::ZERO,
            shortest: Duration::ZERO,
            longest: Duration::ZERO,
            retry: Duration::from_millis(1),
        };
        let brisk = Pace {
            sync: Duration::from_millis(1),
            shortest: Duration::from_millis(2),
            longest: Duration::from_millis(20),
            retry: Duration::from_millis(3),
        };
        let options = Options {
            sync_at_once: random.one_in(4),
            history: [
                Some(Duration::ZERO),
                Some(Duration::from_millis(2)),
                None,
                None,
            ][random.below(4)],
            pace: if random.one_in(2) {
                hasty
            } else if seed % 2 == 1 {
                brisk
            } else {
                Pace::default()
            },
            ..Options::default()
        };
        Self {
            disk,
            texts,
            random,
            fault,
            options,
            accepted: vec![(small_project(), "anna".into(), 0)],
            saved: 0,
            maybe: Vec::new(),
            told: false,
        }
    }

    pub fn run(mut self) -> Tried {
        let mut open = self.open_anyhow();
        let n_acts = 4 + self.random.below(16);
        for _ in 0..n_acts {
            let Some(workspace) = open.as_mut().filter(|_| !self.is_cut()) else {
                break;
            };
            self.act(workspace);
            self.saved = self.n_synced(workspace);
            self.told |= matches!(workspace.saved(), Saved::Failed(_));
            if self.random.one_in(12) {
                drop(open);
                open = self.open_anyhow();
            }
        }
        let fired = self.disk.plan().fired;
        match open.filter(|_| !self.is_cut()) {
            Some(workspace) => {
                self.check_after_kill(&workspace);
                self.check_recovery(workspace);
            }
            None => self.check_after_cut(),
        }
        Tried {
            fault: self.fault,
            fired,
            n_steps: self.accepted.len() - 1,
            n_synced: self.saved,
            told: self.told,
        }
    }

    fn is_cut(&self) -> bool {
        self.fault == Fault::PowerCut && self.disk.plan().fired > 0
    }

    /// Opens the project; where that fails, the failure was told, and it opens once the disk is well.
    fn open_anyhow(&mut self) -> Option<Workspace> {
        if let Some((workspace, report)) = self.open(&self.disk)
            && report.is_empty()
            && !matches!(workspace.saved(), Saved::ReadOnly(_))
        {
            return Some(workspace);
        }
        self.told = true;
        if self.is_cut() {
            return None;
        }
        self.disk.set_plan(self.disk.plan().ended());
        let (workspace, report) = self.open(&self.disk).expect("the disk is well again");
        Self::check_report(&report, true);
        self.check_same(workspace.project(), "after an opening that failed");
        Some(workspace)
    }

    fn open(&self, disk: &SimDisk) -> Option<(Workspace, Report)> {
        let who = self.accepted.last().map_or("anna", |it| it.1.as_str());
        Workspace::open_with(disk.root(ROOT), who, self.options, &Progress::default()).ok()
    }

    fn act(&mut self, workspace: &mut Workspace) {
        let before = workspace.project().clone();
        let (done, step) = self.do_something(workspace);
        match done {
            Ok(true) => {
                let (entry, _) = workspace.entries();
                let who = workspace.annotator().clone();
                let now = workspace.project().clone();
                self.accepted.push((now, who, entry));
                self.maybe.clear();
            }
            Ok(false) => {}
            Err(_) => {
                self.told = true;
                assert!(
                    tidy(workspace.project()) == tidy(&before),
                    "a step that is refused changes nothing"
                );
                self.maybe
                    .extend(step.map(|it| applied(workspace, before, &it)));
            }
        }
    }

    /// Whether something was accepted, and the step it was.
    fn do_something(
        &mut self,
        workspace: &mut Workspace,
    ) -> (Result<bool, SaveFailure>, Option<Step>) {
        match self.random.below(16) {
            0 | 1 => {
                let step = workspace.history().next_undo().cloned();
                (workspace.undo().map(|it| it.is_some()), step)
            }
            2 => {
                let step = workspace.history().next_redo().cloned();
                (workspace.redo().map(|it| it.is_some()), step)
            }
            3 | 4 => {
                let saved = workspace.flush();
                if saved.is_ok() && !matches!(workspace.saved(), Saved::ReadOnly(_)) {
                    self.saved = self.accepted.len() - 1;
                }
                (saved.map(|()| false), None)
            }
            6 if self.random.one_in(2) => {
                let text = &self.texts[self.random.below(self.texts.len())..][..1];
                let root = self.disk.root(ROOT);
                match create::add_texts(root, workspace.project(), text, &Progress::default()) {
                    Ok(step) => (workspace.run(step.clone()).map(|()| true), Some(step)),
                    Err(failure) => (Err(failure), None),
                }
            }
            5 if self.random.one_in(3) => {
                let who = ["anna", "Ben", "Zoé"][self.random.below(3)];
                let (last, was) = (workspace.entries().0, workspace.annotator().clone());
                let done = workspace.set_annotator(who);
                let changed = was == *workspace.annotator() && workspace.entries().0 != last
                    || was != *workspace.annotator()
                        && workspace
                            .history()
                            .next_undo()
                            .is_some_and(|it| it.name.key == "step-annotator");
                (done.map(|()| changed), Some(Step::new("", "", Vec::new())))
            }
            _ => match analyst::step(workspace, &mut self.random) {
                Some(step) => (workspace.run(step.clone()).map(|()| true), Some(step)),
                None => (Ok(false), None),
            },
        }
    }

    /// The last step that is known to survive a power cut.
    fn n_synced(&self, workspace: &Workspace) -> usize {
        let (_, synced) = workspace.entries();
        let survives =
            |it: &(Project, AnnotatorId, u64)| it.1 == *workspace.annotator() && it.2 <= synced;
        let last = self.accepted.iter().rposition(survives);
        last.unwrap_or_default().max(self.saved)
    }

    fn last(&self) -> &Project {
        &self.accepted[self.accepted.len() - 1].0
    }

    /// A process that is killed leaves everything that was accepted.
    fn check_after_kill(&mut self, workspace: &Workspace) {
        let left = self.disk.copy();
        let (again, report) = self.open(&left).expect("it opens after a kill");
        Self::check_report(&report, true);
        self.check_same(again.project(), "after a kill");
        if workspace.annotator() == again.annotator() && self.maybe.is_empty() {
            self.check_history(again.history(), workspace.history(), "a kill");
        }
        self.check_going_on(again, &left);
    }

    /// Once the disk is well again, everything gets saved, and what is said to be saved survives.
    fn check_recovery(&mut self, workspace: Workspace) {
        self.disk.set_plan(self.disk.plan().ended());
        let mut workspace = workspace;
        let mut tries = 0;
        while let Err(failure) = workspace.flush() {
            self.told = true;
            tries += 1;
            // The writer may still be breaking off when nothing more goes wrong.
            if self.fault == Fault::Panic && failure.trouble.key() == "store-writer-stopped" {
                drop(workspace);
                workspace = self.open(&self.disk).expect("it opens again").0;
                self.check_same(workspace.project(), "after the writer broke off");
            }
            assert!(
                tries < 50,
                "it is saved in the end: {:?}",
                workspace.saved()
            );
        }
        assert_eq!(workspace.saved(), Saved::Saved);
        let ordered = self.random.one_in(2);
        let left = self.disk.after_cut(&mut self.random, ordered);
        let (again, report) = self.open(&left).expect("it opens after the power cut");
        Self::check_report(&report, true);
        self.check_same(again.project(), "after it was saved");
        drop(workspace);
        let (again, report) = self.open(&self.disk).expect("it opens after closing");
        Self::check_report(&report, false);
        self.check_same(again.project(), "after closing");
    }

    /// What was synced is whole; of the rest, any part may be there.
    fn check_after_cut(&mut self) {
        let synced = self.saved;
        for ordered in [true, false] {
            let left = self.disk.after_cut(&mut self.random, ordered);
            let (again, report) = self.open(&left).expect("it opens after the power cut");
            Self::check_report(&report, true);
            let found = tidy(again.project());
            if ordered {
                let mut states = self.accepted[synced..].iter().map(|it| &it.0);
                let known = states.any(|it| tidy(it) == found);
                let refused = self.maybe.iter().any(|it| tidy(it) == found);
                assert!(
                    known || refused,
                    "the state is one that was, from the last sync on: {:?}\n{:?}",
                    said(&found),
                    self.accepted[synced..]
                        .iter()
                        .map(|it| said(&it.0))
                        .collect::<Vec<_>>()
                );
            }
            self.check_untouched(&found, synced);
            self.check_going_on(again, &left);
        }
    }

    /// Everything that no later step touched is as it was at the last sync.
    fn check_untouched(&self, found: &Project, synced: usize) {
        let base = tidy(&self.accepted[synced].0);
        let mut later: Vec<&Project> = self.accepted[synced..].iter().map(|it| &it.0).collect();
        later.extend(&self.maybe);
        for (key, layer) in base.all_layers() {
            for span in layer.spans() {
                let of = |it: &Project| it.layer(&key)?.span(&span.id).cloned();
                let listed = |it: &Project| it.document(&key.document).is_some();
                if later
                    .iter()
                    .all(|it| of(it).as_ref() == Some(span) && listed(it))
                {
                    assert_eq!(of(found).as_ref(), Some(span), "a synced span is there");
                }
            }
        }
        if later.iter().all(|it| it.name == base.name) {
            assert_eq!(found.name, base.name);
        }
        if later.iter().all(|it| it.guidelines == base.guidelines) {
            assert_eq!(found.guidelines, base.guidelines);
        }
        if later.iter().all(|it| it.order == base.order) {
            assert_eq!(found.order, base.order);
        }
    }

    /// Work goes on after it was opened again: marking, undo, saving, and nothing is left beside.
    fn check_going_on(&mut self, mut workspace: Workspace, disk: &SimDisk) {
        let before = tidy(workspace.project());
        if before.documents.is_empty() {
            return;
        }
        analyst::mark(&mut workspace, &mut self.random).expect("work goes on");
        let after = workspace.project().clone();
        workspace.undo().expect("undone");
        assert!(tidy(workspace.project()) == before, "undo takes it back");
        workspace.redo().expect("done again");
        workspace.flush().expect("saved");
        let history = workspace.history().clone();
        drop(workspace);
        let (again, report) = self.open(disk).expect("it opens once more");
        Self::check_report(&report, false);
        assert!(
            tidy(again.project()) == tidy(&after),
            "what was done then is there"
        );
        self.check_history(again.history(), &history, "closing");
        let leftovers = disk.paths(ROOT).into_iter().filter(|it| {
            it.extension().is_some_and(|it| it == "tmp")
                && !it.to_string_lossy().contains("/texts/")
        });
        assert_eq!(leftovers.count(), 0, "nothing is left beside");
    }

    fn check_same(&self, found: &Project, when: &str) {
        let same = tidy(found) == tidy(self.last());
        let refused = self.maybe.iter().any(|it| tidy(it) == tidy(found));
        assert!(
            same || refused,
            "{when}: everything that was accepted is there
{:?}
{:?}",
            said(found),
            said(self.last())
        );
    }

    /// Undo survives; where steps may leave the journal when they are old, the newest of it.
    fn check_history(&self, found: &History, before: &History, what: &str) {
        let (found, before) = (lists(found), lists(before));
        if self.options.history.is_none() {
            assert_eq!(found, before, "undo survives {what}");
        }
        for (found, before) in found.iter().zip(before) {
            assert!(
                before.starts_with(found),
                "undo survives {what}, as far as it is kept"
            );
        }
    }

    /// Every file is understood; only a journal may have a cut or broken line, and only after a crash.
    fn check_report(report: &Report, crashed: bool) {
        let fine = |it: &&Notice| match it.trouble.key() {
            // A line that was refused, and that could not be cut off while the disk failed;
            // annotations of a text that was taken out of the list stay for its coming back.
            "store-journal-torn" | "store-unknown-document" => true,
            "store-journal-broken" | "store-journal-altered" => crashed,
            _ => false,
        };
        let odd: Vec<&Notice> = report.notices.iter().filter(|it| !fine(it)).collect();
        assert!(odd.is_empty(), "{:?}", report.notices);
    }
}

/// The steps to undo and those to do again, the next first. One who goes by the id because there is a folder
/// is one who is not listed, as everywhere in the program.
fn lists(history: &History) -> [Vec<Step>; 2] {
    let (mut undo, mut redo) = (history.clone(), history.clone());
    let none = || Step::new("", "", Vec::new());
    let undo = std::iter::from_fn(|| {
        let next = undo.next_undo().cloned()?;
        undo.restore_undone(none());
        Some(next)
    });
    let redo = std::iter::from_fn(|| {
        let next = redo.next_redo().cloned()?;
        redo.restore_redone(none());
        Some(next)
    });
    let plain = |mut step: Step| {
        for edit in &mut step.edits {
            if let Edit::Annotator(id, listed) = edit {
                *listed = listed.take().filter(|it| it.name != id.as_str());
            }
        }
        step
    };
    [undo.map(plain).collect(), redo.map(plain).collect()]
}

/// What a step would make of a project; one who is not listed is listed with it.
fn applied(workspace: &Workspace, mut project: Project, step: &Step) -> Project {
    let name = workspace.annotator_name().to_owned();
    let id = workspace.annotator().clone();
    if !project.annotators.contains_key(&id) {
        project.apply(Edit::Annotator(id, Some(Annotator { name })));
    }
    for edit in &step.edits {
        project.apply(edit.clone());
    }
    project
}

/// What a project says, in short.
fn said(project: &Project) -> Vec<String> {
    let guidelines: String = project.guidelines.chars().take(9).collect();
    let mut said = vec![format!(
        "{} {guidelines:?} {:?} {:?}",
        project.name, project.order, project.annotators
    )];
    for (key, layer) in tidy(project).all_layers() {
        let span = |it: &Arc<Span>| format!("{} {} {:?}", it.id, it.label, it.note);
        let spans: Vec<String> = layer.spans().map(span).collect();
        said.push(format!(
            "{key:?} {:?} {:?} {spans:?}",
            layer.status, layer.labels
        ));
    }
    said
}

/// A project without layers that say nothing, nor those of texts that are not listed.
pub fn tidy(project: &Project) -> Project {
    let mut project = project.clone();
    let documents = Arc::clone(&project.documents);
    for layers in project.layers.values_mut() {
        Arc::make_mut(layers).retain(|id, it| !it.is_blank() && documents.contains_key(id));
    }
    project.layers.retain(|_, it| !it.is_empty());
    // One whose listing was undone still has a folder, and goes by its name.
    Arc::make_mut(&mut project.annotators).retain(|id, it| it.name != id.as_str());
    project
}
