"""How fast runs are: documents per second with 1 and 2 workers, what a resume costs when nothing has changed,
how much memory this process takes as the collection grows, and how much time goes by outside the reading
itself.

    python benchmarks/runs_speed.py [--documents 10000] [--sizes 1000,10000,100000]

Documents are made: small plans of one table as DOCX, ODT, PDF, HTML, RTF, Markdown and text, one after the
other (``--kinds md,txt`` for some of these alone). Each run is a process of its own.

Wall time is only worth something on an idle machine. The CPU seconds of the run's own process and of its
workers are told as well, and what follows of them: two cores share the reading and the serving of it; what
the run's own process does after the last document, nobody shares (Amdahl). ``--sizes`` measures that
process's memory alone: a folder's segments are filled with copies of a few records, as if they had been read,
and the dataset is made of them. ``--documents 0`` leaves the reading out.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_RUN = """
import json, resource, sys, time
from pathlib import Path
from pondera.messages import Language
from pondera.runs.options import Options
from pondera.runs import running
start = time.perf_counter()
after = [0.0]
publish = running._Run.publish
def timed(self, *rest):
    began = time.process_time()
    publish(self, *rest)
    after[0] = time.process_time() - began
running._Run.publish = timed
summary = running.run_collection([Path(sys.argv[1])], Path(sys.argv[2]), language=Language.EN,
                         options=Options(workers=int(sys.argv[3])))
own = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "documents": summary.documents, "read": summary.read, "seconds": time.perf_counter() - start,
    "reading": summary.reading_seconds, "parent_cpu": own.ru_utime + own.ru_stime,
    "after": after[0], "parent_mib": own.ru_maxrss / 1024,
    "digests_and_packing": sum(sum(s.get(n, 0) for n in ("digests", "packing"))
                               for s in summary.stage_seconds.values()),
}))
"""
_FILL = """
import hashlib, json, resource, sys, time
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from pondera.between_documents import between
from pondera.messages import Language
from pondera.pipeline import Outcome, read_document
from pondera.runs.assembly import assemble
from pondera.runs.event_file import EventFile
from pondera.runs.ledger import Ledger
from pondera.runs.summary import Summary
from pondera.runs.task import How, Seen, Task
from pondera.runs.work import Desk
from pondera.settings import NOTHING_SET

source, state, made, count = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
read = [read_document(path, path.name, Language.EN) for path in sorted(source.iterdir())[:7]]

def renamed(row, old, new):
    return replace(row, **{f.name: v.replace(old, new) for f in fields(row)
                           if isinstance(v := getattr(row, f.name), str) and old in v})

def copy(number, name):
    outcome = read[number % len(read)]
    sha = hashlib.sha256(name.encode()).hexdigest()
    rows = type(outcome.rows)(**{t.name: tuple(renamed(row, outcome.document.document_id, sha[:16])
                                               for row in getattr(outcome.rows, t.name))
                                 for t in fields(outcome.rows)})
    items = tuple(replace(item, text=f"{item.text} {number}") for item in rows.items)  # else all are alike
    rows = replace(rows, documents=(replace(rows.documents[0], sha256=sha, path=name),), items=items)
    return Outcome(rows, 0.0), Seen(1, 1, sha, sha)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

if len(sys.argv) > 5:
    desk, ledger = Desk(state, How(Language.EN)), Ledger(state)
    names = [f"{number:07}.md" for number in range(count)]
    ledger.find(((name.encode(), name, 1, 1, "") for name in names), rehash=False)
    for start in range(0, count, 32):
        with ledger.together():
            some = []
            for number in range(start, min(count, start + 32)):
                task = Task(ledger.file_number(names[number].encode()), names[number], names[number].encode())
                some.append((task, desk.keep(task, *copy(number, names[number]), began=datetime.now(UTC))))
            entry = desk.flush()
            for task, answer in some:
                ledger.read(task.number, answer.about, replace(entry, row=answer.row))
    print("{}")
else:
    start, before = time.process_time(), peak()
    summary, ledger = Summary(), Ledger(state)
    with EventFile(made) as events:
        assemble(ledger, state, made, ["csv", "parquet", "duckdb"], base=None, between=between(NOTHING_SET),
                 summary=summary, told=[events])
    print(json.dumps({"documents": summary.documents, "items": summary.items, "before_mib": before,
                      "peak_mib": peak(),
                      "cpu_ms_per_document": 1000 * (time.process_time() - start) / count}))
"""
_SUBREAPER = 36
"""``prctl(2)``: the server that workers are forked off becomes this process's child when its parent ends, so
that its CPU time can be told."""


Row = tuple[str, str]


def _markdown(title: str, rows: list[Row]) -> bytes:
    lines = [f"# {title}", "", "| Actividad | Ponderación |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {weight} |" for name, weight in rows)]).encode()


def _text(title: str, rows: list[Row]) -> bytes:
    return "\n".join([title, "", "Actividad\tPonderación", *("\t".join(row) for row in rows)]).encode()


def _html(title: str, rows: list[Row]) -> bytes:
    cells = "".join(f"<tr><td>{name}</td><td>{weight}</td></tr>" for name, weight in rows)
    return f"<h1>{title}</h1><table><tr><th>Actividad<th>Ponderación</tr>{cells}</table>".encode()


def _rtf(title: str, rows: list[Row]) -> bytes:
    cells = "".join(
        f"\\trowd\\cellx4000\\cellx6000 {name}\\cell {weight}\\cell\\row\n" for name, weight in rows
    )
    return f"{{\\rtf1\\ansi {title}\\par\n{cells}}}".encode("ascii", "replace")


def _zipped(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def _docx(title: str, rows: list[Row]) -> bytes:
    space = "http://schemas.openxmlformats.org"
    main = f"{space}/wordprocessingml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

    def cell(text: str) -> str:
        return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    table = "".join(f"<w:tr>{cell(name)}{cell(weight)}</w:tr>" for name, weight in [_HEADER, *rows])
    body = f"<w:p><w:r><w:t>{title}</w:t></w:r></w:p><w:tbl>{table}</w:tbl>"
    return _zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r1"'
            f' Type="{space}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
            "word/document.xml": f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>',
        }
    )


def _odt(title: str, rows: list[Row]) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "text", "table"))

    def cell(text: str) -> str:
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    table = "".join(
        f"<table:table-row>{cell(name)}{cell(weight)}</table:table-row>" for name, weight in [_HEADER, *rows]
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:text><text:p>{title}</text:p>"
        f"<table:table>{table}</table:table></office:text></office:body></office:document-content>"
    )
    return _zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _pdf(title: str, rows: list[Row]) -> bytes:
    """A page with a ruled table (ISO 32000-2, 7.3 to 7.5)."""
    drawn = [f"BT /F1 14 Tf 60 780 Td ({title}) Tj ET"]
    for row, (name, weight) in enumerate([_HEADER, *rows]):
        y = 740 - 20 * row
        drawn += [f"60 {y} 300 20 re S 360 {y} 120 20 re S"]
        drawn += [f"BT /F1 10 Tf {x} {y + 6} Td ({text}) Tj ET" for x, text in ((64, name), (364, weight))]
    stream = "\n".join(drawn).encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    made, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(made))
    )


_HEADER = ("Actividad", "Ponderación")
KINDS: dict[str, Callable[[str, list[Row]], bytes]] = {
    "md": _markdown,
    "txt": _text,
    "html": _html,
    "rtf": _rtf,
    "docx": _docx,
    "odt": _odt,
    "pdf": _pdf,
}


def make(folder: Path, documents: int, kinds: tuple[str, ...] = tuple(KINDS)) -> None:
    """Small documents, a thousand to a folder."""
    for number in range(documents):
        rows = [(f"{row}.- Sembrar lote {number}-{row}", f"{10 + row}%") for row in range(6)]
        kind = kinds[number % len(kinds)]
        below = folder / f"{number // 1000:03}"
        below.mkdir(parents=True, exist_ok=True)
        content = KINDS[kind](f"Programa de trabajo {2000 + number % 25}", rows)
        (below / f"{number:06}.{kind}").write_bytes(content)


def measured(script: str, *arguments: object) -> dict[str, float]:
    """What a script prints, and the CPU seconds of all processes that it started besides its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    every = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {**found, "others_cpu": every - found.get("parent_cpu", 0.0)}


def reading(folder: Path, documents: int) -> None:
    speeds = {}
    for workers in (1, 2):
        found = measured(_RUN, folder / "archive", folder / f"out{workers}", workers)
        speeds[workers] = documents / found["seconds"]
        each = {name: 1000 * found[name] / documents for name in ("parent_cpu", "others_cpu")}
        outside = each["parent_cpu"] + 1000 * found["digests_and_packing"] / documents
        after = 1000 * found["after"] / documents
        alone, shared = (
            each["others_cpu"] + after,
            (each["others_cpu"] + each["parent_cpu"] - after) / 2 + after,
        )
        print(
            f"{workers} workers: {speeds[workers]:.1f} documents/s; CPU ms per document: workers"
            f" {each['others_cpu']:.2f}, the run's own process {each['parent_cpu']:.2f}, of which after the"
            f" last document {after:.2f}; outside the reading {outside:.2f} ms per document;"
            f" {found['parent_mib']:.0f} MiB; by CPU time 2 workers are {alone / shared:.2f} times as fast",
            flush=True,
        )
    print(f"2 workers were {speeds[2] / speeds[1]:.2f} times as fast as 1")
    start = time.perf_counter()
    again = measured(_RUN, folder / "archive", folder / "out2", 2)
    print(
        f"nothing changed: {documents / again['seconds']:.0f} documents per second,"
        f" {documents / again['parent_cpu']:.0f} per CPU second with the program's start"
        f" ({again['parent_cpu']:.2f} s), {time.perf_counter() - start:.2f} s in all"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--sizes", default="1000,10000,100000")
    asked = parser.parse_args()
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.documents:
            make(folder / "archive", asked.documents, tuple(asked.kinds.split(",")))
            reading(folder, asked.documents)
        make(folder / "few", len(KINDS))
        for size in filter(None, asked.sizes.split(",")):
            state, made = folder / f"state{size}", folder / f"made{size}"
            state.mkdir()
            made.mkdir()
            measured(_FILL, folder / "few" / "000", state, made, size, "fill")
            found = measured(_FILL, folder / "few" / "000", state, made, size)
            print(json.dumps({name: round(value, 2) for name, value in found.items()}), flush=True)


if __name__ == "__main__":
    main()
