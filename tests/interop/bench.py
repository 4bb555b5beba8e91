#!/usr/bin/env python3
"""How fast Sententia writes and reads beside what others use, all in one run on the same data.

    python tests/interop/bench.py target/release/sententia
    python tests/interop/bench.py target/release/sententia --venv /tmp/interop      # installs what it needs
    python tests/interop/bench.py target/release/sententia --documents 1000 --only json,orjson

Makes documents of 5 kB with 20 spans each, the same each time, and has them written and read by
dkpro-cassis (XMI, CAS JSON), by the converter of label-studio-sdk (CoNLL), and as JSON by Python and by orjson.
Times are of the processor, in seconds: of a library its calls only, without what it takes to start it; of
Sententia the whole program, which reads the other format too, so that it looks slower than it is. Memory is the
most that a process held, in MB. At the end it shows how much is held for a tenth of the documents and for
all of them, where that should be the same. A library that is not there is skipped with a word.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
NEEDS = ["orjson>=3.10", "dkpro-cassis>=0.10", "label-studio-sdk>=2"]


class Skip(Exception):
    """There is nothing to compare with."""


# ---- the data

SUBJECTS = "le maire|l’été|la régie|une voisine|l’opposition|ce château|la forêt|un élève|notre œuvre".split("|")
VERBS = "découvre|révélera|espère|préférait|reçoit|décrit|éclairera|achève".split("|")
OBJECTS = "la leçon|un rêve étrange|l’arrêt du marché|l’idée d’un théâtre|une réponse honnête|l’enquête".split("|")
TAILS = "sans bruit|dès l’hiver|à\u00a0peine|près de Besançon|naguère|en 2031".split("|")
ENDS = [".", ".", ".", "\u202f!", "\u00a0?", " 😀.", "…"]


def sentence(chance):
    words = [chance.choice(it) for it in (SUBJECTS, VERBS, OBJECTS, TAILS)]
    text = " ".join(words) + chance.choice(ENDS)
    return text[0].upper() + text[1:]


def document(number):
    chance = random.Random(number)
    text, n_bytes, n = "", 0, 0
    while n_bytes < 5_000:
        n += 1
        one = sentence(chance) + ("\n" if n % 5 == 0 else " ")
        text += one
        n_bytes += len(one.encode())
    words = [i + 1 for i, c in enumerate(text[:-200]) if c == " "]
    spans = []
    for i in range(20):
        start = chance.choice(words)
        end = text.find(" ", start + 5 + chance.randrange(60))
        label = chance.choice(["claim", "stance", "prediction"])
        spans.append({"id": f"s-{i}", "label": label, "start": start, "end": end, "text": text[start:end]})
    return {"id": f"{number:05}.txt", "text": text, "spans": spans, "relations": []}


def make(path, n):
    with open(path, "w", encoding="utf-8") as out:
        for number in range(n):
            out.write(json.dumps(document(number), ensure_ascii=False) + "\n")


# ---- what the others do, each in a process of its own: pairs of what is done and seconds


def clock(act):
    start = time.process_time()
    made = act()
    return made, time.process_time() - start


def need(name):
    try:
        return __import__(name, fromlist=["_"])
    except ImportError as error:
        raise Skip(f"no {name.split('.')[0]} ({error})") from None


def lines(loads, dumps, path):
    rows, read = clock(lambda: [loads(line) for line in path.read_bytes().split(b"\n") if line])
    _, wrote = clock(lambda: [dumps(row) for row in rows])
    return {"write": wrote, "read": read}


def json_lines(folder):
    return lines(json.loads, lambda row: json.dumps(row, ensure_ascii=False).encode(), folder / "w5.jsonl")


def orjson_lines(folder):
    orjson = need("orjson")
    return lines(orjson.loads, orjson.dumps, folder / "w5.jsonl")


def all_of(paths, load, save):
    seconds = {"write": 0.0, "read": 0.0}
    for path in paths:
        cas, read = clock(lambda path=path: load(path))
        _, wrote = clock(lambda cas=cas: save(cas))
        seconds["read"] += read
        seconds["write"] += wrote
    return seconds


def cassis_xmi(folder):
    cassis = need("cassis")
    with open(folder / "xmi" / "TypeSystem.xml", "rb") as source:
        types = cassis.load_typesystem(source)

    def load(path):
        with open(path, "rb") as source:
            return cassis.load_cas_from_xmi(source, typesystem=types)

    return all_of(sorted((folder / "xmi").rglob("*.xmi")), load, lambda cas: cas.to_xmi())


def cassis_json(folder):
    cassis = need("cassis")

    def load(path):
        with open(path, "rb") as source:
            return cassis.load_cas_from_json(source)

    return all_of(sorted((folder / "casjson").rglob("*.json")), load, lambda cas: cas.to_json())


def number_tasks(path, out):
    """Tasks as Label Studio exports them: with numbers, which it gives itself."""
    tasks = json.loads(path.read_text("utf-8"))
    for number, task in enumerate(tasks, 1):
        task["id"] = number
        for annotation in task["annotations"]:
            annotation["id"] = number
    pathlib.Path(out).write_text(json.dumps(tasks), "utf-8")


def label_studio_conll(folder):
    converter = need("label_studio_sdk.converter").Converter
    made = converter((folder / "tasks" / "config.xml").read_text("utf-8"), project_dir=None)
    tasks, out = str(folder / "numbered.json"), str(folder / "by-label-studio")
    number_tasks(folder / "tasks" / "tasks.json", tasks)
    _, wrote = clock(lambda: made.convert_to_conll2003(tasks, out, is_dir=False))
    return {"write": wrote}


# The name, what it is, who else does it, and what Sententia does meanwhile: from what to what, by format.
RIVALS = [
    ("json", "JSONL", "json of Python", json_lines, ("w5.jsonl", "jsonl")),
    ("orjson", "JSONL", "orjson", orjson_lines, ("w5.jsonl", "jsonl")),
    ("xmi", "XMI", "dkpro-cassis", cassis_xmi, ("w5.jsonl", "xmi")),
    ("casjson", "CAS JSON", "dkpro-cassis", cassis_json, ("w5.jsonl", "casjson")),
    ("conll", "CoNLL from tasks", "label-studio-sdk", label_studio_conll, ("tasks", "conll")),
]


# ---- the run


def spent(command):
    """Seconds of the processor, and the most memory in MB, of a command."""
    process = subprocess.Popen([str(it) for it in command], stdout=subprocess.PIPE)
    said = process.stdout.read()
    if not hasattr(os, "wait4"):
        start = time.perf_counter()
        process.wait()
        return time.perf_counter() - start, None, said
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise AssertionError(f"{command[1]} ended with {process.returncode}")
    n_bytes = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return used.ru_utime + used.ru_stime, n_bytes / 1e6, said


def ours(binary, source, out, to, reads):
    command = [binary, "convert", source, out, "--to", to, "--from", reads, "--force", "--json"]
    return spent(command)[:2]


def size(path):
    them = [path] if path.is_file() else [it for it in path.rglob("*") if it.is_file()]
    return sum(it.stat().st_size for it in them) / 1e6


def compare(binary, folder, rival):
    name, what, who, _, (source, to) = rival
    out = folder / ("again.jsonl" if to == "jsonl" else to)
    reads = "label-studio" if source == "tasks" else "jsonl"
    wrote = ours(binary, folder / source, out, to, reads)
    rows = [("write", wrote)]
    if source != "tasks" and to != "jsonl":
        rows.append(("read", ours(binary, out, folder / "back.jsonl", "jsonl", to)))
    seconds, most, said = spent([sys.executable, __file__, "--rival", name, binary, folder])
    theirs = json.loads(([it for it in said.decode().splitlines() if it.startswith("{")] or ["{}"])[-1])
    if not theirs:
        theirs["skip"] = "it failed"
    if "skip" in theirs:
        yield (f"{what}, {who}", theirs["skip"])
        return
    if to == "jsonl":
        theirs = {"write": sum(theirs.values())}
    for act, (mine, held) in rows:
        label = "read and write" if to == "jsonl" else act
        yield (f"{what}, {label}", who, size(out), mine, held, theirs[act], most, theirs[act] / mine)


# What is held of these is one document at a time, or one group of rows.
BOUNDED = ["jsonl", "brat", "conll", "hf-jsonl", "hf-parquet"]


def memory(binary, folder, n):
    """How much is held for a tenth of the documents, and for all of them."""
    print(f"\nmost memory held, in MB, for {n // 10} documents and for {n}\n")
    print(f"{'':28}{'write':>16}{'read':>16}")
    for to in BOUNDED:
        held = {}
        for part in (n // 10, n):
            source, out = folder / "part.jsonl", folder / f"part-{to}"
            make(source, part)
            held["write", part] = ours(binary, source, out, to, "jsonl")[1]
            held["read", part] = ours(binary, out, folder / "back.jsonl", "jsonl", to)[1]
            shutil.rmtree(out, ignore_errors=True)
        told = ["-" if it is None else f"{it:.0f}" for it in held.values()]
        print(f"{to:28}{told[0]:>8}{told[2]:>8}{told[1]:>8}{told[3]:>8}", flush=True)


def again_in(venv):
    """Goes on in a virtual environment with everything that is needed, made where it is not there."""
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *NEEDS], check=True)
    rest = [it for i, it in enumerate(sys.argv[1:]) if it != "--venv" and sys.argv[i] != "--venv"]
    sys.exit(subprocess.run([str(python), __file__, *rest], check=False).returncode)


def show(row):
    if len(row) == 2:
        print(f"{row[0]:28}  skipped: {row[1]}")
        return
    what, who, megabytes, mine, held, theirs, most, ratio = row
    memory = ["-" if it is None else f"{it:.0f}" for it in (held, most)]
    print(f"{what:28}{megabytes:8.0f}{mine:10.2f}{memory[0]:>8}  {who:18}{theirs:9.2f}{memory[1]:>8}{ratio:8.1f}", flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="What it needs: " + ", ".join(NEEDS),
    )
    parser.add_argument("binary")
    parser.add_argument("folder", nargs="?", type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--only", default="", help=f"some of {', '.join(it[0] for it in RIVALS)}, memory, with commas between them")
    parser.add_argument("--venv", type=pathlib.Path, help="a virtual environment to use, made if there is none")
    parser.add_argument("--rival", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rival:
        act = next(it[3] for it in RIVALS if it[0] == options.rival)
        told = sys.stdout
        sys.stdout = sys.stderr
        try:
            made = act(options.folder)
        except Skip as why:
            made = {"skip": str(why)}
        print(json.dumps(made), file=told)
        return
    if options.venv:
        again_in(options.venv.resolve())
    binary = shutil.which(options.binary) or str(pathlib.Path(options.binary).resolve())
    wanted = set(filter(None, options.only.split(",")))
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        make(folder / "w5.jsonl", options.documents)
        ours(binary, folder / "w5.jsonl", folder / "tasks", "label-studio", "jsonl")
        print(f"{options.documents} documents; seconds of the processor, memory in MB\n")
        print(f"{'':28}{'MB':>8}{'Sententia':>10}{'memory':>8}  {'':18}{'seconds':>9}{'memory':>8}{'times':>8}")
        for rival in RIVALS:
            if not wanted or rival[0] in wanted:
                for row in compare(binary, folder, rival):
                    show(row)
        if not wanted or "memory" in wanted:
            memory(binary, folder, options.documents)


if __name__ == "__main__":
    main()
