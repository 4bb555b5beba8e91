//! Opening, saving elsewhere, exporting.

use super::{Command, For, Menu};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::dialog::{
    Pick, Wanted, backups::BackupsDialog, comments::CommentsDialog, export::ExportDialog,
    paste::PasteDialog, properties::DocumentDialog, schema::SchemaDialog,
};
use crate::tr;

const fn row(id: &'static str, group: u8, run: fn(&Cx) -> Option<Action>) -> Command {
    Command {
        id,
        menu: Menu::File,
        group,
        focus: For::Anywhere,
        run,
    }
}

pub(super) const COMMANDS: &[Command] = &[
    row("file.open", 0, |_| {
        Some(pick(Wanted::Folder, "pick-project", Action::Open))
    }),
    row("file.open-file", 0, |_| {
        Some(pick(Wanted::ProjectFile, "pick-file", Action::Open))
    }),
    row("file.new", 0, |_| Some(pick_many(Wanted::Files))),
    row("file.new-folder", 0, |_| Some(pick_many(Wanted::Folder))),
    row("file.sample", 0, |_| Some(Action::TrySample)),
    row("file.document", 1, |cx| {
        Some(Action::Show(Box::new(DocumentDialog::new(cx)?)))
    }),
    row("file.schema", 1, |cx| {
        Some(Action::Show(Box::new(SchemaDialog::new(cx)?)))
    }),
    row("file.revise", 1, |cx| {
        let id = cx.document()?.id.clone();
        Some(Action::Done(Box::new(move |app| app.revise(id))))
    }),
    row("file.paste", 1, |cx| {
        Some(Action::Show(Box::new(PasteDialog::new(cx)?)))
    }),
    row("file.comments", 1, |cx| {
        Some(Action::Show(Box::new(CommentsDialog::new(cx)?)))
    }),
    row("file.backups", 1, |cx| {
        Some(Action::Show(Box::new(BackupsDialog::new(cx)?)))
    }),
    row("file.export", 2, |cx| {
        Some(Action::Show(Box::new(ExportDialog::new(cx)?)))
    }),
    row("file.save-as", 2, |cx| {
        save(cx, "pick-save-as", Action::SaveAs)
    }),
    row("file.save-copy", 2, |cx| {
        save(cx, "pick-save-copy", Action::SaveCopy)
    }),
    row("file.close", 3, |cx| {
        cx.session.map(|_| Action::CloseProject)
    }),
    row("file.quit", 3, |_| Some(Action::Quit)),
];

fn pick(wanted: Wanted, title: &str, then: fn(std::path::PathBuf) -> Action) -> Action {
    Action::Pick(Pick {
        wanted,
        title: tr!(title),
        name: String::new(),
        then: Box::new(move |paths| paths.into_iter().next().map_or(Action::FocusText, then)),
    })
}

fn pick_many(wanted: Wanted) -> Action {
    Action::Pick(Pick {
        wanted,
        title: tr!("pick-texts"),
        name: String::new(),
        then: Box::new(Action::Incoming),
    })
}

fn save(cx: &Cx, title: &str, then: fn(std::path::PathBuf) -> Action) -> Option<Action> {
    let name = crate::model::id::slug(&cx.project()?.name);
    let Action::Pick(question) = pick(Wanted::New, title, then) else {
        return None;
    };
    Some(Action::Pick(Pick { name, ..question }))
}
