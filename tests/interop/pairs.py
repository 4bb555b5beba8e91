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

# The folder of the corpora, the format, the checker's name for it and its options.
CORPORA = [
    *(("brat/" + it, "brat", "brat", {}) for it in (
        "anatem", "bionlp-st-2013-cg", "brat-example-data", "dkpro-core-tests", "edsnlp-tests", "fr-litbank", "litbank")),
    ("conll/broad-twitter", "conll", "conll", {}),
    ("conll/dkpro-core-tests", "conll", "conll", {}),
    ("conll/europeana", "conll", "conll", {}),
    ("conll/hipe2020", "conll", "conll", {"tag_col": 1}),
    ("conll/spacy-examples", "conll", "conll", {}),
    ("conll/wnut17", "conll", "conll", {}),
    *(("conllu/" + it, "conllu", "conllu", {}) for it in (
        "UD_Chinese-GSDSimp", "UD_French-Sequoia", "UD_Hebrew-HTB", "dkpro-core-tests")),
    ("doccano/doccano-examples", "doccano", "jsonl", {}),
    ("doccano/medkit-tests", "doccano", "jsonl", {}),
    ("gate/broad-twitter-gatexml", "gate-xml", "gate", {}),
    ("gate/gate-core-tests", "gate-xml", "gate", {}),
    ("gate/gatenlp-docs", "bdoc", "gate", {}),
    ("hf-jsonl/wnut17-dev.jsonl", "hf-tokens", "jsonl", {"kind": "hf"}),
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
    "gate-xml": ("gate", {"tokens": True}),
    "bdoc": ("gate", {"tokens": True}),
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
                lost["problems" if it["fate"] == "fate-skipped" else "beside"] += 1
    if lost["extras"]:
        # What was kept beside, having no place, is not written by another format.
        lost["problems"] += lost["beside"]
    return lost


def differences(common, before, after, lost, blind=()):
    """The lines in which `after` differs from `before` beyond what is lost."""
    skip = tuple(it for it in FACETS if lost[it] or it in blind)
    if lost["text"]:
        return changed(before, after, lost), skip + ("text",)
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
    budget = lost["spans"] + lost["problems"]
    counts = [number(it) for _, it in found]
    if found and all(counts) and sum(counts) <= 2 * budget:
        # Said to be lost or moved: the number suffices.
        return [], skip
    return found, skip


def match(common, before, after, skip):
    """As the checkers' own, but of several documents of one text each gets the one that is most like it."""
    by_text = collections.defaultdict(list)
    for doc in after:
        by_text[doc.text].append(doc)
    pairs, rest, used = [], [], set()
    for doc in before:
        same = [it for it in by_text[doc.text] if id(it) not in used] if doc.text is not None else []
        if len(same) > 1:
            same.sort(key=lambda it: (len(common.compare_docs(doc, it, skip)), it.id != doc.id))
        if same:
            used.add(id(same[0]))
            pairs.append((doc, same[0]))
        else:
            rest.append(doc)
    more, extra = common.match(rest, [it for it in after if id(it) not in used])
    return pairs + more, extra


def words(docs, lost):
    """What stands in the spans, where the texts themselves are not as they were: by label, without blanks."""
    bag = collections.Counter()
    for doc in docs:
        for it in doc.spans.values():
            parts = [(it.frags[0][0], it.frags[-1][1])] if lost["frags"] else it.frags
            said = "".join("".join(doc.text[a:b].split()) for a, b in parts) if doc.text is not None else ""
            bag["" if lost["labels"] else it.label, said] += 1
    return bag


def changed(before, after, lost):
    """The differences of texts that are announced to be not as they were: only the words of the spans remain."""
    a, b = words(before, lost), words(after, lost)
    away, new = a - b, b - a
    n = max(away.total(), new.total())
    # A span may be away and another new in its place where it was widened or cut at a line's end.
    most = lost["spans"] + lost["problems"] + (a.total() if lost["frags"] else 0)
    return [] if n <= most else [("all", f"spans: {away.total()} lost, {new.total()} invented, e.g. {list(away)[:3]} {list(new)[:3]}")]


def number(line):
    """How many records a line of the comparison is about; 0 for a line of another kind."""
    it = re.match(r"(?:spans|relations|attrs|relattrs|notes|doclabels): (\d+) (?:lost|invented)", line)
    return int(it[1]) if it else 0


def plain(docs, kind, Rel, where=None):
    """What a reader of `kind` sees of a project that knows labels only, in the words of the project."""
    for doc in docs:
        if kind in ("xmi", "casjson", "webanno"):
            layers = collections.defaultdict(dict)
            for it in doc.rels:
                end = it.label.rsplit(".", 1)[-1]
                if end in ("Governor", "Dependent"):
                    layers[it.src][end] = it
            for it, ends in layers.items():
                link = doc.spans.pop(it, None)
                if link and len(ends) == 2:
                    name = link.attrs.get("sententia_label") or link.label.rsplit(".", 1)[-1]
                    doc.rels.append(Rel(name, ends["Governor"].dst, ends["Dependent"].dst))
            doc.rels = [it for it in doc.rels if it.label.rsplit(".", 1)[-1] not in ("Governor", "Dependent")]
            for it in doc.rels:
                it.label = it.label.removeprefix("webanno.custom.")
            for it in doc.spans.values():
                it.label = it.label.rsplit(".", 1)[-1]
        elif kind == "w3c":
            # The links are annotations of their own, which the reader puts to whichever text comes first.
            doc.rels = []
            file, _, source = doc.id.partition("!")
            doc.id = (pathlib.PurePosixPath(file).parent / source).as_posix().rsplit(".", 1)[0]
            if where and source and (where / file).parent.joinpath(source).is_file():
                doc.text = (where / file).parent.joinpath(source).read_bytes().decode("utf-8")
        elif kind == "table":
            text = where and where / "texts" / doc.id
            if text and text.is_file():
                doc.text = text.read_bytes().decode("utf-8")
            doc.id = doc.id.rsplit(".", 1)[0]
        elif kind == "tei":
            for it in doc.spans.values():
                it.label = it.label.lstrip("#")
        elif kind == "gate":
            for it in doc.spans.values():
                it.label = it.label.split("/", 1)[-1]
        elif kind == "spacy":
            doc.spans = {k: v for k, v in doc.spans.items() if v.attrs.get("group") or not any(
                w.attrs.get("group") for w in doc.spans.values())}
    return [it for it in docs if it.text is not None] if kind == "w3c" else docs


def bare(*sides):
    """Without what a format keeps for itself: events, roles, groups and notes of other kinds in brat, which are
    spans and links in a project, or are kept beside."""
    docs = [doc for side in sides for doc in side]
    kinds = {it[0] for doc in docs for it in doc.groups} | {"Equiv"}
    for doc in docs:
        for it in doc.spans.values():
            it.attrs = {k: v for k, v in it.attrs.items() if k != "events" and not k.startswith("norm:")}
            it.attrs = {k.removeprefix("event."): v for k, v in it.attrs.items()}
        for it in doc.rels:
            if it.label.startswith("EVENT:"):
                # The link bears the name of the role.
                it.label = it.roles[0].rstrip("0123456789")
            it.roles = ()
        doc.groups, known = [], set(doc.spans)
        doc.rels = [it for it in doc.rels if it.label not in kinds and it.src in known and it.dst in known]
        doc.notes = [it for it in doc.notes if it[0] in known and it[1].startswith("AnnotatorNotes:")]


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
        return one(row, name, kind, offsets)

    def known(row):
        # Intent detection: spans as lists, which are called entities.
        listed = isinstance(row, dict) and isinstance(row.get("entities"), list) and row["entities"]
        return "doccano" if listed and isinstance(listed[0], list) else sniff(row)

    fmt_misc.one, fmt_misc.sniff = helped, known

    def load(kind, path, more):
        return list(read[kind](path, SimpleNamespace(**{"offsets": "cp", "token_col": 0, **more})))

    work = given.keep or pathlib.Path(tempfile.mkdtemp(prefix="pairs-"))
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
                    after = load(seen, where, how | {"text_dir": where if where.is_dir() else None})
                    blind = ()
                    if name == "cross":
                        after = plain(after, seen, common.Rel, where)
                        blind = tuple(BLIND[seen].split())
                    left = copy.deepcopy(before)
                    if name == "cross":
                        left = plain(left, checker, common.Rel)
                        if seen in ("xmi", "casjson"):
                            # Spans called so are taken for tokens by the reader.
                            for doc in left:
                                doc.spans = {k: v for k, v in doc.spans.items() if v.label not in fmt_uima.TOKENISH}
                    if lost["extras"] or name == "cross":
                        bare(left, after)
                    if lost["labels"]:
                        for doc in left + after:
                            for it in doc.rels:
                                it.label = ""
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
