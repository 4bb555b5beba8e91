//! Merging by record: any two sets of changes to any file. Nothing of either side is lost, and it does
//! not matter who merges.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use sententia::model::annotation::{Origin, Status};
use sententia::model::conflict::Conflict;
use sententia::model::value::Value;
use sententia::store::disk::{self, AnnotationsFile, LinkRecord, Quote, SpanRecord, Unit};
use sententia::store::merge::{Left, Outcome, merge};

/// A change that an analyst can make.
#[derive(Clone, Debug)]
enum Change {
    Add(u8, u8),
    Note(u8, u8),
    Answer(u8, u8, Option<u8>),
    Relabel(u8, u8),
    Move(u8, u8),
    Remove(u8),
    Link(u8, u8, u8),
    Relink(u8, u8),
    Unlink(u8),
    Status(u8),
    Label(u8, Option<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    let n = || 0u8..6;
    let some = || prop::option::of(0u8..3);
    prop_oneof![
        3 => (6u8..9, n()).prop_map(|(a, b)| Change::Add(a, b)),
        2 => (n(), n()).prop_map(|(a, b)| Change::Note(a, b)),
        3 => (n(), 0u8..2, some()).prop_map(|(a, b, c)| Change::Answer(a, b, c)),
        1 => (n(), 0u8..3).prop_map(|(a, b)| Change::Relabel(a, b)),
        2 => (n(), n()).prop_map(|(a, b)| Change::Move(a, b)),
        2 => n().prop_map(Change::Remove),
        2 => (3u8..6, n(), n()).prop_map(|(a, b, c)| Change::Link(a, b, c)),
        1 => (0u8..3, n()).prop_map(|(a, b)| Change::Relink(a, b)),
        1 => (0u8..3).prop_map(Change::Unlink),
        1 => (0u8..3).prop_map(Change::Status),
        1 => (0u8..2, some()).prop_map(|(a, b)| Change::Label(a, b)),
    ]
}

fn span(id: u8, at: u8) -> SpanRecord {
    let from = usize::from(at);
    SpanRecord {
        id: format!("s-{id}").as_str().into(),
        label: "claim".into(),
        at: Vec::from([(from, from + 3)]),
        quote: Quote(Vec::from([format!("word{at}")])),
        attributes: BTreeMap::new(),
        note: String::new(),
        origin: Origin::Manual,
        by: None,
        when: moment(0),
        conflict: None,
        was: None,
    }
}

fn link(id: u8, from: u8, to: u8) -> LinkRecord {
    LinkRecord {
        id: format!("l-{id}").as_str().into(),
        kind: "same".into(),
        from: format!("s-{from}").as_str().into(),
        to: format!("s-{to}").as_str().into(),
        by: None,
        when: moment(0),
        conflict: None,
    }
}

fn moment(n: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(1_700_000_000 + n).unwrap()
}

/// What both sides begin with.
fn base() -> AnnotationsFile {
    AnnotationsFile {
        format: 1,
        document: "a.txt".to_owned(),
        text_sha256: "00".to_owned(),
        annotator: "anna".to_owned(),
        unit: Unit::CodePoint,
        status: Status::InProgress,
        labels: BTreeMap::from([("mood".into(), Value::Flag(true))]),
        other_labels: BTreeMap::new(),
        spans: (0..6).map(|it| span(it, it)).collect(),
        links: (0..3).map(|it| link(it, it, it + 1)).collect(),
    }
}

/// The file after some changes, made at moments that begin with `when`.
fn changed(changes: &[Change], when: i64) -> AnnotationsFile {
    let mut file = base();
    for (i, it) in changes.iter().enumerate() {
        apply(&mut file, it, moment(when + i as i64));
    }
    file.spans
        .sort_by_key(|it| (it.at[0].0, std::cmp::Reverse(it.at[0].1), it.id.clone()));
    file.links.sort_by_key(|it| it.id.clone());
    file
}

fn apply(file: &mut AnnotationsFile, change: &Change, when: jiff::Timestamp) {
    let id = |n: u8| format!("s-{n}").as_str().into();
    let link_id = |n: u8| sententia::model::id::LinkId::new(format!("l-{n}"));
    let mut edit = |n: u8, change: &dyn Fn(&mut SpanRecord)| {
        let id: sententia::model::id::SpanId = id(n);
        if let Some(span) = file.spans.iter_mut().find(|it| it.id == id) {
            change(span);
            span.when = when;
        }
    };
    match *change {
        Change::Note(n, note) => edit(n, &|it| {
            it.note = format!("note {note}");
        }),
        Change::Relabel(n, label) => edit(n, &|it| {
            it.label = format!("label{label}").as_str().into();
        }),
        Change::Move(n, at) => edit(n, &|it| {
            (it.at, it.quote) = (span(n, at).at, span(n, at).quote);
        }),
        Change::Answer(n, attribute, value) => edit(n, &|it| {
            let attribute = format!("a{attribute}").as_str().into();
            match value {
                Some(value) => it.attributes.insert(attribute, Value::Number(value.into())),
                None => it.attributes.remove(&attribute),
            };
        }),
        Change::Add(n, at) => {
            if file.spans.iter().all(|it| it.id != id(n)) {
                file.spans.push(SpanRecord {
                    when,
                    ..span(n, at)
                });
            }
        }
        Change::Remove(n) => {
            let id = id(n);
            file.spans.retain(|it| it.id != id);
            file.links.retain(|it| it.from != id && it.to != id);
        }
        Change::Link(n, from, to) => {
            let there = |n| file.spans.iter().any(|it| it.id == id(n));
            if there(from) && there(to) && file.links.iter().all(|it| it.id != link_id(n)) {
                file.links.push(LinkRecord {
                    when,
                    ..link(n, from, to)
                });
            }
        }
        Change::Relink(n, to) => {
            let there = file.spans.iter().any(|it| it.id == id(to));
            let mut links = file.links.iter_mut();
            if let Some(link) = links.find(|it| there && it.id == link_id(n)) {
                (link.to, link.when) = (id(to), when);
            }
        }
        Change::Unlink(n) => file.links.retain(|it| it.id != link_id(n)),
        Change::Status(n) => file.status = Status::ALL[usize::from(n)],
        Change::Label(n, value) => {
            let question = format!("q{n}").as_str().into();
            match value {
                Some(value) => file.labels.insert(question, Value::Number(value.into())),
                None => file.labels.remove(&question),
            };
        }
    }
}

fn bytes(file: &AnnotationsFile) -> Vec<u8> {
    file.write().unwrap().into_bytes()
}

/// The same file with other bytes, so that it is merged by what it says.
fn commented(file: &AnnotationsFile) -> Vec<u8> {
    [bytes(file), b"// by hand\n".to_vec()].concat()
}

fn merged(
    base: &AnnotationsFile,
    ours: &AnnotationsFile,
    theirs: &AnnotationsFile,
) -> (AnnotationsFile, Outcome) {
    let outcome = merge(&commented(base), &bytes(ours), &bytes(theirs)).unwrap();
    let file: AnnotationsFile = disk::read(&outcome.bytes).unwrap();
    (file, outcome)
}

/// The fields of a span that can be changed, each as text.
fn fields(span: &SpanRecord) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::from([
        ("label".to_owned(), span.label.to_string()),
        ("at".to_owned(), format!("{:?} {:?}", span.at, span.quote)),
        ("note".to_owned(), span.note.clone()),
    ]);
    for (id, value) in &span.attributes {
        fields.insert(format!("attribute {id}"), format!("{value:?}"));
    }
    fields
}

/// Every change that one side made to a record is in the merged file: in the record, or in another
/// version of it.
fn holds(
    base: &AnnotationsFile,
    side: &AnnotationsFile,
    merged: &AnnotationsFile,
) -> Result<(), TestCaseError> {
    for span in &side.spans {
        let before = base.spans.iter().find(|it| it.id == span.id);
        let old = before.map(fields).unwrap_or_default();
        let new = fields(span);
        let changes: BTreeSet<_> = old
            .keys()
            .chain(new.keys())
            .filter(|key| old.get(*key) != new.get(*key))
            .collect();
        if changes.is_empty() {
            continue;
        }
        let versions = merged.spans.iter().filter(|it| {
            let of = it.conflict.as_ref().and_then(Conflict::version_of);
            it.id == span.id || of == Some(&span.id)
        });
        let whole = |it: &SpanRecord| {
            let there = fields(it);
            changes.iter().all(|key| there.get(*key) == new.get(*key))
        };
        let mut versions = versions.peekable();
        prop_assert!(
            versions.peek().is_some(),
            "{} was changed and is gone",
            span.id
        );
        prop_assert!(
            versions.any(whole),
            "a change of {} is gone: {:?}",
            span.id,
            changes
        );
    }
    for link in &side.links {
        let same =
            |it: &LinkRecord| it.kind == link.kind && it.from == link.from && it.to == link.to;
        let is_old = base.links.iter().any(|it| it.id == link.id && same(it));
        prop_assert!(
            is_old || merged.links.iter().any(same),
            "{} is gone",
            link.id
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_one_side_alone_changed_is_what_comes_out(changes in vec(change(), 0..12)) {
        let (base, side) = (base(), changed(&changes, 10));
        for (ours, theirs) in [(&side, &base), (&base, &side)] {
            let (file, outcome) = merged(&base, ours, theirs);
            prop_assert_eq!(&file, &side);
            prop_assert_eq!(outcome.left, Vec::new());
        }
    }

    #[test]
    fn nothing_of_either_side_is_lost(
        ours in vec(change(), 0..12), theirs in vec(change(), 0..12), later in 0i64..20,
    ) {
        let (base, ours, theirs) = (base(), changed(&ours, 10), changed(&theirs, later));
        let (file, outcome) = merged(&base, &ours, &theirs);
        holds(&base, &ours, &file)?;
        holds(&base, &theirs, &file)?;
        for span in &base.spans {
            let kept = |file: &AnnotationsFile| file.spans.iter().any(|it| it.id == span.id);
            prop_assert!(kept(&file) || !kept(&ours) || !kept(&theirs), "{} is gone", span.id);
        }
        // Links lead to records that are there, unless they led nowhere before.
        for link in &file.links {
            for end in [&link.from, &link.to] {
                prop_assert!(file.spans.iter().any(|it| it.id == *end), "{} leads nowhere", link.id);
            }
        }
        // What is told is in the file, and what is in the file is told.
        let marked = file.spans.iter().filter(|it| it.conflict.is_some()).count()
            + file.links.iter().filter(|it| it.conflict.is_some()).count()
            + file.other_labels.len();
        prop_assert_eq!(marked, outcome.left.len());
        let ids: BTreeSet<_> = file.spans.iter().map(|it| &it.id).collect();
        prop_assert_eq!(ids.len(), file.spans.len());
        prop_assert_eq!(&outcome.bytes, &bytes(&file), "saved as the program saves it");
    }

    #[test]
    fn it_does_not_matter_who_merges(
        ours in vec(change(), 0..12), theirs in vec(change(), 0..12), later in 0i64..20,
    ) {
        let (base, ours, theirs) = (base(), changed(&ours, 10), changed(&theirs, later));
        let (here, there) = (merged(&base, &ours, &theirs), merged(&base, &theirs, &ours));
        prop_assert_eq!(&here.1.bytes, &there.1.bytes);
        // A side that has the merge already, merged once more, is no other.
        let (mut again, _) = merged(&base, &here.0, &theirs);
        again.status = here.0.status;
        prop_assert_eq!(&again, &here.0);
    }
}

#[test]
fn both_versions_stay_and_links_lead_to_the_record() {
    let ours = changed(&[Change::Note(0, 1), Change::Answer(0, 0, Some(1))], 10);
    let theirs = changed(&[Change::Note(0, 2), Change::Answer(0, 1, Some(2))], 20);
    let (file, outcome) = merged(&base(), &ours, &theirs);
    assert_eq!(outcome.left, [Left::TwoVersions("s-0".to_owned())]);
    let (first, other) = (&file.spans[0], &file.spans[1]);
    let (first, other) = if first.conflict.is_none() {
        (first, other)
    } else {
        (other, first)
    };
    assert_eq!(
        (first.id.as_str(), first.note.as_str()),
        ("s-0", "note 2"),
        "the later one keeps the id"
    );
    assert_eq!(other.conflict, Some(Conflict::VersionOf("s-0".into())));
    assert_eq!(other.note, "note 1");
    for version in [first, other] {
        assert_eq!(version.attributes.len(), 2, "what is settled is in both");
    }
    assert_eq!(file.links, base().links);
}

#[test]
fn a_record_removed_on_one_side_and_used_on_the_other_stays_to_be_chosen() {
    let ours = changed(&[Change::Remove(5), Change::Remove(1)], 10);
    let theirs = changed(&[Change::Link(4, 5, 4), Change::Note(1, 1)], 20);
    let (file, outcome) = merged(&base(), &ours, &theirs);
    let removed = |id: &str| Left::Removed(id.to_owned());
    assert_eq!(outcome.left, [removed("s-1"), removed("s-5")]);
    for id in ["s-1", "s-5"] {
        let span = file.spans.iter().find(|it| it.id == id.into()).unwrap();
        assert_eq!(span.conflict, Some(Conflict::Removed));
    }
}

#[test]
fn files_of_different_things_are_not_merged() {
    let (ours, mut theirs) = (
        changed(&[Change::Note(0, 1)], 1),
        changed(&[Change::Note(0, 2)], 1),
    );
    theirs.text_sha256 = "11".to_owned();
    let refused = merge(&bytes(&base()), &bytes(&ours), &bytes(&theirs)).unwrap_err();
    assert_eq!(refused.trouble.key(), "store-other-text");
    theirs.document = "b.txt".to_owned();
    let refused = merge(&bytes(&base()), &bytes(&ours), &bytes(&theirs)).unwrap_err();
    assert_eq!(refused.trouble.key(), "store-wrong-place");
    let refused = merge(b"", b"Annotations(\n  format: 9,", &bytes(&theirs)).unwrap_err();
    assert_eq!(
        (refused.trouble.key(), refused.line),
        ("store-too-new", Some(2))
    );
}
