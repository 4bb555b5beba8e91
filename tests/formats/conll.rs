//! Words with tags.

use sententia::formats::{LossKind, Options, Overlaps, Tags};

use super::trip::{self, faults, files, lost, marked, read, text, write};

#[test]
fn every_custom_of_columns_is_read_and_kept() {
    let corpus = files(&[
        (
            "a.conll",
            "-DOCSTART- -X- O O\n\nRome NNP I-NP I-LOC\r\nest VB I-VP O\r\n\nLe DT O I-ORG\nMonde NN O I-ORG\n",
        ),
        (
            "b.conll",
            "# source\n1\tLa\tB-ORG\tO\n2\tVille\tI-ORG\tO\n3\tde\tI-ORG\tO\n4\tRome\tI-ORG\tB-LOC\n",
        ),
        ("c.iob", "Rome|N|B-LOC vit|V|O\nParis|N|S-LOC dort|V|O\n"),
        (
            "d.tsv",
            "TOKEN\tNE-COARSE-LIT\tMISC\n# id = 1\nRome\tB-loc\tNoSpaceAfter\n,\tO\t_\n",
        ),
        ("e.bio", "#\tO\nB-\tO\n🙂\tU-EMO\nseul\n"),
    ]);
    let imported = read("conll", &corpus);
    assert_eq!(marked(&imported, "a.conll"), ["LOC Rome", "ORG Le Monde"]);
    assert_eq!(
        marked(&imported, "b.conll"),
        ["ORG La Ville de Rome", "LOC Rome"]
    );
    assert_eq!(marked(&imported, "c.iob"), ["LOC Rome", "LOC Paris"]);
    assert_eq!(marked(&imported, "d.tsv"), ["loc Rome"]);
    assert_eq!(marked(&imported, "e.bio"), ["EMO 🙂"]);
    assert_eq!(faults(&imported), [(4, "fault-malformed", "fate-kept")]);
    let (written, report) = write("conll", &imported.project, &Options::default());
    assert_eq!(lost(&report), [(LossKind::Annotators, 5)]);
    for (name, before, after) in [
        ("a.conll", "I-LOC", "B-LOC"),
        ("c.iob", "S-LOC", "B-LOC"),
        ("e.bio", "U-EMO", "B-EMO"),
    ] {
        let wanted = text(&corpus, name).replace(before, after);
        assert_eq!(
            text(&written, name),
            wanted.replace("DT O I-ORG", "DT O B-ORG"),
            "{name}"
        );
    }
    for name in ["b.conll", "d.tsv"] {
        assert_eq!(text(&written, name), text(&corpus, name));
    }
}

#[test]
fn number_signs_and_signs_that_are_not_seen_are_words() {
    let row = "{\"id\":\"x.txt\",\"text\":\"\u{FEFF}## F# Dubbz\u{FEFF}\",\"spans\":[{\"id\":\"s-1\",\
        \"label\":\"A\",\"start\":7,\"end\":13,\"text\":\"\"}],\"relations\":[]}\n\
        {\"id\":\"y.txt\",\"text\":\"# #\",\"spans\":[],\"relations\":[]}\n";
    let project = read("jsonl", &files(&[("x.jsonl", row)])).project;
    let (written, _) = write("conll", &project, &Options::default());
    let again = read("conll", &written).project;
    let solid = |project: &sententia::model::project::Project| -> Vec<String> {
        let texts = project.documents.values().map(|it| it.text.as_str());
        texts.map(|it| it.split_whitespace().collect()).collect()
    };
    let mut found = solid(&again);
    found.sort();
    assert_eq!(found, ["##", "\u{FEFF}##F#Dubbz\u{FEFF}"]);
    let spans = again.all_layers().flat_map(|it| {
        let text = &again.documents[&it.0.document].text;
        it.1.spans()
            .filter_map(|it| text.get(it.extent()))
            .collect::<Vec<_>>()
    });
    let words: Vec<String> = spans.map(|it| it.split_whitespace().collect()).collect();
    assert_eq!(words, ["Dubbz\u{FEFF}"]);
}

#[test]
fn documents_of_one_file_go_back_into_it() {
    let source = "-DOCSTART-\tO\n\nun\tB-A\n\n-DOCSTART-\tO\n\ndeux\tO\n";
    let corpus = files(&[("x.conll", source)]);
    let imported = read("conll", &corpus);
    let names: Vec<&str> = imported
        .project
        .order
        .iter()
        .map(sententia::model::id::DocumentId::as_str)
        .collect();
    assert_eq!(names, ["x-1.txt", "x-2.txt"]);
    let (written, _) = write("conll", &imported.project, &Options::default());
    assert_eq!(text(&written, "x.conll"), source);
}

#[test]
fn a_text_is_cut_into_words_where_spans_begin_and_end() {
    let row = r#"{"id":"x.txt","text":"L’été vient. Ici\u00a0!","spans":[{"id":"s-1","label":"A","start":2,"end":5,"text":""},{"id":"s-2","label":"B","start":2,"end":11,"text":""},{"id":"s-3","label":"C","start":13,"end":16,"text":""}],"relations":[]}"#;
    let project = read("jsonl", &files(&[("x.jsonl", row)])).project;
    let options = |overlaps, tags| Options {
        overlaps,
        tags,
        ..Options::default()
    };
    let (written, report) = write("conll", &project, &options(Overlaps::Longest, Tags::Iob));
    let head = "-DOCSTART- -X- O O\n\nL’\tO\n";
    let tail = ".\tO\n\nIci\tB-C\n!\tO\n\n";
    let file = written.keys().next().unwrap().clone();
    assert_eq!(
        text(&written, &file),
        format!("{head}été\tB-B\nvient\tI-B\n{tail}")
    );
    let told = lost(&report);
    assert!(
        told.contains(&(LossKind::Overlaps, 1)) && told.contains(&(LossKind::Blanks, 1)),
        "{told:?}"
    );
    let first = Overlaps::Priority(vec!["A".into()]);
    let (written, _) = write("conll", &project, &options(first, Tags::Bilou));
    let tail = tail.replace("B-C", "U-C");
    assert_eq!(
        text(&written, &file),
        format!("{head}été\tU-A\nvient\tO\n{tail}")
    );
}

#[test]
fn real_conll_comes_back() {
    trip::real_files("conll", "conll");
}

/// What is read of a file alone, and whether it comes back as it was.
fn alone(name: &str, source: &str) -> Vec<String> {
    let corpus = files(&[(name, source)]);
    let imported = read("conll", &corpus);
    assert_eq!(faults(&imported), [], "{name}");
    let (written, _) = write("conll", &imported.project, &Options::default());
    let file = written.values().next().unwrap();
    assert_eq!(String::from_utf8_lossy(file), source, "{name}");
    let ids: Vec<String> = imported
        .project
        .order
        .iter()
        .map(ToString::to_string)
        .collect();
    ids.iter().flat_map(|it| marked(&imported, it)).collect()
}

#[test]
fn numbered_words_stand_in_the_second_column() {
    let source = "# newdoc id = un\n# text = L’été, Rome.\n1\tL’\tO\t-\tanne\n2\tété\tB-TIME\t-\tanne\n\
        3\t,\tO\t-\tanne\n4\tRome\tB-LOC\t-\tanne\n5\t.\tO\t-\tanne\n\n\
        # newdoc id = deux\n# text = Rien\n1\tRien\tO\t-\tanne\n\n";
    assert_eq!(alone("a.iob2", source), ["TIME été", "LOC Rome"]);
    let project = read("conll", &files(&[("a.iob2", source)])).project;
    let first = project.document(&"a/un.txt".into()).unwrap();
    assert_eq!(first.text.as_str(), "L’été, Rome.");
    assert!(project.document(&"a/deux.txt".into()).is_some());
}

#[test]
fn odd_tags_are_read_and_stay() {
    let named = ["PER Jean Valjean", "LOC Digne"];
    for source in [
        "Jean\tPER\nValjean\tPER\nquitte\tO\nDigne\tLOC\n",
        "Jean\tB_PER\nValjean\tI_PER\nquitte\tO\nDigne\tB_LOC\n",
        "Jean\tPER-B\nValjean\tPER-I\nquitte\tO\nDigne\tLOC-B\n",
        "Jean\tB-PER\t\nValjean\tI-PER\t\nquitte\tO\t\nDigne\tB-LOC\t\n",
        "Jean\tB-PER \nValjean\tI-PER \nquitte\tO \nDigne\tB-LOC \n",
        "B-PER\tJean\nI-PER\tValjean\nO\tquitte\nB-LOC\tDigne\n",
        "token\tlabel\nJean\tB-PER\nValjean\tI-PER\nquitte\tO\nDigne\tB-LOC\n",
    ] {
        assert_eq!(alone("a.conll", source), named, "{source}");
    }
    let lower = "Jean\tb-per\nValjean\ti-per\nquitte\to\n";
    assert_eq!(alone("a.conll", lower), ["per Jean Valjean"]);
    let bare = "-DOCSTART- (1)\nRome\tB\tRome\tRome\thttp://x\nest\nbelle\n";
    assert_eq!(alone("a.tsv", bare), ["entity Rome"]);
}

#[test]
fn brackets_of_ontonotes_are_read_and_written() {
    let row = |n: usize, word: &str, tag: &str, more: &str| {
        format!("a/b 0 {n} {word} X (S* - - - - {tag} {more}-\n")
    };
    let one = [
        row(0, "Jean", "(PERSON*", ""),
        row(1, "Valjean", "*)", ""),
        row(2, "va", "*", "* "),
    ];
    let source = format!(
        "#begin document (a/b); part 000\n{}\n#end document\n",
        one.concat()
    );
    assert_eq!(alone("a.v4_gold_conll", &source), ["PERSON Jean Valjean"]);
}

#[test]
fn columns_that_all_hold_tags_are_layers() {
    let source =
        "Toute\tO\tB-PER\tO\t\nla\tO\tI-PER\tO\t\nCour\tB-ORG\tI-PER\tO\t\nrit\tO\tO\tO\t\n";
    assert_eq!(alone("a.tsv", source), ["PER Toute la Cour", "ORG Cour"]);
}

#[test]
fn documents_begin_where_a_file_says() {
    let source = "TOKEN\tNE-COARSE-LIT\tMISC\n# language = fr\n# document_id = un\nRome\tB-loc\tNoSpaceAfter\n\
        ,\tO\t_\n\n# language = fr\n# document_id = deux\nParis\tB-loc\t_\n";
    assert_eq!(alone("a.tsv", source), ["loc Rome", "loc Paris"]);
    let project = read("conll", &files(&[("a.tsv", source)])).project;
    let first = project.document(&"a/un.txt".into()).unwrap();
    assert_eq!(first.text.as_str(), "Rome,");
    let source = "###MEDLINE:1\n\nIL\tB-DNA\n\n###MEDLINE:2\n\nEt\tO\n";
    assert_eq!(alone("a.iob2", source), ["DNA IL"]);
}

#[test]
fn tags_that_mean_nothing_and_guesses_are_told() {
    let corpus = files(&[("a.conll", "Rome\tB-LOC\nest\tI-\nbelle\tO\n")]);
    assert_eq!(
        faults(&read("conll", &corpus)),
        [(2, "fault-malformed", "fate-kept")]
    );
    let mut corpus = files(&[("a.conll", "")]);
    corpus.insert(
        "a.conll".to_owned(),
        b"M\xFCnchen\tI-LOC\nist\tO\nsch\xF6n\tO\n".to_vec(),
    );
    assert_eq!(
        faults(&read("conll", &corpus)),
        [(0, "fault-guessed", "fate-kept")]
    );
}
