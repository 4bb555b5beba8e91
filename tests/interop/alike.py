"""What is the same though it is written otherwise, and what a format cannot say and has announced: the two sides of a
comparison are brought to what both can know, in place, before the checkers compare them."""

import collections
import csv
import dataclasses
import functools
import pathlib
import re

import common

UIMA = {"xmi", "casjson", "webanno"}

# What holds words only: its readers put them together with blanks.
WORDY = {"conll", "conllu", "parquet", "hf", "hf-tokens"}

ENDS = {"Governor": 0, "Dependent": 1, "governor": 0, "dependent": 1, "source": 0, "target": 1}
WORDS = {f"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.{it}" for it in ("Sentence", "Token")}
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
NAMING = {"documentId", "documentTitle", "language", "title"}
TARGETS_OF_UIMA = {"xmi", "casjson"}
CUSTOM = "webanno.custom."
REJECTED = "rejected"

# What the checkers' reader of a format does not look at, though it is written: the way back shows these.
BLIND = {
    "brat": "notes meta",
    "conll": "attrs relations groups notes doclabels meta",
    "webanno": "attrs notes meta groups doclabels",
    "xmi": "attrs notes meta groups doclabels",
    "casjson": "attrs notes meta groups doclabels",
    "gate": "attrs relations notes meta groups doclabels",
    "w3c": "attrs relations groups notes doclabels meta",
    "qdpx": "attrs relations groups notes doclabels meta",
    "tei": "attrs relations groups notes doclabels meta",
    "jsonl": "attrs relations groups notes doclabels meta",
    "spacy": "attrs relations groups notes doclabels meta",
    "parquet": "attrs relations groups notes doclabels meta",
    "table": "attrs relations groups notes doclabels meta frags",
    "stance": "attrs relations groups notes doclabels meta",
}

FACETS = "attrs relations groups notes doclabels meta frags labels roles".split()



@dataclasses.dataclass
class Step:
    """A comparison: what `checker` sees of a corpus with what `seen` sees in `where`, after a way through `to`."""

    name: str
    where: pathlib.Path
    seen: str
    how: dict
    lost: collections.Counter
    checker: str
    to: str
    more: dict


def alike(left, after, it):
    """Both sides, brought to what both can know; and the facets that the reader of the other side does not see."""
    blind = ()
    if it.name != "same":
        for doc in (left if it.checker == "webanno" else []) + (after if it.seen == "webanno" else []):
            on_words(doc)
        if it.seen in UIMA or TARGETS_OF_UIMA & {it.to}:
            made_up(left, after)
    if it.name == "cross":
        kinds = {it.checker, it.seen}
        left, after = plain(left, kinds), plain(after, kinds, it.where)
        blind = tuple(BLIND[it.seen].split())
    if it.name != "same":
        of_uima(left, after, it, blind)
    if it.checker == "gate" and it.name == "back":
        valued(left, after)
    if it.lost["extras"] or it.name == "cross":
        bare(left, after)
    if it.name == "back":
        in_words(left + after)
    if it.lost["frags"] and it.to == "brat":
        for doc in left:
            in_lines(doc)
    if it.checker == "conllu" and it.name == "back":
        # The columns of words are kept beside.
        for doc in left + after:
            doc.spans, doc.rels, doc.notes = {}, [], []
    if it.checker == "tei":
        spaced(left, after)
    if it.lost["text"] or (it.name != "same" or "after" in it.more) and {it.checker, it.to, it.more.get("kind")} & WORDY:
        left, after = of_words(left, after, it)
    if it.lost["labels"]:
        renamed(left + after)
    return left, after, blind


def of_uima(left, after, it, blind):
    """What a CAS says in its own way."""
    if it.checker in UIMA and it.name == "back":
        # A type without a package gets one.
        for doc in left + after:
            for span in doc.spans.values():
                span.label = span.label.removeprefix(CUSTOM)
    if {it.seen, it.checker} & UIMA:
        folded(left)
        folded(after)
    # Words and sentences that nothing refers to are kept beside; the rows of WebAnno TSV are words anyway.
    beside = {it.seen, it.checker} & UIMA and (it.lost["extras"] or it.name == "cross")
    if "webanno" in (it.seen, it.checker) or beside:
        unseen = it.lost["relations"] or "relations" in blind
        for doc in left + after:
            # The words of a text are its rows: no spans but where something is said of them.
            ends = set() if unseen else {end for rel in doc.rels for end in (rel.src, rel.dst)}
            doc.spans = {k: span for k, span in doc.spans.items() if k in ends
                         or span.label not in WORDS | {"Sentence", "Token"}}
    if it.lost["extras"]:
        # Features of relations are kept beside.
        for doc in left + after:
            for rel in doc.rels:
                rel.attrs = {}
    if it.lost["extras"] or it.name == "cross":
        chained((left if it.checker in UIMA else []) + (after if it.seen in UIMA else []))


def on_words(doc):
    """Dependencies are between words, and not between other records on the same words."""
    for it in doc.spans.values():
        it.label = TOKEN if it.label == "Token" else it.label
    words = {it.frags: k for k, it in doc.spans.items() if it.label == TOKEN}

    def word(end):
        at = doc.spans[end].frags
        if at not in words:
            words[at] = f"word-{len(words)}"
            doc.spans[words[at]] = common.Span(TOKEN, at)
        return words[at]

    for it in doc.rels:
        if it.label.endswith("Dependency"):
            it.src, it.dst = word(it.src), word(it.dst)


def chained(docs):
    """Chains as relations from each member to the next."""
    for doc in docs:
        for _, members in doc.groups:
            row = sorted(members, key=lambda it: doc.spans[it].frags)
            doc.rels += [common.Rel("next", a, b) for a, b in zip(row, row[1:])]


def of_words(left, after, it):
    """What is left of texts where words alone are written, and where all documents are one file."""
    if it.lost["text"] and it.to == "stance-tsv":
        # A row may be about a span: its text is the words of that.
        rows = {"".join(doc.text[s.frags[0][0]:s.frags[-1][1]].split())
                for doc in left if doc.text for s in doc.spans.values()}
        after = [doc for doc in after if "".join((doc.text or "").split()) not in rows]
    solid(left + after)
    unread = it.more.get("unread", False)
    if unread:
        known = {doc.text for doc in left}
        after = [doc for doc in after if doc.spans or doc.text in known or len(after) == 1]
    if it.lost["text"]:
        left = written_of(left, after, it.lost)
    if it.seen in ("w3c", "table"):
        # Whose readers give no document without spans.
        left, after = ([doc for doc in side if doc.spans] for side in (left, after))
    if sorted(doc.text for doc in left if doc.text) != sorted(doc.text for doc in after if doc.text):
        after = joined(after)
        left = joined(left, after[0].text, unread)
        unseen, left[0].meta = left[0].meta, {}
        after[0].spans = {k: span for k, span in after[0].spans.items() if not any(
            a <= span.frags[0][0] and span.frags[-1][1] <= b for a, b in unseen.items())}
    return left, after


def spaced(left, after):
    """Elements around words as spans, of those names that are spans in a project; white space that was collapsed, and
    lines that were broken, as nothing."""
    solid(left + after)
    for doc in left + after:
        doc.spans = {k: it for k, it in doc.spans.items() if it.frags[0][0] < it.frags[-1][1]}
        for it in doc.spans.values():
            it.label, it.attrs = it.label.lstrip("#"), {}
    names = {it.label for doc in after for it in doc.spans.values()}
    for doc in left:
        doc.spans = {k: it for k, it in doc.spans.items() if it.label in names}


def in_words(docs):
    """Values as any format says them."""
    for doc in docs:
        for it in doc.spans.values():
            it.attrs = {k: plain_value(v) for k, v in it.attrs.items()}
        doc.meta = {k: plain_value(v) for k, v in doc.meta.items()}


def short(label, kinds):
    """A label as all of these kinds say it: UIMA puts the package before it, TEI a mark."""
    if kinds & UIMA:
        label = label.rsplit(".", 1)[-1]
    if "tei" in kinds:
        # An `xml:id`, which holds no blank and begins with no digit.
        label = re.sub(r"[^\w.-]", "_", label.lstrip("#")).removeprefix("label-")
    return label


def folded(docs):
    """Relations of UIMA, which are annotations with two ends, as relations; slots by the name of the feature."""
    for doc in docs:
        layers = collections.defaultdict(dict)
        for it in doc.rels:
            end = it.label.rsplit(".", 1)[-1]
            if end in ENDS:
                layers[it.src][ENDS[end]] = it.dst
        rels = [it for it in doc.rels if it.label.rsplit(".", 1)[-1] not in ENDS]
        for it in rels:
            it.label = it.label.rsplit(".", 1)[-1].removesuffix("None").rstrip(":")
        for it, ends in layers.items():
            link = doc.spans.get(it)
            if link and len(ends) == 2:
                del doc.spans[it]
                name = link.attrs.get("sententia_label") or link.label.rsplit(".", 1)[-1]
                rels.append(common.Rel(name, ends[0], ends[1]))
        doc.rels = rels


def plain(docs, kinds, where=None):
    """What a reader sees of a project, in words that the readers of all these kinds have in common."""
    for doc in docs:
        if "w3c" in kinds and where:
            # The links are annotations of their own, which the reader puts to whichever text comes first.
            doc.rels = []
            file, _, source = doc.id.partition("!")
            doc.id = (pathlib.PurePosixPath(file).parent / source).as_posix().rsplit(".", 1)[0]
            if source and (where / file).parent.joinpath(source).is_file():
                doc.text = (where / file).parent.joinpath(source).read_bytes().decode("utf-8")
        elif "table" in kinds and where:
            doc.text = texts_of(where, where.stat().st_mtime_ns).get(doc.id)
            doc.id = doc.id.rsplit(".", 1)[0]
        elif "spacy" in kinds:
            doc.spans = {k: v for k, v in doc.spans.items() if v.attrs.get("group") or not any(
                w.attrs.get("group") for w in doc.spans.values())}
        for it in doc.spans.values():
            it.label = short(it.label, kinds)
    return [it for it in docs if it.text is not None] if "w3c" in kinds and where else docs


@functools.lru_cache(maxsize=2)
def texts_of(where, written):
    """The texts beside a table, by the names in it; `written` tells one export from the next."""
    path = next(where.glob("documents.?sv"), None)
    if path is None:
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ",")
        return {it["doc"]: (where / it["file"]).read_bytes().decode("utf-8") for it in rows if it.get("file")}


def bare(left, after):
    """Without what a format keeps for itself, and another does not write: events, roles, groups and notes of other
    kinds in brat, which are spans and links in a project; what is kept beside and told of."""
    docs = left + after
    kinds = {it[0] for doc in docs for it in doc.groups} | {"Equiv"}
    for doc in docs:
        if any(it.startswith("answer=") for it in doc.labels):
            # A task of Prodigy that was rejected or ignored says nothing of its text: all of it is kept beside.
            doc.spans, doc.labels = {}, []
        if doc.text is None:
            # Spans of no text.
            doc.spans = {}
        # A place of no width is no span.
        doc.spans = {k: it for k, it in doc.spans.items() if it.label != REJECTED and any(b > a for a, b in it.frags)}
        # An event whose type is not that of its trigger is no event.
        doc.rels = [it for it in doc.rels if not it.label.startswith("EVENT:") or it.src not in doc.spans
                    or doc.spans[it.src].label == it.label.removeprefix("EVENT:")]
        for it in doc.spans.values():
            it.attrs = {k: v for k, v in it.attrs.items() if k != "events" and not k.startswith("norm:")}
            # A feature of GATE without a value.
            it.attrs = {k.removeprefix("event."): v for k, v in it.attrs.items() if v is not None}
        for it in doc.rels:
            if it.label.startswith("EVENT:"):
                # The link bears the name of the role.
                it.label = it.roles[0].rstrip("0123456789")
            it.roles = ()
        doc.groups, known = [], set(doc.spans)
        doc.rels = [it for it in doc.rels if it.label not in kinds and it.src in known and it.dst in known]
        doc.notes = [it for it in doc.notes if it[0] in known and it[1].startswith("AnnotatorNotes:")]


def made_up(left, after):
    """Without what a CAS needs and the project has not: words and sentences, a name and a language of the document."""
    def key(doc):
        return "".join((doc.text or "").split())

    by_text = collections.defaultdict(list)
    for doc in left:
        by_text[key(doc)].append(doc)
    for doc in after:
        same = by_text[key(doc)]
        known = {it.label for was in same for it in was.spans.values()}
        doc.spans = {k: it for k, it in doc.spans.items() if it.label not in WORDS - known}
        named = {it for was in same for it in was.meta}
        doc.meta = {k: v for k, v in doc.meta.items() if k in named or k not in NAMING}


def solid(docs):
    """Texts without white space, and places in them: of words alone, nobody knows what stands between."""
    for doc in docs:
        if doc.text is None:
            continue
        places, n = [], 0
        for c in doc.text:
            places.append(n)
            n += not c.isspace()
        places.append(n)
        doc.text = "".join(doc.text.split())
        for it in doc.spans.values():
            it.frags = tuple((places[a], places[b]) for a, b in it.frags)


def written_of(left, after, lost):
    """Without the documents that are not written at all, if no more are missing than are announced."""
    texts = collections.Counter(it.text for it in after)
    there = []
    for doc in left:
        if texts[doc.text] > 0:
            texts[doc.text] -= 1
            there.append(doc)
    left_over = +texts
    gone = sum(bool(it.text) for it in left) - sum(bool(it.text) for it in there)
    return there if not left_over and gone <= lost["text"] else left


def joined(docs, guide="", unread=False):
    """All documents as one, in the order in which their texts stand in the guide: where a format has one file for all."""
    order = [it for it in docs if it.text]
    left = sorted(order, key=lambda it: -len(it.text)) if guide else list(order)
    after = {id(a): b for a, b in zip(order, order[1:])}
    whole, doc, unseen = common.Doc("all", ""), None, unread or any(it.text is None for it in docs)
    while left:
        # That which came next, or else the longest: a short text may begin another.
        here, likely = len(whole.text), after.get(id(doc))
        fitting = (it for it in ([likely] if likely in left else []) + left if guide.startswith(it.text, here))
        doc = next(fitting, None)
        if doc is None and unseen:
            # A document of which the checker sees no text, such as a page: its words are those up to the next.
            starts = [(guide.find(it.text, here), n) for n, it in enumerate(left)]
            at, n = min((it for it in starts if it[0] >= 0), default=(here, 0))
            whole.text += guide[here:at]
            whole.meta[here] = at
            doc = left[n]
        doc = doc or left[0]
        left.remove(doc)
        n = len(whole.text)
        for k, it in doc.spans.items():
            it.frags = tuple((a + n, b + n) for a, b in it.frags)
            whole.spans[doc.id, k] = it
        whole.text += doc.text
        whole.problems += doc.problems
    if unseen and not left:
        whole.meta[len(whole.text)] = len(guide)
        whole.text += guide[len(whole.text):]
    return [whole]


def in_lines(doc):
    """Without line ends at the ends of a span, and spans of nothing else: brat's cannot hold them."""
    for k, it in list(doc.spans.items()):
        a, b = it.frags[0][0], it.frags[-1][1]
        while a < b and doc.text[a] in "\r\n":
            a += 1
        while a < b and doc.text[b - 1] in "\r\n":
            b -= 1
        it.frags = ((a, b),)
        if a == b:
            del doc.spans[k]


def renamed(docs):
    """Names as a format can write them that knows plain letters only: anything else is a line."""
    def name(text):
        # UIMA's begin with a letter, for which there is an x.
        return re.sub("_+", "_", re.sub("[^A-Za-z0-9]", "_", re.sub("^x(?=[_0-9])", "", text))).strip("_").lower()

    for doc in docs:
        for it in doc.spans.values():
            it.label, it.attrs = name(it.label), {name(k): v for k, v in it.attrs.items()}
        for it in doc.rels:
            it.label = name(it.label)


def plain_value(value):
    """Yes or no and numbers alike however they are written: 1436 is 1436.0, but 007 is a word."""
    said = str(value)
    if said.lower() in ("true", "false"):
        return said.lower()
    try:
        return repr(float(said)) if said in (repr(float(said)), f"{float(said):.0f}") else said
    except (ValueError, OverflowError):
        return said


def valued(left, after):
    """Values of GATE as every format can say them: what is neither words nor a number nor yes or no is kept beside,
    and of a document it is told as the text that it is written as."""
    for doc in left + after:
        for it in doc.spans.values():
            it.attrs = {k: v for k, v in it.attrs.items() if is_plain(v)}
        doc.meta = {k: plain_value(v) if is_plain(v) and not str(v).startswith(("{", "[", "<?xml")) else ""
                    for k, v in doc.meta.items()}


def is_plain(value):
    if isinstance(value, float):
        # -20.0 would come back as -20.
        return value == value and value != int(value)
    return isinstance(value, (str, bool)) or isinstance(value, int) and abs(value) < 2**53


def differences(before, after, lost, blind=()):
    """The lines in which `after` differs from `before` beyond what is lost."""
    skip = tuple(it for it in FACETS if it != "labels" and lost[it] or it in blind)
    if lost["attrs"] or lost["kinds"]:
        skip += ("attrs",)
    pairs, extra = match(before, after, skip)
    found = []
    for a, b in pairs:
        if a.text is None and a.problems:
            continue
        if b is None:
            # Of tasks over the markup of a page, and of what they cannot read, the checkers give no text.
            if a.text is None and lost["beside"]:
                continue
            if a.spans or (a.text and not blind):
                found.append((a.id, "missing"))
            continue
        lines = common.compare_docs(a, b, skip)
        was = common.selfcheck(a)
        lines += [f"problem of the file: {it}" for it in common.selfcheck(b) if it not in was][:5]
        found += [(a.id, it) for it in lines]
    found += [(it.id, "extra") for it in extra if it.spans and it.text is not None]
    counts = collections.Counter()
    for _, it in found:
        what, count = number(it)
        counts[what] += count
    if found and None not in counts and max(counts.values()) <= lost["spans"]:
        # Said to be lost, or to be made longer: the number suffices.
        return [], skip
    if lost["extras"] and set(counts) == {"relations: lost"} and counts["relations: lost"] <= lost["beside"]:
        # Of a list with an end of no width all is kept beside.
        return [], skip
    return found, skip


def match(before, after, skip):
    """As the checkers' own, but of several documents of one text each gets the one that is most like it."""
    by_text = collections.defaultdict(list)
    for doc in after:
        if doc.text is not None:
            by_text[doc.text].append(doc)
    pairs, rest, used = [], [], set()

    def unlike(a, b):
        return len(common.compare_docs(a, b, skip))

    # Those that are equal first: one that differs does not take the place of another's equal.
    for wanted in (lambda a, b: a.id == b.id and not unlike(a, b), lambda a, b: not unlike(a, b), unlike):
        for doc in [it for it in before if id(it) not in used]:
            same = [it for it in by_text.get(doc.text, []) if id(it) not in used]
            if wanted is unlike:
                same = sorted(same, key=lambda it: unlike(doc, it))[:1]
            else:
                same = [it for it in same if wanted(doc, it)]
            if same:
                used |= {id(doc), id(same[0])}
                pairs.append((doc, same[0]))
            elif wanted is unlike:
                rest.append(doc)
    more, extra = common.match(rest, [it for it in after if id(it) not in used])
    return pairs + more, extra


def number(line):
    """What a line of the comparison is about, and how many of it; none for a line of another kind."""
    it = re.match(r"((?:spans|relations|attrs|relattrs|notes|doclabels): )(\d+) (lost|invented)", line)
    return (it[1] + it[3], int(it[2])) if it else (None, 1)
