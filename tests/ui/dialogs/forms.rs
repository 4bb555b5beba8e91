//! Problems, keys, properties, annotators, questions.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::dialog::annotator::AnnotatorDialog;
use sententia::app::dialog::confirm::ConfirmDialog;
use sententia::app::dialog::keys::KeysDialog;
use sententia::app::dialog::problems::ProblemsDialog;
use sententia::app::dialog::properties::DocumentDialog;
use sententia::app::place::Place;
use sententia::model::verbs::set_meta;

use super::stage::{Stage, click, press, shot, type_into};

#[test]
fn a_refused_project_says_why_and_what_to_do() {
    let notice = sententia::store::Notice::new(
        "project.ron",
        sententia::store::Severity::Error,
        sententia::store::Trouble::TooNew {
            found: "9".to_owned(),
            known: "1".to_owned(),
        },
    );
    let error = sententia::store::OpenError::from(notice.at_line(Some(2)));
    let mut harness = Stage::new()
        .show(|_| ProblemsDialog::refused(&error))
        .harness(900.0, 600.0);
    shot(&mut harness, "dialog-refused");
    click(&mut harness, "Copy all");
    assert!(
        matches!(harness.state_mut().asked.first(), Some(Action::Copy(text)) if text.contains("project.ron:2"))
    );
}

#[test]
fn problems_lead_to_their_places_and_can_be_copied() {
    let mut stage = Stage::with_sample();
    let session = stage.session.as_ref().unwrap();
    let document = session.document().unwrap().id.clone();
    let trouble = sententia::store::Trouble::TextChanged {
        document: document.to_string(),
    };
    let sentence = sententia::i18n::with(trouble.key(), &trouble.args());
    let notice = sententia::store::Notice::new(
        "texts/01-article.txt",
        sententia::store::Severity::Error,
        trouble,
    );
    stage
        .session
        .as_mut()
        .unwrap()
        .report
        .push(notice.at_line(Some(3)));
    let mut harness = stage
        .show(|cx| ProblemsDialog::new(cx).unwrap())
        .harness(1000.0, 760.0);
    shot(&mut harness, "dialog-problems");
    click(&mut harness, "Copy all");
    assert!(
        matches!(harness.state_mut().asked.first(), Some(Action::Copy(text)) if text.contains("texts/01-article.txt:3"))
    );
    click(&mut harness, &sentence);
    assert!(
        matches!(harness.state_mut().last(), Some(Action::Go(Place::Document(id))) if id == document)
    );
    assert!(harness.state().dialog.is_none());
}

#[test]
fn the_sheet_of_keys_is_narrowed_by_a_word() {
    let mut harness = Stage::with_sample()
        .show(|_| KeysDialog::default())
        .harness(1280.0, 800.0);
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
    let mut harness = Stage::with_sample()
        .show(|cx| DocumentDialog::new(cx).unwrap())
        .harness(900.0, 800.0);
    type_into(&mut harness, "Date", "soon");
    click(&mut harness, "Save");
    assert!(
        harness.state().dialog.is_some(),
        "a date that cannot be read is not saved"
    );
    type_into(&mut harness, "Date", "2031-06");
    type_into(&mut harness, "Title", "Le pont");
    click(&mut harness, "Add a field");
    type_into(&mut harness, "Name of field 1", "page");
    type_into(&mut harness, "Value of field 1", "7");
    shot(&mut harness, "dialog-properties");
    click(&mut harness, "Save");
    let Some(Action::SetMeta(_, meta)) = harness.state_mut().last() else {
        panic!("nothing was saved")
    };
    assert_eq!(
        (meta.title.as_str(), meta.date.unwrap().to_string().as_str()),
        ("Le pont", "2031-06")
    );
    assert_eq!(meta.fields.get("page").map(String::as_str), Some("7"));
}

#[test]
fn what_a_format_kept_is_no_field_and_stays_as_it_is() {
    let mut stage = Stage::with_sample();
    let session = stage.session.as_mut().unwrap();
    let id = session.desk.document.clone().unwrap();
    let mut meta = session
        .workspace
        .project()
        .document(&id)
        .unwrap()
        .meta
        .clone();
    let kept = ("extra:conllu".to_owned(), " 1\tLe\n\n".to_owned());
    meta.fields = [kept.clone(), ("page".to_owned(), "7".to_owned())].into();
    session.workspace.run(set_meta(&id, meta)).unwrap();
    let mut harness = stage
        .show(|cx| DocumentDialog::new(cx).unwrap())
        .harness(900.0, 800.0);
    type_into(&mut harness, "Value of field 1", "8");
    click(&mut harness, "Save");
    let Some(Action::SetMeta(_, meta)) = harness.state_mut().last() else {
        panic!("nothing was saved")
    };
    assert_eq!(
        meta.fields,
        [kept, ("page".to_owned(), "8".to_owned())].into()
    );
}

#[test]
fn an_annotator_is_chosen_or_added() {
    let mut harness = Stage::with_sample()
        .show(AnnotatorDialog::new)
        .harness(800.0, 600.0);
    shot(&mut harness, "dialog-annotator");
    click(&mut harness, "Bruno Keraval");
    click(&mut harness, "Continue");
    assert!(
        matches!(harness.state_mut().last(), Some(Action::SetAnnotator(id)) if id.as_str() == "bruno")
    );
    let mut harness = Stage::with_sample()
        .show(AnnotatorDialog::new)
        .harness(800.0, 600.0);
    type_into(&mut harness, "Someone new", "Chloé");
    press(&mut harness, Key::Enter);
    assert!(
        matches!(harness.state_mut().last(), Some(Action::AddAnnotator(name)) if name == "Chloé")
    );
}

#[test]
fn a_question_is_answered_or_left() {
    let ask = || {
        ConfirmDialog::new(
            "Replace?".to_owned(),
            "It is there already".to_owned(),
            "Replace".to_owned(),
            Action::Quit,
        )
    };
    let mut harness = Stage::new().show(|_| ask()).harness(800.0, 600.0);
    press(&mut harness, Key::Escape);
    assert!(harness.state().asked.is_empty() && harness.state().dialog.is_none());
    let mut harness = Stage::new().show(|_| ask()).harness(800.0, 600.0);
    click(&mut harness, "Replace");
    assert!(matches!(harness.state_mut().last(), Some(Action::Quit)));
}
