//! What the elements of TEI are to us.

/// A document.
pub fn is_document(name: &str) -> bool {
    matches!(name, "TEI" | "TEI.2")
}

/// Documents together.
pub fn is_corpus(name: &str) -> bool {
    matches!(name, "teiCorpus" | "teiCorpus.2")
}

/// What holds annotations apart from the text, the draft that came before `<standOff>` included.
pub fn is_beside(name: &str) -> bool {
    matches!(
        name,
        "standOff" | "standoff" | "stdf" | "annotations" | "listAnnotation" | "annotationGrp"
    )
}

/// What is an annotation, or several, wherever it stands.
pub fn is_annotation(name: &str) -> bool {
    matches!(
        name,
        "spanGrp"
            | "span"
            | "linkGrp"
            | "link"
            | "joinGrp"
            | "join"
            | "interpGrp"
            | "interp"
            | "listRelation"
            | "relation"
            | "fLib"
            | "fvLib"
            | "fs"
            | "annotation"
            | "annotationBlock"
    )
}

/// What stands in a text and is none of it.
pub fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "fw" | "figDesc"
            | "binaryObject"
            | "index"
            | "metamark"
            | "certainty"
            | "precision"
            | "respons"
            | "alt"
            | "altGrp"
            | "timeline"
            | "xenoData"
            | "teiHeader"
            | "facsimile"
            | "sourceDoc"
            | "notatedMusic"
    )
}

/// What holds other elements rather than words: what stands in it stands on lines of its own.
pub fn is_structure(name: &str) -> bool {
    matches!(
        name,
        "text"
            | "group"
            | "front"
            | "body"
            | "back"
            | "div"
            | "div0"
            | "div1"
            | "div2"
            | "div3"
            | "div4"
            | "div5"
            | "div6"
            | "div7"
            | "lg"
            | "sp"
            | "spGrp"
            | "list"
            | "table"
            | "row"
            | "figure"
            | "floatingText"
            | "titlePage"
            | "docTitle"
            | "castList"
            | "castGroup"
            | "performance"
            | "set"
            | "epigraph"
            | "argument"
            | "postscript"
            | "opener"
            | "closer"
            | "cit"
            | "listBibl"
            | "listPerson"
            | "listPlace"
            | "listOrg"
            | "poem"
    )
}

/// How many line ends are around an element, by what it stands in; 0: it is part of a line.
pub fn breaks(name: &str, parent: &str) -> usize {
    if matches!(name, "p" | "ab") {
        return if matches!(parent, "sp" | "item" | "note" | "cell" | "quote") {
            1
        } else {
            2
        };
    }
    if matches!(name, "docTitle" | "row" | "castGroup" | "set") {
        return 1;
    }
    if is_structure(name) {
        let inline =
            matches!(name, "cit" | "floatingText" | "figure" | "list") && !is_structure(parent);
        return if inline { 1 } else { 2 };
    }
    match name {
        "head" | "trailer" => 2,
        "l" | "item" | "speaker" | "castItem" | "titlePart" | "docAuthor" | "docDate"
        | "docImprint" | "docEdition" | "byline" | "dateline" | "salute" | "signed"
        | "imprimatur" | "addrLine" | "u" => 1,
        _ if is_structure(parent) && !matches!(name, "cell" | "label") => 1,
        _ => 0,
    }
}

/// What makes up the page and is not said of any words.
fn is_layout(name: &str) -> bool {
    matches!(
        name,
        "p" | "ab"
            | "l"
            | "item"
            | "cell"
            | "castItem"
            | "titlePart"
            | "docAuthor"
            | "docDate"
            | "docImprint"
            | "docEdition"
            | "byline"
            | "trailer"
            | "imprimatur"
            | "addrLine"
            | "choice"
            | "app"
            | "subst"
    )
}

/// Whether an empty element says something by standing where it does, such as where a page begins.
pub fn is_kept_empty(name: &str) -> bool {
    breaks(name, "") == 0 && !is_layout(name) && !matches!(name, "lb" | "anchor")
}

/// What spans paragraphs, and is drawn in the margin.
pub fn is_zone(name: &str) -> bool {
    matches!(name, "div" | "sp" | "quote" | "floatingText" | "epigraph")
}

/// Whether an element of the text is an annotation of its words; `attributes` without ids and numbers.
pub fn is_span(name: &str, attributes: usize) -> bool {
    match name {
        "sp" | "quote" | "epigraph" | "floatingText" => true,
        "w" | "pc" | "c" | "s" | "seg" | "phr" | "cl" | "div" => attributes > 0,
        _ => !is_structure(name) && !is_layout(name),
    }
}

/// What is one word or less: several that follow one another are one stretch of text.
pub fn is_token(name: &str) -> bool {
    matches!(name, "w" | "pc" | "c")
}

/// Of readings that exclude each other, whether one is not shown; what an element says of itself is not
/// either, nor how a word of ruby is read.
pub fn is_hidden(name: &str, parent: &str, has_shown: bool) -> bool {
    match parent {
        "gap" | "incident" | "kinesic" | "vocal" | "shift" | "writing" | "pause" => {
            matches!(name, "desc" | "gloss")
        }
        "ruby" => name == "rt",
        "choice" => has_shown || matches!(name, "sic" | "orig" | "abbr"),
        "app" => has_shown || !matches!(name, "lem" | "rdg" | "rdgGrp"),
        "subst" => name == "del",
        _ => false,
    }
}
