//! What a page says of itself: where everybody can look it up, else where its program shows it.

use dom_query::Document;

use super::Page;
use crate::analysis::days::{Order, day_of};

/// Under which names a page says its title, who wrote it and when, the best first.
const TITLES: &[&str] = &["og:title", "dc.title", "DC.title", "twitter:title"];
const WRITERS: &[&str] = &[
    "author",
    "article:author",
    "dc.creator",
    "DC.creator",
    "citation_author",
];
const DATES: &[&str] = &[
    "article:published_time",
    "datePublished",
    "date",
    "dc.date",
    "DC.date",
    "DC.date.issued",
    "DC:date",
    "dcterms.issued",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
];

/// Where programs of weblogs and forums show who wrote a page, which has no other word of it.
const AUTHORS: &[&str] = &[
    ".post-author .fn",
    ".hentry .author .fn",
    ".postbody p.author strong",
    "[rel=\"author\"]",
    ".author.vcard .fn",
    ".byline .author",
    "[itemprop=\"author\"] [itemprop=\"name\"]",
    "[itemprop=\"author\"]",
];

/// Where they show when it was written.
const DAYS: &[&str] = &[
    "abbr.published",
    ".hentry abbr.time.published",
    "time.published",
    "time.entry-date",
    "[itemprop=\"datePublished\"]",
    "time[pubdate]",
    ".entry-date",
    ".post-date",
    ".date-header",
    ".post-info",
    ".info-publi",
];

/// The title without the name of the site: the heading that is in it, if there is one.
fn title(document: &Document) -> String {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = plain(&document.select("title").text());
    let texts = |place: &str| {
        let found = document.select(place);
        let all = found.nodes().iter().map(|it| plain(&it.text()));
        all.filter(|it| it.len() > 3).collect::<Vec<String>>()
    };
    let mut posts = texts(".entry-title, .post-title").into_iter();
    let post = posts.find(|it| title.contains(it.as_str()));
    // Of weblogs it is often the name of the site.
    let is_title = |it: &String| title.starts_with(it.as_str()) && 2 * it.len() >= title.len();
    let heading = || texts("h1").into_iter().find(is_title);
    post.or_else(heading).unwrap_or(title)
}

/// The day in the first element that tells one, in an attribute or in its words.
fn day(document: &Document) -> String {
    let said = |place: &&str| {
        let element = document.select(place).nodes().first().copied()?;
        let told = ["title", "datetime", "content"].iter();
        let told = told
            .filter_map(|it| element.attr(it))
            .map(|it| it.to_string());
        let mut all = told.chain([element.text().trim().to_owned()]);
        all.find_map(|it| day_of(&it, Order::DayFirst))
    };
    let found = DAYS.iter().find_map(said);
    found.map(|it| it.to_string()).unwrap_or_default()
}

/// The words of the first element that has any.
fn named(document: &Document, places: &[&str]) -> String {
    let found = places.iter().find_map(|it| {
        let first = document.select(it).nodes().first()?.text();
        Some(first.trim().to_owned()).filter(|it| !it.is_empty())
    });
    found.unwrap_or_default()
}

/// What the page says of itself.
pub(super) fn about(document: &Document) -> Page {
    let meta = |names: &[&str]| {
        names
            .iter()
            .find_map(|it| {
                let found = document.select(&format!(
                    "meta[name=\"{it}\"], meta[property=\"{it}\"], meta[itemprop=\"{it}\"]"
                ));
                found.attr("content").filter(|it| !it.trim().is_empty())
            })
            .map(|it| it.trim().to_owned())
            .unwrap_or_default()
    };
    let attribute = |element: &str, name: &str| {
        let found = document.select(element).attr(name);
        found.map(|it| it.trim().to_owned()).unwrap_or_default()
    };
    let mut page = Page {
        title: meta(TITLES),
        author: meta(WRITERS),
        date: meta(DATES),
        url: attribute("link[rel=\"canonical\"]", "href"),
        language: attribute("html", "lang"),
        ..Page::default()
    };
    if page.title.is_empty() {
        page.title = title(document);
    }
    if page.url.is_empty() {
        page.url = meta(&["og:url"]);
    }
    if page.author.is_empty() {
        page.author = named(document, AUTHORS);
    }
    if page.date.is_empty() {
        page.date = day(document);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_that_of_the_article() {
        let of = |source: &str| about(&Document::from(source)).title;
        let title = "<title>Le pont fermera | Carnet</title>";
        assert_eq!(
            of(&format!("{title}<h1>Le  pont fermera</h1>")),
            "Le pont fermera"
        );
        assert_eq!(
            of(&format!("{title}<h1>Carnet</h1>")),
            "Le pont fermera | Carnet"
        );
        let weblog =
            "<title>Carnet : Le pont</title><h1>Carnet</h1><h3 class=post-title>Le pont</h3>";
        assert_eq!(of(weblog), "Le pont");
    }

    #[test]
    fn days_are_read_where_pages_show_them() {
        for source in [
            "<meta name=citation_date content=2019/03/12>",
            "<time class=entry-date datetime=2019-03-12T14:32:00+01:00>hier</time>",
            "<span class=entry-date>12 mars 2019</span>",
            "<h2 class=date-header>mardi 12 mars 2019</h2>",
            "<span itemprop=datePublished content=2019-03-12>x</span>",
        ] {
            let page = about(&Document::from(source));
            let day = day_of(&page.date, Order::DayFirst).map(|it| it.to_string());
            assert_eq!(day.as_deref(), Some("2019-03-12"), "{source}");
        }
    }
}
