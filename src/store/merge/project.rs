//! Three versions of `project.ron`: the lists by id, the rest field by field. Where both changed one
//! field differently ours stands, and theirs is told.

use super::lists::{Place, field, lists};
use super::{Left, Refused, schema};
use crate::store::disk::{Entry, Named, ProjectFile};
use crate::store::notice::Trouble;

/// The merged file, and what is left to choose.
pub(crate) fn files(
    base: Option<&ProjectFile>,
    ours: &ProjectFile,
    theirs: &ProjectFile,
) -> Result<(ProjectFile, Vec<Left>), Refused> {
    let mut left = Vec::new();
    let twice = |document: String| Refused::ours(Trouble::DuplicateDocument { document });
    let mut file = ours.clone();
    file.name = field(
        Place::top("name"),
        base.map(|it| &it.name),
        &ours.name,
        &theirs.name,
        &mut left,
    );
    file.schema = schema::merge(
        base.map(|it| &it.schema),
        &ours.schema,
        &theirs.schema,
        &mut left,
    )
    .map_err(twice)?;
    let three = |of: fn(&ProjectFile) -> &[Named]| [base.map_or(&[][..], of), of(ours), of(theirs)];
    for (name, of, to) in [
        ("targets", three(|it| &it.targets), &mut file.targets),
        (
            "annotators",
            three(|it| &it.annotators),
            &mut file.annotators,
        ),
    ] {
        *to = lists(Place::top(name), of, |it| &it.id, named, &mut left).map_err(twice)?;
        // As they are saved: by id.
        to.sort_by(|a, b| a.id.cmp(&b.id));
    }
    let documents = [
        base.map_or(&[][..], |it| &it.documents),
        &ours.documents,
        &theirs.documents,
    ];
    let place = Place::top("documents");
    file.documents = lists(place, documents, |it| &it.id, entry, &mut left).map_err(twice)?;
    Ok((file, left))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature that lists ask for")]
fn named(
    place: Place,
    base: Option<&Named>,
    ours: &Named,
    theirs: &Named,
    left: &mut Vec<Left>,
) -> Result<Named, String> {
    let name = field(
        place.below("name"),
        base.map(|it| &it.name),
        &ours.name,
        &theirs.name,
        left,
    );
    Ok(Named {
        id: ours.id.clone(),
        name,
    })
}

#[expect(clippy::unnecessary_wraps, reason = "the signature that lists ask for")]
fn entry(
    place: Place,
    base: Option<&Entry>,
    ours: &Entry,
    theirs: &Entry,
    left: &mut Vec<Left>,
) -> Result<Entry, String> {
    let mut merged = ours.clone();
    macro_rules! fields {
        ($($name:ident),*) => {$(
            merged.$name = field(
                place.below(stringify!($name)),
                base.map(|it| &it.$name),
                &ours.$name,
                &theirs.$name,
                left,
            );
        )*};
    }
    fields!(title, author, date, url, language, genre);
    let text = |it: &Entry| (it.sha256.clone(), it.encoding.clone());
    (merged.sha256, merged.encoding) = field(
        place.below("sha256"),
        base.map(text).as_ref(),
        &text(ours),
        &text(theirs),
        left,
    );
    let none = std::collections::BTreeMap::new();
    let before = base.map_or(&none, |it| &it.fields);
    let fields_place = place.below("fields");
    merged.fields = super::three::tables(before, &ours.fields, &theirs.fields, |key, o, t| {
        if let Some((_, theirs)) = o.zip(t) {
            left.push(Left::Field {
                field: fields_place.below(key).path(),
                theirs: theirs.clone(),
            });
        }
        o.or(t).cloned()
    });
    Ok(merged)
}
