//! One record in three versions: field by field, and where a field was changed on both sides, both
//! versions whole.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::three::{Taken, settled, tables, three};
use crate::model::conflict::Conflict;
use crate::model::id::{AnnotatorId, AttributeId, LabelId, LinkId, SpanId, short_id};
use crate::model::value::Value;
use crate::store::decode;
use crate::store::disk::{LinkRecord, SpanRecord, one_line};

/// A record of an annotation file.
pub trait Record: Clone + PartialEq + Serialize {
    type Id: Clone + Ord + ToString;

    /// How new ids begin.
    const PREFIX: &'static str;

    fn id(&self) -> &Self::Id;
    fn when(&self) -> Timestamp;
    fn conflict(&self) -> Option<&Conflict<Self::Id>>;
    fn set_conflict(&mut self, conflict: Option<Conflict<Self::Id>>);
    fn set_id(&mut self, id: &str);
    /// Who made it as it is, and when.
    fn author(&self) -> (Option<AnnotatorId>, Timestamp);
    fn set_author(&mut self, author: (Option<AnnotatorId>, Timestamp));

    /// Both versions with all that is settled in each; the same twice where everything is.
    fn both(base: Option<&Self>, ours: &Self, theirs: &Self) -> (Self, Self);
}

/// What becomes of two versions of a record.
pub enum Merged<R> {
    One(R),
    /// The one that keeps the id, and the other.
    Two(R, R),
}

/// Merges two versions. The newer one keeps the id, so that it does not matter who merges.
pub fn merge<R: Record>(base: Option<&R>, ours: &R, theirs: &R) -> Merged<R> {
    match three(base, ours, theirs) {
        Taken::Same | Taken::Ours => return Merged::One(ours.clone()),
        Taken::Theirs => return Merged::One(theirs.clone()),
        Taken::Split => {}
    }
    let (mut ours, mut theirs) = R::both(base, ours, theirs);
    let newest = if is_newer(&ours, &theirs) {
        ours.author()
    } else {
        theirs.author()
    };
    let (by_ours, by_theirs) = (ours.author(), theirs.author());
    ours.set_author(newest.clone());
    theirs.set_author(newest);
    if ours == theirs {
        return Merged::One(ours);
    }
    ours.set_author(by_ours);
    theirs.set_author(by_theirs);
    if is_newer(&ours, &theirs) {
        Merged::Two(ours, theirs)
    } else {
        Merged::Two(theirs, ours)
    }
}

/// Gives the other version an id of its own: the same for everybody who merges the same.
pub fn as_version<R: Record>(mut other: R, taken: impl Fn(&R::Id, &R) -> bool) -> R {
    let original = other.id().clone();
    let text = one_line(&other).unwrap_or_default();
    other.set_conflict(Some(Conflict::VersionOf(original.clone())));
    for n in 0u32.. {
        let digest = decode::sha256(format!("{} {n} {text}", original.to_string()).as_bytes());
        let number = digest
            .get(..16)
            .and_then(|it| u64::from_str_radix(it, 16).ok());
        other.set_id(&short_id(R::PREFIX, number.unwrap_or_default()));
        if !taken(other.id(), &other) {
            break;
        }
    }
    other
}

/// Marks a record that one side removed and the other changed or used.
pub fn removed_elsewhere<R: Record>(mut record: R) -> R {
    if record.conflict().is_none() {
        record.set_conflict(Some(Conflict::Removed));
    }
    record
}

/// Whether the first is the later one; of two at one moment, the greater in words.
fn is_newer<R: Record>(a: &R, b: &R) -> bool {
    let key = |it: &R| (it.when(), one_line(it).unwrap_or_default());
    key(a) >= key(b)
}

/// What spans and links have in common: the same fields, under ids of their own.
macro_rules! fields {
    ($Id:ident, $prefix:literal) => {
        type Id = $Id;

        const PREFIX: &'static str = $prefix;

        fn id(&self) -> &$Id {
            &self.id
        }

        fn when(&self) -> Timestamp {
            self.when
        }

        fn conflict(&self) -> Option<&Conflict<$Id>> {
            self.conflict.as_ref()
        }

        fn set_conflict(&mut self, conflict: Option<Conflict<$Id>>) {
            self.conflict = conflict;
        }

        fn set_id(&mut self, id: &str) {
            self.id = $Id::new(id);
        }

        fn author(&self) -> (Option<AnnotatorId>, Timestamp) {
            (self.by.clone(), self.when)
        }

        fn set_author(&mut self, author: (Option<AnnotatorId>, Timestamp)) {
            (self.by, self.when) = author;
        }
    };
}

impl Record for SpanRecord {
    fields!(SpanId, "s");

    fn both(base: Option<&Self>, ours: &Self, theirs: &Self) -> (Self, Self) {
        let (mut a, mut b) = (ours.clone(), theirs.clone());
        let place = |it: &Self| (it.at.clone(), it.quote.clone(), it.was.clone());
        if let Some((at, quote, was)) =
            settled(base.map(place).as_ref(), &place(ours), &place(theirs))
        {
            (a.at, a.quote) = (at, quote);
            (b.at, b.quote) = (a.at.clone(), a.quote.clone());
            a.was.clone_from(&was);
            b.was = was;
        }
        both_answered(base, ours, theirs, &mut a, &mut b);
        if let Some(note) = settled(base.map(|it| &it.note), &ours.note, &theirs.note) {
            a.note.clone_from(&note);
            b.note = note;
        }
        let origin = settled(base.map(|it| &it.origin), &ours.origin, &theirs.origin);
        // How a record came to be is nobody's to choose: the greater is the one that was edited.
        let origin = origin.unwrap_or(if ours.origin as u8 > theirs.origin as u8 {
            ours.origin
        } else {
            theirs.origin
        });
        (a.origin, b.origin) = (origin, origin);
        a.conflict = waiting(base, ours, theirs);
        b.conflict.clone_from(&a.conflict);
        (a, b)
    }
}

/// Label and answers belong together: where one side relabelled and the other answered, both stay as
/// they are.
fn both_answered(
    base: Option<&SpanRecord>,
    ours: &SpanRecord,
    theirs: &SpanRecord,
    a: &mut SpanRecord,
    b: &mut SpanRecord,
) {
    type Answered = (LabelId, BTreeMap<AttributeId, Value>);
    let whole = |it: &SpanRecord| -> Answered { (it.label.clone(), it.attributes.clone()) };
    if ours.label != theirs.label {
        if let Some(it) = settled(base.map(whole).as_ref(), &whole(ours), &whole(theirs)) {
            (a.label, a.attributes) = it.clone();
            (b.label, b.attributes) = it;
        }
        return;
    }
    let none = BTreeMap::new();
    let before = base.map_or(&none, |it| {
        if it.label == ours.label {
            &it.attributes
        } else {
            &none
        }
    });
    a.attributes = tables(before, &ours.attributes, &theirs.attributes, |_, it, _| {
        it.cloned()
    });
    b.attributes = tables(before, &ours.attributes, &theirs.attributes, |_, _, it| {
        it.cloned()
    });
}

/// A choice that was made on one side is made; of two marks that differ, one stays.
fn waiting<R: Record>(base: Option<&R>, ours: &R, theirs: &R) -> Option<Conflict<R::Id>> {
    let rank = |it: &R| it.conflict().map(|it| it.version_of().cloned());
    let greater = if rank(ours) >= rank(theirs) {
        ours
    } else {
        theirs
    };
    settled(
        base.map(R::conflict).as_ref(),
        &ours.conflict(),
        &theirs.conflict(),
    )
    .unwrap_or(greater.conflict())
    .cloned()
}

impl Record for LinkRecord {
    fields!(LinkId, "l");

    fn both(base: Option<&Self>, ours: &Self, theirs: &Self) -> (Self, Self) {
        let (mut a, mut b) = (ours.clone(), theirs.clone());
        let ends = |it: &Self| (it.kind.clone(), it.from.clone(), it.to.clone());
        if let Some(it) = settled(base.map(ends).as_ref(), &ends(ours), &ends(theirs)) {
            (a.kind, a.from, a.to) = it.clone();
            (b.kind, b.from, b.to) = it;
        }
        a.conflict = waiting(base, ours, theirs);
        b.conflict.clone_from(&a.conflict);
        (a, b)
    }
}
