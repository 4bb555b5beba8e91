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
    ("conll/hipe2020", "conll", "conll", {"tag_col": 1, "parts": rb"(?m)^(?=-DOCSTART-|# document_id)"}),
    ("conll/spacy-examples", "conll", "conll", {}),
    ("conll/wnut17", "conll", "conll", {}),
    *(("conllu/" + it, "conllu", "conllu", {}) for it in (
        "UD_Chinese-GSDSimp", "UD_French-Sequoia", "UD_Hebrew-HTB", "dkpro-core-tests")),
    ("doccano/doccano-examples", "doccano", "jsonl", {"unread": True}),
    ("doccano/medkit-tests", "doccano", "jsonl", {}),
    ("gate/broad-twitter-gatexml", "gate-xml", "gate", GATE),
    ("gate/gate-core-tests", "gate-xml", "gate", GATE),
    ("gate/gatenlp-docs", "bdoc", "gate", GATE | {"only": (".bdocjs", ".bdocmp", ".bdocym")}),
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
    ("tei/eltec-fra-level1", "tei", "tei", {"inline": True}),
    ("tei/fredracor", "tei", "tei", {"inline": True}),
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

# Formats of one file: the path given is that file.
ENDINGS = {"corpus": ".ron", "jsonl": ".jsonl", "doccano": ".jsonl", "prodigy": ".jsonl", "spacy": ".spacy",
           "refi-qda": ".qdpx", "conll": ".conll", "conllu": ".conllu", "stance-tsv": ".txt"}


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

    work = given.keep or pathlib.Path(tempfile.mkdtemp(prefix="pairs-"))
    work.mkdir(parents=True, exist_ok=True)
    wanted = [it for it in given.to.split(",") if it]
    table = []
    for corpus in CORPORA:
        if given.only not in corpus[0]:
            continue
        for row in rows_of(corpus, wanted, given, work):
            table.append(row)
            show(row, given.verbose)
    bad = sum(wrong(it) for it in table)
    if given.json:
        given.json.write_text(json.dumps(table, ensure_ascii=False, indent=1), "utf-8")
    if not given.keep:
        shutil.rmtree(work)
    print(f"{len(table)} pairs, {bad} with differences")
    sys.exit(1 if bad else 0)


def rows_of(corpus, wanted, given, work):
    """A row of the table for each format that a corpus is converted to."""
    import readers

    path, kind, checker, more = corpus
    source = given.shared / "corpora" / path
    if not source.exists():
        return
    before = readers.load(checker, source, more, work)
    for to in [kind] + [it for it in TARGETS if it != kind]:
        if not wanted or to in wanted or to == kind and "same" in wanted:
            row = {"corpus": path, "from": kind, "to": to}
            for step in steps(given.binary, source, corpus, row, work):
                compare(step, copy.deepcopy(before), row, work)
            yield row


def steps(binary, source, corpus, row, work):
    """Converts there and back, and gives what is to be compared; what was refused stands in the row."""
    import alike

    path, kind, checker, more = corpus
    to, home = row["to"], work / path.replace("/", "_")
    out, back = home / (to + ENDINGS.get(to, "")), home / (to + "-back" + ENDINGS.get(kind, ""))
    there = convert(binary, source, kind, out, to)
    if "error" in there:
        row |= {"there": "refused", "lines": [there["error"]]}
        return
    row |= {"written": there["written"], "lost": announced(there)}
    if to == kind:
        yield alike.Step("same", out, checker, more, announced(there), checker, to, more)
        return
    seen, how = TARGETS[to]
    if seen and checker != "conllu":
        yield alike.Step("cross", out, seen, how, announced(there), checker, to, more)
    home_again = convert(binary, out, to, back, kind)
    if "error" in home_again:
        row |= {"back": "refused", "lines": [home_again["error"]]}
    else:
        yield alike.Step("back", back, checker, more, announced(there, home_again), checker, to, more)


def compare(step, left, row, work):
    """Says in the row how what is in `left` came through."""
    import alike
    import readers

    # The columns that a file had are kept beside.
    gone = {"columns", "tag_col"} if step.lost["extras"] else set()
    seen, how = step.seen, step.how
    if "after" in how:
        seen, how = step.checker, {"kind": how["after"]}
    ours = {k: v for k, v in how.items() if k not in gone | {"only", "inline"}}
    ours["text_dir"] = step.where if step.where.is_dir() else None
    after = readers.load(seen, step.where, ours, work)
    left, after, blind = alike.alike(left, after, step)
    found, skip = alike.differences(left, after, step.lost, blind)
    row[step.name] = "equal" if not found else f"{len(found)} differ"
    row[step.name + " skip"] = skip
    row.setdefault("lines", []).extend(f"{step.name}: {a}: {b}"[:400] for a, b in found)


STEPS = ("there", "same", "cross", "back")


def wrong(row):
    return any(row.get(it, "equal") != "equal" for it in STEPS)


def show(row, verbose):
    said = "  ".join(f"{it} {row[it]}" for it in STEPS if it in row)
    lost = ", ".join(f"{k} {v}" for k, v in sorted(row.get("lost", {}).items()))
    mark = "FAIL" if wrong(row) else "ok  "
    print(f"{mark} {row['corpus']:34} {row['from']:12} → {row['to']:12} {said:34} {lost}", flush=True)
    for line in row["lines"][:4] if verbose and wrong(row) else ():
        print("       " + line[:240])


if __name__ == "__main__":
    main()
