//! Comments and posts as programs export them: who wrote them, on which day, in answer to what.

use jiff::Timestamp;
use sententia::formats::Reading;
use sententia::formats::import::{self, Imported, Whose};
use sententia::formats::input::Input;
use sententia::model::project::Project;
use sententia::store::Progress;

fn read(name: &str, source: &str) -> Imported {
    let input = Input::of_bytes(name, source.as_bytes().to_vec());
    let format = import::recognize(&input).unwrap();
    let whose = Whose {
        annotator: "anna".to_owned(),
        when: Timestamp::UNIX_EPOCH,
    };
    let base = (&Project::default(), &whose);
    let (reader, reading) = (format.reader.unwrap(), Reading::default());
    import::import(reader, &input, &reading, base, &Progress::default()).unwrap()
}

/// Text, author, day and one more field of every document.
fn told(imported: &Imported, field: &str) -> Vec<[String; 4]> {
    let all = imported.project.listed();
    all.map(|it| {
        let date = it.meta.date.map(|it| it.to_string()).unwrap_or_default();
        let more = it.meta.fields.get(field).cloned().unwrap_or_default();
        [
            it.text.as_str().to_owned(),
            it.meta.author.clone(),
            date,
            more,
        ]
    })
    .collect()
}

fn keys(imported: &Imported) -> Vec<&'static str> {
    imported.problems.iter().map(|it| it.fault.key()).collect()
}

#[test]
fn days_of_tables_are_read_as_people_write_them() {
    let table = "auteur;date;commentaire\nZoé;12/03/2019 14:32;Le pont fermera, dit-on.\n\
                 Paul;le 13 mars 2019;Non, jamais de la vie.\nAna;2019-03-14T10:00:00Z;Si, et la gare aussi.\n";
    let imported = read("a.csv", table);
    let expected = [
        [
            "Le pont fermera, dit-on.",
            "Zoé",
            "2019-03-12",
            "12/03/2019 14:32",
        ],
        ["Non, jamais de la vie.", "Paul", "2019-03-13", ""],
        [
            "Si, et la gare aussi.",
            "Ana",
            "2019-03-14",
            "2019-03-14T10:00:00Z",
        ],
    ];
    assert_eq!(told(&imported, "moment"), expected);
    let table = "date,comment\n3/4/2019,The bridge will close.\n3/14/2019,It never will.\n";
    let days = told(&read("a.csv", table), "")
        .into_iter()
        .map(|it| it[2].clone());
    assert_eq!(days.collect::<Vec<_>>(), ["2019-03-04", "2019-03-14"]);
}

#[test]
fn messages_of_programs_have_authors_days_and_what_they_answer() {
    let tweets = "{\"created_at\":\"Tue Mar 12 14:32:00 +0000 2019\",\"id_str\":\"1\",\"full_text\":\"Le pont &amp; la gare.\",\
                  \"user\":{\"id\":12,\"name\":\"Zoé\",\"screen_name\":\"zoe_b\"}}\n";
    let imported = read("a.jsonl", tweets);
    assert_eq!(
        told(&imported, "user.screen_name"),
        [["Le pont & la gare.", "Zoé", "2019-03-12", "zoe_b"]]
    );
    assert_eq!(keys(&imported), ["fault-markup"]);
    let wordpress = r#"[{"id":12,"parent":0,"author":0,"author_name":"Zoé","date":"2019-03-12T14:32:00",
        "content":{"rendered":"<p>Non&nbsp;!</p>\n<p>Jamais.</p>"}}]"#;
    assert_eq!(
        told(&read("a.json", wordpress), "parent"),
        [["Non\u{A0}!\n\nJamais.", "Zoé", "2019-03-12", "0"]]
    );
    let youtube = "CommentID,AuthorDisplayName,PublishedAt,TextDisplay\n\
                   U1,@zoe,2021-03-12T14:32:11Z,Le pont<br>fermera.\nU2,@paul,2021-03-13T14:32:11Z,Non &lt;3\n";
    assert_eq!(
        told(&read("a.csv", youtube), "CommentID"),
        [
            ["Le pont\nfermera.", "@zoe", "2021-03-12", "U1"],
            ["Non <3", "@paul", "2021-03-13", "U2"]
        ]
    );
}

#[test]
fn answers_within_what_they_answer_are_documents_too() {
    let thread = r#"{"id":7,"author":"zoe","title":"Le pont","text":null,"children":[
        {"id":8,"author":"paul","created_at_i":1,"text":"Il ne fermera pas.","children":[
            {"id":9,"author":"ana","text":"Si, avant 2030.","children":[]}]}]}"#;
    let imported = read("a.json", thread);
    assert_eq!(
        told(&imported, "in_reply_to"),
        [
            ["Il ne fermera pas.", "paul", "", "7"],
            ["Si, avant 2030.", "ana", "", "8"]
        ]
    );
    assert_eq!(keys(&imported), ["fault-empty"]);
    let post = r#"{"posts":[{"id":"a","content":"Le pont fermera, hélas.","comments":[{"author":"Paul","content":"Non, jamais de la vie."}]}]}"#;
    let answers = told(&read("a.json", post), "in_reply_to");
    assert_eq!(answers.last().unwrap()[1..], ["Paul", "", "a"]);
}

#[test]
fn signs_in_texts_with_marks_beside_them_stay() {
    let marked = "{\"text\":\"Le pont &amp; la gare.\",\"spans\":[{\"start\":3,\"end\":7,\"kind\":\"x\",\"type\":\"y\"}]}\n";
    let input = Input::of_bytes("a.jsonl", marked.as_bytes().to_vec());
    let whose = Whose {
        annotator: "anna".to_owned(),
        when: Timestamp::UNIX_EPOCH,
    };
    let format = sententia::formats::by_id("json-texts").unwrap();
    let (reader, base) = (format.reader.unwrap(), (&Project::default(), &whose));
    let reading = Reading::default();
    let imported = import::import(reader, &input, &reading, base, &Progress::default()).unwrap();
    assert_eq!(told(&imported, "")[0][0], "Le pont &amp; la gare.");
}

#[test]
fn exports_of_weblogs_are_posts_and_their_comments() {
    let wordpress = include_str!("../data/formats/feed/wordpress.xml");
    let imported = read("a.xml", wordpress);
    let expected = [
        ["Le pont fermera.", "Zoé B.", "2019-03-12", ""],
        ["Non.\n\nJamais & point.", "Paul", "2019-03-13", "3"],
        ["Si.", "Ana", "2019-03-14", "12"],
    ];
    assert_eq!(told(&imported, "in_reply_to"), expected);
    assert_eq!(keys(&imported), ["fault-withheld"]);
    let all: Vec<_> = imported.project.listed().collect();
    assert_eq!(all[2].id.as_str(), "a/3-13.txt");
    let threads = all.iter().map(|it| it.meta.fields["thread"].as_str());
    assert!(
        threads
            .into_iter()
            .all(|it| it == "https://exemple.fr/pont/")
    );
    assert_eq!(
        (all[0].meta.title.as_str(), all[0].meta.language.as_str()),
        ("Le pont", "fr-FR")
    );
}

#[test]
fn threads_of_disqus_and_feeds_are_read() {
    let disqus = include_str!("../data/formats/feed/disqus.xml");
    let imported = read("a.xml", disqus);
    let expected = [[
        "Non.\n\nJamais.",
        "Paul",
        "2019-03-13",
        "https://exemple.fr/pont",
    ]];
    assert_eq!(told(&imported, "thread"), expected);
    let blogger = include_str!("../data/formats/feed/blogger.xml");
    let imported = read("a.xml", blogger);
    let expected = [
        ["Il fermera.", "Zoé", "2019-03-12", ""],
        ["Non.", "Paul", "2019-03-13", "tag:2"],
    ];
    assert_eq!(told(&imported, "in_reply_to"), expected);
    assert!(
        imported
            .project
            .listed()
            .all(|it| it.meta.fields["thread"] == "https://exemple.fr/p")
    );
}

#[test]
fn each_message_of_disqus_is_of_its_own_thread() {
    let n = 2_000;
    let thread = |i| {
        format!("<thread id=\"{i}\"><forum>f</forum><link>https://exemple.fr/{i}</link></thread>")
    };
    let post =
        |i| format!("<post id=\"{i}\"><message>Bof {i}.</message><thread id=\"{i}\"/></post>");
    let all = |of: &dyn Fn(usize) -> String| (0..n).map(of).collect::<String>();
    let imported = read(
        "a.xml",
        &format!("<disqus>{}{}</disqus>", all(&post), all(&thread)),
    );
    let told = told(&imported, "thread");
    assert_eq!(told.len(), n);
    for it in &told {
        let i = it[0].trim_start_matches("Bof ").trim_end_matches('.');
        assert_eq!(it[3], format!("https://exemple.fr/{i}"));
    }
}
