//! Configurations of other programs, read as schemas.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use sententia::formats::schemes;
use sententia::model::reform::fault::{clashes, faults};
use sententia::model::schema::{Kind, Rgb, Schema};
use sententia::store::schema_file::{SchemaFile, read};

pub fn file(name: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    tests.join("data/schemes").join(name)
}

fn taken(name: &str) -> SchemaFile {
    let found = read(&file(name)).unwrap();
    assert_eq!(faults(&found.schema), [], "{name}");
    assert_eq!(clashes(&found.schema), [], "{name}");
    found
}

fn labels(schema: &Schema) -> Vec<&str> {
    schema.labels.iter().map(|it| it.id.as_str()).collect()
}

fn left(found: &SchemaFile) -> BTreeSet<&str> {
    found.left.iter().map(|it| it.key).collect()
}

#[test]
fn a_configuration_of_brat_is_read() {
    let found = taken("annotation.conf");
    let schema = &found.schema;
    assert_eq!(found.program, "brat");
    assert_eq!(
        labels(schema),
        ["Person", "Town_council", "Place", "Opening"]
    );
    assert_eq!(schema.labels[1].name.get("en"), "Town council");
    let near = schema.link(&"Near".into()).unwrap();
    assert!(near.symmetric && near.from.len() == 3 && near.to.len() == 1);
    let agent = schema.link(&"Agent".into()).unwrap();
    assert_eq!((agent.max_out, agent.to.len()), (Some(1), 2));
    assert_eq!(schema.link(&"Site".into()).unwrap().max_out, None);
    assert!(
        schema
            .link(&"Cause".into())
            .unwrap()
            .to
            .contains(&"Opening".into())
    );
    let opening = &schema.labels[3].attributes;
    assert_eq!(opening[0].kind, Kind::Flag);
    assert_eq!(opening[1].kind.choices().len(), 3);
    assert_eq!(
        left(&found),
        BTreeSet::from(["left-group", "left-link", "left-rule"])
    );
}

#[test]
fn layers_and_tag_sets_of_inception_are_read() {
    let found = taken("inception-layers.json");
    let schema = &found.schema;
    assert_eq!(
        (found.program, labels(schema)),
        ("INCEpTION", vec!["Claim"])
    );
    let asked = &schema.labels[0].attributes;
    assert!(asked[0].required && asked[0].kind.choices().len() == 2);
    assert_eq!(asked[1].kind, Kind::Flag);
    assert!(
        schema
            .link(&"backs".into())
            .unwrap()
            .from
            .contains(&"Claim".into())
    );
    assert_eq!(
        left(&found),
        BTreeSet::from(["left-layer", "left-question"])
    );
    assert_eq!(
        labels(&taken("inception-tagset.json").schema),
        ["for", "against"]
    );
}

#[test]
fn labels_of_doccano_are_read() {
    let found = taken("doccano.json");
    let schema = &found.schema;
    assert_eq!((found.program, schema.labels.len()), ("doccano", 3));
    assert_eq!(schema.labels[0].key, Some('p'));
    assert_eq!(schema.labels[0].color, Rgb(0x20, 0x9c, 0xee));
    assert_eq!(
        schema.labels[1].id.as_str(),
        "Refus ferme",
        "as its records name it"
    );
    assert_eq!(
        left(&found),
        BTreeSet::from(["left-key"]),
        "two keys that cannot be"
    );
    assert_eq!(found.left.len(), 2);
}

#[test]
fn an_interface_of_label_studio_is_read() {
    let found = taken("label-studio.xml");
    let schema = &found.schema;
    assert_eq!(
        (found.program, labels(schema)),
        ("Label Studio", vec!["Promise", "Speaker"])
    );
    let promise = &schema.labels[0];
    assert_eq!(
        (promise.key, promise.color),
        (Some('p'), Rgb(0xc2, 0x49, 0x2f))
    );
    assert!(promise.attributes[0].required);
    assert_eq!(
        schema.labels[1].attributes.len(),
        1,
        "the weight is asked of every label"
    );
    assert!(matches!(schema.document_labels[0].kind, Kind::SeveralOf(_)));
    assert_eq!(schema.links[0].name.get("en"), "made by");
    assert_eq!(left(&found), BTreeSet::from(["left-tag"]));
}

#[test]
fn every_label_has_a_key_those_that_were_asked_for_first() {
    let source = r#"<View><Labels name="label" toName="text"><Label value="Person"/>
        <Label value="Place" hotkey="p"/><Label value="Deed" hotkey="1"/></Labels>
        <Text name="text" value="$text"/></View>"#;
    let (_, scheme) = schemes::read("a", source).unwrap();
    let keys = scheme.schema.labels.iter().filter_map(|it| it.key);
    assert_eq!(keys.collect::<String>(), "epd");
}

#[test]
fn another_project_a_template_and_something_else() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/debate");
    let found = read(&sample).unwrap();
    assert_eq!(found.program, "Sententia");
    assert!(!found.targets.is_empty());
    assert_eq!(
        found.schema,
        read(&sample.join("project.ron")).unwrap().schema
    );
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schemas");
    assert_eq!(
        read(&templates.join("argument.ron")).unwrap().schema.id,
        "argument"
    );
    let other = read(&file("../../../README.md")).unwrap_err();
    assert_eq!(other.key(), "store-no-schema");
}

#[test]
fn what_is_far_too_long_is_refused_at_once() {
    for (open, close) in [
        ("<View><Labels>", "</Labels></View>"),
        ("[entities]\nA", "\n"),
        ("{\"text\":\"a\"},", ""),
    ] {
        let huge = format!("{}{}", open.repeat(60_000), close.repeat(60_000));
        assert!(schemes::read("x", &huge).is_none());
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_without_harm(
        text in prop::collection::vec(prop::sample::select(vec![
            "[entities]\n", "[relations]\n", "[attributes]\n", "[events]\n", "A\tArg1:<ENTITY>, Arg2:A\n",
            "<View>", "</View>", "<Labels name=\"x\">", "</Labels>", "<Label value='é'/>", "<Choices", ">", "&#x;",
            "[", "]", "{", "}", "\"text\":", "\"é\"", ",", "\"tags\":[]", "A\n", "!", "=", "|", "🙂", "\u{FEFF}",
        ]), 0..30),
    ) {
        if let Some((_, scheme)) = schemes::read("x", &text.concat()) {
            prop_assert_eq!(faults(&scheme.schema), vec![]);
        }
    }

    #[test]
    fn damaged_configurations_are_read_or_refused_without_harm(at in any::<prop::sample::Index>(), cut in 0usize..40) {
        for name in ["annotation.conf", "inception-layers.json", "doccano.json", "label-studio.xml"] {
            let source = std::fs::read_to_string(file(name)).unwrap();
            let from = source.floor_char_boundary(at.index(source.len()));
            let to = source.floor_char_boundary((from + cut).min(source.len())).max(from);
            let damaged = format!("{}{}", &source[..from], &source[to..]);
            if let Some((_, scheme)) = schemes::read("x", &damaged) {
                prop_assert_eq!(faults(&scheme.schema), vec![]);
            }
        }
    }
}
