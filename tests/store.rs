//! Projects on disk: what is saved opens as it was, what is broken is told and left alone.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use sententia::model::id::DocumentId;
use sententia::model::project::{LayerKey, Project};
use sententia::model::text::Count;
use sententia::store::texts::{Reason, survey};
use sententia::store::{
    Notice, OpenError, Opened, Progress, Trouble, create, decode, disk, open, paths,
};

use crate::fixture::{any_project, document, files, on_disk, sample_on_disk, sample_project};

fn opened(root: &Path) -> Opened {
    open(root, &Progress::default()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_saved_opens_as_it_was(project in any_project()) {
        let (_folder, root) = on_disk(&project);
        let opened = opened(&root);
        prop_assert_eq!(&opened.report.notices, &Vec::<Notice>::new());
        prop_assert_eq!(&opened.project, &project);
        let (_other, again) = on_disk(&opened.project);
        prop_assert_eq!(files(&again), files(&root));
    }

    #[test]
    fn quotes_stand_where_they_say(project in any_project()) {
        for (key, layer) in project.all_layers() {
            let document = project.document(&key.document).unwrap();
            let points: Vec<char> = document.text.as_str().chars().collect();
            let file = disk::AnnotationsFile::of(&key.annotator, document, layer).unwrap();
            prop_assert_eq!(points.len(), document.text.count(Count::CodePoint));
            for span in &file.spans {
                for ((from, to), quote) in span.at.iter().zip(&span.quote.0) {
                    prop_assert_eq!(&points[*from..*to].iter().collect::<String>(), quote);
                }
            }
        }
    }

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

#[test]
fn an_annotation_file_is_one_that_a_person_can_read() {
    let project = sample_project();
    let key = LayerKey {
        annotator: "anna".into(),
        document: "pont.txt".into(),
    };
    let text = create::layer_text(&project, &key).unwrap().unwrap();
    let sha = &project.document(&key.document).unwrap().source.sha256;
    let expected = format!(
        r#"#![enable(implicit_some)]
Annotations(
    format: 1,
    document: "pont.txt",
    text_sha256: "{sha}",
    annotator: "anna",
    unit: CodePoint,
    status: InProgress,
    spans: [
        (id: "s-2222222", label: "stance", at: [(1, 8), (69, 83)], quote: ["Le pont", "Je suis contre"], attributes: {{"target": Target("bridge")}}, note: "“plain”,\nsays l'auteure", origin: Imported, by: "ben", when: "2026-11-22T07:10:31Z"),
        (id: "s-3333333", label: "prediction", at: [(16, 41)], quote: "Il fermera d’ici deux ans", attributes: {{"certainty": Choice("certain"), "due": Interval(None, "2028")}}, when: "2026-11-22T07:10:31Z"),
        (id: "s-4444444", label: "source", at: [(62, 66)], quote: "Ruiz", when: "2026-11-22T07:10:31Z"),
    ],
    links: [
        (id: "l-2222222", kind: "held_by", from: "s-3333333", to: "s-4444444", when: "2026-11-22T07:10:31Z"),
    ],
)
"#
    );
    assert_eq!(text, expected);
}

#[test]
fn the_project_file_lists_one_document_a_line() {
    let (_folder, root) = sample_on_disk();
    let text = fs::read_to_string(root.join(paths::PROJECT)).unwrap();
    assert!(text.starts_with("#![enable(implicit_some)]\nProject(\n    format: 1,\n    name: \"Ponts & trams\",\n    schema: (\n        id: \"stance-prediction\",\n"));
    let sha = decode::sha256(crate::fixture::TRAM.as_bytes());
    let line = format!(
        "        (id: \"press/tram.txt\", sha256: \"{sha}\", encoding: \"UTF-8\"),\n    ],\n)\n"
    );
    assert!(text.ends_with(&line), "{text}");
}

/// A reader that knows nothing of this program, with Python's standard library alone.
const PYTHON: &str = r#"
import pathlib, re, sys
root = pathlib.Path(sys.argv[1])
project = (root / "project.ron").read_text("utf-8")
encodings = dict(re.findall(r'\(id: "([^"]+)", sha256: "\w+", encoding: "([^"]+)"', project))
plain = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
def unescape(s):
    return re.sub(r'\\(?:u\{(\w+)\}|(.))', lambda m: chr(int(m[1], 16)) if m[1] else plain.get(m[2], m[2]), s)
string = r'"(?:[^"\\]|\\.)*"'
n = 0
for path in root.glob("annotations/*/**/*.ron"):
    source = path.read_text("utf-8")
    name = re.search(r'document: "([^"]+)"', source)[1]
    text = (root / "texts" / name).read_bytes().decode(encodings[name])
    for span in re.finditer(rf'at: \[(.*?)\], quote: (\[{string}(?:, {string})*\]|{string})', source):
        places = re.findall(r'\((\d+), (\d+)\)', span[1])
        quotes = [unescape(it[1:-1]) for it in re.findall(string, span[2])]
        assert len(places) == len(quotes) > 0, span[0]
        for (a, b), quote in zip(places, quotes):
            assert text[int(a):int(b)] == quote, (path, a, b, quote)
            n += 1
print(n)
"#;

#[test]
fn python_finds_every_quote_in_its_place() {
    let (_folder, root) = sample_on_disk();
    let arabic = document("utf16.txt", "\u{FEFF}مرحبا 👩\u{200D}🔬 e\u{301} l'eau");
    let mut project = sample_project();
    let mut document = (*arabic).clone();
    document.source.encoding = "UTF-16LE".to_owned();
    let bytes: Vec<u8> = document
        .text
        .as_str()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    document.source.sha256 = decode::sha256(&bytes);
    let id = document.id.clone();
    let span = crate::fixture::span("s-5", "source", document.text.as_str(), "🔬 e\u{301} l'eau");
    project.apply(sententia::model::edit::Edit::Document(
        id.clone(),
        Some((9, document.into())),
    ));
    let key = LayerKey {
        annotator: "ben".into(),
        document: id.clone(),
    };
    project.apply(sententia::model::edit::Edit::Span(
        key,
        span.id.clone(),
        Some(span.into()),
    ));
    fs::remove_dir_all(&root).unwrap();
    create::from_project(&root, &project, &BTreeMap::from([(id, bytes)])).unwrap();
    assert_eq!(opened(&root).project, project);
    match Command::new("python3")
        .arg("-c")
        .arg(PYTHON)
        .arg(&root)
        .output()
    {
        Ok(output) if output.status.success() => {
            assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "5");
        }
        Ok(output) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => println!("skipped: no python3 ({error})"),
    }
}

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
    assert_eq!(
        notices[0].trouble,
        Trouble::TextMissing {
            document: "../../secret.txt".to_owned()
        }
    );
    assert!(
        result
            .unwrap()
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

#[test]
fn a_look_at_a_folder_says_why_files_stay_out() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let cases: [(&str, &[u8]); 9] = [
        ("b10.txt", b"ten"),
        ("b9.txt", "caf\u{e9} neuf".as_bytes()),
        ("sub/page.md", b"# A title\n\nwords"),
        ("sub/latin.TXT", b"d\xe9j\xe0 l'\xe9t\xe9 fran\xe7ais"),
        ("empty.txt", b""),
        ("blank.txt", b" \r\n\t"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"),
        ("twin.txt", b"ten"),
        ("table.csv", b"a,b"),
    ];
    for (name, bytes) in cases {
        fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        fs::write(root.join(name), bytes).unwrap();
    }
    fs::write(root.join(".hidden.txt"), "x").unwrap();
    fs::write(root.join("line.txt"), "long ".repeat(200_000)).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(root, root.join("sub/loop")).unwrap();
        std::os::unix::fs::symlink("nowhere", root.join("sub/broken.txt")).unwrap();
    }
    let n_unreadable = usize::from(cfg!(unix));
    let given = [root.to_owned(), root.join("b9.txt"), root.join("gone.txt")];
    let found = survey(&given, None, &Progress::default()).unwrap();
    let accepted: Vec<_> = found
        .accepted
        .iter()
        .map(|it| (it.id.as_str(), it.guess.encoding.as_str()))
        .collect();
    let expected = [
        ("b9.txt", "UTF-8"),
        ("b10.txt", "UTF-8"),
        ("line.txt", "UTF-8"),
        ("sub/latin.TXT", "windows-1252"),
        ("sub/page.md", "UTF-8"),
    ];
    assert_eq!(accepted, expected);
    assert_eq!(found.accepted[4].meta.title, "A title");
    let reason = |name: &str| {
        found
            .refused
            .iter()
            .find(|it| it.path == root.join(name))
            .map(|it| it.reason.clone())
    };
    assert_eq!(reason("empty.txt"), Some(Reason::Empty));
    assert_eq!(reason("blank.txt"), Some(Reason::Empty));
    assert_eq!(reason("picture.txt"), Some(Reason::Binary));
    assert_eq!(
        reason("twin.txt"),
        Some(Reason::Duplicate("b10.txt".to_owned()))
    );
    assert_eq!(reason("table.csv"), Some(Reason::Unsupported));
    assert!(matches!(reason("gone.txt"), Some(Reason::Unreadable(_))));
    assert_eq!(found.refused.len(), 6 + n_unreadable);
}

#[test]
fn texts_become_a_project_with_their_bytes_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let texts = folder.path().join("in");
    fs::create_dir_all(texts.join("a")).unwrap();
    let bytes: [(&str, &[u8]); 3] = [
        ("a/1.txt", b"d\xe9j\xe0\r\nvu"),
        ("a/2.txt", b"\xEF\xBB\xBFplain"),
        ("3.md", b"# T"),
    ];
    for (name, bytes) in bytes {
        fs::write(texts.join(name), bytes).unwrap();
    }
    let progress = Progress::default();
    let found = survey(&[texts], None, &progress).unwrap();
    let root = folder.path().join("out/project");
    create::from_texts(&root, sample_project(), &found.accepted, &progress).unwrap();
    let opened = opened(&root);
    assert!(opened.report.is_empty());
    assert_eq!(
        opened
            .project
            .listed()
            .map(|it| it.id.as_str())
            .collect::<Vec<_>>(),
        ["3.md", "a/1.txt", "a/2.txt"]
    );
    for (name, bytes) in bytes {
        assert_eq!(fs::read(root.join("texts").join(name)).unwrap(), bytes);
    }
    assert_eq!(
        opened
            .project
            .document(&DocumentId::new("a/1.txt"))
            .unwrap()
            .text
            .as_str(),
        "déjà\r\nvu"
    );
    assert_eq!(
        opened
            .project
            .document(&DocumentId::new("a/2.txt"))
            .unwrap()
            .text
            .as_str(),
        "\u{FEFF}plain"
    );
    let refused =
        create::from_texts(&root, Project::default(), &found.accepted, &progress).unwrap_err();
    assert_eq!(refused.trouble.key(), "store-already-project");
    let busy = folder.path().join("in");
    let refused =
        create::from_texts(&busy, Project::default(), &found.accepted, &progress).unwrap_err();
    assert_eq!(refused.trouble.key(), "store-not-empty");
}

#[test]
fn ten_thousand_texts_are_looked_at_and_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..10_000 {
        let below = folder.path().join(format!("{}", i % 100));
        fs::create_dir_all(&below).unwrap();
        fs::write(below.join(format!("{i}.txt")), format!("text number {i}")).unwrap();
    }
    let given = [folder.path().to_owned()];
    let progress = Progress::default();
    let found = survey(&given, None, &progress).unwrap();
    assert_eq!((found.accepted.len(), found.refused.len()), (10_000, 0));
    assert_eq!((progress.done(), progress.total()), (10_000, 10_000));
    assert_eq!(found.accepted[100].id.as_str(), "1/1.txt");

    let root = folder.path().join("project");
    let progress = Progress::default();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while progress.done() < 50 {
                std::thread::yield_now();
            }
            progress.cancel();
        });
        let stopped =
            create::from_texts(&root, Project::default(), &found.accepted, &progress).unwrap_err();
        assert_eq!(stopped.trouble, Trouble::WasCancelled {});
    });
    assert!(!root.exists());
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        100,
        "nothing is left behind"
    );

    let progress = Progress::default();
    progress.cancel();
    survey(&given, None, &progress).unwrap_err();
}

#[test]
fn opening_can_be_stopped() {
    let (_folder, root) = sample_on_disk();
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(open(&root, &progress).unwrap_err(), OpenError::Cancelled);
}

#[test]
fn every_message_has_its_sentence() {
    let steps = ["step-add-texts", "step-annotator"];
    let phases = [
        "progress-listing",
        "progress-survey",
        "progress-copy",
        "progress-texts",
        "progress-annotations",
        "progress-journal",
    ];
    let keys = Trouble::KEYS
        .iter()
        .chain(Reason::KEYS)
        .chain(&steps)
        .chain(&phases);
    let missing: Vec<_> = keys.filter(|it| !sententia::i18n::knows(it)).collect();
    assert_eq!(missing, [&""; 0]);
}
