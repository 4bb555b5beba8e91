//! Stances in lines, as statements, as a network, and on a page.

use sententia::formats::{Fault, LossKind, Options, Reading};
use sententia::model::value::Value;

use super::trip::{faults, files, layer, lost, read, read_as, text, write};
use crate::fixture::sample_project;

#[test]
fn lines_of_semeval_come_back_as_they_were() {
    let table = "ID\tTarget\tTweet\tStance\tSentiment\r\n1\tTram\tIl dit \"non\" #SemST\tAGAINST\tneg\r\n2\tTram\t\"Oui 🙂\tFAVOR\tpos\r\n";
    let bad = "3\tTram\tpeu\r\n";
    let corpus = files(&[("t.txt", &format!("{table}{bad}"))]);
    let imported = read("stance-tsv", &corpus);
    assert_eq!(faults(&imported), [(4, "fault-malformed", "fate-kept")]);
    let first = layer(&imported.project, "t/1.txt");
    assert_eq!(
        first.labels.get(&"Stance".into()),
        Some(&Value::Choice("AGAINST".into()))
    );
    let words = &imported.project.document(&"t/2.txt".into()).unwrap().text;
    assert_eq!(words.as_str(), "\"Oui 🙂");
    let (written, _) = write("stance-tsv", &imported.project, &Options::default());
    let written = written.values().next().unwrap();
    let written = std::str::from_utf8(written).unwrap();
    assert_eq!(written, format!("{table}3\tTram\tpeu\t\t\r\n"));
}

#[test]
fn stances_with_commas_are_read_and_come_back_with_tabs() {
    let table = "Tweet,Target,Stance,Opinion Towards\r\n\"Oui, bien sûr\",Tram,FAVOR,1\r\nNon,Tram,AGAINST,2\r\n";
    let imported = read("stance-tsv", &files(&[("t.csv", table)]));
    assert_eq!(faults(&imported), []);
    let first = layer(&imported.project, "t/00001.txt");
    assert_eq!(
        first.labels.get(&"Stance".into()),
        Some(&Value::Choice("FAVOR".into()))
    );
    let (written, _) = write("stance-tsv", &imported.project, &Options::default());
    let written = text(&written, written.keys().next().unwrap());
    assert_eq!(
        written,
        "Tweet\tTarget\tStance\tOpinion Towards\r\nOui, bien sûr\tTram\tFAVOR\t1\r\nNon\tTram\tAGAINST\t2\r\n"
    );
}

#[test]
fn columns_of_stances_may_have_other_names() {
    let named = "tweet_id;text;topic;label\n7;Oui;Tram;pour\n8;Non;Tram;contre\n";
    let imported = read("stance-tsv", &files(&[("t.csv", named)]));
    assert_eq!(imported.project.order[0].as_str(), "t/7.txt");
    let said = Reading {
        columns: [("Tweet", "propos"), ("Target", "objet"), ("Stance", "sens")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .into(),
        ..Reading::default()
    };
    let table = files(&[("t.csv", "objet,propos,sens\nTram,Oui,pour\n")]);
    let imported = read_as("stance-tsv", &table, &said);
    let (written, _) = write("stance-tsv", &imported.project, &Options::default());
    let written = text(&written, written.keys().next().unwrap());
    assert_eq!(written, "Target\tTweet\tStance\r\nTram\tOui\tpour\r\n");
}

#[test]
fn stances_may_be_records() {
    let records = concat!(
        r#"{"id": 3, "question": "Un tram ?", "comment": "Oui,\tbien sûr.", "label": "FAVOR", "sure": 75}"#,
        "\n",
        r#"{"id": 4, "question": "Un tram ?", "comment": "Non.", "label": "AGAINST", "author": "Zoé"}"#,
    );
    let imported = read("stance-tsv", &files(&[("t.jsonl", records)]));
    assert_eq!(faults(&imported), []);
    let second = layer(&imported.project, "t/4.txt");
    assert_eq!(
        second.labels.get(&"Stance".into()),
        Some(&Value::Choice("AGAINST".into()))
    );
    let known = &imported.project.document(&"t/4.txt".into()).unwrap().meta;
    assert_eq!(
        (known.author.as_str(), known.fields.get("sure")),
        ("Zoé", None)
    );
    let (written, _) = write("stance-tsv", &imported.project, &Options::default());
    let written = text(&written, written.keys().next().unwrap());
    let heading = "id\tquestion\tcomment\tlabel\tsure\tauthor";
    let rows = "3\tUn tram ?\tOui, bien sûr.\tFAVOR\t75\t\r\n4\tUn tram ?\tNon.\tAGAINST\t\tZoé";
    assert_eq!(written, format!("{heading}\r\n{rows}\r\n"));
    // Where it is not said which way they go, these are texts.
    let others = records.replace("FAVOR", "gai").replace("AGAINST", "grave");
    read("json-texts", &files(&[("t.jsonl", &others)]));
}

#[test]
fn what_is_no_table_of_stances_is_refused() {
    let bodies = files(&[("t.csv", "Headline,Body ID,Stance\nUn pont,3,agree\n")]);
    let imported = read_as("stance-tsv", &bodies, &Reading::default());
    assert_eq!(faults(&imported), [(1, "fault-dangling", "fate-skipped")]);
    assert!(imported.project.order.is_empty());
    // Numbers say nothing of stances.
    read(
        "table",
        &files(&[("t.csv", "text,topic,label\nOui,Tram,1\n")]),
    );
    let latin = b"ID\tTarget\tTweet\tStance\r\n1\tTram\tUn caf\xe9 l\xe0-bas, c'est d\xe9j\xe0 \xe7a\tFAVOR\r\n";
    let imported = read("stance-tsv", &[("t.txt".to_owned(), latin.to_vec())].into());
    let told = &imported.problems[0].fault;
    assert_eq!(*told, Fault::Guessed("windows-1252".to_owned()));
}

#[test]
fn the_schema_alone_says_what_a_stance_is() {
    let project = sample_project();
    let (written, report) = write("statements", &project, &Options::default());
    let table = String::from_utf8(written.into_values().next().unwrap()).unwrap();
    let heading = table.lines().next().unwrap();
    assert!(
        heading.ends_with("sign,quote,start,end,note,voice,act,strength,target_text")
            || heading.contains("holder,target,polarity,sign,quote"),
        "{heading}"
    );
    let rows = table.lines().count() - 1;
    let others = lost(&report)
        .iter()
        .find(|it| it.0 == LossKind::OtherSpans)
        .map_or(0, |it| it.1);
    assert!(
        rows + others >= report.written.spans,
        "{rows} rows and {others} others"
    );
    let (network, _) = write("graphml", &project, &Options::default());
    let network = String::from_utf8(network.into_values().next().unwrap()).unwrap();
    assert!(network.ends_with("</graphml>\n"));
    assert_eq!(
        network.matches("<node ").count(),
        network.matches("</node>").count()
    );
}

#[test]
fn what_two_have_marked_in_one_text_was_said_once() {
    let mut project = sample_project();
    let (alone, _) = write("graphml", &project, &Options::default());
    let layers = project.layers.values().next().cloned().unwrap();
    project.layers.insert("zoe".into(), layers);
    let (networks, report) = write("graphml", &project, &Options::default());
    let alone: Vec<_> = alone.into_values().collect();
    assert_eq!(networks.len(), 2, "{:?}", networks.keys());
    assert!(networks.values().all(|it| *it == alone[0]));
    assert!(lost(&report).iter().any(|it| it.0 == LossKind::Annotators));
}

#[test]
fn a_page_escapes_what_it_shows() {
    let row = r#"{"id":"x.txt","text":"a <b> & \"c\"\u0001\n# d_e*","annotator":"anna","meta":{"title":"<script>"},"spans":[{"id":"s-1","label":"A","start":2,"end":7,"text":"","note":"1 < 2"},{"id":"s-2","label":"B","start":4,"end":11,"text":""}],"relations":[{"id":"l-1","type":"voit","head":"s-1","tail":"s-2"}]}"#;
    let project = read("jsonl", &files(&[("x.jsonl", row)])).project;
    let (pages, report) = write("page", &project, &Options::default());
    let page = text(&pages, "x.html");
    assert!(
        page.contains("<h1 dir=\"auto\">&lt;script&gt;</h1>") && !page.contains("<script"),
        "{page}"
    );
    assert!(
        page.contains("1 &lt; 2") && page.contains("→ voit <a href=\"#s2\">2</a>"),
        "{page}"
    );
    assert_eq!(
        page.matches("<span").count(),
        page.matches("</span>").count()
    );
    assert!(lost(&report).contains(&(LossKind::Characters, 1)));
    let (pages, _) = write("markdown", &project, &Options::default());
    let page = text(&pages, "x.md");
    assert!(page.contains("a \\<b\\> \\&[^1] \"c\"[^2]"), "{page}");
    assert!(page.contains("\n\\# d\\_e\\*\n"), "{page}");
    assert!(
        page.contains("[^1]: **A** “\\<b\\> \\&”; → voit 2; *1 \\< 2*\n"),
        "{page}"
    );
}

#[test]
fn what_is_known_of_a_text_stays_on_its_line_in_markdown() {
    let row = r#"{"id":"x.txt","text":"a","annotator":"anna","meta":{"title":"Un\n# deux","place":"x\n\n- y"},"spans":[],"relations":[]}"#;
    let project = read("jsonl", &files(&[("x.jsonl", row)])).project;
    let (pages, _) = write("markdown", &project, &Options::default());
    let page = text(&pages, "x.md");
    assert!(page.starts_with("# Un # deux\n\n"), "{page}");
    assert!(page.contains("\n- place: x - y\n\na\n"), "{page}");
}
