"""The checkers' readers, told of the few files that they would read otherwise than their formats have it."""

import pathlib
import re
import shutil
from types import SimpleNamespace

import common
import fmt_brat
import fmt_misc
import fmt_uima
import fmt_webanno
import gatenlp.serialization.default_gatexml as gatexml
from lxml import etree

import alike

READ = {
    "brat": fmt_brat.load, "xmi": fmt_uima.load_xmi, "casjson": fmt_uima.load_json, "webanno": fmt_webanno.load,
    **{it: getattr(fmt_misc, "load_" + it) for it in (
        "jsonl", "conll", "conllu", "spacy", "parquet", "qdpx", "tei", "w3c", "gate", "table", "stance")},
}

# Elements of TEI that say nothing of their words by themselves, and attributes that say nothing.
BARE = {"w", "pc", "c", "s", "seg", "phr", "cl", "div"}
NAMES = {"{http://www.w3.org/XML/1998/namespace}id", "n"}

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
            it | {"label": alike.REJECTED} if isinstance(it, dict) and it.get("answer", "accept") != "accept" else it
            for it in row["spans"]]}
    return one(row, name, kind, offsets)


def known(row):
    # Intent detection: spans as lists, which are called entities.
    listed = isinstance(row, dict) and isinstance(row.get("entities"), list) and row["entities"]
    return "doccano" if listed and isinstance(listed[0], list) else sniff(row)


fmt_misc.one, fmt_misc.sniff = helped, known
# Its bool("false") is true.
gatexml.bool = lambda text: text == "true"
# Words and sentences count too.
fmt_uima.TOKENISH = ()


def load(kind, path, more, work):
    """What the checker of this name sees in a file or a folder; `work` is a folder for copies."""
    path = spread(path, kind, work, more.get("parts")) if kind in ("conll", "gate") else path
    options = {"offsets": "cp", "token_col": 0, **more}
    docs = list(READ[kind](path, SimpleNamespace(**options)))
    for it in docs if kind == "conll" else ():
        it.text = it.text and it.text.replace("\ue000", "#")
    for it in docs if kind == "gate" else ():
        # Names in JSON are texts, in YAML they may be numbers.
        it.meta = {k: in_texts(v) for k, v in it.meta.items()}
    for part, several in more.get("columns", {}).items():
        ways = [READ[kind](path, SimpleNamespace(**options | it)) for it in several]
        for whole, *others in zip(*ways):
            if part in whole.id:
                for n, it in enumerate(others):
                    whole.spans |= {(n, k): span for k, span in it.spans.items()}
                docs = [whole if it.id == whole.id else it for it in docs]
    if more.get("inline"):
        for it in docs:
            inline(it, path / it.id)
    return [it for it in docs if it.id.endswith(more.get("only", ""))]


def in_texts(value):
    if isinstance(value, dict):
        return {str(k): in_texts(v) for k, v in value.items()}
    return [in_texts(it) for it in value] if isinstance(value, list) else value


def spread(path, kind, work, parts=None):
    """A copy of files, as the checker can read them; a file for each document, where these begin as `parts` says."""
    home = work / "spread"
    shutil.rmtree(home, ignore_errors=True)
    for it in [path] if path.is_file() else [it for it in path.rglob("*") if it.is_file()]:
        said = it.read_bytes()
        if kind == "conll":
            if re.match(rb"\S+\|\S+\|\S+ \S+\|", said):
                # A sentence on a line, `word|POS|tag word|POS|tag`: a word on a line.
                said = re.sub(rb" ", rb"\n", said.replace(b"\n", b"\n\n")).replace(b"|", b"\t")
            # The word `#` is no comment.
            said = re.sub(rb"(?m)^#(?=[\t ]\S+$)", "\ue000".encode(), said)
        else:
            # gatenlp reads no Double and no Float, but takes this for the same.
            said = re.sub(rb'"java\.lang\.(Double|Float)"', b'"java.math.BigDecimal"', said)
        there = home / (it.name if it == path else it.relative_to(path))
        there.parent.mkdir(parents=True, exist_ok=True)
        for n, part in enumerate(re.split(parts, said) if parts else [said]):
            there.with_stem(f"{there.stem}-{n:05}" if parts else there.stem).write_bytes(part)
    return home / path.name if path.is_file() and not parts else home


def inline(doc, path):
    """The elements around words of a text in TEI, which the checker passes over, as spans with their names."""
    root = etree.parse(path, etree.XMLParser(huge_tree=True, resolve_entities=False)).getroot()
    body = next(root.iter("{*}text"))
    at = 0

    def within(it):
        nonlocal at
        start = at
        if isinstance(it.tag, str):
            at += len(it.text or "")
            for child in it:
                within(child)
                at += len(child.tail or "")
            if at > start and it is not body and (etree.QName(it).localname not in BARE or set(it.attrib) - NAMES):
                doc.spans[f"inline-{len(doc.spans)}"] = common.Span(etree.QName(it).localname, ((start, at),))

    within(body)
