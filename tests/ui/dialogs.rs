//! Dialogs, palette, welcome screen, guidelines and first steps: found by their names, driven by mouse
//! and keys, judged by what they ask for.

mod stage;

use std::path::PathBuf;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::dialog::about::AboutDialog;
use sententia::app::dialog::annotator::AnnotatorDialog;
use sententia::app::dialog::confirm::ConfirmDialog;
use sententia::app::dialog::export::{ExportDialog, ExportedDialog};
use sententia::app::dialog::import::ImportDialog;
use sententia::app::dialog::keys::KeysDialog;
use sententia::app::dialog::problems::ProblemsDialog;
use sententia::app::dialog::properties::DocumentDialog;
use sententia::app::dialog::{Pick, Wanted};
use sententia::app::panel::guidelines::Guidelines;
use sententia::app::panel::welcome::Welcome;
use sententia::app::place::Place;
use sententia::formats::Documents;
use sententia::workspace::settings::Recent;

use stage::{Stage, click, press, shot, type_into, wait};

fn welcome() -> Stage {
    let mut stage = Stage::new();
    stage.welcome = Some(Welcome::default());
    stage
}

fn recent(path: PathBuf, name: &str, done: usize, total: usize) -> Recent {
    Recent { path, name: name.to_owned(), done, total, when: jiff::Timestamp::UNIX_EPOCH }
}

fn welcome_with_projects() -> Stage {
    let mut stage = welcome();
    stage.settings.recent = vec![
        recent(std::env::temp_dir(), "Débat des librairies", 7, 12),
        recent(PathBuf::from("/"), "Shuttles", 9, 9),
        recent(PathBuf::from("/gone/papers"), "Old papers", 3, 40),
    ];
    stage
}

#[test]
fn the_three_doors_lead_in() {
    let mut harness = welcome().harness(1280.0, 800.0);
    click(&mut harness, "Try the sample");
    assert!(matches!(harness.state_mut().last(), Some(Action::TrySample)));
    click(&mut harness, "Open project…");
    assert!(harness.state().files.is_open());
}

#[test]
fn recent_projects_open_and_can_be_forgotten() {
    let mut harness = welcome_with_projects().harness(1280.0, 800.0);
    click(&mut harness, "Shuttles");
    assert!(matches!(harness.state_mut().last(), Some(Action::Open(path)) if path == *"/"));
    click(&mut harness, "Old papers");
    assert!(harness.state_mut().last().is_none(), "a project that is gone does not open");
    click(&mut harness, "Take “Old papers” off the list");
    assert!(matches!(harness.state_mut().last(), Some(Action::ForgetRecent(path)) if path == *"/gone/papers"));
}

#[test]
fn language_and_theme_are_chosen_on_the_welcome_screen() {
    let mut harness = welcome().harness(1280.0, 800.0);
    for name in ["Français", "Dark"] {
        click(&mut harness, name);
    }
    let stage = harness.state_mut();
    let asked: Vec<Action> = stage.asked.drain(..).collect();
    for action in asked {
        let Action::Settings(change) = action else { panic!("a setting was to change") };
        change(&mut stage.settings);
    }
    assert_eq!(stage.settings.language, "fr");
    assert_eq!(stage.settings.theme, sententia::workspace::settings::Theme::Dark);
}

fn pick(wanted: Wanted) -> Pick {
    Pick { wanted, title: "Which?".to_owned(), name: "new.ron".to_owned(), then: Box::new(Action::Incoming) }
}

/// A stage with our own file dialog open in a folder of a few files.
fn choosing(wanted: Wanted) -> (egui_kittest::Harness<'static, Stage>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("debate")).unwrap();
    std::fs::write(folder.path().join("debate/project.ron"), "").unwrap();
    std::fs::create_dir_all(folder.path().join("texts")).unwrap();
    for name in ["texts/a.txt", "texts/b.txt", "one.txt", "two.md", "three.png"] {
        std::fs::write(folder.path().join(name), "x").unwrap();
    }
    let mut harness = Stage::new().harness(1000.0, 760.0);
    let ctx = harness.ctx.clone();
    harness.state_mut().files.ask(pick(wanted), &ctx);
    harness.run_ok();
    harness.run_ok();
    let path = format!("{}/", folder.path().display());
    type_into(&mut harness, "Folder", &path);
    (harness, folder)
}

fn chosen(harness: &mut egui_kittest::Harness<'_, Stage>) -> Vec<PathBuf> {
    match harness.state_mut().last() {
        Some(Action::Incoming(paths)) => paths,
        _ => panic!("nothing was chosen"),
    }
}

#[test]
fn files_are_ticked_and_taken_together() {
    let (mut harness, folder) = choosing(Wanted::Files);
    assert!(harness.query_by_label("three.png").is_none());
    click(&mut harness, "one.txt");
    click(&mut harness, "two.md");
    shot(&mut harness, "dialog-path");
    click(&mut harness, "Use 2 files");
    assert_eq!(chosen(&mut harness), [folder.path().join("one.txt"), folder.path().join("two.md")]);
    assert!(!harness.state().files.is_open());
}

#[test]
fn a_path_is_completed_by_tab_and_entered_by_enter() {
    let (mut harness, folder) = choosing(Wanted::Files);
    harness.event(egui::Event::Text("te".to_owned()));
    harness.run_ok();
    press(&mut harness, Key::Tab);
    assert!(harness.query_by_label("a.txt").is_some());
    press(&mut harness, Key::Backspace);
    assert!(harness.query_by_label("one.txt").is_some(), "Backspace goes up");
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert_eq!(chosen(&mut harness), [folder.path().join("texts/b.txt")]);
}

#[test]
fn a_project_folder_is_marked_and_chosen_at_once() {
    let (mut harness, folder) = choosing(Wanted::Folder);
    press(&mut harness, Key::Enter);
    assert_eq!(chosen(&mut harness), [folder.path().join("debate")]);
}

#[test]
fn a_new_file_has_a_name_in_the_folder_shown() {
    let (mut harness, folder) = choosing(Wanted::New);
    type_into(&mut harness, "Name", "out.ron");
    click(&mut harness, "Save here");
    assert_eq!(chosen(&mut harness), [folder.path().join("out.ron")]);
}

#[test]
fn enter_in_a_field_presses_the_primary_button() {
    let (mut harness, folder) = choosing(Wanted::New);
    type_into(&mut harness, "Name", "out.ron");
    press(&mut harness, Key::Enter);
    assert_eq!(chosen(&mut harness), [folder.path().join("out.ron")]);
}

#[test]
fn a_folder_that_cannot_be_read_says_so() {
    let (mut harness, folder) = choosing(Wanted::Files);
    type_into(&mut harness, "Folder", &format!("{}/none/", folder.path().display()));
    wait(&mut harness, |it| it.query_by_label_contains("cannot be read").is_some());
}

#[test]
fn escape_closes_the_file_dialog_and_nothing_is_chosen() {
    let (mut harness, _folder) = choosing(Wanted::Files);
    press(&mut harness, Key::Escape);
    assert!(!harness.state().files.is_open());
    assert!(harness.state_mut().last().is_none());
}

fn texts() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plain.txt"), "Le pont ouvrira en 2031.").unwrap();
    std::fs::write(folder.path().join("latin.txt"), b"L'\xe9t\xe9 sera chaud, et le pont \xe0 nouveau ferm\xe9.").unwrap();
    std::fs::write(folder.path().join("empty.txt"), "").unwrap();
    std::fs::write(folder.path().join("picture.png"), [0u8, 1, 2]).unwrap();
    folder
}

#[test]
fn texts_become_a_project() {
    let folder = texts();
    let given = vec![folder.path().to_owned()];
    let stage = Stage::new().show(|cx| ImportDialog::new(cx, given));
    let mut harness = stage.harness(1100.0, 760.0);
    wait(&mut harness, |it| it.query_by_label("2 texts").is_some());
    harness.get_by_label_contains("latin.txt");
    shot(&mut harness, "dialog-import");
    type_into(&mut harness, "Name of the project", "Ponts");
    type_into(&mut harness, "Folder", folder.path().join("ponts").to_str().unwrap());
    type_into(&mut harness, "Who labels", "Anna");
    click(&mut harness, "Argument");
    click(&mut harness, "Create project");
    let Some(Action::CreateProject(project)) = harness.state_mut().last() else { panic!("no project") };
    assert_eq!((project.name.as_str(), project.annotator.as_str(), project.schema.as_str()), ("Ponts", "Anna", "argument"));
    assert_eq!(project.texts.len(), 2);
    assert_eq!(project.folder, folder.path().join("ponts"));
    assert!(harness.state().dialog.is_none());
}

#[test]
fn what_is_left_out_is_told_with_its_reason() {
    let folder = texts();
    let given = vec![folder.path().to_owned()];
    let mut harness = Stage::new().show(|cx| ImportDialog::new(cx, given)).harness(1100.0, 760.0);
    wait(&mut harness, |it| it.query_by_label("2 left out").is_some());
    click(&mut harness, "2 left out");
    harness.get_by_label("empty.txt");
    harness.get_by_label("picture.png");
    click(&mut harness, "Copy this list");
    assert!(matches!(harness.state_mut().asked.first(), Some(Action::Copy(text)) if text.contains("picture.png\t")));
}

#[test]
fn texts_are_added_to_the_open_project() {
    let folder = texts();
    let given = vec![folder.path().to_owned()];
    let mut harness = Stage::with_sample().show(|cx| ImportDialog::new(cx, given)).harness(1100.0, 760.0);
    wait(&mut harness, |it| it.query_by_label("Add 2 texts").is_some());
    shot(&mut harness, "dialog-add");
    click(&mut harness, "Add 2 texts");
    assert!(matches!(harness.state_mut().last(), Some(Action::AddTexts(new)) if new.texts.len() == 2));
}

#[test]
fn an_export_says_what_it_writes_and_where() {
    let mut harness = Stage::with_sample().show(|cx| ExportDialog::new(cx).unwrap()).harness(900.0, 760.0);
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("out.ron");
    type_into(&mut harness, "To", to.to_str().unwrap());
    click(&mut harness, "This one");
    harness.get_by_label("1 document");
    shot(&mut harness, "dialog-export");
    harness.get_by_role_and_label(egui::accesskit::Role::Button, "Export").click();
    harness.run_ok();
    let Some(Action::Export(order)) = harness.state_mut().last() else { panic!("nothing is exported") };
    assert_eq!(order.to, to);
    assert!(matches!(order.selection.documents, Documents::Chosen(ids) if ids.len() == 1));
}

#[test]
fn a_place_is_browsed_for_without_leaving_the_dialog() {
    let mut harness = Stage::with_sample().show(|cx| ExportDialog::new(cx).unwrap()).harness(1000.0, 800.0);
    let folder = tempfile::tempdir().unwrap();
    click(&mut harness, "Browse…");
    wait(&mut harness, |it| it.state().files.is_open());
    type_into(&mut harness, "Folder", &format!("{}/", folder.path().display()));
    type_into(&mut harness, "Name", "labelled.ron");
    click(&mut harness, "Save here");
    assert!(harness.state().dialog.is_some(), "the dialog below is still there");
    harness.get_by_role_and_label(egui::accesskit::Role::Button, "Export").click();
    harness.run_ok();
    let to = folder.path().join("labelled.ron");
    assert!(matches!(harness.state_mut().last(), Some(Action::Export(order)) if order.to == to));
}

#[test]
fn nothing_is_exported_without_an_annotator() {
    let mut harness = Stage::with_sample().show(|cx| ExportDialog::new(cx).unwrap()).harness(900.0, 760.0);
    click(&mut harness, "Anna Lescure");
    harness.get_by_label("9 documents");
    click(&mut harness, "Bruno Keraval");
    press(&mut harness, Key::Enter);
    assert!(harness.state().dialog.is_some() && harness.state().asked.is_empty());
}

#[test]
fn an_export_done_shows_its_path() {
    let report = sententia::formats::Report::default();
    let done = ExportedDialog::new(PathBuf::from("/data/out.ron"), report);
    let mut harness = Stage::new().show(|_| done).harness(800.0, 600.0);
    shot(&mut harness, "dialog-exported");
    click(&mut harness, "Copy path");
    assert!(matches!(harness.state_mut().asked.first(), Some(Action::Copy(path)) if path == "/data/out.ron"));
}

#[test]
fn a_refused_project_says_why_and_what_to_do() {
    let notice = sententia::store::Notice::new(
        "project.ron",
        sententia::store::Severity::Error,
        sententia::store::Trouble::TooNew { found: "9".to_owned(), known: "1".to_owned() },
    );
    let error = sententia::store::OpenError::from(notice.at_line(Some(2)));
    let mut harness = Stage::new().show(|_| ProblemsDialog::refused(&error)).harness(900.0, 600.0);
    shot(&mut harness, "dialog-refused");
    click(&mut harness, "Copy all");
    assert!(matches!(harness.state_mut().asked.first(), Some(Action::Copy(text)) if text.contains("project.ron:2")));
}

#[test]
fn problems_lead_to_their_places_and_can_be_copied() {
    let mut stage = Stage::with_sample();
    let session = stage.session.as_ref().unwrap();
    let document = session.document().unwrap().id.clone();
    let trouble = sententia::store::Trouble::TextChanged { document: document.to_string() };
    let sentence = sententia::i18n::with(trouble.key(), &trouble.args());
    let notice = sententia::store::Notice::new("texts/01-article.txt", sententia::store::Severity::Error, trouble);
    stage.session.as_mut().unwrap().report.push(notice.at_line(Some(3)));
    let mut harness = stage.show(|cx| ProblemsDialog::new(cx).unwrap()).harness(1000.0, 760.0);
    shot(&mut harness, "dialog-problems");
    click(&mut harness, "Copy all");
    assert!(matches!(harness.state_mut().asked.first(), Some(Action::Copy(text)) if text.contains("texts/01-article.txt:3")));
    click(&mut harness, &sentence);
    assert!(matches!(harness.state_mut().last(), Some(Action::Go(Place::Document(id))) if id == document));
    assert!(harness.state().dialog.is_none());
}

#[test]
fn the_sheet_of_keys_is_narrowed_by_a_word() {
    let mut harness = Stage::with_sample().show(|_| KeysDialog::default()).harness(1280.0, 800.0);
    harness.get_by_label("Prediction p");
    shot(&mut harness, "dialog-keys");
    type_into(&mut harness, "Filter", "undo");
    harness.get_by_label("Undo Ctrl+Z");
    assert!(harness.query_by_label("Prediction p").is_none());
    press(&mut harness, Key::Escape);
    assert!(harness.state().dialog.is_none());
}

#[test]
fn a_documents_properties_are_changed_by_one_action() {
    let mut harness = Stage::with_sample().show(|cx| DocumentDialog::new(cx).unwrap()).harness(900.0, 800.0);
    type_into(&mut harness, "Date", "soon");
    click(&mut harness, "Save");
    assert!(harness.state().dialog.is_some(), "a date that cannot be read is not saved");
    type_into(&mut harness, "Date", "2031-06");
    type_into(&mut harness, "Title", "Le pont");
    click(&mut harness, "Add a field");
    type_into(&mut harness, "Name of field 1", "page");
    type_into(&mut harness, "Value of field 1", "7");
    shot(&mut harness, "dialog-properties");
    click(&mut harness, "Save");
    let Some(Action::SetMeta(_, meta)) = harness.state_mut().last() else { panic!("nothing was saved") };
    assert_eq!((meta.title.as_str(), meta.date.unwrap().to_string().as_str()), ("Le pont", "2031-06"));
    assert_eq!(meta.fields.get("page").map(String::as_str), Some("7"));
}

#[test]
fn an_annotator_is_chosen_or_added() {
    let mut harness = Stage::with_sample().show(AnnotatorDialog::new).harness(800.0, 600.0);
    shot(&mut harness, "dialog-annotator");
    click(&mut harness, "Bruno Keraval");
    click(&mut harness, "Continue");
    assert!(matches!(harness.state_mut().last(), Some(Action::SetAnnotator(id)) if id.as_str() == "bruno"));
    let mut harness = Stage::with_sample().show(AnnotatorDialog::new).harness(800.0, 600.0);
    type_into(&mut harness, "Someone new", "Chloé");
    press(&mut harness, Key::Enter);
    assert!(matches!(harness.state_mut().last(), Some(Action::AddAnnotator(name)) if name == "Chloé"));
}

#[test]
fn a_question_is_answered_or_left() {
    let ask = || ConfirmDialog::new("Replace?".to_owned(), "It is there already".to_owned(), "Replace".to_owned(), Action::Quit);
    let mut harness = Stage::new().show(|_| ask()).harness(800.0, 600.0);
    press(&mut harness, Key::Escape);
    assert!(harness.state().asked.is_empty() && harness.state().dialog.is_none());
    let mut harness = Stage::new().show(|_| ask()).harness(800.0, 600.0);
    click(&mut harness, "Replace");
    assert!(matches!(harness.state_mut().last(), Some(Action::Quit)));
}

#[test]
fn the_palette_finds_commands_labels_records_and_documents() {
    for (typed, row) in [("export", "Export…"), ("mark pred", "Mark as Prediction"), ("03", "03")] {
        let mut stage = Stage::with_sample();
        stage.palette.open();
        let mut harness = stage.harness(1000.0, 700.0);
        harness.event(egui::Event::Text(typed.to_owned()));
        harness.run_ok();
        assert!(harness.query_all_by_label_contains(row).next().is_some(), "{typed} finds {row}");
    }
}

#[test]
fn enter_runs_the_best_row_and_escape_runs_none() {
    let mut stage = Stage::with_sample();
    stage.palette.open();
    let mut harness = stage.harness(1000.0, 700.0);
    shot(&mut harness, "dialog-palette");
    harness.event(egui::Event::Text("mark pred".to_owned()));
    harness.run_ok();
    shot(&mut harness, "dialog-palette-typed");
    press(&mut harness, Key::Enter);
    assert!(matches!(harness.state_mut().last(), Some(Action::Label(id)) if id.as_str() == "prediction"));
    assert!(!harness.state().palette.is_open());
    harness.state_mut().palette.open();
    harness.run_ok();
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Escape);
    assert!(!harness.state().palette.is_open());
    assert!(harness.state_mut().last().is_none());
}

#[test]
fn a_command_that_cannot_run_stays_in_the_palette() {
    let mut stage = Stage::new();
    stage.palette.open();
    let mut harness = stage.harness(1000.0, 700.0);
    harness.event(egui::Event::Text("undo".to_owned()));
    harness.run_ok();
    press(&mut harness, Key::Enter);
    assert!(harness.state().palette.is_open());
    assert!(harness.state().asked.is_empty());
}

#[test]
fn guidelines_are_read_and_edited() {
    let mut stage = Stage::with_sample();
    stage.guidelines = Some(Guidelines::default());
    stage.settings.coach = false;
    let mut harness = stage.harness(460.0, 800.0);
    shot(&mut harness, "dialog-guidelines");
    click(&mut harness, "Edit");
    shot(&mut harness, "dialog-guidelines-edit");
    harness.get_by_label("Guidelines, in Markdown").focus();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text("# New".to_owned()));
    harness.run_ok();
    click(&mut harness, "Save");
    assert!(matches!(harness.state_mut().last(), Some(Action::SetGuidelines(text)) if text == "# New"));
}

#[test]
fn first_steps_are_ticked_once_done_and_can_be_put_away() {
    let mut harness = Stage::with_sample().harness(1100.0, 300.0);
    harness.get_by_label("Mark a prediction");
    let session = harness.state_mut().session.as_mut().unwrap();
    let key = session.key().unwrap();
    let act = sententia::model::verbs::Act {
        project: session.workspace.project(),
        key: &key,
        now: jiff::Timestamp::UNIX_EPOCH,
    };
    let step = act.mark("s-test001".into(), &"prediction".into(), 0..3).unwrap();
    session.workspace.run(step).unwrap();
    harness.run_ok();
    shot(&mut harness, "dialog-coach");
    harness.get_by_label("Mark a prediction, done");
    click(&mut harness, "Put away");
    let stage = harness.state_mut();
    let Some(Action::Settings(change)) = stage.last() else { panic!("it stays") };
    change(&mut stage.settings);
    assert!(!stage.settings.coach);
}

#[test]
fn pictures_to_look_at() {
    if std::env::var_os("SHOTS").is_none() {
        return;
    }
    for (name, stage, size) in [
        ("dialog-welcome-1280", welcome_with_projects(), (1280.0, 800.0)),
        ("dialog-welcome-1280-dark", welcome_with_projects().dark(), (1280.0, 800.0)),
        ("dialog-welcome-1920-fr", welcome_with_projects().in_french(), (1920.0, 1080.0)),
        ("dialog-welcome-1920-dark-first", welcome().dark(), (1920.0, 1080.0)),
        ("dialog-about", Stage::new().show(|_| AboutDialog), (800.0, 600.0)),
        ("dialog-export-dark-fr", Stage::with_sample().dark().in_french().show(|cx| ExportDialog::new(cx).unwrap()), (900.0, 760.0)),
        ("dialog-keys-dark-fr", Stage::with_sample().dark().in_french().show(|_| KeysDialog::default()), (1280.0, 800.0)),
        ("dialog-properties-dark-fr", Stage::with_sample().dark().in_french().show(|cx| DocumentDialog::new(cx).unwrap()), (900.0, 800.0)),
    ] {
        let mut harness = stage.harness(size.0, size.1);
        shot(&mut harness, name);
    }
}
