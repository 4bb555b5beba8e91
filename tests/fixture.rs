//! Projects for the tests: a small one, written by hand, and any number of hostile ones, by chance.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use sententia::model::annotation::{Attributes, Layer, Link, Origin, Span, Status};
use sententia::model::document::{Document, Meta, Source};
use sententia::model::id::{AnnotatorId, DocumentId};
use sententia::model::project::{Annotator, Project, Target};
use sententia::model::text::Text;
use sententia::model::value::{PartialDate, Value};
use sententia::store::schemas::Template;
use sententia::store::{create, decode};
use tempfile::TempDir;

/// The moment at which everything in the fixtures was made.
pub fn moment() -> Timestamp {
    "2026-11-22T07:10:31Z".parse().unwrap()
}

/// A document as it would come from a UTF-8 file.
pub fn document(id: &str, text: &str) -> Arc<Document> {
    Arc::new(Document {
        id: DocumentId::new(id),
        meta: Meta::default(),
        text: Text::new(text),
        source: Source {
            sha256: decode::sha256(text.as_bytes()),
            encoding: "UTF-8".to_owned(),
        },
    })
}

/// A span over the first occurrence of `words`.
pub fn span(id: &str, label: &str, text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words are in the text");
    let at = start..start + words.len();
    Span {
        id: id.into(),
        label: label.into(),
        at: Vec::from([at]),
        attributes: Attributes::default(),
        note: String::new(),
        origin: Origin::Manual,
        by: "anna".into(),
        when: moment(),
        conflict: None,
        was: None,
    }
}

pub const BRIDGE: &str = "\u{FEFF}Le pont 🌉\r\n\r\n« Il fermera d’ici deux ans\u{A0}», dit l'ingénieure Ruiz.\r\nJe suis contre.\r\n";
pub const TRAM: &str = "The tram will probably come back by 2031. Good news!\nشكرا";

/// Two texts, one annotator who has begun and one who has not, records of every kind.
pub fn sample_project() -> Project {
    let mut project = Template::by_id("stance-prediction")
        .unwrap()
        .project("Ponts & trams", "en")
        .unwrap();
    let documents = [
        document("pont.txt", BRIDGE),
        document("press/tram.txt", TRAM),
    ];
    project.order = Arc::new(documents.iter().map(|it| it.id.clone()).collect());
    project.documents = Arc::new(
        documents
            .into_iter()
            .map(|it| (it.id.clone(), it))
            .collect(),
    );
    project.targets = Arc::new(BTreeMap::from([(
        "bridge".into(),
        Target {
            name: "Le pont".to_owned(),
        },
    )]));
    let annotator = |name: &str| Annotator {
        name: name.to_owned(),
    };
    project.annotators = Arc::new(BTreeMap::from([
        ("anna".into(), annotator("Anna")),
        ("ben".into(), annotator("Ben")),
    ]));
    let layers = BTreeMap::from([("pont.txt".into(), Arc::new(bridge_layer()))]);
    project.layers = BTreeMap::from([(AnnotatorId::new("anna"), Arc::new(layers))]);
    project
}

fn bridge_layer() -> Layer {
    let mut prediction = span(
        "s-3333333",
        "prediction",
        BRIDGE,
        "Il fermera d’ici deux ans",
    );
    prediction.attributes = Attributes::from_iter([
        ("certainty".into(), Value::Choice("certain".into())),
        ("due".into(), Value::Interval(None, "2028".parse().ok())),
    ]);
    let source = span("s-4444444", "source", BRIDGE, "Ruiz");
    let mut stance = span("s-2222222", "stance", BRIDGE, "Je suis contre");
    stance
        .attributes
        .set(&"target".into(), Some(Value::Target("bridge".into())));
    stance.note.push_str("“plain”,\nsays l'auteure");
    stance.at.insert(
        0,
        BRIDGE.find("Le pont").unwrap()..BRIDGE.find(" 🌉").unwrap(),
    );
    stance.by = "ben".into();
    stance.origin = Origin::Imported;
    let link = Link {
        id: "l-2222222".into(),
        kind: "held_by".into(),
        from: prediction.id.clone(),
        to: source.id.clone(),
        by: "anna".into(),
        when: moment(),
        conflict: None,
    };
    Layer::new(
        Status::InProgress,
        Attributes::default(),
        [prediction, source, stance],
        [link],
    )
}

/// Writes a project to a new folder; it is removed when the first part is dropped.
pub fn on_disk(project: &Project) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("project");
    create::from_project(&root, project, &BTreeMap::new()).unwrap();
    (folder, root)
}

/// The sample project on disk.
pub fn sample_on_disk() -> (TempDir, PathBuf) {
    on_disk(&sample_project())
}

/// Every file below a folder with its bytes.
pub fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.is_file() {
                let bytes = fs::read(&path).unwrap();
                found.insert(path.strip_prefix(root).unwrap().to_owned(), bytes);
            }
        }
    }
    found
}

/// Any text, with the traps of real files much more often than chance would have them.
pub fn any_text() -> impl Strategy<Value = String> {
    let traps = [
        "\u{FEFF}",
        "\r\n",
        "\r",
        "\n",
        "\t",
        "\0",
        "\u{A0}",
        "\u{202F}",
        "\u{AD}",
        "e\u{301}",
        "\u{301}",
        "🙂",
        "👩\u{200D}🔬",
        "🇫🇷",
        "مرحبا",
        "\u{202E}",
        "œ",
        "’",
        "'",
        "\"",
        "\\",
        "\\u{a0}",
        "\u{2028}",
        "r#\"",
        "//",
        "a",
        " ",
    ];
    let trap = prop::sample::select(traps.to_vec()).prop_map(str::to_owned);
    vec(
        prop_oneof![3 => trap, 1 => any::<char>().prop_map(String::from)],
        1..40,
    )
    .prop_map(|it| it.concat())
}

/// Any project: hard texts, and records of every kind anywhere in them.
pub fn any_project() -> impl Strategy<Value = Project> {
    let ids = "[a-zA-Z0-9é%. -]{1,6}(/[a-z.]{1,3}[a-z])?";
    let documents = btree_map(ids, (any_text(), any_meta()), 1..5).prop_filter(
        "no file is a folder too",
        |it| {
            it.keys().all(|id| {
                !it.contains_key(id.split('/').next().unwrap_or_default()) || !id.contains('/')
            })
        },
    );
    let layers = vec(
        (
            any::<prop::sample::Index>(),
            prop::sample::select(vec!["anna", "Zoé B.", "../ben"]),
            any_records(),
        ),
        0..6,
    );
    (documents, layers, any_text(), any_text()).prop_map(|(documents, layers, name, target)| {
        let mut project = Template::by_id("argument")
            .unwrap()
            .project(&name, "fr")
            .unwrap();
        project.targets = Arc::new(BTreeMap::from([("t".into(), Target { name: target })]));
        project.documents = Arc::new(
            documents
                .into_iter()
                .map(|(id, (text, meta))| with_meta(&id, &text, meta))
                .collect(),
        );
        project.order = Arc::new(project.documents.keys().rev().cloned().collect());
        for (which, annotator, records) in layers {
            let document = &project.order[which.index(project.order.len())];
            let text = project.documents[document].text.clone();
            let entry = project.layers.entry(annotator.into()).or_default();
            Arc::make_mut(entry).insert(
                document.clone(),
                Arc::new(layer(&text, annotator, &records)),
            );
            let listed = Annotator {
                name: annotator.to_uppercase(),
            };
            Arc::make_mut(&mut project.annotators).insert(annotator.into(), listed);
        }
        project
    })
}

fn with_meta(id: &str, text: &str, meta: Meta) -> (DocumentId, Arc<Document>) {
    let mut document = Document::clone(&document(id, text));
    document.meta = meta;
    (document.id.clone(), Arc::new(document))
}

fn any_meta() -> impl Strategy<Value = Meta> {
    (
        any_text(),
        any_date(),
        btree_map("[a-z]{1,3}", any_text(), 0..2),
        any::<bool>(),
    )
        .prop_map(|(title, date, fields, some)| Meta {
            author: if some { title.clone() } else { String::new() },
            title,
            date: some.then_some(date),
            fields,
            ..Meta::default()
        })
}

/// Two places in a text, in either order.
type Place = (prop::sample::Index, prop::sample::Index);

/// Fragments, answers, note, whether the annotator of the layer made it.
type AnySpan = (Vec<Place>, Vec<(String, Value)>, String, bool);

#[derive(Clone, Debug)]
struct Records {
    spans: Vec<AnySpan>,
    n_links: usize,
    status: Status,
}

fn any_records() -> impl Strategy<Value = Records> {
    let place = (any::<prop::sample::Index>(), any::<prop::sample::Index>());
    let span = (
        vec(place, 1..4),
        vec(("[a-z]{1,3}", any_value()), 0..4),
        any_text(),
        any::<bool>(),
    );
    (
        vec(span, 0..6),
        0usize..3,
        prop::sample::select(Status::ALL.to_vec()),
    )
        .prop_map(|(spans, n_links, status)| Records {
            spans,
            n_links,
            status,
        })
}

fn any_date() -> impl Strategy<Value = PartialDate> {
    prop::sample::select(vec!["2031", "0987", "2031-06", "2031-06-15", "-0044-03"])
        .prop_map(|it| it.parse().unwrap())
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Flag),
        any_text().prop_map(|it| Value::Choice(it.as_str().into())),
        vec("[a-z]{1,3}", 0..3)
            .prop_map(|it| Value::Choices(it.iter().map(|it| it.as_str().into()).collect())),
        any::<f64>()
            .prop_filter("finite", |it| it.is_finite())
            .prop_map(Value::Number),
        any_date().prop_map(Value::Date),
        (prop::option::of(any_date()), prop::option::of(any_date()))
            .prop_map(|(a, b)| Value::Interval(a, b)),
        any_text().prop_map(Value::Text),
        any_text().prop_map(|it| Value::Target(it.as_str().into())),
    ]
}

fn layer(text: &Text, annotator: &str, records: &Records) -> Layer {
    let bounds: Vec<usize> = text
        .as_str()
        .char_indices()
        .map(|it| it.0)
        .chain([text.len()])
        .collect();
    let spans: Vec<Span> = records
        .spans
        .iter()
        .enumerate()
        .map(|(i, (places, answers, note, own))| Span {
            id: format!("s-{i}").as_str().into(),
            label: "claim".into(),
            at: fragments(&bounds, places),
            attributes: answers
                .iter()
                .map(|(id, value)| (id.as_str().into(), value.clone()))
                .collect(),
            note: note.clone(),
            origin: if *own { Origin::Manual } else { Origin::Edited },
            by: if *own { annotator.into() } else { "x".into() },
            when: moment(),
            conflict: None,
            was: None,
        })
        .collect();
    let n_links = if spans.is_empty() { 0 } else { records.n_links };
    let links = (0..n_links).map(|i| Link {
        id: format!("l-{i}").as_str().into(),
        kind: "supports".into(),
        from: spans[i % spans.len()].id.clone(),
        to: spans[0].id.clone(),
        by: annotator.into(),
        when: moment(),
        conflict: None,
    });
    let links: Vec<Link> = links.collect();
    let labels = Attributes::from_iter([("on_topic".into(), Value::Flag(true))]);
    Layer::new(records.status, labels, spans, links)
}

/// One or more stretches of the text, in order and apart.
fn fragments(bounds: &[usize], places: &[Place]) -> Vec<Range<usize>> {
    let n = bounds.len();
    let mut ranges: Vec<(usize, usize)> = places
        .iter()
        .map(|(a, b)| (a.index(n), b.index(n)))
        .map(|(a, b)| (a.min(b), a.max(b).max(a.min(b) + 1).min(n - 1)))
        .map(|(a, b)| if a == b { (a - 1, b) } else { (a, b) })
        .collect();
    ranges.sort_unstable();
    let mut apart: Vec<(usize, usize)> = Vec::new();
    for (a, b) in ranges {
        if apart.last().is_none_or(|it| it.1 < a) {
            apart.push((a, b));
        }
    }
    apart
        .into_iter()
        .map(|(a, b)| bounds[a]..bounds[b])
        .collect()
}
