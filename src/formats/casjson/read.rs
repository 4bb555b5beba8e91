//! Reading CAS JSON: an array is a feature structure of its own here, and is put where it is referred to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value as Json};

pub(super) mod top;

use super::super::format::Intake;
use super::super::report::{Fate, Fault};
use super::super::uima::ids::Ids;
use super::super::uima::run::Run;
use super::super::uima::{Cas, Feat, Feature, Fs, Guess, OURS, SENTENCE, Sofa, TOKEN, TOP, Types};
use super::legacy;
use top::{Structure, Top};

/// Reads a whole file, in one pass: sentences and words that nobody has marked leave nothing but their ids.
pub fn parse(source: &str, file: &str, intake: &mut dyn Intake) -> Result<Cas, Fault> {
    let malformed = |it: serde_json::Error| Fault::Malformed(it.to_string());
    let old = legacy::is_legacy(source).then(|| legacy::top(source));
    let top = match old.flatten().or_else(|| around(source)) {
        Some(top) => top,
        None => serde_json::from_str(source).map_err(malformed)?,
    };
    let Top::Object {
        types: declared,
        structures,
        views: seen_in,
    } = top
    else {
        let fault = Fault::Malformed("no object".to_owned());
        intake.tell(file, 0, fault, Fate::Skipped);
        return Ok(Cas::default());
    };
    let mut cas = Cas {
        types: types(declared.as_ref()),
        ..Cas::default()
    };
    let mut seen = Ids::default();
    for it in structures {
        match it {
            Structure::Ours { kind, sofa, id } => {
                if seen.insert(id) {
                    cas.add_ours(kind, Some(sofa), id);
                } else {
                    intake.tell(file, 0, Fault::Twice(id.to_string()), Fate::Skipped);
                }
            }
            Structure::Any(it) => any(it, &mut cas, &mut seen, (file, intake)),
        }
    }
    views(seen_in.as_ref(), &mut cas);
    guess(&mut cas);
    inline(&mut cas);
    Ok(cas)
}

/// A file without its longest run of words, and the words after all others. `None` where anything is odd:
/// then all is for the parser.
fn around(source: &str) -> Option<Top> {
    let line = |kind: &str| {
        let kind = format!(",\"%TYPE\":\"{kind}\",\"@sofa\":");
        let end = format!(",\"id\":\"{OURS}\"}},\n");
        let [id, begin, to] = ["{\"%ID\":", ",\"begin\":", ",\"end\":"].map(str::to_owned);
        [id, kind, begin, to, end]
    };
    let run = Run::find(source, &line(SENTENCE), &line(TOKEN))?;
    let before = source.get(..run.at.start)?;
    let inside = before.contains("\n\"%FEATURE_STRUCTURES\": [\n") && before.ends_with("},\n");
    if !inside || before.contains("\n\"%VIEWS\"") {
        return None;
    }
    let mut top: Top = serde_json::from_str(&run.cut_from(source)).ok()?;
    if let Top::Object { structures, .. } = &mut top {
        if structures
            .iter()
            .filter_map(Structure::id)
            .any(|it| run.has(it))
        {
            return None;
        }
        structures.extend(run.words().map(|(id, kind)| Structure::Ours {
            kind,
            sofa: run.sofa,
            id,
        }));
    }
    Some(top)
}

fn any(
    mut it: Map<String, Json>,
    cas: &mut Cas,
    seen: &mut Ids,
    (file, intake): (&str, &mut dyn Intake),
) {
    let id = it.get("%ID").and_then(Json::as_u64);
    let kind = it.get("%TYPE").and_then(Json::as_str).map(str::to_owned);
    let (Some(id), Some(kind)) = (id, kind) else {
        let fault = Fault::Malformed(Json::Object(it).to_string());
        intake.tell(file, 0, fault, Fate::Skipped);
        return;
    };
    if !seen.insert(id) {
        intake.tell(file, 0, Fault::Twice(id.to_string()), Fate::Skipped);
        return;
    }
    it.remove("%ID");
    it.remove("%TYPE");
    if kind == "uima.cas.Sofa" {
        cas.sofas.push(sofa(id, it));
    } else {
        cas.all.push(structure(id, kind, it));
    }
}

/// Declares what the file uses and does not declare.
fn guess(cas: &mut Cas) {
    let found: Vec<Guess> = cas
        .all
        .iter()
        .filter(|it| !it.kind.ends_with("[]"))
        .map(|it| Guess {
            id: it.id.to_string(),
            kind: it.kind.clone(),
            annotation: it.begin.is_some() && it.sofa.is_some(),
            based: it.sofa.is_some(),
            ..Guess::default()
        })
        .chain(cas.ours.iter().map(|it| Guess {
            kind: it.kind.to_owned(),
            annotation: true,
            based: true,
            ..Guess::default()
        }))
        .filter(|it| !cas.types.0.contains_key(&it.kind))
        .collect();
    let mut guessed = Types::guess(&found);
    for it in &cas.ours {
        guessed.declare_feature(it.kind, Feature::new("id", "uima.cas.String"));
    }
    for it in &cas.all {
        for (name, value) in &it.features {
            let range = match value {
                Feat::Text(_) => "uima.cas.String",
                _ => TOP,
            };
            if guessed.0.contains_key(&it.kind) {
                guessed.declare_feature(&it.kind, Feature::new(name, range));
            }
        }
    }
    cas.types.merge(&guessed);
}

fn types(json: Option<&Json>) -> Types {
    let mut types = Types::default();
    let all = json.and_then(Json::as_object);
    for (name, it) in all.into_iter().flatten() {
        let Some(it) = it.as_object() else { continue };
        let parent = it.get("%SUPER_TYPE").and_then(Json::as_str).unwrap_or(TOP);
        types.declare(name, parent);
        for (feature, said) in it {
            if feature.starts_with('%') {
                continue;
            }
            let text = |key: &str| said.get(key).and_then(Json::as_str);
            let range = text("%RANGE").unwrap_or("uima.cas.String");
            let mut made = Feature::new(feature, range);
            if let Some(of) = range.strip_suffix("[]") {
                made.range = match of.strip_prefix("uima.cas.") {
                    Some(plain) if plain != "TOP" => format!("uima.cas.{plain}Array"),
                    _ => "uima.cas.FSArray".to_owned(),
                };
                made.element = Some(of.to_owned()).filter(|_| made.is_references());
            }
            made.element = text("%ELEMENT_TYPE").map(str::to_owned).or(made.element);
            made.shared = said.get("%MULTIPLE_REFERENCES_ALLOWED") == Some(&Json::Bool(true));
            types.declare_feature(name, made);
        }
    }
    types
}

fn sofa(id: u64, it: Map<String, Json>) -> Sofa {
    let mut sofa = Sofa {
        id,
        ..Sofa::default()
    };
    for (name, value) in it {
        match (name.as_str(), value) {
            ("sofaID", Json::String(name)) => sofa.name = name,
            ("sofaString", Json::String(text)) => sofa.text = Some(text),
            (_, value) => sofa.features.extend(feature(&name, &value)),
        }
    }
    sofa
}

fn structure(id: u64, kind: String, it: Map<String, Json>) -> Fs {
    let mut made = Fs {
        id,
        kind,
        ..Fs::default()
    };
    let place = |it: &Json| it.as_u64().and_then(|it| usize::try_from(it).ok());
    for (name, value) in it {
        match name.as_str() {
            "@sofa" => made.sofa = value.as_u64(),
            "begin" | "end" if place(&value).is_none() => {}
            "begin" => made.begin = place(&value),
            "end" => made.end = place(&value),
            "%ELEMENTS" => {
                let value = elements(&made.kind, &value);
                made.features.push(("elements".to_owned(), value));
            }
            name if name.starts_with('%') => {}
            name => made.features.extend(feature(name, &value)),
        }
    }
    made
}

fn feature(name: &str, value: &Json) -> Option<(String, Feat)> {
    if let Some(name) = name.strip_prefix('@') {
        return Some((name.to_owned(), Feat::Ref(value.as_u64()?)));
    }
    let name = name.trim_start_matches(['#', '^']).to_owned();
    Some((name, Feat::Text(plain(value)?)))
}

fn plain(value: &Json) -> Option<String> {
    Some(match value {
        Json::Null => return None,
        Json::String(text) => text.clone(),
        other => other.to_string(),
    })
}

fn elements(kind: &str, value: &Json) -> Feat {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    match kind {
        "uima.cas.StringArray" => Feat::Texts(
            list.iter()
                .map(|it| plain(it).unwrap_or_default())
                .collect(),
        ),
        "uima.cas.FSArray" => Feat::Refs(list.iter().map(|it| it.as_u64().unwrap_or(0)).collect()),
        kind if kind.ends_with("[]") => {
            Feat::Refs(list.iter().map(|it| it.as_u64().unwrap_or(0)).collect())
        }
        // Bytes stay as they are written here.
        _ => match value {
            Json::String(text) => Feat::Text(text.clone()),
            _ => Feat::Text(list.iter().filter_map(plain).collect::<Vec<_>>().join(" ")),
        },
    }
}

fn views(json: Option<&Json>, cas: &mut Cas) {
    for (name, it) in json.and_then(Json::as_object).into_iter().flatten() {
        let of = it.get("%SOFA").and_then(Json::as_u64);
        let members = it.get("%MEMBERS").and_then(Json::as_array);
        let members: Vec<u64> = members
            .into_iter()
            .flatten()
            .filter_map(Json::as_u64)
            .collect();
        match cas.sofas.iter_mut().find(|it| Some(it.id) == of) {
            Some(sofa) => sofa.members.extend(members),
            None => cas.sofas.push(Sofa {
                id: of.unwrap_or(u64::from(u32::MAX / 4)),
                name: name.clone(),
                members,
                ..Sofa::default()
            }),
        }
    }
}

/// Puts arrays that only one feature refers to into that feature.
fn inline(cas: &mut Cas) {
    let mut referred: BTreeMap<u64, usize> = BTreeMap::new();
    for it in &cas.all {
        for (_, value) in &it.features {
            match value {
                Feat::Ref(id) => *referred.entry(*id).or_default() += 1,
                Feat::Refs(all) => all
                    .iter()
                    .for_each(|id| *referred.entry(*id).or_default() += 1),
                _ => {}
            }
        }
    }
    for sofa in &cas.sofas {
        for id in &sofa.members {
            *referred.entry(*id).or_default() += 1;
        }
        for (_, value) in &sofa.features {
            if let Feat::Ref(id) = value {
                *referred.entry(*id).or_default() += 1;
            }
        }
    }
    let arrays: HashMap<u64, Feat> = cas
        .all
        .iter()
        .filter(|it| {
            it.kind.ends_with("[]")
                || it.kind == "uima.cas.FSArray"
                || it.kind == "uima.cas.StringArray"
        })
        .filter(|it| referred.get(&it.id) == Some(&1))
        .filter_map(|it| Some((it.id, it.get("elements")?.clone())))
        .collect();
    let mut gone = BTreeSet::new();
    for i in 0..cas.all.len() {
        let is_array = cas.all[i].kind.ends_with("Array") || cas.all[i].kind.ends_with("[]");
        let kind = cas.all[i].kind.clone();
        for (name, value) in &mut cas.all[i].features {
            let Feat::Ref(id) = value else { continue };
            let shared = cas
                .types
                .feature(&kind, name)
                .is_none_or(|it| it.shared || !it.is_list());
            if let Some(elements) = arrays.get(id).filter(|_| !is_array && !shared) {
                gone.insert(*id);
                *value = elements.clone();
            }
        }
    }
    cas.all.retain(|it| !gone.contains(&it.id));
}
