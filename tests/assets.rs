//! What comes with the program: the schemas to start from, their guidelines, the sample project.

#[path = "assets/vision.rs"]
mod vision;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sententia::model::annotation::{Layer, Status};
use sententia::model::check;
use sententia::model::id::{AnnotatorId, DocumentId};
use sententia::model::project::LayerKey;
use sententia::model::schema::{Attribute, Label, Localized, Pattern, Rgb, Schema, Tier};
use sententia::store::disk::{self, AnnotationsFile, ProjectFile, Quote};
use sententia::store::{Opened, Progress, open, paths};

const LANGUAGES: [&str; 2] = ["en", "fr"];
const SCHEMAS: [&str; 4] = ["argument", "empty", "stance-prediction", "ten-stances"];
const PAPERS: [Rgb; 2] = [Rgb(0xfb, 0xfa, 0xf7), Rgb(0x17, 0x19, 0x1e)];

#[test]
fn every_schema_is_listed_and_reads_as_one() {
    let mut found: Vec<String> = fs::read_dir(assets("schemas"))
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter(|it| !it.contains(".targets."))
        .collect();
    found.sort();
    assert_eq!(found, SCHEMAS.map(|it| format!("{it}.ron")));
    for id in SCHEMAS {
        assert_eq!(schema(id).id, id);
    }
}

#[test]
fn ids_are_in_snake_case_and_told_apart() {
    for id in SCHEMAS {
        let schema = schema(id);
        different(
            &format!("labels of {id}"),
            schema.labels.iter().map(|it| it.id.as_str()),
        );
        different(
            &format!("links of {id}"),
            schema.links.iter().map(|it| it.id.as_str()),
        );
        for (owner, attribute) in attributes(&schema) {
            let choices = attribute.kind.choices();
            different(
                &format!("choices of {owner}, {}", attribute.id),
                choices.iter().map(|it| it.id.as_str()),
            );
        }
        for label in &schema.labels {
            different(
                label.id.as_str(),
                label.attributes.iter().map(|it| it.id.as_str()),
            );
        }
        for it in all_ids(&schema) {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(it.chars().all(plain), "{id}: {it}");
        }
    }
}

#[test]
fn no_key_is_ambiguous() {
    for id in SCHEMAS {
        let schema = schema(id);
        different(
            &format!("label keys of {id}"),
            schema.labels.iter().filter_map(|it| it.key),
        );
        for label in &schema.labels {
            assert!(label.key.is_some_and(|it| it.is_ascii_lowercase()), "{id}");
            let links = schema.links_from(&label.id).filter_map(|it| it.key);
            let keys: Vec<char> = links
                .chain(label.attributes.iter().filter_map(|it| it.key))
                .collect();
            assert!(keys.iter().all(|it| !it.is_ascii_digit()), "{id}");
            different(&format!("keys on {}", label.id), keys);
        }
    }
}

#[test]
fn every_name_and_help_is_in_every_language() {
    for id in SCHEMAS {
        let schema = schema(id);
        for it in texts(&schema) {
            let languages: Vec<&str> = it.0.keys().map(String::as_str).collect();
            assert_eq!(languages, LANGUAGES, "{id}: {it:?}");
            assert!(it.0.values().all(|it| !it.trim().is_empty()), "{id}");
        }
        for label in &schema.labels {
            assert!(!label.help.is_empty(), "{id}: {} has no help", label.id);
        }
        for language in LANGUAGES {
            let name = |it: &Label| it.name.get(language).to_owned();
            different(
                &format!("names in {id}, {language}"),
                schema.labels.iter().map(name),
            );
        }
    }
}

#[test]
fn rules_name_what_exists_and_defaults_fit() {
    for id in SCHEMAS {
        let schema = schema(id);
        for link in &schema.links {
            for label in link.from.iter().chain(&link.to) {
                assert!(schema.label(label).is_some(), "{id}: {} {label}", link.id);
            }
        }
        for (owner, attribute) in attributes(&schema) {
            if let Some(default) = &attribute.default {
                assert!(default.fits(&attribute.kind), "{owner}, {}", attribute.id);
                assert!(
                    !attribute.required,
                    "{owner}, {}: a default would anchor the analyst",
                    attribute.id
                );
            }
        }
    }
}

#[test]
fn label_colors_stand_out_on_both_papers() {
    for id in SCHEMAS {
        for label in schema(id).labels {
            for paper in PAPERS {
                let ratio = contrast(label.color, paper);
                assert!(ratio >= 3.0, "{id}: {} on {paper}: {ratio:.2}", label.id);
            }
        }
    }
}

#[test]
fn labels_differ_by_color_or_pattern() {
    for id in SCHEMAS {
        let labels = schema(id).labels;
        different(
            &format!("colors and patterns of {id}"),
            labels
                .iter()
                .map(|it| format!("{} {:?}", it.color, it.pattern)),
        );
        for (i, a) in labels.iter().enumerate() {
            for b in &labels[i + 1..] {
                let apart = distance(a.color, b.color) >= 40.0;
                assert!(
                    apart || a.pattern != b.pattern,
                    "{id}: {} and {}",
                    a.id,
                    b.id
                );
            }
        }
    }
}

#[test]
fn core_labels_of_the_main_schema_differ_without_color() {
    let labels = schema("stance-prediction").labels;
    let core = labels.iter().filter(|it| it.tier == Tier::Core);
    let patterns: Vec<Pattern> = core.map(|it| it.pattern).collect();
    assert_eq!(patterns.len(), 4);
    different("patterns", patterns.iter().map(|it| format!("{it:?}")));
}

#[test]
fn every_schema_has_guidelines_and_targets_in_every_language() {
    for id in SCHEMAS {
        let ids = LANGUAGES.map(|language| {
            let guidelines = read(&assets("guidelines").join(format!("{id}.{language}.md")));
            assert!(guidelines.starts_with("# "), "{id}.{language}");
            let targets = read(&assets("schemas").join(format!("{id}.targets.{language}.ron")));
            let targets: Vec<disk::Named> = disk::read(targets.as_bytes()).unwrap();
            let ids: Vec<String> = targets.into_iter().map(|it| it.id).collect();
            different(&format!("targets of {id}"), ids.iter());
            ids
        });
        assert_eq!(ids[0], ids[1], "{id}: the same targets in every language");
    }
}

#[test]
fn the_sample_opens_without_a_complaint() {
    let opened = sample();
    assert!(opened.report.notices.is_empty(), "{:#?}", opened.report);
    assert_eq!(opened.project.documents.len(), 9);
}

#[test]
fn the_sample_has_the_main_schema_and_its_guidelines() {
    let project = sample().project;
    assert_eq!(*project.schema, schema("stance-prediction"));
    let guidelines = read(&assets("guidelines").join("stance-prediction.fr.md"));
    assert_eq!(*project.guidelines, guidelines);
}

#[test]
fn the_sample_breaks_no_rule_but_leaves_some_questions_open() {
    let opened = sample();
    let problems: Vec<_> = opened
        .project
        .all_layers()
        .flat_map(|(key, _)| check::problems(&opened.project, &key))
        .collect();
    let wrong: Vec<_> = problems
        .iter()
        .filter(|it| !it.trouble.incomplete())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!((2..=6).contains(&problems.len()), "{problems:#?}");
}

#[test]
fn the_sample_shows_every_kind_of_span() {
    let opened = sample();
    let layers: Vec<&Layer> = opened.project.all_layers().map(|it| &**it.1).collect();
    let pairs = || {
        layers.iter().flat_map(|layer| {
            layer.spans().flat_map(|a| {
                layer
                    .spans()
                    .filter(|b| a.id != b.id)
                    .map(|b| (a.extent(), b.extent()))
            })
        })
    };
    let nested = pairs().any(|(a, b)| a.start < b.start && b.end < a.end);
    let overlapping = pairs().any(|(a, b)| a.start < b.start && b.start < a.end && a.end < b.end);
    let apart = layers
        .iter()
        .any(|it| it.spans().any(|span| span.at.len() > 1));
    let noted = layers
        .iter()
        .any(|it| it.spans().any(|span| !span.note.is_empty()));
    assert!(nested && overlapping && apart && noted);
    assert!(layers.iter().all(|it| it.n_links() > 0));
}

#[test]
fn the_sample_has_two_annotators_with_documents_in_common() {
    let opened = sample();
    let done = |annotator: &str| -> BTreeSet<DocumentId> {
        opened
            .project
            .all_layers()
            .filter(|(key, layer)| {
                key.annotator == AnnotatorId::new(annotator) && layer.status == Status::Done
            })
            .map(|(key, _)| key.document)
            .collect()
    };
    let (anna, bruno) = (done("anna"), done("bruno"));
    assert_eq!((anna.len(), bruno.len()), (5, 4));
    assert!(bruno.is_subset(&anna));
}

#[test]
fn the_sample_texts_come_as_texts_do() {
    let opened = sample();
    let text = |id: &str| {
        opened
            .project
            .document(&DocumentId::new(id))
            .unwrap()
            .text
            .as_str()
            .to_owned()
    };
    let brief = text("04-breve.txt");
    assert!(brief.contains("\r\n") && !brief.replace("\r\n", "").contains('\n'));
    assert!(text("05-op-ed.txt").starts_with('\u{feff}'));
    assert!(text("02-blog.txt").contains("The\u{301}o"));
    assert!(text("02-blog.txt").contains('\u{200d}'));
    assert!(text("02-blog.txt").contains("العجلة"));
    assert!(text("08-courrier.txt").contains("Ma sœur"));
    for document in opened.project.listed() {
        let n_words = document.text.as_str().split_whitespace().count();
        assert!((250..=900).contains(&n_words), "{}: {n_words}", document.id);
        assert!(
            document.meta.date.is_some() && document.meta.fields.contains_key("region"),
            "{}",
            document.id
        );
    }
}

#[test]
fn the_sample_ids_are_unique_in_their_document() {
    let mut ids = Vec::new();
    let opened = sample();
    for (key, layer) in opened.project.all_layers() {
        let spans = layer.spans().map(|it| it.id.to_string());
        let links = layer.links().map(|it| it.id.to_string());
        ids.extend(spans.chain(links).map(|it| (key.document.clone(), it)));
    }
    different("ids", ids);
}

/// A Python script finds each quote at its code points; so does this, without the store's positions.
#[test]
fn the_sample_quotes_stand_where_they_say() {
    let opened = sample();
    for (key, _) in opened.project.all_layers() {
        let file = sample_folder().join(paths::layer(&key).unwrap());
        let file: AnnotationsFile = disk::read(read(&file).as_bytes()).unwrap();
        let text = &opened.project.document(&key.document).unwrap().text;
        let points: Vec<char> = text.as_str().chars().collect();
        for span in file.spans {
            let found = span
                .at
                .iter()
                .map(|&(from, to)| points[from..to].iter().collect())
                .collect();
            assert_eq!(Quote(found), span.quote, "{key:?} {}", span.id);
        }
    }
}

/// A sample that the store would write otherwise would change by being opened. `UPDATE=1` rewrites it.
#[test]
fn the_sample_is_written_as_the_store_writes_it() {
    let opened = sample();
    let project = ProjectFile::of(&opened.project).write().unwrap();
    same_or_update(&sample_folder().join(paths::PROJECT), &project);
    for (
        LayerKey {
            annotator,
            document,
        },
        layer,
    ) in opened.project.all_layers()
    {
        let key = LayerKey {
            annotator: annotator.clone(),
            document: document.clone(),
        };
        let document = opened.project.document(&document).unwrap();
        let layer = AnnotationsFile::of(&annotator, document, layer)
            .unwrap()
            .write()
            .unwrap();
        same_or_update(&sample_folder().join(paths::layer(&key).unwrap()), &layer);
    }
}

fn same_or_update(path: &Path, expected: &str) {
    if read(path) == expected {
        return;
    }
    let written = std::env::var_os("UPDATE").is_some() && fs::write(path, expected).is_ok();
    assert!(written, "{} is out of date", path.display());
}

fn sample() -> Opened {
    open(&sample_folder(), &Progress::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn sample_folder() -> PathBuf {
    assets("samples").join("debate")
}

fn assets(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets")
        .join(folder)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn schema(id: &str) -> Schema {
    let source = read(&assets("schemas").join(format!("{id}.ron")));
    ron::from_str(&source).unwrap_or_else(|error| panic!("{id}: {error}"))
}

/// Every attribute with the name of what it belongs to.
fn attributes(schema: &Schema) -> Vec<(String, &Attribute)> {
    let of_labels = schema
        .labels
        .iter()
        .flat_map(|label| label.attributes.iter().map(|it| (label.id.to_string(), it)));
    let of_documents = schema.document_labels.iter();
    of_labels
        .chain(of_documents.map(|it| ("document".to_owned(), it)))
        .collect()
}

fn all_ids(schema: &Schema) -> Vec<String> {
    let labels = schema.labels.iter().map(|it| it.id.to_string());
    let links = schema.links.iter().map(|it| it.id.to_string());
    let attributes = attributes(schema).into_iter().flat_map(|(_, it)| {
        let choices = it.kind.choices().iter().map(|it| it.id.to_string());
        std::iter::once(it.id.to_string()).chain(choices)
    });
    labels.chain(links).chain(attributes).collect()
}

/// Every text of a schema that a person reads.
fn texts(schema: &Schema) -> Vec<&Localized> {
    let mut all = vec![&schema.title, &schema.help];
    all.extend(schema.labels.iter().flat_map(|it| [&it.name, &it.help]));
    all.extend(schema.links.iter().map(|it| &it.name));
    for (_, attribute) in attributes(schema) {
        all.push(&attribute.name);
        if !attribute.help.is_empty() {
            all.push(&attribute.help);
        }
        all.extend(attribute.kind.choices().iter().map(|it| &it.name));
    }
    all
}

fn different<T: Ord + std::fmt::Debug>(what: &str, items: impl IntoIterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for it in items {
        assert!(!seen.contains(&it), "{what}: {it:?} twice");
        seen.insert(it);
    }
}

/// The contrast ratio of WCAG 2, from 1 to 21.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(Rgb(r, g, b): Rgb) -> f64 {
    let linear = |channel: u8| {
        let it = f64::from(channel) / 255.0;
        if it <= 0.04045 {
            it / 12.92
        } else {
            ((it + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// How far apart two colors are, in steps of a channel.
fn distance(a: Rgb, b: Rgb) -> f64 {
    let step = |a: u8, b: u8| (f64::from(a) - f64::from(b)).powi(2);
    (step(a.0, b.0) + step(a.1, b.1) + step(a.2, b.2)).sqrt()
}
