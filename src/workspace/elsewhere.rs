//! Taking in what another program has done to the files while the project is open, as git or a folder
//! that is shared does. What nobody has touched here is taken over; what was changed here and there is
//! merged record by record, and where that cannot be, both versions stay.

mod project;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Workspace;
use super::arrival::{Arrival, LayerRead, Reader};
use super::unsaved::Base;
use super::writer::Part;
use crate::model::annotation::Layer;
use crate::model::document::Document;
use crate::model::id::DocumentId;
use crate::model::project::LayerKey;
use crate::store::disk::AnnotationsFile;
use crate::store::journal::{self, Touched};
use crate::store::notice::{Notice, Severity, Trouble};
use crate::store::{known, merge, paths, set_aside};
use project::list_annotators;

/// What came in from elsewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    /// The documents about which something else is said now.
    pub documents: BTreeSet<DocumentId>,
    /// Whether `project.ron` or the guidelines are others now.
    pub project: bool,
    /// Records of which both versions were kept, to be chosen from.
    pub n_conflicts: usize,
    /// Steps that can no longer be undone or done again, because what they changed was changed.
    pub n_lost_steps: usize,
    /// What could not be taken in, or was kept aside.
    pub notices: Vec<Notice>,
}

impl News {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is gathered while things are taken in.
#[derive(Default)]
struct Intake {
    news: News,
    /// What is to be written because it holds more than the files.
    behind: Touched,
    revised: BTreeSet<DocumentId>,
}

impl Workspace {
    /// From now on files that another program changes are noticed; `tell` is called, on another thread,
    /// when [`Self::news`] is to be asked.
    pub fn watch(&mut self, tell: impl Fn() + Send + Sync + 'static) {
        let waits = matches!(
            self.writer,
            Err(Trouble::Held { .. } | Trouble::HeldStale { .. })
        );
        let waits_for = waits.then(|| self.annotator.clone());
        self.watch = Some(super::watch::Watch::start(
            &self.root,
            &self.known,
            &self.held,
            waits_for,
            tell,
        ));
    }

    /// Whether changes of other programs are noticed.
    pub fn is_watched(&self) -> bool {
        self.watch.is_some()
    }

    /// Has the files looked at soon, if they are watched.
    pub fn look_soon(&self) {
        if let Some(watch) = &self.watch {
            watch.hurry();
        }
    }

    /// What has come in since the last time, if the files are watched. Never waits.
    pub fn news(&mut self) -> Option<News> {
        let watch = self.watch.as_ref()?;
        if let Some(trouble) = watch.news() {
            self.lock_news(trouble);
            return Some(News::default());
        }
        if let Some(changed) = watch.changed() {
            watch.read(self.reader(), changed);
        }
        if let Some(arrival) = watch.arrival() {
            let news = self.take_in(arrival);
            return Some(news).filter(|it| !it.is_empty());
        }
        if let super::Saved::Failed(failure) = self.saved()
            && failure.trouble == (Trouble::ChangedElsewhere {})
        {
            watch.hurry();
        }
        None
    }

    /// Looks at the files now and takes in what has changed.
    pub fn look_now(&mut self) -> News {
        let changed = self.known.changed(&known::look(&self.root));
        if changed.is_empty() {
            return News::default();
        }
        let arrival = self.reader().read(&changed);
        self.take_in(arrival)
    }

    fn reader(&self) -> Reader {
        Reader {
            root: self.root.clone(),
            project: self.project.clone(),
            protected: self.protected.layers.keys().cloned().collect(),
        }
    }

    fn take_in(&mut self, arrival: Arrival) -> News {
        let mut intake = Intake::default();
        if let Some(read) = arrival.project {
            self.take_in_project(read, &arrival.documents, &mut intake);
        }
        if let Some(read) = arrival.guidelines {
            self.take_in_guidelines(read, &mut intake);
        }
        for read in arrival.layers {
            self.take_in_layer(read, &mut intake);
        }
        self.leave_revised(&mut intake);
        if !intake.news.is_empty() {
            self.revision += 1;
            intake.news.n_lost_steps = self.renew_past(&intake.news);
        }
        if !intake.behind.is_empty()
            && let Ok(writer) = &self.writer
        {
            let (last, _) = writer.entries();
            self.unsaved.add_unknown(&intake.behind, last);
            let n = (last > 0).then_some(last);
            writer.queue(&intake.behind, &self.project, &intake.behind.former, n);
        }
        intake.news
    }

    fn take_in_layer(&mut self, read: LayerRead, intake: &mut Intake) {
        let (key, path) = (read.key.clone(), read.path.clone());
        intake.news.notices.extend(read.notices);
        let ours = self.project.layer(&key).cloned();
        let revised = intake.revised.contains(&key.document);
        let base = match &ours {
            Some(ours) => self.unsaved.layer(&key, ours, self.writer.as_ref().ok()),
            None => Base::Same,
        };
        self.known.set(&path, read.seen);
        self.protected.layers.remove(&key);
        if let Some(trouble) = read.refused {
            if matches!(base, Base::Same) || revised {
                self.keep_ours(&key, intake);
                self.set_layer(&key, None, intake);
                self.unsaved.settle(&Part::Layer(key.clone()));
                self.protected.layers.insert(key, trouble);
            } else {
                // What was done here stands; the file is kept aside before it is written.
                self.keep_theirs(&path, intake);
                intake.behind.layers.insert(key);
            }
            return;
        }
        let theirs = read.layer.map(Arc::new);
        if read.is_incomplete {
            self.keep_before_writing(&key);
        }
        let Some(ours) = ours else {
            return self.set_layer(&key, theirs, intake);
        };
        let part = Part::Layer(key.clone());
        match (base, theirs) {
            (Base::Same, Some(theirs)) => {
                if revised || *theirs != *ours {
                    self.set_layer(&key, Some(theirs), intake);
                }
            }
            (Base::Same, None) => {
                self.keep_ours(&key, intake);
                self.set_layer(&key, None, intake);
            }
            (_, None) => {
                intake.behind.layers.insert(key);
            }
            (_, Some(theirs)) if revised => {
                self.keep_ours(&key, intake);
                self.unsaved.settle(&part);
                self.set_layer(&key, Some(theirs), intake);
            }
            (base, Some(theirs)) => {
                let base = match base {
                    Base::Was(it) => Some(it),
                    Base::Same | Base::Unknown => None,
                };
                self.unsaved.settle(&part);
                self.merge_layer(&key, &path, base.as_ref(), (&ours, &theirs), intake);
            }
        }
    }

    fn merge_layer(
        &mut self,
        key: &LayerKey,
        path: &Path,
        base: Option<&Layer>,
        (ours, theirs): (&Arc<Layer>, &Arc<Layer>),
        intake: &mut Intake,
    ) {
        let document = self.project.document(&key.document).cloned();
        let merged = document.as_ref().and_then(|document| {
            let of = |it: &Layer| AnnotationsFile::of(&key.annotator, document, it).ok();
            let base = match base {
                Some(it) => Some(of(it)?),
                None => None,
            };
            let (file, left) =
                merge::merge_annotations(base.as_ref(), &of(ours)?, &of(theirs)?).ok()?;
            let layer = file.into_layer(&key.annotator, &document.text).ok()?;
            Some((Arc::new(layer), left.len()))
        });
        match merged {
            Some((merged, n_left)) => {
                intake.news.n_conflicts += n_left;
                if merged != *theirs {
                    intake.behind.layers.insert(key.clone());
                }
                if merged != *ours {
                    self.set_layer(key, Some(merged), intake);
                }
            }
            None => {
                self.keep_theirs(path, intake);
                intake.behind.layers.insert(key.clone());
            }
        }
    }

    /// What is said on the former text of a document that was revised elsewhere, and not in any file.
    fn leave_revised(&mut self, intake: &mut Intake) {
        for id in intake.revised.clone() {
            let said: Vec<LayerKey> = self
                .project
                .layers
                .iter()
                .filter(|it| it.1.contains_key(&id))
                .map(|it| LayerKey {
                    annotator: it.0.clone(),
                    document: id.clone(),
                })
                .collect();
            for key in said {
                let there = paths::layer(&key)
                    .is_ok_and(|it| self.root.files().is_file(&self.root.join(it)));
                if !there {
                    self.keep_ours(&key, intake);
                    self.set_layer(&key, None, intake);
                    self.unsaved.settle(&Part::Layer(key));
                }
            }
        }
    }

    fn set_layer(&mut self, key: &LayerKey, layer: Option<Arc<Layer>>, intake: &mut Intake) {
        let layers = self
            .project
            .layers
            .entry(key.annotator.clone())
            .or_default();
        match layer {
            Some(layer) => Arc::make_mut(layers).insert(key.document.clone(), layer),
            None => Arc::make_mut(layers).remove(&key.document),
        };
        self.project.layers.retain(|_, it| !it.is_empty());
        list_annotators(&mut self.project);
        intake.news.documents.insert(key.document.clone());
    }

    fn keep_before_writing(&self, key: &LayerKey) {
        if let Ok(writer) = &self.writer {
            writer.keep(vec![key.clone()]);
        }
    }

    /// Keeps a copy of a file as another program left it.
    fn keep_theirs(&self, path: &Path, intake: &mut Intake) {
        let kept = set_aside::copied(&self.root, path);
        intake.tell_kept(path, kept.map_err(|it| it.trouble));
    }

    /// Keeps a copy of what is said here and would be in no file any more.
    fn keep_ours(&self, key: &LayerKey, intake: &mut Intake) {
        let Some(layer) = self
            .project
            .layer(key)
            .filter(|it| ***it != Layer::default())
        else {
            return;
        };
        let Ok(path) = paths::layer(key) else { return };
        let document = self.former_document(key, intake);
        let text = document
            .ok_or_else(|| Trouble::UnknownDocument {
                document: key.document.to_string(),
            })
            .and_then(|it| AnnotationsFile::of(&key.annotator, &it, layer)?.write());
        let kept = text.and_then(|text| {
            let kept = set_aside::kept(&self.root, &path, text.as_bytes());
            kept.map_err(|it| it.trouble)
        });
        intake.tell_kept(&path, kept);
    }

    fn former_document(&self, key: &LayerKey, intake: &Intake) -> Option<Arc<Document>> {
        let former = intake.behind.former.get(&key.document);
        former
            .or_else(|| self.project.document(&key.document))
            .cloned()
    }

    /// Reads the steps again if they may concern what has come in: those that do not fit any more are
    /// left out. Gives how many.
    fn renew_past(&mut self, news: &News) -> usize {
        let entries = self.past.timeline.entries();
        let concerned = entries.iter().any(|it| {
            let whole = it.spot.is_none() && news.project;
            whole || news.documents.iter().any(|id| it.touches(id))
        });
        if !concerned {
            return 0;
        }
        let n = |past: &journal::Past| past.done.len() + past.undone.len();
        let before = n(&self.past);
        let Some(mut found) = journal::find(&self.root, &self.annotator) else {
            return 0;
        };
        found.set_waits(self.waiting.contains(&self.annotator));
        self.past = journal::past(&found, &self.root, &self.project);
        before.saturating_sub(n(&self.past))
    }
}

impl Intake {
    fn tell_kept(&mut self, path: &Path, kept: Result<PathBuf, Trouble>) {
        let trouble = match kept {
            Ok(kept) => Trouble::KeptAside {
                path: kept.display().to_string(),
            },
            Err(trouble) => trouble,
        };
        let notice = Notice::new(path, Severity::Warning, trouble);
        self.news.notices.push(notice);
    }
}
