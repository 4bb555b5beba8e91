//! What the formats write is read back the same, and says what it leaves out.

mod any;
mod arggraph;
mod argilla;
mod brat;
mod comments;
mod conll;
mod conllu;
mod gate;
mod inception;
mod left_open;
mod packed;
#[cfg(feature = "parquet")]
mod parquet;
pub mod records;
mod refi;
mod round;
mod rows;
pub mod schemes;
mod stance;
mod studio;
mod table;
mod tei;
mod tei_others;
pub mod texts;
mod trip;
pub mod uima;
mod w3c;
mod webanno_tsv;
mod wild;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;
use sententia::Corpus;
use sententia::formats::corpus::{CORPUS, Trouble};
use sententia::formats::output::OneFile;
use sententia::formats::{self, Export, LossKind, Options, Selection};
use sententia::model::annotation::{Attributes, Layer, Link, Origin, Span, Status};
use sententia::model::document::{Document, Meta, Source};
use sententia::model::id::AttributeId;
use sententia::model::project::{Annotator, Project, Target};
use sententia::model::schema::{
    Attribute, Kind, Label, LinkKind, Localized, Pattern, Rgb, Schema, Tier,
};
use sententia::model::text::Text;
use sententia::model::value::Value;
use sententia::store::{Progress, open};

fn attribute(id: &str, kind: Kind, tier: Tier) -> Attribute {
    Attribute {
        id: id.into(),
        name: Localized::plain(id),
        kind,
        required: false,
        default: None,
        tier,
        key: None,
        help: Localized::default(),
    }
}

fn label(id: &str, tier: Tier, attributes: Vec<Attribute>) -> Label {
    Label {
        id: id.into(),
        name: Localized::plain(id),
        key: id.chars().next(),
        color: Rgb(180, 98, 0),
        pattern: Pattern::Dots,
        tier,
        help: Localized::default(),
        attributes,
    }
}

fn schema() -> Schema {
    Schema {
        id: "test".to_owned(),
        version: 1,
        title: Localized::plain("Test l'\"e\u{301}\"\nand broken"),
        help: Localized::default(),
        labels: vec![
            label(
                "prediction",
                Tier::Core,
                vec![
                    attribute("sure", Kind::Flag, Tier::Core),
                    attribute("why", Kind::Text, Tier::Extension),
                ],
            ),
            label("source", Tier::Extension, vec![]),
        ],
        links: vec![LinkKind {
            id: "held_by".into(),
            name: Localized::plain("held by"),
            key: Some('h'),
            from: BTreeSet::from(["prediction".into()]),
            to: BTreeSet::from(["source".into()]),
            max_out: Some(1),
            symmetric: false,
            tier: Tier::Core,
        }],
        document_labels: vec![attribute("note", Kind::Text, Tier::Core)],
    }
}

fn span(id: &str, label: &str, at: &[(usize, usize)], attributes: &[(&str, Value)]) -> Span {
    Span {
        id: id.into(),
        label: label.into(),
        at: at.iter().map(|it| it.0..it.1).collect(),
        attributes: attributes
            .iter()
            .map(|(id, value)| (AttributeId::new(id), value.clone()))
            .collect(),
        note: String::new(),
        origin: Origin::Manual,
        by: "anna".into(),
        when: Timestamp::UNIX_EPOCH,
        conflict: None,
        was: None,
    }
}

fn document(id: &str, text: &str) -> (sententia::model::id::DocumentId, Arc<Document>) {
    let document = Document {
        id: id.into(),
        meta: Meta {
            title: format!("Title of {id}"),
            date: "2026-02".parse().ok(),
            ..Meta::default()
        },
        text: Text::new(text),
        source: Source {
            sha256: "00".repeat(32),
            encoding: "windows-1252".to_owned(),
        },
    };
    (id.into(), Arc::new(document))
}

/// Two documents, two annotators, a link, two tiers.
fn project() -> Project {
    let held = Link {
        id: "l-1".into(),
        kind: "held_by".into(),
        from: "s-1".into(),
        to: "s-2".into(),
        by: "ben".into(),
        when: Timestamp::UNIX_EPOCH,
        conflict: None,
    };
    let first = Layer::new(
        Status::Done,
        [(AttributeId::new("note"), Value::Text("a\nb".to_owned()))]
            .into_iter()
            .collect(),
        [
            span(
                "s-1",
                "prediction",
                &[(0, 5), (7, 11)],
                &[
                    ("sure", Value::Flag(true)),
                    ("why", Value::Text("so \"said\"".to_owned())),
                    ("when", Value::Interval(None, "2031-06".parse().ok())),
                ],
            ),
            span("s-2", "source", &[(17, 21)], &[]),
        ],
        [held],
    );
    let second = Layer::new(
        Status::InProgress,
        Attributes::default(),
        [span(
            "s-3",
            "prediction",
            &[(0, 3)],
            &[("x", Value::Number(-0.1))],
        )],
        [],
    );
    let documents = BTreeMap::from([
        document(
            "b/ä.txt",
            "Ét\u{e9}, 😀 \r\n« word\u{202f}! »\n\tend \\ \"q\" \u{feff}",
        ),
        document("a.txt", "One two three."),
    ]);
    Project {
        name: "Debate".to_owned(),
        schema: Arc::new(schema()),
        guidelines: "# How\n\nMark *well*.\n".into(),
        targets: Arc::new(BTreeMap::from([(
            "tax".into(),
            Target {
                name: "A tax".to_owned(),
            },
        )])),
        annotators: Arc::new(BTreeMap::from([
            (
                "anna".into(),
                Annotator {
                    name: "Anna".to_owned(),
                },
            ),
            ("ben".into(), Annotator::default()),
        ])),
        order: Arc::new(vec!["b/ä.txt".into(), "a.txt".into()]),
        documents: Arc::new(documents),
        layers: BTreeMap::from([
            (
                "anna".into(),
                Arc::new(BTreeMap::from([("b/ä.txt".into(), Arc::new(first))])),
            ),
            (
                "ben".into(),
                Arc::new(BTreeMap::from([("a.txt".into(), Arc::new(second))])),
            ),
        ]),
    }
}

fn export<'a>(project: &'a Project, selection: &'a Selection) -> Export<'a> {
    static OPTIONS: std::sync::LazyLock<Options> = std::sync::LazyLock::new(Options::default);
    Export {
        format: &CORPUS,
        project,
        selection,
        options: &OPTIONS,
    }
}

fn written(project: &Project, selection: &Selection) -> (String, formats::Report) {
    let mut out = Vec::new();
    let report = export(project, selection)
        .run(&mut OneFile::new(&mut out), &Progress::default())
        .unwrap();
    (String::from_utf8(out).unwrap(), report)
}

#[test]
fn a_corpus_is_read_back_as_it_was() {
    let project = project();
    let (text, report) = written(&project, &Selection::default());
    let corpus: Corpus = text.parse().unwrap();
    assert_eq!(corpus.into_project(), project);
    assert!(report.left_out.is_nothing() && report.losses.is_empty());
    assert_eq!((report.written.documents, report.written.spans), (2, 3));
}

#[test]
fn a_record_stands_on_one_line_with_its_words() {
    let (text, _) = written(&project(), &Selection::default());
    let line = text.lines().find(|it| it.contains("\"s-1\"")).unwrap();
    assert_eq!(
        line.trim(),
        "(id: \"s-1\", label: \"prediction\", at: [(0, 3), (5, 6)], quote: [\"Ét\u{e9}\", \"😀\"], \
         attributes: {\"sure\": Flag(true), \"when\": Interval(None, \"2031-06\"), \
         \"why\": Text(\"so \\\"said\\\"\")}, when: \"1970-01-01T00:00:00Z\"),"
    );
}

#[test]
fn only_what_is_done_and_what_is_left_out_is_counted() {
    let selection = Selection {
        done: true,
        ..Selection::default()
    };
    let (text, report) = written(&project(), &selection);
    let corpus: Corpus = text.parse().unwrap();
    assert_eq!(
        corpus.documents().map(|it| it.id()).collect::<Vec<_>>(),
        ["b/ä.txt"]
    );
    assert_eq!((report.left_out.documents, report.left_out.layers), (1, 1));
    assert_eq!(report.left_out.spans, 1);
}

#[test]
fn only_some_annotators_and_tiers() {
    let selection = Selection {
        annotators: Some(BTreeSet::from(["anna".into()])),
        tiers: Some(BTreeSet::from([Tier::Core])),
        ..Selection::default()
    };
    let (text, report) = written(&project(), &selection);
    let corpus: Corpus = text.parse().unwrap();
    assert_eq!(corpus.annotators().collect::<Vec<_>>(), ["anna"]);
    assert_eq!(corpus.labels().collect::<Vec<_>>(), ["prediction"]);
    assert_eq!(corpus.documents().count(), 2);
    let left = report.left_out;
    assert_eq!(
        (left.layers, left.spans, left.links, left.answers),
        (1, 2, 1, 1)
    );
}

#[test]
fn what_has_no_place_in_the_text_is_a_declared_loss() {
    let mut project = project();
    let layer = Layer::new(
        Status::Done,
        Attributes::default(),
        [
            span("s-1", "prediction", &[(1, 2)], &[]),
            span("s-2", "prediction", &[], &[]),
        ],
        [],
    );
    project.layers.insert(
        "cy".into(),
        Arc::new(BTreeMap::from([("b/ä.txt".into(), Arc::new(layer))])),
    );
    let (text, report) = written(&project, &Selection::default());
    let losses: Vec<_> = report.losses.iter().map(|it| (it.kind, it.count)).collect();
    assert_eq!(
        losses,
        [(LossKind::SpansOutsideText, 1), (LossKind::WithoutPlace, 1)]
    );
    assert!(text.parse::<Corpus>().is_ok());
}

#[test]
fn what_a_merge_left_to_choose_is_written_once_and_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/projects/v1/every-kind");
    let project = open(&root, &Progress::default()).unwrap().project;
    let (text, report) = written(&project, &Selection::default());
    let losses: Vec<_> = report.losses.iter().map(|it| (it.kind, it.count)).collect();
    let said = [
        (LossKind::OtherVersions, 2),
        (LossKind::RemovedElsewhere, 2),
        (LossKind::OtherAnswers, 1),
    ];
    assert_eq!(losses, said);
    assert_eq!(
        export(&project, &Selection::default())
            .preview(&Progress::default())
            .unwrap(),
        report
    );
    let corpus = text.parse::<Corpus>().unwrap();
    let bridge = corpus.documents().find(|it| it.id() == "pont.txt").unwrap();
    let twice = |id: &str| bridge.spans().filter(|it| it.id() == id).count();
    assert_eq!(
        (twice("s-5555555"), twice("s-6666666"), twice("s-7777777")),
        (1, 0, 1)
    );
    let first = bridge.spans().find(|it| it.id() == "s-5555555").unwrap();
    assert_eq!(
        first.attribute("polarity"),
        Some(&Value::Choice("against".into()))
    );
    let mood = bridge.answer("anna", "mood");
    assert_eq!(mood, Some(&Value::Choice("calm".into())));
    let ends = bridge
        .links()
        .all(|it| it.from().is_some() && it.to().is_some());
    assert!(ends && bridge.links().all(|it| it.id() != "l-3333333"));
    let others = Selection {
        annotators: Some(BTreeSet::from(["ben".into()])),
        ..Selection::default()
    };
    assert_eq!(
        written(&project, &others).1.losses,
        [],
        "nothing of ben's is open"
    );
}

/// Changes the written corpus, and gives line and trouble of every problem.
fn problems(change: impl Fn(&str) -> String) -> Vec<(String, Trouble)> {
    let (text, _) = written(&project(), &Selection::default());
    let changed = change(&text);
    assert_ne!(text, changed, "the change must change something");
    match Corpus::parse_with_problems(&changed) {
        Ok((_, problems)) => problems
            .into_iter()
            .map(|it| {
                (
                    changed
                        .lines()
                        .nth(it.line - 1)
                        .unwrap_or_default()
                        .trim()
                        .to_owned(),
                    it.trouble,
                )
            })
            .collect(),
        Err(error) => {
            let line = error
                .problem
                .line
                .checked_sub(1)
                .and_then(|it| changed.lines().nth(it));
            vec![(
                line.unwrap_or_default().trim().to_owned(),
                error.problem.trouble,
            )]
        }
    }
}

#[test]
fn a_changed_text_is_noticed() {
    let found = problems(|it| it.replace("One two", "Two two"));
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0],
        ("id: \"a.txt\",".to_owned(), Trouble::TextChanged)
    );
    assert!(found[1].0.starts_with("(id: \"s-3\""), "{}", found[1].0);
    assert!(matches!(&found[1].1, Trouble::QuoteDiffers { quoted, .. } if quoted == "One"));
}

#[test]
fn a_place_outside_the_text_is_noticed() {
    let found = problems(|it| it.replace("at: [(0, 3)], quote", "at: [(0, 300)], quote"));
    assert_eq!(found.len(), 1);
    assert!(found[0].0.starts_with("(id: \"s-3\""));
    assert_eq!(found[0].1, Trouble::OutsideText);
}

#[test]
fn a_newer_corpus_and_what_is_none_are_refused() {
    let found = problems(|it| it.replace("    format: 1,", "    format: 7,"));
    assert_eq!(found[0].1, Trouble::TooNew { found: 7, known: 1 });
    assert!(found[0].0.contains("format: 7"));
    let error = "Hello".parse::<Corpus>().unwrap_err();
    assert_eq!(error.problem.trouble, Trouble::NotACorpus);
}

#[test]
fn damage_is_shown_with_its_line() {
    let found = problems(|it| it.replace("status: InProgress", "status: InPogress"));
    assert!(found[0].0.contains("InPogress"), "{}", found[0].0);
    assert!(matches!(found[0].1, Trouble::Damaged(_)));
    let found = problems(|it| it[..it.len() - 40].to_owned());
    assert!(matches!(found[0].1, Trouble::Damaged(_)));
}

#[test]
fn twice_is_once_too_often() {
    let found = problems(|it| it.replace("id: \"s-2\"", "id: \"s-1\""));
    assert_eq!(found[0].1, Trouble::RecordTwice);
    let found = problems(|it| it.replace("id: \"a.txt\"", "id: \"b/ä.txt\""));
    assert_eq!(found[0].1, Trouble::DocumentTwice);
}

#[test]
fn a_missing_file_is_named() {
    let error = Corpus::read("no-such-corpus.ron").unwrap_err();
    assert!(
        error.to_string().starts_with("no-such-corpus.ron:"),
        "{error}"
    );
}

fn cut(text: &str, a: prop::sample::Index, b: prop::sample::Index) -> Option<(usize, usize)> {
    let places: Vec<usize> = text
        .char_indices()
        .map(|it| it.0)
        .chain([text.len()])
        .collect();
    let (a, b) = (*a.get(&places), *b.get(&places));
    (a != b).then(|| (a.min(b), a.max(b)))
}

proptest! {
    #[test]
    fn any_text_note_and_answer_survives(
        text in any::<String>(), name in any::<String>(), note in any::<String>(),
        a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>(),
    ) {
        let mut project = project();
        project.name = name;
        let (id, document) = document(&note, &text);
        let spans = cut(&text, a, b).map(|at| Span {
            note: note.clone(),
            origin: Origin::Edited,
            ..span("s-9", "prediction", &[at], &[("why", Value::Text(note.clone()))])
        });
        let layer = Layer::new(Status::ToDo, Attributes::default(), spans, []);
        project.documents = Arc::new(BTreeMap::from([(id.clone(), document)]));
        project.order = Arc::new(vec![id.clone()]);
        project.layers = BTreeMap::from([("anna".into(), Arc::new(BTreeMap::from([(id, Arc::new(layer))])))]);
        let (text, _) = written(&project, &Selection::default());
        let read: Corpus = text.parse().unwrap();
        prop_assert_eq!(read.into_project(), project);
    }
}
