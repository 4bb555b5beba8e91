//! Damaged and hostile projects: told with file and line, the rest opens, nothing on disk changes.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use sententia::model::project::LayerKey;
use sententia::store::{Notice, OpenError, Opened, Progress, Trouble, open};

use super::opened;
use crate::fixture::{files, sample_on_disk};

/// Damages a project, opens it, and returns what was said. Nothing on disk may change.
fn told(damage: impl FnOnce(&Path)) -> (Result<Opened, OpenError>, Vec<Notice>) {
    let (_folder, root) = sample_on_disk();
    damage(&root);
    let before = files(&root);
    let result = open(&root, &Progress::default());
    assert_eq!(files(&root), before, "opening writes nothing");
    let notices = match &result {
        Ok(opened) => opened.report.notices.clone(),
        Err(error) => error.notice().cloned().into_iter().collect(),
    };
    (result, notices)
}

fn replace(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has {from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

const ANNA: &str = "annotations/anna/pont.txt.ron";
const PONT: &str = "texts/pont.txt";

/// Damage to `project.ron`, what is said of it, and the line (0: some line far down).
type RefusedCase = (fn(&Path), &'static str, Option<usize>);

const REFUSED: &[RefusedCase] = &[
    (
        |root| fs::remove_file(root.join("project.ron")).unwrap(),
        "store-no-project",
        None,
    ),
    (
        |root| fs::write(root.join("project.ron"), "").unwrap(),
        "store-ron-ends",
        Some(1),
    ),
    (
        |root| truncate(&root.join("project.ron")),
        "store-ron-ends",
        Some(0),
    ),
    (
        |root| replace(root, "project.ron", "    name: ", "    name "),
        "store-ron-syntax",
        Some(4),
    ),
    (
        |root| replace(root, "project.ron", "    name: ", "    nam: "),
        "store-ron-unknown-field",
        Some(4),
    ),
    (
        |root| replace(root, "project.ron", "format: 1", "format: 2"),
        "store-too-new",
        Some(3),
    ),
    (
        |root| spoil(&root.join("project.ron"), 70),
        "store-not-utf8",
        Some(4),
    ),
    (
        |root| fs::write(root.join("project.ron"), "(".repeat(1_000_000)).unwrap(),
        "store-ron-syntax",
        Some(1),
    ),
];

#[test]
fn a_project_file_that_cannot_be_used_is_refused_with_its_place() {
    for (damage, key, line) in REFUSED {
        let (result, notices) = told(damage);
        assert!(result.is_err(), "{key}");
        assert_eq!(notices[0].trouble.key(), *key, "{}", notices[0]);
        assert!(notices[0].file.ends_with("project.ron"), "{key}");
        match line {
            Some(0) => assert!(notices[0].line.unwrap() > 100, "{key}"),
            line => assert_eq!(notices[0].line, *line, "{key}"),
        }
    }
}

fn truncate(path: &Path) {
    let bytes = fs::read(path).unwrap();
    fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
}

fn spoil(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] = 0xFF;
    fs::write(path, bytes).unwrap();
}

/// Damage to annotations or texts, what is said of it, where, and how many of three spans stay; with
/// none left the file is left alone.
type DamagedCase = (fn(&Path), &'static str, &'static str, Option<usize>, usize);

const DAMAGED: &[DamagedCase] = &[
    (
        |root| replace(root, ANNA, "(16, 41)", "(16, 42)"),
        "store-quote-differs",
        ANNA,
        Some(11),
        2,
    ),
    (
        |root| replace(root, ANNA, "(62, 66)", "(62, 7200)"),
        "store-out-of-range",
        ANNA,
        Some(12),
        2,
    ),
    (
        |root| replace(root, ANNA, "(62, 66)", "(66, 62)"),
        "store-out-of-range",
        ANNA,
        Some(12),
        2,
    ),
    (
        |root| replace(root, ANNA, "(1, 8), (69, 83)", "(1, 8)"),
        "store-bad-fragments",
        ANNA,
        Some(10),
        2,
    ),
    (
        |root| replace(root, ANNA, "s-4444444", "s-3333333"),
        "store-duplicate-record",
        ANNA,
        Some(12),
        2,
    ),
    (
        |root| replace(root, ANNA, "s-2222222\",", "s-2222222\""),
        "store-ron-syntax",
        ANNA,
        Some(10),
        0,
    ),
    (
        |root| truncate(&root.join(ANNA)),
        "store-ron-ends",
        ANNA,
        Some(10),
        0,
    ),
    (
        |root| replace(root, ANNA, "format: 1", "format: 99"),
        "store-too-new",
        ANNA,
        Some(3),
        0,
    ),
    (
        |root| replace(root, ANNA, "CodePoint", "Byte"),
        "store-ron-unknown-value",
        ANNA,
        Some(7),
        0,
    ),
    (
        |root| replace(root, ANNA, "text_sha256: \"", "text_sha256: \"0"),
        "store-other-text",
        ANNA,
        Some(5),
        0,
    ),
    (
        |root| replace(root, ANNA, "\"pont.txt\"", "\"other.txt\""),
        "store-wrong-place",
        ANNA,
        Some(4),
        0,
    ),
    (
        |root| fs::remove_file(root.join(PONT)).unwrap(),
        "store-text-missing",
        PONT,
        None,
        0,
    ),
    (
        |root| fs::write(root.join(PONT), "other").unwrap(),
        "store-text-changed",
        PONT,
        None,
        0,
    ),
    (
        |root| fs::write(root.join(PONT), "").unwrap(),
        "store-text-changed",
        PONT,
        None,
        0,
    ),
    (
        |root| spoil(&root.join(PONT), 9),
        "store-text-changed",
        PONT,
        None,
        0,
    ),
];

#[test]
fn damaged_annotations_are_told_with_their_place_and_the_rest_opens() {
    let anna = LayerKey {
        annotator: "anna".into(),
        document: "pont.txt".into(),
    };
    for (damage, key, file, line, n_spans) in DAMAGED {
        let (result, notices) = told(damage);
        let opened = result.unwrap();
        assert_eq!(notices.len(), 1, "{key}: {notices:?}");
        let notice = &notices[0];
        assert_eq!(notice.trouble.key(), *key, "{notice}");
        assert_eq!(
            (notice.file.as_path(), notice.line),
            (Path::new(file), *line),
            "{notice}"
        );
        assert_eq!(
            opened.project.layer(&anna).map_or(0, |it| it.n_spans()),
            *n_spans,
            "{key}"
        );
        assert_eq!(
            opened.protected.reason(&anna).is_some(),
            *n_spans == 0,
            "{key}"
        );
        assert_eq!(opened.incomplete.contains(&anna), *n_spans > 0, "{key}");
        assert_eq!(opened.project.documents.len(), 2, "{key}");
    }
}

#[test]
fn a_byte_order_mark_and_comments_and_unknown_labels_are_no_trouble() {
    let (result, notices) = told(|root| {
        for file in ["project.ron", ANNA] {
            let text = fs::read_to_string(root.join(file)).unwrap();
            fs::write(
                root.join(file),
                format!("\u{FEFF}/* by hand */ {text} // end"),
            )
            .unwrap();
        }
        replace(root, ANNA, "\"prediction\"", "\"no such label\"");
        fs::create_dir_all(root.join("annotations/cleo")).unwrap();
        fs::write(root.join("annotations/README.txt"), "mine").unwrap();
    });
    assert_eq!(notices, []);
    assert_eq!(
        result
            .unwrap()
            .project
            .all_layers()
            .next()
            .unwrap()
            .1
            .n_spans(),
        3
    );
}

#[test]
fn annotations_of_an_unknown_text_are_told_and_left_alone() {
    let (result, notices) = told(|root| {
        fs::create_dir_all(root.join("annotations/cleo/a")).unwrap();
        fs::copy(
            root.join(ANNA),
            root.join("annotations/cleo/a/gone.txt.ron"),
        )
        .unwrap();
    });
    assert_eq!(
        notices[0].trouble,
        Trouble::UnknownDocument {
            document: "a/gone.txt".to_owned()
        }
    );
    let key = LayerKey {
        annotator: "cleo".into(),
        document: "a/gone.txt".into(),
    };
    assert!(result.unwrap().protected.reason(&key).is_some());
}

#[test]
fn annotators_without_an_entry_are_known_by_their_folder() {
    let (_folder, root) = sample_on_disk();
    fs::create_dir_all(root.join("annotations/cleo")).unwrap();
    let text = fs::read_to_string(root.join(ANNA)).unwrap();
    fs::write(
        root.join("annotations/cleo/pont.txt.ron"),
        text.replace("annotator: \"anna\"", "annotator: \"cleo\""),
    )
    .unwrap();
    let opened = opened(&root);
    assert!(opened.report.is_empty());
    assert_eq!(opened.project.annotators.len(), 3);
    let cleo = LayerKey {
        annotator: "cleo".into(),
        document: "pont.txt".into(),
    };
    assert_eq!(
        opened
            .project
            .layer(&cleo)
            .unwrap()
            .spans()
            .next()
            .unwrap()
            .by,
        "ben".into()
    );
    assert_eq!(
        opened
            .project
            .layer(&cleo)
            .unwrap()
            .spans()
            .nth(1)
            .unwrap()
            .by,
        "cleo".into()
    );
}

#[test]
#[cfg(unix)]
fn no_path_leads_out_of_the_project() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.txt");
    fs::write(&secret, crate::fixture::BRIDGE).unwrap();
    let (_, notices) = told(|root| {
        fs::remove_file(root.join("texts/pont.txt")).unwrap();
        symlink(&secret, root.join("texts/pont.txt")).unwrap();
    });
    assert_eq!(notices[0].trouble.key(), "store-leads-outside");
    let (result, notices) = told(|root| {
        replace(
            root,
            "project.ron",
            "\"press/tram.txt\"",
            "\"../../secret.txt\"",
        );
        fs::remove_dir_all(root.join("annotations")).unwrap();
        symlink(outside.path(), root.join("annotations")).unwrap();
    });
    let troubles: Vec<Trouble> = notices.into_iter().map(|it| it.trouble).collect();
    let missing = Trouble::TextMissing {
        document: "../../secret.txt".to_owned(),
    };
    let outside = Trouble::LeadsOutside {
        path: "annotations".to_owned(),
    };
    assert_eq!(troubles, [outside.clone(), missing]);
    let opened = result.unwrap();
    assert_eq!(opened.unseen, Some(outside), "so nothing may be written");
    assert!(
        opened
            .project
            .document(&"../../secret.txt".into())
            .unwrap()
            .text
            .is_empty()
    );
    let (_, notices) = told(|root| {
        fs::remove_file(root.join("project.ron")).unwrap();
        symlink("/dev/zero", root.join("project.ron")).unwrap();
    });
    assert_eq!(notices[0].trouble.key(), "store-leads-outside");
    let (_, notices) = told(|root| {
        fs::remove_file(root.join("texts/pont.txt")).unwrap();
        symlink("pont.txt", root.join("texts/pont.txt")).unwrap();
    });
    assert_eq!(notices.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_makes_opening_fail_otherwise_than_in_words(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        with in prop_oneof![
            any::<u8>().prop_map(|it| vec![it]),
            "[(\\[{\"]{1,9}|\\)|\\]|None|Some\\(|-1|18446744073709551616|format: 2,|r#\"|/\\*|\\PC{0,3}".prop_map(String::into_bytes),
            Just(Vec::new()),
        ],
        cut in any::<bool>(),
    ) {
        let (_folder, root) = sample_on_disk();
        let all = files(&root);
        let (path, bytes) = all.iter().nth(which.index(all.len())).unwrap();
        let at = at.index(bytes.len());
        let mut bytes = bytes.clone();
        bytes.splice(at..at + usize::from(cut), with);
        fs::write(root.join(path), bytes).unwrap();
        let before = files(&root);
        let result = open(&root, &Progress::default());
        prop_assert_eq!(files(&root), before);
        if let Err(error) = result {
            prop_assert!(error.notice().unwrap().line.is_some(), "{}", error);
        }
    }
}
