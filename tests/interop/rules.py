"""The rules of formats that no library reads, or that every program reads with one of its own.

Each function takes what was written and gives what it saw; it fails where a rule is broken. Nothing but Python's own
library is used, and nothing of ours: the rules are those of the formats' descriptions.
"""

import csv
import json
import re
import xml.etree.ElementTree as etree
from html.parser import HTMLParser

FIELD = "\t"
csv.field_size_limit(1 << 30)


def under(root, *endings):
    found = [it for it in ([root] if root.is_file() else sorted(root.rglob("*"))) if it.suffix.lstrip(".") in endings]
    assert found, f"no file with the ending {' or '.join(endings)}"
    return found


def once(seen, name, where):
    assert name not in seen, f"{where}: {name} twice"
    seen.add(name)


# ---- brat: https://brat.nlplab.org/standoff.html and configuration.html


# What a configuration can declare.
STORAGE = re.compile(r"[a-zA-Z0-9_-]+")


def brat(root):
    """Every quote is at its place, every end and every name is declared."""
    spans = others = 0
    for path in under(root, "ann"):
        text = raw(path.with_suffix(".txt"))
        known = next(configuration(up / "annotation.conf") for up in path.parents if (up / "annotation.conf").exists())
        lines = [it.split(FIELD) for it in raw(path).split("\n") if it]
        kinds = {it[0]: re.split("[ :]", it[1])[0] for it in lines if it[0][0] in "TER"}
        assert len(kinds) == sum(it[0][0] in "TER" for it in lines), f"{path.name}: an id twice"
        for name, said, *rest in lines:
            where = f"{path.name}: {name}"
            if name[0] == "T":
                label, at = re.fullmatch(r"(.+?) ((?:\d+ \d+;?)+)", said).groups()
                place(where, text, at, rest)
                declared = label in known["entities"] | known["events"]
                assert declared or not STORAGE.fullmatch(label), f"{where}: not declared"
                spans += 1
                continue
            others += 1
            ends(where, name[0], said, kinds, known)
    return f"rules of the format: {spans} spans, {others} other lines"


def raw(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def place(where, text, at, rest):
    assert len(rest) == 1, f"{where}: fields"
    fragments = [tuple(map(int, it.split())) for it in at.split(";")]
    assert all(0 <= start < end <= len(text) for start, end in fragments), f"{where}: outside the text"
    assert fragments == sorted(fragments), f"{where}: not in order"
    quote = " ".join(text[start:end] for start, end in fragments)
    assert quote.split() == rest[0].split(), f"{where}: {rest[0]!r} is not {quote!r}"


def ends(where, kind, said, kinds, known):
    words = said.split()
    if kind == "R":
        arguments = dict(it.split(":") for it in words[1:])
        assert set(arguments) == {"Arg1", "Arg2"}, f"{where}: ends"
        if not STORAGE.fullmatch(words[0]):
            return
        assert words[0] in known["relations"], f"{where}: {words[0]} is not declared"
        for role, end in arguments.items():
            allowed = known["relations"][words[0]][role]
            declared = "<ANY>" in allowed or kinds[end] in allowed
            assert declared or not STORAGE.fullmatch(kinds[end]), f"{where}: {kinds[end]} as {role}"
    elif kind == "E":
        assert all(it.split(":")[1] in kinds for it in words), f"{where}: ends"
    elif kind in "AM":
        name, end, *value = said.split(" ", 2)
        # A configuration cannot declare answers in free words.
        bearers = known["attributes"].get(name, {})
        if kinds.get(end) in bearers:
            values = bearers[kinds[end]]
            assert not value if values is None else value[0] in values, f"{where}: value {value}"
    elif kind == "#":
        assert words[1] in kinds or words[1][0] in "AMN", f"{where}: a note of nothing"
    elif kind == "*":
        assert all(it in kinds for it in words[1:]), f"{where}: ends"
    else:
        assert kind == "N" and words[1] in kinds, f"{where}: no kind of line"


def configuration(path):
    """What is declared: entities and events by name, relations with their ends, attributes with bearers and values."""
    known = {"entities": set(), "events": set(), "relations": {}, "attributes": {}}
    section = None
    for line in raw(path).split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
            continue
        name, _, said = line.strip().partition(FIELD)
        if section in ("entities", "events"):
            known[section].add(name)
        elif section == "relations":
            ends_of = dict(it.split(":", 1) for it in re.split(r",\s*", said))
            known[section].setdefault(name, {"Arg1": set(), "Arg2": set()})
            for role in ("Arg1", "Arg2"):
                known[section][name][role] |= set(ends_of[role].split("|"))
        elif section == "attributes":
            parts = dict(it.split(":", 1) for it in re.split(r",\s*(?=Value:)", said))
            values = set(parts["Value"].split("|")) if "Value" in parts else None
            known[section].setdefault(name, {}).update({it: values for it in parts["Arg"].split("|")})
    return known


# ---- CoNLL-2003: https://aclanthology.org/W03-0419; tags as IOB2 (Ratnaparkhi 1998)


def conll(root):
    """Every row has as many columns, and no span goes on that has not begun."""
    words = spans = 0
    for path in under(root, "conll", "tsv"):
        width, before = None, "O"
        for number, line in enumerate(raw(path).split("\n"), 1):
            if not line:
                before = "O"
                continue
            if line.startswith("-DOCSTART-"):
                continue
            cells = re.split("[\t ]", line)
            width = width or len(cells)
            where = f"{path.name}:{number}"
            assert len(cells) == width and all(cells), f"{where}: cells"
            tag = cells[-1]
            assert re.fullmatch(r"O|[BI]-.+", tag), f"{where}: tag {tag}"
            assert tag[0] != "I" or before[2:] == tag[2:] and before != "O", f"{where}: {tag} after {before}"
            words, spans, before = words + 1, spans + (tag[0] == "B"), tag
    return f"rules of the format: {words} words, {spans} spans"


# ---- tables and lines, as their readers in Python take them


def jsonl(root):
    spans = links = 0
    for path in under(root, "jsonl"):
        for number, line in enumerate(raw(path).removesuffix("\n").split("\n"), 1):
            row, ids = json.loads(line), set()
            for it in row["spans"]:
                once(ids, it["id"], f"{path.name}:{number}")
                parts = it.get("fragments") or [[it["start"], it["end"]]]
                found = [row["text"][start:end] for start, end in parts]
                assert len(found) > 1 or found[0] == it["text"], f"{path.name}:{number}: {it['text']!r}"
                spans += 1
            for it in row["relations"]:
                assert it["head"] in ids and it["tail"] in ids, f"{path.name}:{number}: {it['id']}"
                links += 1
    return f"rules of the format: {spans} spans, {links} links"


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, dialect="excel-tab" if path.suffix == ".tsv" else "excel", strict=True)


def spans(root):
    """Every quote is at its place in the text beside the tables, and every link has its ends."""
    ending = under(root, "csv", "tsv")[0].suffix
    texts = {it["doc"]: raw(root / it["file"]) for it in table(root / f"documents{ending}")}
    ids, found, links = set(), 0, 0
    for row in table(root / f"spans{ending}"):
        once(ids, (row["doc"], row["annotator"], row["id"]), "spans")
        assert None not in row and None not in row.values(), f"{row['id']}: cells"
        if not row["fragments"]:
            quote = texts[row["doc"]][int(row["start"]):int(row["end"])]
            # A sheet would compute what begins like a formula.
            assert row["text"].removeprefix("'") == quote.removeprefix("'"), f"{row['id']}: {quote!r}, {row['text']!r}"
        found += 1
    for row in table(root / f"links{ending}"):
        ends_of = [(row["doc"], row["annotator"], row[it]) for it in ("from", "to")]
        assert set(ends_of) <= ids, f"{row['id']}: ends"
        links += 1
    return f"csv: {len(texts)} texts, {found} spans, {links} links"


def stances(root):
    """SemEval-2016, task 6: four columns, one stance a row."""
    ids = set()
    for path in under(root, "txt", "tsv"):
        lines = raw(path).removesuffix("\r\n").split("\r\n")
        assert lines[0].split(FIELD) == ["ID", "Target", "Tweet", "Stance"], lines[0]
        for line in lines[1:]:
            assert line.count(FIELD) == 3, line
            name, target, words, stance = line.split(FIELD)
            assert words and stance, line
            once(ids, (path, name, target), path.name)
    return f"rules of the format: {len(ids)} stances"


def statements(root):
    ids = set()
    for path in under(root, "csv"):
        for row in table(path):
            assert None not in row and None not in row.values(), f"{row['id']}: cells"
            once(ids, (row["document"], row["annotator"], row["id"]), path.name)
            assert row["sign"] in ("", "-1", "0", "1"), f"{row['id']}: sign {row['sign']}"
    return f"csv: {len(ids)} statements"


# ---- GraphML: http://graphml.graphdrawing.org/primer/graphml-primer.html


def graphml(root):
    space = "{http://graphml.graphdrawing.org/xmlns}"
    types = {"int": int, "double": float, "string": str}
    nodes = edges = 0
    for path in under(root, "graphml"):
        tree = etree.parse(path).getroot()
        keys = {it.get("id"): it for it in tree.iter(f"{space}key")}
        ids = set()
        for it in [*tree.iter(f"{space}node"), *tree.iter(f"{space}edge")]:
            once(ids, it.get("id"), path.name)
            for said in it.iter(f"{space}data"):
                key = keys[said.get("key")]
                assert it.tag == space + key.get("for"), f"{it.get('id')}: {key.get('id')}"
                types[key.get("attr.type")](said.text or "")
        for it in tree.iter(f"{space}edge"):
            assert it.get("source") in ids and it.get("target") in ids, f"{it.get('id')}: ends"
            edges += 1
        nodes += len(ids) - len(list(tree.iter(f"{space}edge")))
    return f"rules of the format: {nodes} nodes, {edges} edges"


# ---- HTML


class Page(HTMLParser):
    """Elements end in the order of their beginnings, nothing is fetched from elsewhere, notes are where it says."""

    EMPTY = {"meta", "br", "hr", "img", "link", "input", "wbr", "col"}

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.notes = [], set(), set()

    def handle_starttag(self, tag, attrs):
        assert tag not in ("script", "iframe", "object", "embed", "link"), tag
        assert not any(name == "src" and not value.startswith("data:") for name, value in attrs), tag
        assert not any(name.startswith("on") for name, _ in attrs), tag
        said = dict(attrs)
        if "id" in said:
            once(self.ids, said["id"], "page")
        if said.get("href", "").startswith("#"):
            self.notes.add(said["href"][1:])
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"{tag} ends in {self.open[-3:]}"
        self.open.pop()


def page(root):
    n = notes = 0
    for path in under(root, "html"):
        text = raw(path)
        assert "@import" not in text and "url(" not in text, f"{path.name}: fetches"
        parser = Page()
        parser.feed(text)
        parser.close()
        assert not parser.open, f"{path.name}: {parser.open} without an end"
        assert parser.notes <= parser.ids, f"{path.name}: {parser.notes - parser.ids}"
        n, notes = n + 1, notes + len(parser.notes)
    return f"html.parser: {n} pages, {notes} notes"


RULES = {
    "brat": brat,
    "conll": conll,
    "graphml": graphml,
    "jsonl": jsonl,
    "page": page,
    "spans-csv": spans,
    "spans-tsv": spans,
    "stance-tsv": stances,
    "statements": statements,
}
