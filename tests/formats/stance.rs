//! Stances in lines, as statements, as a network, and on a page.

use sententia::formats::{LossKind, Options};
use sententia::model::value::Value;

use super::trip::{faults, files, layer, lost, read, text, write};
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
