//! A file of CAS JSON as it is taken apart while it is parsed: no tree of the whole, and of sentences and
//! words that nobody has marked not even one of each.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::super::super::json::Fields;
use super::super::super::uima::ours;

/// What a file holds.
pub enum Top {
    Object {
        types: Option<Json>,
        structures: Vec<Structure>,
        views: Option<Json>,
    },
    /// Something else than an object.
    Other,
}

/// A feature structure.
pub enum Structure {
    /// A sentence or a word that nobody has marked, with nothing but its place.
    Ours {
        kind: &'static str,
        sofa: u64,
        id: u64,
    },
    Any(Map<String, Json>),
}

impl Structure {
    pub fn id(&self) -> Option<u64> {
        match self {
            Self::Ours { id, .. } => Some(*id),
            Self::Any(it) => it.get("%ID")?.as_u64(),
        }
    }
}

/// All values but lists and objects come to the same, for visitors that take anything.
macro_rules! otherwise {
    ($value:ty, $made:expr) => {
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("any JSON")
        }

        fn visit_bool<E>(self, _: bool) -> Result<$value, E> {
            Ok($made)
        }

        fn visit_i64<E>(self, _: i64) -> Result<$value, E> {
            Ok($made)
        }

        fn visit_u64<E>(self, _: u64) -> Result<$value, E> {
            Ok($made)
        }

        fn visit_f64<E>(self, _: f64) -> Result<$value, E> {
            Ok($made)
        }

        fn visit_str<E>(self, _: &str) -> Result<$value, E> {
            Ok($made)
        }

        fn visit_unit<E>(self) -> Result<$value, E> {
            Ok($made)
        }
    };
}

impl<'de> Deserialize<'de> for Top {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Whole)
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Top;

    otherwise!(Top, Top::Other);

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Top, A::Error> {
        while all.next_element::<Json>()?.is_some() {}
        Ok(Top::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Top, A::Error> {
        let (mut types, mut structures, mut views) = (None, Vec::new(), None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "%TYPES" => types = Some(map.next_value()?),
                "%FEATURE_STRUCTURES" => structures = map.next_value_seed(Structures)?,
                "%VIEWS" => views = Some(map.next_value()?),
                _ => drop(map.next_value::<Json>()?),
            }
        }
        Ok(Top::Object {
            types,
            structures,
            views,
        })
    }
}

/// A list, or an object by id.
struct Structures;

impl<'de> DeserializeSeed<'de> for Structures {
    type Value = Vec<Structure>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Vec<Structure>, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Structures {
    type Value = Vec<Structure>;

    otherwise!(Vec<Structure>, Vec::new());

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Vec<Structure>, A::Error> {
        let (mut found, mut fields) = (Vec::new(), Fields::default());
        while let Some(one) = all.next_element_seed(One(&mut fields))? {
            found.extend(one);
        }
        Ok(found)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<Structure>, A::Error> {
        let all = Map::<String, Json>::deserialize(MapAccessDeserializer::new(map))?;
        let mut found = Vec::with_capacity(all.len());
        for (id, it) in all {
            let Json::Object(mut it) = it else { continue };
            if let Ok(id) = id.parse::<u64>() {
                it.entry("%ID").or_insert(Json::from(id));
            }
            found.push(it);
        }
        found.sort_by_key(|it| it.get("%ID").and_then(Json::as_u64));
        Ok(found.into_iter().map(Structure::Any).collect())
    }
}

/// One of them, if it is an object; the fields are the same for all, so that their list is made once.
struct One<'a, 'de>(&'a mut Fields<'de>);

impl<'de> DeserializeSeed<'de> for One<'_, 'de> {
    type Value = Option<Structure>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<Structure>, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for One<'_, 'de> {
    type Value = Option<Structure>;

    otherwise!(Option<Structure>, None);

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Option<Structure>, A::Error> {
        while all.next_element::<Json>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<Structure>, A::Error> {
        self.0.refill(map)?;
        let word = word(self.0);
        Ok(Some(word.unwrap_or_else(|| {
            Structure::Any(std::mem::take(self.0).into())
        })))
    }
}

/// What these fields are, if they are those of a sentence or a word that nobody has marked, and no others.
fn word(fields: &Fields) -> Option<Structure> {
    let (mut id, mut kind, mut sofa, mut own) = (None, None, None, None);
    let (mut begin, mut end) = (None, None);
    for (name, it) in fields.iter() {
        let free = match (name, it.as_u64(), it.as_str()) {
            ("%ID", Some(it), _) => id.replace(it).is_none(),
            ("@sofa", Some(it), _) => sofa.replace(it).is_none(),
            ("begin", Some(it), _) => begin.replace(it).is_none(),
            ("end", Some(it), _) => end.replace(it).is_none(),
            ("%TYPE", _, Some(it)) => kind.replace(it).is_none(),
            ("id", _, Some(it)) => own.replace(it).is_none(),
            _ => false,
        };
        if !free {
            return None;
        }
    }
    begin?;
    end?;
    Some(Structure::Ours {
        kind: ours(kind?, own)?,
        sofa: sofa?,
        id: id?,
    })
}
