//! What a panel, key or menu asks for. Actions are values: whoever wants something pushes one, and
//! only [`App`](super::App) carries them out, in order, before the next frame is drawn.

use std::ops::Range;
use std::path::PathBuf;

use super::desk::{Filter, Find, GoTo, MenuAct, Popup, Shown, StepsAct};
use super::dialog::{Dialog, ExportOrder, NewProject, Pick};
use super::place::Place;
use super::record::RecordId;
use crate::model::annotation::Status;
use crate::model::document::Meta;
use crate::model::id::{AnnotatorId, AttributeId, DocumentId, LabelId, LinkId, LinkKindId, SpanId};
use crate::model::reform::Reform;
use crate::model::segment::Unit;
use crate::model::value::Value;
use crate::workspace::settings::Settings;

/// Something to be done.
pub enum Action {
    // Projects
    Open(PathBuf),
    TrySample,
    /// Texts or folders chosen or dropped: opens the dialog that makes a project of them.
    Incoming(Vec<PathBuf>),
    /// Makes a project of the texts chosen in the dialog.
    CreateProject(Box<NewProject>),
    /// Adds texts to the open project.
    AddTexts(Box<NewProject>),
    Export(Box<ExportOrder>),
    ForgetRecent(PathBuf),
    CloseProject,
    SaveAs(PathBuf),
    SaveCopy(PathBuf),
    SetAnnotator(AnnotatorId),
    /// Someone new, by name, who from now on labels.
    AddAnnotator(String),
    Quit,

    // Windows inside the window
    Show(Box<dyn Dialog>),
    CloseDialog,
    /// Asks for files or folders; the answer comes back as the action that `Pick` names.
    Pick(Pick),
    Palette,

    // Where to look
    Go(Place),
    GoBack,
    GoForward,
    /// Finding in the text.
    Find(Find),
    /// Going to a position of the text.
    GoTo(GoTo),
    /// The menu over the text.
    Menu(MenuAct),
    NextDocument(isize),
    NextRecord {
        back: bool,
        incomplete: bool,
    },
    FocusText,
    FocusFilter,
    /// Which documents to list.
    Filter(Filter),
    /// The keyboard to the next panel.
    NextPanel,
    /// Which records to show on the page.
    Shown(Shown),
    /// Opens a small list over the page, or closes it.
    Popup(Option<Popup>),
    /// Chooses a record: one's own to work on it, another's to read it.
    Read(RecordId),

    // The caret
    Unit(Unit),
    Move {
        back: bool,
        stretch: bool,
    },
    Line {
        down: bool,
        stretch: bool,
    },
    Page {
        down: bool,
    },
    Edge {
        start: bool,
    },
    Choose(Range<usize>),
    /// Assistive technology selects words, or puts the caret somewhere.
    Select {
        anchor: usize,
        head: usize,
    },
    /// A click in the text.
    Click {
        at: usize,
        records: Vec<RecordId>,
        count: u8,
    },
    /// A click with Shift: the selection reaches up to there.
    StretchTo(usize),
    /// The pointer goes over the text with the button held, or was released.
    Drag {
        range: Range<usize>,
        by_character: bool,
        done: bool,
    },
    /// An edge of a record is dragged, or was released.
    DragEdge {
        span: SpanId,
        fragment: usize,
        start: bool,
        at: usize,
        by_character: bool,
        done: bool,
    },

    // Marking
    Arm(Option<LabelId>),
    /// The label's key or chip: marks the caret's words, or gives the record with the focus this label.
    Label(LabelId),
    MarkAgain,
    Remove(SpanId),
    Answer {
        span: SpanId,
        attribute: AttributeId,
        value: Option<Value>,
    },
    Digit(usize),
    Letter(char),
    Question {
        down: bool,
    },
    AskQuestion(AttributeId),
    CloseTargets,
    Withdraw,
    EditRecord,
    NewTarget {
        span: SpanId,
        attribute: AttributeId,
        name: String,
    },
    Note {
        span: SpanId,
        note: String,
    },
    Reshape {
        span: SpanId,
        fragment: usize,
        range: Range<usize>,
    },
    AddFragment {
        span: SpanId,
        range: Range<usize>,
    },
    Trim {
        start: bool,
        grow: bool,
    },
    StartLink(LinkKindId),
    Link {
        to: SpanId,
    },
    /// Marks the words at the caret as the end of the link being made.
    LinkWords,
    Unlink(LinkId),
    /// Of the versions that a merge left of a record, keeps this one.
    KeepVersion(SpanId),
    KeepLink(LinkId),
    CancelLink,
    SetStatus(DocumentId, Status),
    LabelDocument {
        attribute: AttributeId,
        value: Option<Value>,
    },
    SetMeta(DocumentId, Meta),
    SetGuidelines(String),
    /// Changes the schema, and all records with it.
    Reform(Box<Reform>),
    Undo,
    Redo,
    /// The list of steps.
    Steps(StepsAct),

    // The window
    /// The size of the text, in points, in the course of a gesture.
    Zoom(f32),
    Settings(Box<dyn FnOnce(&mut Settings) + Send>),
    ToggleGuidelines,
    /// Into or out of reading with everything else folded away.
    FocusMode,
    Copy(String),
    /// Runs a command of the table by its id.
    Command(&'static str),
    Notify(Notice),
    /// What a job brought back.
    Done(Box<dyn FnOnce(&mut super::App) + Send>),
}

/// A sentence shown for a few seconds at the foot of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub bad: bool,
}

impl Notice {
    pub fn good(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            bad: false,
        }
    }

    pub fn bad(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            bad: true,
        }
    }
}

impl Action {
    /// A change of the settings.
    pub fn settings(change: impl FnOnce(&mut Settings) + Send + 'static) -> Self {
        Self::Settings(Box::new(change))
    }
}
