//! Writing a record for each annotator of a document.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;

use serde_json::{Value as Json, json};

use super::super::flat::{Stretch, stretches};
use super::super::format::{Item, Job};
use super::super::markup::push_number;
use super::super::meta;
use super::super::records::{Beside, Object, text, write_line};
use super::super::report::{Ledger, LossKind};
use super::super::tokens::{covered, sentences, with_blanks};
use super::super::value::to_text;
use super::ID;
use crate::model::annotation::Layer;
use crate::model::text::{Count, Text};
use crate::model::value::Value;

/// The lines of one document.
pub fn item(out: &mut dyn Write, item: &Item, job: &Job, ledger: &mut Ledger) -> io::Result<()> {
    let empty = Layer::default();
    let mut layers: Vec<(String, &Layer)> = item
        .layers
        .iter()
        .map(|(id, layer)| (job.name_of(id).to_owned(), *layer))
        .collect();
    let kept: Vec<Object> = Beside::of(&item.document.meta, ID).collect();
    let nameless = kept.iter().any(|it| text(it, "by").is_empty());
    if layers.is_empty() {
        layers.push((String::new(), &empty));
    }
    let alone = layers.len() == 1 && nameless;
    for (by, layer) in layers {
        let mine = |it: &&Object| text(it, "by") == by || alone;
        let kept = kept.iter().find(mine).cloned().unwrap_or_default();
        let by = if alone { "" } else { by.as_str() };
        if !layer.is_blank() && kept.contains_key("not") {
            let turned_down = record(item, &empty, (by, kept), job, ledger);
            write(out, turned_down)?;
            write(out, record(item, layer, (by, Object::new()), job, ledger))?;
        } else {
            write(out, record(item, layer, (by, kept), job, ledger))?;
        }
    }
    Ok(())
}

/// Writes a record, its tokens among the other keys in their order.
fn write(out: &mut dyn Write, (record, tokens): (Object, Option<String>)) -> io::Result<()> {
    let Some(tokens) = tokens else {
        return write_line(out, &Json::Object(record).to_string());
    };
    let mut line = String::with_capacity(2 * tokens.len());
    let mut rest = record.iter().peekable();
    let mut pair = |key: &str, value: &str| {
        line.push(if line.is_empty() { '{' } else { ',' });
        line.push_str(&Json::from(key).to_string());
        line.push(':');
        line.push_str(value);
    };
    while let Some((key, value)) = rest.next_if(|it| it.0.as_str() < TOKENS) {
        pair(key, &value.to_string());
    }
    pair(TOKENS, &tokens);
    for (key, value) in rest {
        pair(key, &value.to_string());
    }
    line.push('}');
    write_line(out, &line)
}

const TOKENS: &str = "tokens";

fn record(
    item: &Item,
    layer: &Layer,
    (by, mut kept): (&str, Object),
    job: &Job,
    ledger: &mut Ledger,
) -> (Object, Option<String>) {
    let all = &item.document.text;
    kept.remove("by");
    let of_spans = by_id(kept.remove("of_spans"));
    let of_relations = by_id(kept.remove("of_relations"));
    let is_not = match kept.remove("not") {
        Some(Json::Object(not)) => {
            kept = not;
            true
        }
        _ => false,
    };
    let mut record = Object::new();
    record.insert("text".to_owned(), Json::from(all.as_str()));
    let id = Json::from(item.document.id.as_str());
    record.insert("_document".to_owned(), id);
    let known = meta::object(&item.document.meta);
    if !known.is_empty() {
        record.insert("meta".to_owned(), Json::Object(known));
    }
    if !by.is_empty() {
        record.insert("_annotator_id".to_owned(), Json::from(by));
    }
    let mut tokens = None;
    if !is_not {
        let pieces = stretches(layer, job.options, ledger);
        let words = Words::of(all, &pieces, kept.remove("tokens"));
        let spans = spans(all, &pieces, &words, (&of_spans, &mut kept), ledger);
        let links = relations(all, layer, &pieces, &words, &of_relations, ledger);
        match words.said {
            Said::Kept(json) => drop(record.insert(TOKENS.to_owned(), json)),
            Said::Made(json) => tokens = Some(json),
        }
        record.insert("spans".to_owned(), spans);
        if !links.is_empty() || kept.contains_key("relations") {
            let more = kept.remove("relations");
            let more = more
                .as_ref()
                .and_then(Json::as_array)
                .cloned()
                .unwrap_or_default();
            let links = links.into_iter().chain(more).collect();
            record.insert("relations".to_owned(), Json::Array(links));
        }
        classes(layer, (&mut record, kept.get("options")), ledger);
        record.insert("answer".to_owned(), Json::from("accept"));
    }
    for (key, value) in kept {
        if key != TOKENS || tokens.is_none() {
            record.entry(key).or_insert(value);
        }
    }
    (record, tokens)
}

/// The tokens of a text, as they came where every span begins and ends with one.
struct Words {
    at: Vec<Range<usize>>,
    said: Said,
}

enum Said {
    Kept(Json),
    /// Written already: there are too many for a tree of them.
    Made(String),
}

impl Words {
    fn of(text: &Text, pieces: &[Stretch], kept: Option<Json>) -> Self {
        let cuts: BTreeSet<usize> = pieces
            .iter()
            .flat_map(|it| [it.at.start, it.at.end])
            .collect();
        if let Some(kept) = kept.and_then(|it| Self::kept(text, it)) {
            let starts: BTreeSet<usize> = kept.at.iter().map(|it| it.start).collect();
            let ends: BTreeSet<usize> = kept.at.iter().map(|it| it.end).collect();
            let fits = |it: &Stretch| starts.contains(&it.at.start) && ends.contains(&it.at.end);
            if pieces.iter().all(fits) {
                return kept;
            }
        }
        let sentences = sentences(text.as_str(), &cuts, &[]);
        let at: Vec<Range<usize>> = sentences.into_iter().flat_map(|it| it.words).collect();
        // spaCy gives a span no place that does not begin and end with a token.
        let at = with_blanks(at, text.len(), pieces.iter().map(|it| &it.at));
        let said = Said::Made(made(text, &at));
        Self { at, said }
    }

    fn kept(text: &Text, json: Json) -> Option<Self> {
        let place = |it: &Json, key: &str| usize::try_from(it.get(key)?.as_u64()?).ok();
        let at = json.as_array()?.iter().map(|it| {
            let place = place(it, "start")?..place(it, "end")?;
            text.to_bytes(&place, Count::CodePoint)
        });
        let at: Vec<Range<usize>> = at.collect::<Option<_>>()?;
        at.is_sorted_by_key(|it| it.start).then_some(Self {
            at,
            said: Said::Kept(json),
        })
    }

    /// Its first and last word.
    fn covered(&self, at: &Range<usize>) -> Option<(usize, usize)> {
        covered(&self.at, at).map(|it| (it.start, it.end - 1))
    }
}

/// The tokens as a list of JSON, the keys of each in their order.
fn made(text: &Text, words: &[Range<usize>]) -> String {
    let mut out = Vec::with_capacity(words.len() * 64 + 2);
    let mut walk = text.walk(Count::CodePoint);
    out.push(b'[');
    for (i, it) in words.iter().enumerate() {
        let start = walk.from_byte(it.start).unwrap_or_default();
        let end = walk.from_byte(it.end).unwrap_or_default();
        let comma: &[u8] = if i > 0 { b"," } else { b"" };
        for (before, number) in [
            (comma, None),
            (b"{\"end\":", Some(end)),
            (b",\"id\":", Some(i)),
            (b",\"start\":", Some(start)),
            (b",\"text\":", None),
        ] {
            out.extend_from_slice(before);
            if let Some(number) = number {
                push_number(number as u64, &mut out);
            }
        }
        let word = text.get(it.clone()).unwrap_or_default();
        if word
            .bytes()
            .any(|it| it < b' ' || matches!(it, b'"' | b'\\'))
        {
            out.extend_from_slice(Json::from(word).to_string().as_bytes());
        } else {
            out.push(b'"');
            out.extend_from_slice(word.as_bytes());
            out.push(b'"');
        }
        let follows = words.get(i + 1).is_some_and(|next| next.start == it.end);
        let space = !follows && text.as_str().as_bytes().get(it.end) == Some(&b' ');
        let ws: &[u8] = if space {
            b",\"ws\":true}"
        } else {
            b",\"ws\":false}"
        };
        out.extend_from_slice(ws);
    }
    out.push(b']');
    String::from_utf8(out).unwrap_or_default()
}

/// The place of a span, in code points and in words.
fn span_json(text: &Text, it: &Stretch, words: &Words) -> Option<Object> {
    let at = text
        .from_bytes(&it.at, Count::CodePoint)
        .filter(|it| !it.is_empty())?;
    let mut json = Object::new();
    json.insert("start".to_owned(), Json::from(at.start));
    json.insert("end".to_owned(), Json::from(at.end));
    if let Some((first, last)) = words.covered(&it.at) {
        json.insert("token_start".to_owned(), Json::from(first));
        json.insert("token_end".to_owned(), Json::from(last));
    }
    json.insert("label".to_owned(), Json::from(it.span.label.as_str()));
    Some(json)
}

fn spans(
    text: &Text,
    pieces: &[Stretch],
    words: &Words,
    (of_spans, kept): (&BTreeMap<String, Object>, &mut Object),
    ledger: &mut Ledger,
) -> Json {
    let mut all = Vec::with_capacity(pieces.len());
    for it in pieces {
        match span_json(text, it, words) {
            Some(mut json) => {
                for (key, value) in of_spans.get(it.span.id.as_str()).into_iter().flatten() {
                    json.entry(key.clone()).or_insert_with(|| value.clone());
                }
                all.push(Json::Object(json));
            }
            None => ledger.add(LossKind::SpansOutsideText, 1),
        }
    }
    if let Some(Json::Array(more)) = kept.remove("spans") {
        all.extend(more);
    }
    Json::Array(all)
}

fn relations(
    text: &Text,
    layer: &Layer,
    pieces: &[Stretch],
    words: &Words,
    of_relations: &BTreeMap<String, Object>,
    ledger: &mut Ledger,
) -> Vec<Json> {
    let mut ends: BTreeMap<&str, (usize, Object)> = BTreeMap::new();
    if layer.n_links() > 0 {
        for it in pieces {
            if let Some(json) = span_json(text, it, words) {
                let last = words.covered(&it.at).map_or(0, |it| it.1);
                ends.entry(it.span.id.as_str()).or_insert((last, json));
            }
        }
    }
    let mut all = Vec::with_capacity(layer.n_links());
    for link in layer.links() {
        let both = (ends.get(link.from.as_str()), ends.get(link.to.as_str()));
        let (Some((head, head_span)), Some((child, child_span))) = both else {
            ledger.add(LossKind::Links, 1);
            continue;
        };
        let mut json = json!({
            "head": head,
            "child": child,
            "head_span": head_span,
            "child_span": child_span,
            "label": link.kind.as_str(),
        });
        for (key, value) in of_relations.get(link.id.as_str()).into_iter().flatten() {
            json[key] = value.clone();
        }
        all.push(json);
    }
    all
}

/// Labels of the whole text: chosen ones as `accept`, with all there are to choose from where that is known.
fn classes(layer: &Layer, (record, options): (&mut Object, Option<&Json>), ledger: &mut Ledger) {
    let options = options.and_then(Json::as_array);
    let mut accept = Vec::new();
    let mut is_asked = false;
    for (name, value) in layer.labels.iter() {
        let plain = matches!(name.as_str(), "accept" | "label");
        if name.as_str() == "label" && layer.n_spans() == 0 {
            record.insert("label".to_owned(), Json::from(to_text(value)));
            continue;
        }
        is_asked = true;
        let one = |text: &str| {
            let mut options = options.into_iter().flatten();
            let is_it = |it: &&Json| it["id"].is_number() && it["text"] == text;
            if let Some(option) = options.find(is_it).filter(|_| plain) {
                option["id"].clone()
            } else if plain {
                Json::from(text)
            } else {
                Json::from(format!("{name}={text}"))
            }
        };
        match value {
            Value::Choices(ids) => accept.extend(ids.iter().map(|it| one(it.as_str()))),
            other => accept.push(one(&to_text(other))),
        }
        ledger.add(LossKind::OwnLabels, usize::from(!plain));
    }
    if is_asked {
        record.insert("accept".to_owned(), Json::Array(accept));
    }
}

/// What was kept of spans or relations, by their ids.
fn by_id(kept: Option<Json>) -> BTreeMap<String, Object> {
    let Some(Json::Array(all)) = kept else {
        return BTreeMap::new();
    };
    let one = |it: &Json| {
        let id = it.get(0)?.as_str()?.to_owned();
        Some((id, it.get(1)?.as_object()?.clone()))
    };
    all.iter().filter_map(one).collect()
}
