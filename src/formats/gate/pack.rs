//! BDOC packed as `MessagePack`, as `gatenlp.serialization.default_msgpack` writes it: one value after another.

use rmpv::Value as Pack;
use serde_json::{Map, Number, Value as Json, json};

/// What such a file begins with.
const VERSION: &str = "sm2";
/// Features are no deeper within each other.
const MAX_DEPTH: usize = 64;

/// The same document as JSON; `None` where it is not well formed.
pub fn json(mut bytes: &[u8]) -> Option<Json> {
    let bytes = &mut bytes;
    if next(bytes)? != VERSION {
        return None;
    }
    let (offset_type, text, name) = (next(bytes)?, next(bytes)?, next(bytes)?);
    let features = next(bytes)?;
    let mut sets = Map::new();
    for _ in 0..next(bytes)?.as_u64()? {
        let set = next(bytes)?.as_str().unwrap_or_default().to_owned();
        let next_annid = next(bytes)?;
        let mut annotations = Vec::new();
        for _ in 0..next(bytes)?.as_u64()? {
            let (kind, start, end) = (next(bytes)?, next(bytes)?, next(bytes)?);
            let (id, features) = (next(bytes)?, next(bytes)?);
            annotations.push(
                json!({"type": kind, "start": start, "end": end, "id": id, "features": features}),
            );
        }
        let it = json!({"name": set, "annotations": annotations, "next_annid": next_annid});
        sets.insert(set, it);
    }
    Some(json!({
        "text": text,
        "name": name,
        "offset_type": offset_type,
        "features": features,
        "annotation_sets": sets,
    }))
}

fn next(bytes: &mut &[u8]) -> Option<Json> {
    as_json(rmpv::decode::read_value_with_max_depth(bytes, MAX_DEPTH).ok()?)
}

/// `None` where JSON has no such value: a map whose keys are lists or maps.
fn as_json(value: Pack) -> Option<Json> {
    Some(match value {
        Pack::Nil | Pack::Ext(..) => Json::Null,
        Pack::Boolean(flag) => flag.into(),
        Pack::Integer(it) => it.as_i64().map_or_else(|| it.as_u64().into(), Json::from),
        Pack::F32(it) => Number::from_f64(it.into()).into(),
        Pack::F64(it) => Number::from_f64(it).into(),
        Pack::String(it) => String::from_utf8_lossy(it.as_bytes()).into(),
        Pack::Binary(it) => String::from_utf8_lossy(&it).into(),
        Pack::Array(all) => Json::Array(all.into_iter().map(as_json).collect::<Option<_>>()?),
        Pack::Map(all) => {
            let one = |(key, value)| Some((key_of(key)?, as_json(value)?));
            Json::Object(all.into_iter().map(one).collect::<Option<_>>()?)
        }
    })
}

/// The text of a key. Of keys within keys there is none: written as text, each would be twice as long as the one
/// inside it.
fn key_of(key: Pack) -> Option<String> {
    match as_json(key)? {
        Json::Array(_) | Json::Object(_) => None,
        Json::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(features: &Pack) -> Vec<u8> {
        let mut bytes = Vec::new();
        let head = ["sm2", "p", "Non.", "a"].map(Pack::from);
        for it in head.iter().chain([features, &Pack::from(0)]) {
            rmpv::encode::write_value(&mut bytes, it).unwrap();
        }
        bytes
    }

    #[test]
    fn keys_are_texts_or_what_can_be_said_in_one() {
        let whole = Pack::Map(vec![(1.into(), "a".into()), ("b".into(), true.into())]);
        let found = json(&packed(&whole)).unwrap();
        assert_eq!(found["features"], json!({"1": "a", "b": true}));
    }

    #[test]
    fn keys_within_keys_are_refused_at_once() {
        let deep = (0..50).fold(Pack::from("a"), |it, _| Pack::Map(vec![(it, "b".into())]));
        assert_eq!(json(&packed(&deep)), None);
    }
}
