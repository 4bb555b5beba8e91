#!/usr/bin/env python3
"""Whether other programs accept what Sententia writes.

    python tests/interop/check.py target/release/sententia
    python tests/interop/check.py target/release/sententia --venv /tmp/interop      # installs what it needs
    python tests/interop/check.py target/release/sententia --project my-project --only spacy,hf-parquet

Exports a project to every format that can be written, and has each read by a library that we did not write.
What no library reads is held against the rules of its format (`rules.py`). A library that is not there is skipped
with a word. Ends with 1 where something was refused.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

from rules import RULES

HERE = pathlib.Path(__file__).resolve().parent


class Skip(Exception):
    """There is nothing to check it with."""


def need(name):
    try:
        return __import__(name, fromlist=["_"])
    except ImportError as error:
        raise Skip(f"no {name.split('.')[0]} ({error})") from None


def files(root, *endings):
    found = [root] if root.is_file() else sorted(it for it in root.rglob("*") if it.is_file())
    found = [it for it in found if it.suffix.lower().lstrip(".") in endings]
    if not found:
        raise AssertionError(f"no file with the ending {' or '.join(endings)}")
    return found


def lines(root):
    for path in files(root, "jsonl"):
        # A line ends at LF only.
        for line in path.read_text("utf-8").split("\n"):
            if line.strip():
                yield json.loads(line)


def inside(text, start, end):
    assert 0 <= start < end <= len(text), f"{start}–{end} is not in a text of {len(text)}"


# ---- one check for each format; each says what it saw


def doccano(root):
    n = spans = 0
    for row in lines(root):
        n += 1
        ids = set()
        for it in row.get("entities", row.get("label", [])):
            if isinstance(it, str):
                continue
            start, end = (it["start_offset"], it["end_offset"]) if isinstance(it, dict) else it[:2]
            inside(row["text"], start, end)
            spans += 1
            if isinstance(it, dict):
                assert it["id"] not in ids, "an id twice"
                ids.add(it["id"])
        for it in row.get("relations", []):
            assert it["from_id"] in ids and it["to_id"] in ids, "a relation without its end"
    return f"json: {n} lines, {spans} spans"


def prodigy(root):
    n = spans = 0
    for row in lines(root):
        n += 1
        tokens = row.get("tokens", [])
        for it in tokens:
            assert row["text"][it["start"]:it["end"]] == it["text"], f"token {it}"
        for it in row.get("spans", []):
            spans += 1
            inside(row["text"], it["start"], it["end"])
            assert tokens[it["token_start"]]["start"] == it["start"], "a span begins inside a token"
            assert tokens[it["token_end"]]["end"] == it["end"], "a span ends inside a token"
    try:
        spacy = need("spacy")
    except Skip:
        return f"json: {n} lines, {spans} spans"
    tokens = spacy.tokens
    blank = spacy.blank("xx")
    for row in lines(root):
        words = [it["text"] for it in row.get("tokens", [])]
        doc = tokens.Doc(blank.vocab, words=words, spaces=[it["ws"] for it in row.get("tokens", [])])
        doc.spans["sc"] = [
            tokens.Span(doc, it["token_start"], it["token_end"] + 1, label=it["label"])
            for it in row.get("spans", [])
        ]
    return f"spaCy: {n} lines, {spans} spans"


def label_studio(root):
    need("label_studio_sdk")
    from label_studio_sdk.label_interface import LabelInterface

    n = regions = 0
    for path in files(root, "json"):
        config = path.with_name("config.xml").read_text("utf-8")
        interface = LabelInterface(config)
        for task in json.loads(path.read_text("utf-8")):
            n += 1
            for annotation in task["annotations"]:
                for it in annotation["result"]:
                    value = it.get("value", {})
                    if "labels" in value:
                        regions += 1
                        found = task["data"]["text"][value["start"]:value["end"]]
                        assert found == value["text"], f"{it['id']}: {found!r} != {value['text']!r}"
                assert interface.validate_annotation(annotation), f"task {n} does not fit the interface"
    return f"label-studio-sdk: {n} tasks, {regions} regions"


def spacy_docbin(root):
    spacy = need("spacy")
    from spacy.tokens import DocBin
    from spacy.training import Example

    n = spans = 0
    for path in files(root, "spacy"):
        blank = spacy.blank("xx")
        docs = list(DocBin(store_user_data=True).from_disk(path).get_docs(blank.vocab))
        n += len(docs)
        spans += sum(len(doc.ents) + sum(len(it) for it in doc.spans.values()) for doc in docs)
        train(spacy, Example, "ner", docs, lambda doc: doc.ents)
        train(spacy, Example, "spancat", docs, lambda doc: doc.spans.get("sc"))
    return f"spaCy: {n} documents, {spans} spans, trained ten steps"


def train(spacy, example, component, docs, wanted):
    docs = [doc for doc in docs if wanted(doc)]
    if not docs:
        return
    nlp = spacy.blank("xx")
    nlp.add_pipe(component)
    examples = [example(nlp.make_doc(doc.text), doc) for doc in docs[:8]]
    examples = [example(spacy.tokens.Doc(nlp.vocab, words=[t.text for t in doc],
                                         spaces=[bool(t.whitespace_) for t in doc]), doc)
                for doc in docs[:8]]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(10):
        losses = nlp.update(examples, sgd=optimizer)
        assert all(it == it for it in losses.values()), "a loss is no number"


def data_set(root):
    datasets = need("datasets")
    n = sets = 0
    for card in sorted(root.rglob("README.md")):
        with tempfile.TemporaryDirectory() as cache:
            loaded = datasets.load_dataset(str(card.parent), cache_dir=cache)
        for rows in loaded.values():
            sets += 1
            n += rows.num_rows
            for row in rows:
                for it in row.get("spans") or []:
                    inside(row["text"], it["start"], it["end"])
                if "ner_tags" in row:
                    assert len(row["tokens"]) == len(row["ner_tags"])
                    names = rows.features["ner_tags"].feature.names
                    assert all(0 <= it < len(names) for it in row["ner_tags"])
    assert sets, "no data set"
    return f"datasets: {sets} sets, {n} rows"


def parquet(root):
    said = data_set(root)
    pq, duckdb, polars = need("pyarrow.parquet"), need("duckdb"), need("polars")
    # All shards of all sets are one table.
    shards = [str(it) for it in files(root, "parquet")]
    n = sum(pq.read_table(it).num_rows for it in shards)
    query = "select count(*) from read_parquet(?)"
    assert duckdb.connect().execute(query, [shards]).fetchall()[0][0] == n, "duckdb"
    assert polars.read_parquet(shards).height == n, "polars"
    return f"{said}; pyarrow, duckdb, polars{spark(shards, n)}: {n} rows"


def spark(shards, n):
    """Spark needs Java beside it, and is asked where both are there."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        return ""
    if not shutil.which("java"):
        return ""
    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    assert session.read.parquet(*shards).count() == n, "spark"
    return ", spark"


def argilla(root):
    rg = need("argilla")
    n = 0
    for path in files(root, "json"):
        if path.name == "settings.json":
            # `rg.Settings.from_json` asks a server.
            kinds = {it["settings"]["type"] for it in json.loads(path.read_text("utf-8"))["questions"]}
            assert kinds <= {"span", "label_selection", "multi_label_selection", "text", "rating"}, kinds
        if path.name == "records.json":
            for it in json.loads(path.read_text("utf-8")):
                rg.Record.from_dict(it).to_dict()
                n += 1
    return f"argilla: {n} records"


def qdpx(root):
    """The XML of a REFI-QDA project, in its zip file."""
    etree = need("lxml.etree")
    selections = 0
    for path in files(root, "qdpx"):
        with zipfile.ZipFile(path) as packed:
            project = etree.fromstring(packed.read("project.qde"))
        selections += sum(1 for _ in project.iter("{*}PlainTextSelection"))
    assert selections, "no selections"
    return f"lxml: {selections} selections"


def qdc(root):
    """A codebook of REFI-QDA."""
    etree = need("lxml.etree")
    codes = 0
    for path in files(root, "qdc"):
        book = etree.parse(str(path)).getroot()
        assert book.tag == "{urn:QDA-XML:codebook:1.0}CodeBook", book.tag
        for code in book.iter("{*}Code"):
            assert code.get("guid") and code.get("name") and code.get("isCodable") in ("true", "false")
            codes += 1
    return f"lxml: {codes} codes"


TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
RANGE = re.compile(r"#string-range\(([^,()]+),(\d+),(\d+)\)")


def tei(root):
    """Every pointer leads to something, every span to words that stand where it says."""
    etree = need("lxml.etree")
    n = spans = pointers = 0
    for path in files(root, "xml", "tei"):
        tree = etree.parse(str(path), etree.XMLParser(resolve_entities=False, huge_tree=True)).getroot()
        assert tree.tag == TEI + "TEI" and tree[0].tag == TEI + "teiHeader", f"{path.name}: no TEI"
        ids = {}
        for it in tree.iter():
            if it.get(XML_ID):
                assert it.get(XML_ID) not in ids, f"{path.name}: {it.get(XML_ID)} twice"
                ids[it.get(XML_ID)] = it
        body = tree.find(f"{TEI}text/{TEI}body")
        text = "".join(body.itertext())
        places = places_in(body)
        for it in tree.iter():
            for name in ("target", "from", "to", "ana", "resp", "who", "change", "active", "passive"):
                for pointer in (it.get(name) or "").split():
                    counted = RANGE.fullmatch(pointer)
                    assert (counted.group(1) if counted else pointer[1:]) in ids, f"{path.name}: {pointer}"
                    pointers += 1
        for it in tree.iter(TEI + "span"):
            if it.getparent().get("type") != "annotation":
                continue
            spans += 1
            for start, end, element in stretches(it, ids, places):
                inside(text, start, end)
                if element is not None:
                    assert "".join(element.itertext()) == text[start:end], f"{path.name}: {it.get(XML_ID)}"
        n += 1
    return f"lxml: {n} files, {spans} spans, {pointers} pointers"


def places_in(body):
    """Where every element begins and ends, in characters of the text."""
    at, places = 0, {}
    for event, it in need("lxml.etree").iterwalk(body, events=("start", "end")):
        if event == "start":
            places[it] = [at, at]
            at += len(it.text or "")
        else:
            places[it][1] = at
            at += len(it.tail or "") if it is not body else 0
    return places


def stretches(span, ids, places):
    """The stretches that a span points at, with the element where it is one."""
    if span.get("from"):
        ends = (ids[span.get(it)[1:]] for it in ("from", "to"))
        start, end = (places[it] for it in ends)
        return [(start[0], end[1], None)]
    found = []
    for pointer in span.get("target").split():
        counted = RANGE.fullmatch(pointer)
        if counted:
            base = places[ids[counted.group(1)]][0]
            start = base + int(counted.group(2))
            found.append((start, start + int(counted.group(3)), None))
        else:
            element = ids[pointer[1:]]
            found.append((*places[element], element))
    return found


def xmi(root):
    need("cassis")
    from cassis import load_cas_from_xmi, load_typesystem

    n = views = 0
    for path in files(root, "xmi"):
        systems = [it for up in path.parents for it in [up / "TypeSystem.xml"] if it.exists()]
        assert systems, f"{path.name}: no TypeSystem.xml"
        with open(systems[0], "rb") as system, open(path, "rb") as cas:
            loaded = load_cas_from_xmi(cas, typesystem=load_typesystem(system))
        n += 1
        views += sum(1 for _ in loaded.select_all())
    return f"dkpro-cassis: {n} files, {views} annotations"


def cas_json(root):
    need("cassis")
    from cassis import load_cas_from_json

    n = found = 0
    for path in files(root, "json"):
        with open(path, "rb") as cas:
            found += sum(1 for _ in load_cas_from_json(cas).select_all())
        n += 1
    return f"dkpro-cassis: {n} files, {found} annotations"


def webanno_tsv(root):
    """Nobody reads it but WebAnno and INCEpTION: their rules, as far as they can be told in a few lines."""
    n = rows = 0
    for path in files(root, "tsv"):
        head, _, body = path.read_text("utf-8").partition("\n\n")
        head = head.split("\n")
        assert head[0] == "#FORMAT=WebAnno TSV 3.3", head[0]
        width = sum(max(1, len([it for it in line.split("|")[1:] if it])) for line in head[1:])
        text = ""
        for block in body.strip("\n").split("\n\n"):
            lines = block.split("\n")
            said = [it[6:] for it in lines if it.startswith("#Text=")]
            words = [it.split("\t") for it in lines if not it.startswith("#")]
            assert all(len(it) == 4 + width and not it[-1] for it in words), f"{path.name}: cells"
            start = int(words[0][1].split("-")[0])
            raw = text.encode("utf-16-le")[:2 * start].decode("utf-16-le")
            text = raw + " " * (start - len(raw.encode("utf-16-le")) // 2)
            text += "".join(f"{plain_text(it)}\n" for it in said)
            units = text.encode("utf-16-le")
            for word in words:
                begin, end = map(int, word[1].split("-"))
                form = units[2 * begin:2 * end].decode("utf-16-le")
                assert form in (word[2], plain_text(word[2])), f"{path.name}: {word[0]} {form!r}"
            rows += len(words)
        n += 1
    return f"rules of the format: {n} files, {rows} words and parts"


def plain_text(line):
    signs = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
    parts = line.split("\\\\")
    return "\\".join(re.sub(r"\\([tnrfb\x00-\x1f])", lambda it: signs.get(it[1], it[1]), part) for part in parts)


DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"


def inception(root):
    """The layers of the project are all that a source needs, and every CAS beside it has its own types."""
    need("cassis")
    from cassis import load_cas_from_json, load_cas_from_xmi, load_dkpro_core_typesystem

    n = found = 0
    for path in root.rglob("exportedproject.json"):
        described = json.loads(path.read_text("utf-8"))
        system = layers(load_dkpro_core_typesystem(), described["layers"])
        sources = {it["name"] for it in described["source_documents"]}
        assert sources == {it.name for it in (path.parent / "source").iterdir()}
        for source in sorted(sources):
            with open(path.parent / "source" / source, "rb") as cas:
                found += sum(1 for _ in load_cas_from_xmi(cas, typesystem=system).select_all())
            n += 1
        for work in described["annotation_documents"]:
            assert work["name"] in sources and work["state"] in ("NEW", "IN_PROGRESS", "FINISHED")
    for path in root.rglob("*/*.json"):
        if path.parent.parent.name in ("annotation", "curation"):
            with open(path, "rb") as cas:
                found += sum(1 for _ in load_cas_from_json(cas).select_all())
            n += 1
    assert n, "no project"
    return f"dkpro-cassis: {n} files, {found} annotations"


def layers(system, described):
    # Everybody who works with these types has this one, too.
    about = system.create_type(f"{DKPRO}.metadata.type.DocumentMetaData", "uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri"):
        system.create_feature(about, name, "uima.cas.String")
    annotation = "uima.tcas.Annotation"
    parents = {"span": annotation, "relation": annotation, "document-metadata": "uima.cas.AnnotationBase"}
    for layer in described:
        if layer["built_in"]:
            assert system.contains_type(layer["name"]), f"{layer['name']} is not built in"
        else:
            system.create_type(layer["name"], parents[layer["type"]])
    for layer in (it for it in described if not it["built_in"]):
        kind = system.get_type(layer["name"])
        if layer["type"] == "relation":
            end = (layer["attach_type"] or {"name": annotation})["name"]
            for name in ("Governor", "Dependent"):
                system.create_feature(kind, name, end)
        for feature in layer["features"]:
            link = feature["link_type_name"]
            if link and not system.contains_type(link):
                made = system.create_type(link, "uima.cas.TOP")
                system.create_feature(made, "role", "uima.cas.String")
                system.create_feature(made, "target", feature["type"])
            kind_of = "uima.cas.FSArray" if link else feature["type"]
            system.create_feature(kind, feature["name"], kind_of, elementType=link)
    return system


def conllu(root):
    reader = need("conllu")
    n = 0
    for path in files(root, "conllu"):
        text = path.read_text("utf-8")
        sentences = reader.parse(text)
        assert sentences, f"{path.name}: no sentence"
        assert reader.parse("".join(it.serialize() for it in sentences)) == sentences
        n += len(sentences)
    return f"conllu: {n} sentences"


def gate(root):
    gatenlp = need("gatenlp")
    n = found = 0
    for path in files(root, "bdocjs", "json", "xml"):
        kind = "gatexml" if path.suffix == ".xml" else "bdocjs"
        document = gatenlp.Document.load(str(path), fmt=kind)
        n += 1
        for name in document.annset_names():
            for it in document.annset(name):
                inside(document.text + " ", it.start, max(it.end, it.start + 1))
                found += 1
    return f"gatenlp: {n} documents, {found} annotations"


def w3c(root):
    jsonld = need("pyld").jsonld
    context = {"@context": {"@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type"}}

    def load(url, _):
        return {"contextUrl": None, "documentUrl": url, "document": context}

    n = 0
    for path in files(root, "json", "jsonld"):
        document = json.loads(path.read_text("utf-8"))
        expanded = jsonld.expand(document, {"documentLoader": load})
        assert expanded, f"{path.name}: nothing is left"
        n += 1
    return f"PyLD: {n} files"


CHECKS = RULES | {
    "argilla": argilla,
    "casjson": cas_json,
    "conllu": conllu,
    "doccano": doccano,
    "gate": gate,
    "bdoc": gate,
    "gate-xml": gate,
    "hf-jsonl": data_set,
    "hf-parquet": parquet,
    "hf-tokens": parquet,
    "inception": inception,
    "label-studio": label_studio,
    "prodigy": prodigy,
    "refi-qda": qdpx,
    "refi-qdc": qdc,
    "spacy": spacy_docbin,
    "tei": tei,
    "uima-json": cas_json,
    "uima-xmi": xmi,
    "w3c": w3c,
    "webanno-tsv": webanno_tsv,
    "xmi": xmi,
}


def run(binary, *arguments):
    done = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        words = (done.stderr or done.stdout).strip().splitlines()
        raise AssertionError(f"{' '.join(map(str, arguments[:1]))}: {words[-1] if words else done.returncode}")
    return done.stdout


def again_in(venv, quick):
    """Goes on in a virtual environment with everything that is needed, made where it is not there; with the
    small libraries only, if it is to be quick. Without a network it goes on with what is there."""
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = HERE / ("quick.txt" if quick else "requirements.txt")
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "-r", str(wanted)], check=True)
    except subprocess.CalledProcessError as error:
        print(f"without the libraries of {wanted.name}: {error}")
        return
    rest = [it for i, it in enumerate(sys.argv[1:]) if it != "--venv" and sys.argv[i] != "--venv"]
    sys.exit(subprocess.run([str(python), __file__, *rest], check=False).returncode)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--project", type=pathlib.Path, help="instead of the sample")
    parser.add_argument("--only", default="", help="formats, with commas between them")
    parser.add_argument("--venv", type=pathlib.Path, help="a virtual environment to use, made if there is none")
    parser.add_argument("--quick", action="store_true", help="with the small libraries only")
    parser.add_argument("--keep", type=pathlib.Path, help="where the exports stay")
    options = parser.parse_args()
    if options.venv:
        again_in(options.venv.resolve(), options.quick)
    binary = shutil.which(options.binary) or str(pathlib.Path(options.binary).resolve())
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    with tempfile.TemporaryDirectory() as temporary:
        work = options.keep or pathlib.Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        project = options.project
        if project is None:
            project = work / "sample"
            run(binary, "sample", project)
        known = json.loads(run(binary, "formats", "--json"))
        wanted = set(filter(None, options.only.split(",")))
        formats = [it for it in known if it["writes"] and (not wanted or it["id"] in wanted)]
        results = [(it["id"], *check(binary, project, work, it["id"], it["extension"])) for it in formats]
    width = max((len(it[0]) for it in results), default=0)
    for name, verdict, words in results:
        print(f"{name:{width}}  {verdict:7}  {words}")
    refused = sum(it[1] == "REFUSED" for it in results)
    print(f"\n{len(results)} formats, {refused} refused")
    sys.exit(1 if refused else 0)


def check(binary, project, work, name, ending):
    out = work / name
    try:
        try:
            run(binary, "export", "--no-datasheet", project, out, "--format", name, "--force")
        except AssertionError:
            out = work / f"{name}.{ending}"
            run(binary, "export", "--no-datasheet", project, out, "--format", name, "--force")
        if out.is_file() and not out.suffix:
            out = out.rename(out.with_name(f"{name}.{ending}"))
        if name not in CHECKS:
            return "written", "nobody to ask"
        return "ok", CHECKS[name](out)
    except Skip as why:
        return "skipped", str(why)
    except Exception as why:  # whatever a library makes of it
        return "REFUSED", f"{type(why).__name__}: {str(why).strip().splitlines()[0] if str(why).strip() else why}"


if __name__ == "__main__":
    main()
