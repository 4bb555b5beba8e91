#!/usr/bin/env python3
"""Every corpus through every format and back, compared by checkers that know nothing of Sententia.

    python tests/interop/pairs.py target/debug/sententia --shared ../shared
    python tests/interop/pairs.py target/debug/sententia --shared ../shared --only brat --to tei,w3c --verbose

Needs `corpora/` and `validators/` of the folder given, and what `validators/requirements.txt` names. Three things are
done with each corpus C of a format A:

  same    C is converted to A and compared with C
  cross   C is converted to B and what B's own reader sees is compared with C
  back    that is converted to A again and compared with C

A comparison leaves out the facets that the conversion itself has announced as lost, and nothing else. What a checker
cannot see in B (`BLIND`) is left out of `cross` alone, and said. Ends with 1 where anything differs.
"""

import argparse
import collections
import copy
import csv
import functools
import json
import logging
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from types import SimpleNamespace

# All that stands in a document of GATE: its words and the marks of the page as well.
GATE = {"tokens": True, "markups": True}

# The folder of the corpora, the format, the checker's name for it and its options; `only` these files of the folder
# are of the format, `after` is the kind of what is written, where it is another, `columns` are those of the files
# whose name has this in it, `unread` says that the checker passes over texts without labels.
CORPORA = [
    *(("brat/" + it, "brat", "brat", {"unread": True}) for it in (
        "anatem", "bionlp-st-2013-cg", "brat-example-data", "dkpro-core-tests", "edsnlp-tests", "fr-litbank", "litbank")),
    ("conll/broad-twitter", "conll", "conll", {}),
    ("conll/dkpro-core-tests", "conll", "conll", {"columns": {
        "germeval2014": [{"token_col": 1, "tag_col": 2}, {"token_col": 1, "tag_col": 3}]}}),
    ("conll/europeana", "conll", "conll", {}),
    ("conll/hipe2020", "conll", "conll", {"tag_col": 1}),
    ("conll/spacy-examples", "conll", "conll", {}),
    ("conll/wnut17", "conll", "conll", {}),
    *(("conllu/" + it, "conllu", "conllu", {}) for it in (
        "UD_Chinese-GSDSimp", "UD_French-Sequoia", "UD_Hebrew-HTB", "dkpro-core-tests")),
    ("doccano/doccano-examples", "doccano", "jsonl", {"unread": True}),
    ("doccano/medkit-tests", "doccano", "jsonl", {}),
    ("gate/broad-twitter-gatexml", "gate-xml", "gate", GATE),
    ("gate/gate-core-tests", "gate-xml", "gate", GATE),
    ("gate/gatenlp-docs", "bdoc", "gate", GATE | {"only": ".bdocjs"}),
    ("gate/gatenlp-docs", "gate-xml", "gate", GATE | {"only": ".xml"}),
    ("hf-jsonl/wnut17-dev.jsonl", "hf-jsonl", "jsonl", {"kind": "hf", "after": "prodigy"}),
    ("hf-parquet/wnut17-dev", "hf-tokens", "parquet", {}),
    ("label-studio/lsf-examples", "label-studio", "jsonl", {"kind": "labelstudio"}),
    ("label-studio/sdk-converter-tests", "label-studio", "jsonl", {"kind": "labelstudio"}),
    ("prodigy/explosion-projects", "prodigy", "jsonl", {"kind": "prodigy"}),
    ("prodigy/prodigy-recipes", "prodigy", "jsonl", {"kind": "prodigy"}),
    ("refi-qda/ponte-atlas.ti", "refi-qda", "qdpx", {}),
    ("refi-qda/qualitative-coding", "refi-qda", "qdpx", {}),
    ("spacy-docbin/derived", "spacy", "spacy", {}),
    ("spacy-docbin/explosion-projects", "spacy", "spacy", {}),
    ("tei/eltec-fra-level1", "tei", "tei", {}),
    ("tei/fredracor", "tei", "tei", {}),
    ("uima-json/cassis-tests", "casjson", "casjson", {}),
    ("uima-json/uimaj-io-jsoncas", "casjson", "casjson", {}),
    ("uima-xmi/cassis-tests", "xmi", "xmi", {}),
    ("uima-xmi/e3c-french", "xmi", "xmi", {}),
    ("w3c-annotation/w3c-model-examples", "w3c", "w3c", {}),
    ("w3c-annotation/w3c-test-samples", "w3c", "w3c", {}),
    ("webanno-tsv/inception-curation", "webanno-tsv", "webanno", {}),
    ("webanno-tsv/inception-tsv3-suite", "webanno-tsv", "webanno", {}),
]

# A format that is written, and which reader of the checkers sees it (none: only the way back shows it).
TARGETS = {
    "corpus": (None, {}),
    "jsonl": (None, {}),
    "brat": ("brat", {}),
    "conll": ("conll", {}),
    "conllu": (None, {}),
    "webanno-tsv": ("webanno", {}),
    "xmi": ("xmi", {}),
    "casjson": ("casjson", {}),
    "gate-xml": ("gate", GATE),
    "bdoc": ("gate", GATE),
    "w3c": ("w3c", {}),
    "refi-qda": ("qdpx", {}),
    "tei": ("tei", {}),
    "doccano": ("jsonl", {}),
    "label-studio": ("jsonl", {"kind": "labelstudio"}),
    "prodigy": ("jsonl", {"kind": "prodigy"}),
    "spacy": ("spacy", {}),
    "hf-jsonl": (None, {}),
    "hf-parquet": ("parquet", {}),
    "hf-tokens": ("parquet", {}),
    "argilla": ("jsonl", {"kind": "argilla"}),
    "spans-csv": ("table", {}),
    "spans-tsv": ("table", {}),
    "stance-tsv": ("stance", {}),
}

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

# Formats of one file: the path given is that file.
ENDINGS = {"corpus": ".ron", "jsonl": ".jsonl", "doccano": ".jsonl", "prodigy": ".jsonl", "spacy": ".spacy",
           "refi-qda": ".qdpx", "conll": ".conll", "conllu": ".conllu", "stance-tsv": ".txt"}

FACETS = "attrs relations groups notes doclabels meta frags labels roles".split()


def convert(binary, source, kind, out, to):
    """What the conversion said, or the words with which it refused."""
    if out.exists():
        shutil.rmtree(out) if out.is_dir() else out.unlink()
    out.parent.mkdir(parents=True, exist_ok=True)
    arguments = [binary, "convert", source, out, "--from", kind, "--to", to, "--force", "--json"]
    done = subprocess.run([str(it) for it in arguments], capture_output=True, text=True)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {"error": (done.stderr or done.stdout).strip()[:300]}


def announced(*reports):
    """How many of each facet the conversions said they lose."""
    lost = collections.Counter()
    for report in reports:
        for it in report.get("losses", []):
            lost[it["facet"]] += it["count"]
        for it in report.get("problems", []):
            if it["kind"] != "fault-not-of-it" and it["fate"] != "fate-kept":
                # `Token.orth (14)`: several of a kind are told at once.
                several = re.search(r" \((\d+)\)$", it["message"])
                count = int(several[1]) if several else 1
                lost["problems" if it["fate"] == "fate-skipped" else "beside"] += count
    if lost["extras"]:
        # What was kept beside, having no place, is not written by another format.
        lost["problems"] += lost["beside"]
    return lost


def differences(common, before, after, lost, blind=()):
    """The lines in which `after` differs from `before` beyond what is lost."""
    skip = tuple(it for it in FACETS if it != "labels" and lost[it] or it in blind)
    if lost["attrs"] or lost["kinds"]:
        skip += ("attrs",)
    pairs, extra = match(common, before, after, skip)
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
    return found, skip


def match(common, before, after, skip):
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


def short(label, kinds):
    """A label as all of these kinds say it: UIMA puts the package before it, TEI a mark."""
    if kinds & UIMA:
        label = label.rsplit(".", 1)[-1]
    return label.lstrip("#") if "tei" in kinds else label


UIMA = {"xmi", "casjson", "webanno"}

# What holds words only: its readers put them together with blanks.
WORDY = {"conll", "conllu", "parquet", "hf", "hf-tokens"}


def folded(docs, Rel):
    """Relations of UIMA, which are annotations with two ends, as relations; slots by the name of the feature."""
    for doc in docs:
        layers = collections.defaultdict(dict)
        for it in doc.rels:
            end = it.label.rsplit(".", 1)[-1]
            if end in ENDS:
                layers[it.src][ENDS[end]] = it.dst
        rels = [it for it in doc.rels if it.label.rsplit(".", 1)[-1] not in ENDS]
        for it in rels:
            it.label = it.label.rsplit(".", 1)[-1].rstrip(":")
        for it, ends in layers.items():
            link = doc.spans.get(it)
            if link and len(ends) == 2:
                del doc.spans[it]
                name = link.attrs.get("sententia_label") or link.label.rsplit(".", 1)[-1]
                rels.append(Rel(name, ends[0], ends[1]))
        doc.rels = rels


ENDS = {"Governor": 0, "Dependent": 1, "governor": 0, "dependent": 1, "source": 0, "target": 1}


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


def joined(docs, Doc, guide="", unread=False):
    """All documents as one, in the order in which their texts stand in the guide: where a format has one file for all."""
    order = [it for it in docs if it.text]
    left = sorted(order, key=lambda it: -len(it.text)) if guide else list(order)
    after = {id(a): b for a, b in zip(order, order[1:])}
    whole, doc, unseen = Doc("all", ""), None, unread or any(it.text is None for it in docs)
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


WORDS = {f"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.{it}" for it in ("Sentence", "Token")}
NAMING = {"documentId", "documentTitle", "language"}


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


CUSTOM = "webanno.custom."
REJECTED = "rejected"


def is_plain(value):
    if isinstance(value, float):
        # -20.0 would come back as -20.
        return value == value and value != int(value)
    return isinstance(value, (str, bool)) or isinstance(value, int) and abs(value) < 2**53


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("binary", type=pathlib.Path)
    options.add_argument("--shared", type=pathlib.Path, required=True)
    options.add_argument("--only", default="", help="corpora whose path contains this")
    options.add_argument("--to", default="", help="these formats only, by comma; `same` for none")
    options.add_argument("--verbose", action="store_true", help="print the differences")
    options.add_argument("--keep", type=pathlib.Path, help="where to write, and leave, what is converted")
    options.add_argument("--json", type=pathlib.Path, help="write the whole result there")
    given = options.parse_args()

    sys.path.insert(0, str(given.shared.resolve() / "validators"))
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    import common, fmt_brat, fmt_misc, fmt_uima, fmt_webanno
    read = {
        "brat": fmt_brat.load, "xmi": fmt_uima.load_xmi, "casjson": fmt_uima.load_json, "webanno": fmt_webanno.load,
        **{it: getattr(fmt_misc, "load_" + it) for it in (
            "jsonl", "conll", "conllu", "spacy", "parquet", "qdpx", "tei", "w3c", "gate", "table", "stance")},
    }

    one, sniff = fmt_misc.one, fmt_misc.sniff

    def helped(row, name, kind, offsets="cp"):
        # A task whose text is under another key than `text`: the longest is meant, not the first.
        data = row.get("data")
        if kind == "labelstudio" and isinstance(data, dict) and not isinstance(data.get("text"), str):
            texts = [it for it in data.values() if isinstance(it, str)]
            row = row | {"data": data | ({"text": max(texts, key=len)} if texts else {})}
        if kind == "prodigy" and isinstance(row.get("spans"), list):
            # A span that was rejected says nothing of the text: it is kept beside.
            row = row | {"spans": [
                it | {"label": REJECTED} if isinstance(it, dict) and it.get("answer", "accept") != "accept" else it
                for it in row["spans"]]}
        return one(row, name, kind, offsets)

    def known(row):
        # Intent detection: spans as lists, which are called entities.
        listed = isinstance(row, dict) and isinstance(row.get("entities"), list) and row["entities"]
        return "doccano" if listed and isinstance(listed[0], list) else sniff(row)

    fmt_misc.one, fmt_misc.sniff = helped, known
    # Its bool("false") is true.
    import gatenlp.serialization.default_gatexml as gatexml
    gatexml.bool = lambda text: text == "true"
    # Words and sentences count too.
    fmt_uima.TOKENISH = ()

    work = given.keep or pathlib.Path(tempfile.mkdtemp(prefix="pairs-"))
    work.mkdir(parents=True, exist_ok=True)

    def load(kind, path, more):
        path = spread(path) if kind in ("conll", "gate") else path
        options = {"offsets": "cp", "token_col": 0, **more}
        docs = list(read[kind](path, SimpleNamespace(**options)))
        for it in docs if kind == "conll" else ():
            it.text = it.text and it.text.replace("\ue000", "#")
        for part, several in more.get("columns", {}).items():
            ways = [read[kind](path, SimpleNamespace(**options | it)) for it in several]
            for whole, *others in zip(*ways):
                if part in whole.id:
                    for n, it in enumerate(others):
                        whole.spans |= {(n, k): span for k, span in it.spans.items()}
                    docs = [whole if it.id == whole.id else it for it in docs]
        return [it for it in docs if it.id.endswith(more.get("only", ""))]

    def spread(path):
        """A copy of files, as the checker can read them."""
        home = work / "spread"
        shutil.rmtree(home, ignore_errors=True)
        for it in [path] if path.is_file() else [it for it in path.rglob("*") if it.is_file()]:
            said = it.read_bytes()
            if re.match(rb"\S+\|\S+\|\S+ \S+\|", said):
                # A sentence on a line, `word|POS|tag word|POS|tag`: a word on a line.
                said = re.sub(rb" ", rb"\n", said.replace(b"\n", b"\n\n")).replace(b"|", b"\t")
            # gatenlp reads no Double and no Float, but takes this for the same.
            said = re.sub(rb'"java\.lang\.(Double|Float)"', b'"java.math.BigDecimal"', said)
            # The word `#` is no comment.
            said = re.sub(rb"(?m)^#(?=[\t ]\S+$)", "\ue000".encode(), said)
            there = home / (it.name if it == path else it.relative_to(path))
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(said)
        return home / path.name if path.is_file() else home

    wanted = [it for it in given.to.split(",") if it]
    table, bad = [], 0
    for path, kind, checker, more in CORPORA:
        source = given.shared / "corpora" / path
        if given.only not in path or not source.exists():
            continue
        before = load(checker, source, more)
        for to in [kind] + [it for it in TARGETS if it != kind]:
            if wanted and to not in wanted and not (to == kind and "same" in wanted):
                continue
            out = work / path.replace("/", "_") / (to + ENDINGS.get(to, ""))
            row = {"corpus": path, "from": kind, "to": to}
            there = convert(given.binary, source, kind, out, to)
            if "error" in there:
                row |= {"there": "refused", "lines": [there["error"]]}
            else:
                row["written"] = there["written"]
                row["lost"] = announced(there)
                steps = [("same", out, checker, more, announced(there))] if to == kind else []
                if to != kind:
                    seen, how = TARGETS[to]
                    if seen and checker != "conllu":
                        steps.append(("cross", out, seen, how, announced(there)))
                    home = work / path.replace("/", "_") / (to + "-back" + ENDINGS.get(kind, ""))
                    back = convert(given.binary, out, to, home, kind)
                    if "error" in back:
                        row |= {"back": "refused", "lines": [back["error"]]}
                    else:
                        steps.append(("back", home, checker, more, announced(there, back)))
                for name, where, seen, how, lost in steps:
                    # The columns that a file had are kept beside.
                    gone = ("columns", "tag_col") if lost["extras"] else ()
                    if "after" in how:
                        how, seen = {"kind": how["after"]}, checker
                    ours = {k: v for k, v in how.items() if k != "only" and k not in gone}
                    after = load(seen, where, ours | {
                        "text_dir": where if where.is_dir() else None})
                    left, blind = copy.deepcopy(before), ()
                    if seen in UIMA and name != "same":
                        made_up(left, after)
                    if name == "cross":
                        kinds = {checker, seen}
                        left, after = plain(left, kinds), plain(after, kinds, where)
                        blind = tuple(BLIND[seen].split())
                    if checker in UIMA and name == "back":
                        # A type without a package gets one.
                        for doc in left + after:
                            for it in doc.spans.values():
                                it.label = it.label.removeprefix(CUSTOM)
                    if {seen, checker} & UIMA and name != "same":
                        folded(left, common.Rel)
                        folded(after, common.Rel)
                    if checker == "gate" and name == "back":
                        valued(left, after)
                    if lost["extras"] or name == "cross":
                        bare(left, after)
                    if name == "back":
                        for doc in left + after:
                            for it in doc.spans.values():
                                it.attrs = {k: plain_value(v) for k, v in it.attrs.items()}
                            doc.meta = {k: plain_value(v) for k, v in doc.meta.items()}
                    if lost["frags"] and to == "brat":
                        for doc in left:
                            in_lines(doc)
                    if checker == "conllu" and name == "back":
                        # The columns of words are kept beside.
                        for doc in left + after:
                            doc.spans, doc.rels, doc.notes = {}, [], []
                    if lost["text"] and to == "stance-tsv":
                        # A row may be about a span: its text is the words of that.
                        rows = {"".join(it.text[s.frags[0][0]:s.frags[-1][1]].split())
                                for it in left if it.text for s in it.spans.values()}
                        after = [it for it in after if "".join((it.text or "").split()) not in rows]
                    if lost["text"] or (name != "same" or "after" in more) and {checker, to, more.get("kind")} & WORDY:
                        solid(left + after)
                        if more.get("unread"):
                            known = {it.text for it in left}
                            after = [it for it in after if it.spans or it.text in known or len(after) == 1]
                        if lost["text"]:
                            left = written_of(left, after, lost)
                        if seen in ("w3c", "table"):
                            # Whose readers give no document without spans.
                            left, after = ([it for it in side if it.spans] for side in (left, after))
                        if sorted(it.text for it in left if it.text) != sorted(it.text for it in after if it.text):
                            after = joined(after, common.Doc)
                            left = joined(left, common.Doc, after[0].text, more.get("unread", False))
                            unseen, left[0].meta = left[0].meta, {}
                            after[0].spans = {k: it for k, it in after[0].spans.items() if not any(
                                a <= it.frags[0][0] and it.frags[-1][1] <= b for a, b in unseen.items())}
                    if lost["labels"]:
                        renamed(left + after)
                    found, skip = differences(common, left, after, lost, blind)
                    row[name] = "equal" if not found else f"{len(found)} differ"
                    row[name + " skip"] = skip
                    row.setdefault("lines", []).extend(f"{name}: {a}: {b}"[:400] for a, b in found)
            wrong = any(row.get(it, "equal") != "equal" for it in ("there", "same", "cross", "back"))
            bad += wrong
            table.append(row)
            said = "  ".join(f"{it} {row[it]}" for it in ("there", "same", "cross", "back") if it in row)
            lost = ", ".join(f"{k} {v}" for k, v in sorted(row.get("lost", {}).items()))
            print(f"{'FAIL' if wrong else 'ok  '} {path:34} {kind:12} → {to:12} {said:34} {lost}", flush=True)
            if wrong and given.verbose:
                for line in row["lines"][:4]:
                    print("       " + line[:240])
    if given.json:
        given.json.write_text(json.dumps(table, ensure_ascii=False, indent=1), "utf-8")
    if not given.keep:
        shutil.rmtree(work)
    print(f"{len(table)} pairs, {bad} with differences")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
