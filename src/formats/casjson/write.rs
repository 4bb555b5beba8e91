//! Writing CAS JSON: the text first, so that a reader may go through it once.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde_json::{Map, Value as Json, json};

use super::super::markup::push_number;
use super::super::uima::{
    Cas, Feat, Feature, Fs, OURS, SENTENCE, Sofa, TOKEN, Types, Words, short,
};

/// Writes a file, a feature structure a line.
pub fn cas(mut cas: Cas, types: &Types, out: &mut Vec<u8>) -> io::Result<()> {
    let arrays = outline(&mut cas, types);
    let words: BTreeSet<&str> = cas.words.iter().map(|it| it.1).collect();
    let kinds = cas.all.iter().map(|it| it.kind.as_str()).chain(words);
    out.extend_from_slice(b"{\n\"%TYPES\": ");
    serde_json::to_writer(&mut *out, &declared(&types.needed(kinds)))?;
    out.extend_from_slice(b",\n\"%FEATURE_STRUCTURES\": [\n");
    let start = out.len();
    let line = |it: &Json, out: &mut Vec<u8>| {
        if out.len() > start {
            out.extend_from_slice(b",\n");
        }
        serde_json::to_writer(out, it)
    };
    let (before, after) = cas.all.split_at(cas.words.before.min(cas.all.len()));
    for it in &cas.sofas {
        line(&sofa(it), out)?;
    }
    for it in before {
        line(&structure(it, types), out)?;
    }
    words_of(&cas.words, out.len() == start, out);
    for it in after {
        line(&structure(it, types), out)?;
    }
    for it in &arrays {
        line(it, out)?;
    }
    out.extend_from_slice(b"\n],\n\"%VIEWS\": {");
    let views: BTreeMap<&str, &Sofa> = cas.sofas.iter().map(|it| (it.name.as_str(), it)).collect();
    for (i, (name, it)) in views.into_iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        serde_json::to_writer(&mut *out, name)?;
        out.extend_from_slice(b":{\"%MEMBERS\":[");
        for (i, id) in it.members.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            push_number(*id, out);
        }
        out.extend_from_slice(b"],\"%SOFA\":");
        push_number(it.id, out);
        out.push(b'}');
    }
    out.extend_from_slice(b"}\n}\n");
    Ok(())
}

/// Sentences and words: each as `structure` would say it.
fn words_of(words: &Words, mut first: bool, out: &mut Vec<u8>) {
    let sofa = format!(",\"@sofa\":{},\"begin\":", words.sofa).into_bytes();
    let kind = |kind: &str| format!(",\"%TYPE\":\"{kind}\"");
    let (sentence, token) = (kind(SENTENCE), kind(TOKEN));
    let end = format!(",\"id\":\"{OURS}\"}}");
    out.reserve(words.all.len() * (token.len() + sofa.len() + end.len() + 32));
    for (id, kind, at) in words.iter() {
        let line: &[u8] = if std::mem::take(&mut first) {
            b"{\"%ID\":"
        } else {
            b",\n{\"%ID\":"
        };
        out.extend_from_slice(line);
        push_number(id, out);
        let kind = if kind == TOKEN { &token } else { &sentence };
        out.extend_from_slice(kind.as_bytes());
        out.extend_from_slice(&sofa);
        push_number(at.start as u64, out);
        out.extend_from_slice(b",\"end\":");
        push_number(at.end as u64, out);
        out.extend_from_slice(end.as_bytes());
    }
}

fn declared(types: &Types) -> Json {
    let mut all = Map::new();
    for (name, it) in &types.0 {
        let mut made = Map::new();
        made.insert("%NAME".to_owned(), name.as_str().into());
        made.insert("%SUPER_TYPE".to_owned(), it.parent.as_str().into());
        for feature in &it.features {
            made.insert(feature.name.clone(), range(feature));
        }
        all.insert(name.clone(), made.into());
    }
    all.into()
}

fn range(feature: &Feature) -> Json {
    let range = match (feature.range.as_str(), &feature.element) {
        ("uima.cas.FSArray", Some(element)) => format!("{element}[]"),
        ("uima.cas.FSArray", None) => "uima.cas.TOP[]".to_owned(),
        (range, _) => match range
            .strip_prefix("uima.cas.")
            .and_then(|it| it.strip_suffix("Array"))
        {
            Some(plain) => format!("uima.cas.{plain}[]"),
            None => range.to_owned(),
        },
    };
    let mut made = json!({"%NAME": feature.name, "%RANGE": range});
    if feature.shared {
        made["%MULTIPLE_REFERENCES_ALLOWED"] = Json::Bool(true);
    }
    made
}

fn sofa(it: &Sofa) -> Json {
    let mut made = Map::new();
    made.insert("%ID".to_owned(), it.id.into());
    made.insert("%TYPE".to_owned(), "uima.cas.Sofa".into());
    made.insert("sofaNum".to_owned(), 1.into());
    made.insert("sofaID".to_owned(), it.name.as_str().into());
    for (name, value) in &it.features {
        match value {
            Feat::Text(text) if name == "sofaNum" => {
                drop(made.insert(name.clone(), number(text)));
            }
            Feat::Text(text) => drop(made.insert(name.clone(), text.as_str().into())),
            Feat::Ref(id) => drop(made.insert(format!("@{name}"), (*id).into())),
            _ => {}
        }
    }
    if let Some(text) = &it.text {
        made.insert("sofaString".to_owned(), text.as_str().into());
    }
    made.into()
}

/// Takes arrays out of the features that hold them.
fn outline(cas: &mut Cas, types: &Types) -> Vec<Json> {
    let sofas = cas.sofas.iter().map(|it| it.id);
    let words = cas.words.first_id + cas.words.all.len() as u64;
    let ids = cas.all.iter().map(|it| it.id).chain(sofas);
    let most = ids.chain(words.checked_sub(1)).max();
    let mut next = most.unwrap_or_default();
    let mut made = Vec::new();
    for it in &mut cas.all {
        if is_array(&it.kind) {
            continue;
        }
        for (name, value) in &mut it.features {
            let declared = types.feature(&it.kind, name);
            let (kind, elements) = match value {
                Feat::Refs(all) => {
                    let element = declared.and_then(|it| it.element.as_deref());
                    let kind =
                        element.map_or("uima.cas.FSArray".to_owned(), |it| format!("{it}[]"));
                    let all: Vec<Json> = all
                        .iter()
                        .map(|it| if *it == 0 { Json::Null } else { (*it).into() })
                        .collect();
                    (kind, all)
                }
                Feat::Texts(all) => (
                    "uima.cas.StringArray".to_owned(),
                    all.iter().map(|it| it.as_str().into()).collect(),
                ),
                Feat::Text(text) => {
                    match declared.filter(|it| it.is_list() && it.range.ends_with("Array")) {
                        Some(it) => (
                            it.range.clone(),
                            text.split_whitespace().map(number).collect(),
                        ),
                        None => continue,
                    }
                }
                Feat::Ref(_) => continue,
            };
            next += 1;
            made.push(json!({"%ID": next, "%TYPE": kind, "%ELEMENTS": elements}));
            *value = Feat::Ref(next);
        }
    }
    made
}

fn is_array(kind: &str) -> bool {
    kind.ends_with("[]") || (kind.starts_with("uima.cas.") && kind.ends_with("Array"))
}

fn structure(it: &Fs, types: &Types) -> Json {
    let mut made = Map::new();
    made.insert("%ID".to_owned(), it.id.into());
    made.insert("%TYPE".to_owned(), it.kind.as_str().into());
    if let Some(sofa) = it.sofa {
        made.insert("@sofa".to_owned(), sofa.into());
    }
    if let (Some(begin), Some(end)) = (it.begin, it.end) {
        made.insert("begin".to_owned(), begin.into());
        made.insert("end".to_owned(), end.into());
    }
    if is_array(&it.kind) && !it.features.iter().any(|it| it.0 == "elements") {
        // An array without a list is an empty one, and readers look for its list.
        made.insert("%ELEMENTS".to_owned(), Json::Array(Vec::new()));
    }
    for (name, value) in &it.features {
        if is_array(&it.kind) {
            let value = match value {
                Feat::Refs(all) => all
                    .iter()
                    .map(|it| {
                        if *it == 0 {
                            Json::Null
                        } else {
                            Json::from(*it)
                        }
                    })
                    .collect(),
                Feat::Texts(all) => all.iter().map(|it| Json::from(it.as_str())).collect(),
                Feat::Text(text) if it.kind == "uima.cas.ByteArray" => text.as_str().into(),
                Feat::Text(text) => text.split_whitespace().map(number).collect(),
                Feat::Ref(_) => continue,
            };
            made.insert("%ELEMENTS".to_owned(), value);
            continue;
        }
        match value {
            Feat::Ref(id) => drop(made.insert(format!("@{name}"), (*id).into())),
            Feat::Text(text) => {
                let range = types.feature(&it.kind, name).map(|it| it.range.as_str());
                let (key, value) = primitive(name, text, short(range.unwrap_or_default()));
                made.insert(key, value);
            }
            _ => {}
        }
    }
    made.into()
}

fn primitive(name: &str, text: &str, range: &str) -> (String, Json) {
    let value = match range {
        "Boolean" => Json::Bool(text == "true"),
        "Integer" | "Short" | "Long" | "Byte" => number(text),
        "Float" | "Double" if matches!(text, "NaN" | "Infinity" | "-Infinity" | "Inf" | "-Inf") => {
            return (format!("#{name}"), text.into());
        }
        "Float" | "Double" => text.parse::<f64>().map_or(Json::Null, Json::from),
        _ => text.into(),
    };
    (name.to_owned(), value)
}

fn number(text: &str) -> Json {
    match (text.parse::<i64>(), text) {
        (Ok(whole), _) => whole.into(),
        (_, "true") => true.into(),
        (_, "false") => false.into(),
        _ => text
            .parse::<f64>()
            .ok()
            .and_then(serde_json::Number::from_f64)
            .map_or_else(|| text.into(), Json::Number),
    }
}
