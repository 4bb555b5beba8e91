//! Texts that come in: looked at, sorted out, made into projects.

use std::fs;

use sententia::model::id::DocumentId;
use sententia::model::project::Project;
use sententia::store::texts::{Reason, survey};
use sententia::store::{Progress, Trouble, create};

use super::opened;
use crate::fixture::sample_project;

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
