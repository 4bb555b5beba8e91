//! Sets for training: whole groups, labels in their shares, nothing on both sides; and the sheet that says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;
use sententia::analysis::agreement;
use sententia::analysis::leak::{LeakKind, leaks};
use sententia::analysis::query::Query;
use sententia::analysis::split::{By, Plan, Sets, parse_sets, split};
use sententia::formats::corpus::CORPUS;
use sententia::formats::hf::HF_JSONL;
use sententia::formats::jsonl::JSONL;
use sententia::formats::output::Memory;
use sententia::formats::{Documents, Export, Format, Options, Selection};
use sententia::model::annotation::{Attributes, Layer, Origin, Span, Status};
use sententia::model::document::{Document, Meta, Source};
use sententia::model::id::{DocumentId, LabelId};
use sententia::model::project::Project;
use sententia::model::text::Text;
use sententia::model::value::Value;
use sententia::store::Progress;
use sententia::store::deliver::Delivery;

/// A document of an author and a day, with spans of these labels.
struct Made {
    text: String,
    author: &'static str,
    date: &'static str,
    thread: &'static str,
    labels: Vec<&'static str>,
}

fn made(text: impl Into<String>) -> Made {
    Made {
        text: text.into(),
        author: "",
        date: "",
        thread: "",
        labels: Vec::new(),
    }
}

fn span(i: usize, label: &str, at: std::ops::Range<usize>) -> Span {
    Span {
        id: format!("s-{i}").as_str().into(),
        label: label.into(),
        at: vec![at],
        attributes: Attributes::default(),
        note: String::new(),
        origin: Origin::Manual,
        by: "anna".into(),
        when: Timestamp::UNIX_EPOCH,
        conflict: None,
        was: None,
    }
}

fn project(all: Vec<Made>) -> Project {
    let mut project = Project {
        name: "Trial".to_owned(),
        ..Project::default()
    };
    let mut layers = BTreeMap::new();
    for (i, it) in all.into_iter().enumerate() {
        let id = DocumentId::new(format!("{i:03}.txt"));
        let mut meta = Meta {
            author: it.author.to_owned(),
            date: it.date.parse().ok(),
            ..Meta::default()
        };
        if !it.thread.is_empty() {
            meta.fields
                .insert("thread".to_owned(), it.thread.to_owned());
        }
        let spans: Vec<Span> = it
            .labels
            .iter()
            .enumerate()
            .map(|(n, label)| span(n, label, n..n + 1))
            .collect();
        let layer = Layer::new(Status::Done, Attributes::default(), spans, []);
        layers.insert(id.clone(), Arc::new(layer));
        let document = Document {
            id: id.clone(),
            meta,
            text: Text::new(it.text),
            source: Source::default(),
        };
        Arc::make_mut(&mut project.order).push(id.clone());
        Arc::make_mut(&mut project.documents).insert(id, Arc::new(document));
    }
    project.layers.insert("anna".into(), Arc::new(layers));
    project
}

fn plan(by: By, stratified: bool, seed: u64) -> Plan {
    let sets = [("train", 80.0), ("dev", 10.0), ("test", 10.0)];
    Plan {
        sets: sets.map(|(name, share)| (name.to_owned(), share)).into(),
        by,
        stratified,
        seed,
    }
}

fn text(i: usize) -> String {
    let words: Vec<String> = (0..30).map(|n| format!("mot{}", i * 31 + n)).collect();
    words.join(" ") + " "
}

#[test]
fn authors_are_not_torn_apart_and_labels_keep_their_share() {
    let authors = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let all = (0..100).map(|i| Made {
        author: authors[i % 10],
        labels: if i % 10 < 5 {
            vec!["rare", "common"]
        } else {
            vec!["common"]
        },
        ..made(text(i))
    });
    let project = project(all.collect());
    let sets = split(&project, &plan(By::Author, true, 7));
    let mut of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for document in project.listed() {
        of.entry(&document.meta.author)
            .or_default()
            .insert(sets.of[&document.id]);
    }
    assert!(of.values().all(|it| it.len() == 1), "{of:?}");
    assert_eq!([sets.n(0), sets.n(1), sets.n(2)], [80, 10, 10]);

    let plain = split(&project, &plan(By::Document, true, 7));
    let layers = &project.layers[&"anna".into()];
    let rare = |set: usize| {
        let mine = plain.of.iter().filter(|it| *it.1 == set);
        let spans = mine.flat_map(|it| layers[it.0].spans());
        spans.filter(|it| it.label.as_str() == "rare").count()
    };
    assert_eq!([rare(0), rare(1), rare(2)], [40, 5, 5]);
    assert_eq!(plain, split(&project, &plan(By::Document, true, 7)));
    assert_ne!(plain, split(&project, &plan(By::Document, true, 8)));
}

#[test]
fn what_is_tested_comes_after_what_was_learned_from() {
    let dates = [
        "2012-05",
        "2001",
        "2010-01-03",
        "2010-01-03",
        "2020",
        "",
        "2005",
        "2007",
        "2008",
        "2009",
    ];
    let all = dates.iter().enumerate().map(|(i, date)| Made {
        date,
        ..made(text(i))
    });
    let project = project(all.collect());
    let sets = split(&project, &plan(By::Date, false, 0));
    let day = |it: &DocumentId| {
        project.documents[it]
            .meta
            .date
            .map(sententia::model::value::PartialDate::first_day)
    };
    for (a, x) in &sets.of {
        for (b, y) in &sets.of {
            assert!(x >= y || day(a) <= day(b), "{a} in {x}, {b} in {y}");
        }
    }
    assert_eq!(
        sets.of[&"002.txt".into()],
        sets.of[&"003.txt".into()],
        "a day is not torn apart"
    );
    assert_eq!(
        sets.of[&"005.txt".into()],
        0,
        "without a date: the first set"
    );
}

#[test]
fn copies_and_threads_in_two_sets_are_told() {
    let long = text(1) + &text(2) + &text(3);
    let mut all: Vec<Made> = (10..20).map(|i| made(text(i))).collect();
    all.push(made(&long));
    all.push(made(long.to_uppercase().replace(' ', "  ")));
    all.push(made(text(2)));
    all.push(Made {
        thread: "t",
        ..made(text(40))
    });
    all.push(Made {
        thread: "t",
        ..made(text(41))
    });
    let project = project(all);
    let mut sets = Sets {
        names: vec!["train".to_owned(), "test".to_owned()],
        of: project.order.iter().map(|it| (it.clone(), 0)).collect(),
    };
    assert_eq!(leaks(&project, &sets), []);
    for id in ["011.txt", "012.txt", "014.txt"] {
        sets.of.insert(id.into(), 1);
    }
    let found = leaks(&project, &sets);
    let found: Vec<_> = found
        .iter()
        .map(|it| (it.kind, it.a.as_str(), it.b.as_str(), it.percent))
        .collect();
    assert_eq!(
        found,
        [
            (LeakKind::SameText, "010.txt", "011.txt", 100),
            (LeakKind::NearText, "010.txt", "012.txt", 100),
            (LeakKind::SameThread, "013.txt", "014.txt", 100),
        ]
    );
}

#[test]
fn near_texts_are_found_in_any_script_and_however_many_they_are() {
    // Of 120 texts that are alike in four words of five every one has its like on the other side.
    let letter = |i: usize| {
        let words = (0..80).map(|n| match n % 20 {
            7 => format!("wort{i}x{n}"),
            _ => format!("mot{n}"),
        });
        made(words.collect::<Vec<_>>().join(" "))
    };
    // Clauses of ten characters without a blank, of which every twentieth character is another.
    let hanzi = |i: u32, other: u32| {
        let characters = (0..200).map(|n| {
            let other = if n % 20 == 3 { other } else { 0 };
            char::from_u32(0x4e00 + i * 300 + n + other * 3000).unwrap()
        });
        let characters: Vec<char> = characters.collect();
        let clauses = characters.chunks(10).map(String::from_iter);
        made(clauses.collect::<Vec<_>>().join("，"))
    };
    let mut all: Vec<Made> = (0..120).map(letter).collect();
    all.extend((0..4).map(|i| hanzi(i / 2, i % 2)));
    all.extend(["😊", "👍", "!!!", "😊"].map(made));
    let project = project(all);
    let place = |(i, id): (usize, &DocumentId)| (id.clone(), i % 2);
    let sets = Sets {
        names: vec!["train".to_owned(), "test".to_owned()],
        of: project.order.iter().enumerate().map(place).collect(),
    };
    let found = leaks(&project, &sets);
    let places = |it: &DocumentId| it.as_str()[..3].parse::<usize>().unwrap();
    let of: BTreeSet<usize> = found
        .iter()
        .flat_map(|it| [places(&it.a), places(&it.b)])
        .collect();
    assert_eq!(of, (0..124).chain([124, 127]).collect());
    let pairs: Vec<_> = found
        .iter()
        .map(|it| (places(&it.a), places(&it.b)))
        .collect();
    assert!(pairs.contains(&(120, 121)) && pairs.contains(&(122, 123)));
    assert!(
        !pairs.contains(&(120, 123)) && pairs.len() < 120 * 20,
        "{}",
        pairs.len()
    );
}

#[test]
fn answers_about_documents_are_in_their_share() {
    let mut project = project((0..100).map(|i| made(text(i))).collect());
    let layers = project
        .layers
        .values_mut()
        .next()
        .map(Arc::make_mut)
        .unwrap();
    for (i, layer) in layers.values_mut().enumerate() {
        let side = if i < 20 { "against" } else { "favor" };
        Arc::make_mut(layer)
            .labels
            .set(&"side".into(), Some(Value::Choice(side.into())));
    }
    for seed in 0..5 {
        let sets = split(&project, &plan(By::Document, true, seed));
        let against = project.order.iter().take(20);
        let mut n = [0; 3];
        against.for_each(|it| n[sets.of[it]] += 1);
        assert_eq!(n, [16, 2, 2], "seed {seed}");
    }
}

#[test]
fn sets_have_different_names_and_it_is_known_which_are_empty() {
    assert_eq!(parse_sets("train=80,train=20"), None);
    assert_eq!(parse_sets("train=80,Train=20"), None);
    assert!(parse_sets("train=80, test=20").is_some());
    let project = project((0..3).map(|i| made(text(i))).collect());
    let sets = split(&project, &Plan::folds(5, By::Document, true, 1));
    assert_eq!(sets.empty(), ["fold-4", "fold-5"]);
}

#[test]
fn folds_are_of_one_size_and_hold_everything_once() {
    let project = project((0..23).map(|i| made(text(i))).collect());
    let sets = split(&project, &Plan::folds(5, By::Document, true, 1));
    let sizes: Vec<usize> = (0..5).map(|it| sets.n(it)).collect();
    assert_eq!(sizes.iter().sum::<usize>(), 23);
    assert!(sizes.iter().all(|it| (4..=5).contains(it)), "{sizes:?}");
}

proptest! {
    #[test]
    fn every_document_is_in_one_set_whatever_the_plan(
        n in 0usize..40, seed: u64, by in 0usize..4, stratified: bool,
        shares in proptest::collection::vec(0.01f64..5.0, 1..5),
    ) {
        let authors = ["", "a", "b", "c"];
        let labels = [vec![], vec!["x"], vec!["x", "y"], vec!["z"]];
        let all = (0..n).map(|i| Made {
            author: authors[(i * 7 + seed as usize % 5) % 4],
            date: ["", "2001", "2002-03", "2003-04-05"][i % 4],
            labels: labels[(i + seed as usize % 3) % 4].clone(),
            ..made(text(i))
        });
        let project = project(all.collect());
        let plan = Plan {
            sets: shares.iter().enumerate().map(|(i, it)| (format!("set-{i}"), *it)).collect(),
            by: By::ALL[by].1,
            stratified,
            seed,
        };
        let sets = split(&project, &plan);
        prop_assert_eq!(sets.of.len(), n);
        prop_assert!(sets.of.values().all(|it| *it < shares.len()));
    }
}

#[test]
fn documents_are_asked_for_by_words() {
    let mut all = vec![
        made("Ils prédisent la fin."),
        made("Rien."),
        made("L’ÉTÉ dernier"),
    ];
    all[0].author = "Éric Dupont";
    all[0].labels = vec!["prediction"];
    all[1].date = "2011-03";
    all[2].date = "2012";
    let project = project(all);
    let ask = |line: &str| {
        let found = Query::parse(line).unwrap().documents(&project);
        found
            .iter()
            .map(|it| it.as_str()[2..3].to_owned())
            .collect::<String>()
    };
    for (line, found) in [
        ("", "012"),
        ("author:eric", "0"),
        ("label:prediction", "0"),
        ("-label:prediction", "12"),
        ("date:2011", "1"),
        ("date>=2011 date<2012", "1"),
        ("date>2011", "2"),
        ("l'ete", "2"),
        ("\"la fin\" status:done", "0"),
        ("by:anna", "012"),
        ("status:todo", ""),
    ] {
        assert_eq!(ask(line), found, "{line}");
    }
    assert!(Query::parse("date:soon").is_err() && Query::parse("status:odd").is_err());
}

#[test]
fn agreement_counts_places_and_words() {
    let mut project = project(vec![made("abcdefghij")]);
    let other = [span(0, "x", 0..4), span(1, "x", 6..8), span(2, "y", 8..9)];
    let mine = [span(0, "x", 0..4), span(1, "x", 5..7), span(2, "z", 8..9)];
    let layer = |spans: [Span; 3]| {
        let layer = Layer::new(Status::Done, Attributes::default(), spans, []);
        Arc::new(BTreeMap::from([("000.txt".into(), Arc::new(layer))]))
    };
    project.layers = BTreeMap::from([("anna".into(), layer(mine)), ("ben".into(), layer(other))]);
    let pairs = agreement::pairs(&project);
    assert_eq!(pairs.len(), 1);
    let all = pairs[0].all;
    assert_eq!((all.of_a, all.of_b, all.exact, all.meeting), (3, 3, 1, 4));
    assert_eq!(pairs[0].labels[&LabelId::new("y")].f_exact(), Some(0.0));
}

#[test]
fn an_export_has_its_sheet_beside_it_and_sets_apart() {
    let folder = tempfile::tempdir().unwrap();
    let project = project(
        (0..20)
            .map(|i| Made {
                labels: vec!["x"],
                ..made(text(i))
            })
            .collect(),
    );
    let plan = plan(By::Document, true, 3);
    let options = Options {
        splits: split(&project, &plan),
        ..Options::default()
    };
    let selection = Selection::default();
    let deliver = |format: &Format, options: &Options, plan, name: &str| {
        let export = Export {
            format,
            project: &project,
            selection: &selection,
            options,
        };
        let delivery = Delivery {
            export,
            plan,
            datasheet: true,
            replace: false,
        };
        delivery
            .to(&folder.path().join(name), &Progress::default())
            .unwrap()
    };
    let divided = deliver(&JSONL, &options, Some(&plan), "sets");
    let names: Vec<&str> = divided.files.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        names,
        ["train/train.jsonl", "dev/dev.jsonl", "test/test.jsonl"]
    );
    let rows = |set: &str| {
        let path = folder.path().join(format!("sets/{set}/{set}.jsonl"));
        std::fs::read_to_string(path).unwrap().lines().count()
    };
    assert_eq!((rows("train"), rows("dev"), rows("test")), (16, 2, 2));
    let json = std::fs::read_to_string(folder.path().join("sets/datasheet.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["sets"][0]["labels"]["x"], 16);
    assert_eq!(json["division"]["plan"]["seed"], 3);
    assert_eq!(json["files"][1]["name"], "dev/dev.jsonl");

    let whole = deliver(&CORPUS, &Options::default(), None, "corpus.ron");
    let sheet = std::fs::read_to_string(folder.path().join("corpus.ron.datasheet.md")).unwrap();
    assert!(sheet.contains(&whole.files[0].sha256), "{sheet}");
    let bytes = std::fs::read(folder.path().join("corpus.ron")).unwrap();
    assert_eq!(
        whole.files[0].sha256,
        sententia::store::decode::sha256(&bytes)
    );
}

#[test]
fn only_chosen_labels_go_out() {
    let project = project(vec![Made {
        labels: vec!["x", "y"],
        ..made("abc")
    }]);
    let selection = Selection {
        labels: Some(BTreeSet::from(["y".into()])),
        documents: Documents::All,
        ..Selection::default()
    };
    let (chosen, left_out) = selection.narrow(&project);
    let spans: Vec<_> = chosen
        .all_layers()
        .flat_map(|it| it.1.spans().cloned().collect::<Vec<_>>())
        .collect();
    assert_eq!(
        (spans.len(), spans[0].label.as_str(), left_out.spans),
        (1, "y", 1)
    );
}

#[test]
fn a_set_without_documents_is_left_out_of_a_data_set() {
    let project = project(vec![made(text(0)), made(text(1))]);
    let options = Options {
        splits: Sets {
            names: ["train", "dev", "test"].map(str::to_owned).into(),
            of: project
                .order
                .iter()
                .zip([0, 2])
                .map(|(id, set)| (id.clone(), set))
                .collect(),
        },
        ..Options::default()
    };
    let export = Export {
        format: &HF_JSONL,
        project: &project,
        selection: &Selection::default(),
        options: &options,
    };
    let mut memory = Memory::default();
    export.run(&mut memory, &Progress::default()).unwrap();
    let names: Vec<&str> = memory.files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "README.md",
            "data/test-00000-of-00001.jsonl",
            "data/train-00000-of-00001.jsonl"
        ]
    );
    let card = String::from_utf8_lossy(&memory.files["README.md"]);
    assert!(!card.contains("validation"), "{card}");
}

#[test]
fn sets_that_a_data_set_calls_the_same_stay_apart() {
    let project = project((0..5).map(|i| made(text(i))).collect());
    let all = ["dev", "valid", "validation", "a-b", "a_b"];
    let options = Options {
        splits: Sets {
            names: all.map(str::to_owned).into(),
            of: project.order.iter().cloned().zip(0..5).collect(),
        },
        ..Options::default()
    };
    let export = Export {
        format: &HF_JSONL,
        project: &project,
        selection: &Selection::default(),
        options: &options,
    };
    let mut memory = Memory::default();
    export.run(&mut memory, &Progress::default()).unwrap();
    let data = memory.files.iter().filter(|it| it.0.starts_with("data/"));
    let rows: Vec<usize> = data
        .map(|it| String::from_utf8_lossy(it.1).lines().count())
        .collect();
    assert_eq!(rows, [1; 5], "{:?}", memory.files.keys());
}
