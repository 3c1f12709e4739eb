"""How fast runs are: documents per second with 1 and 2 workers, what a resume costs when nothing has changed,
how much memory this process takes as the collection grows, and how much time goes by outside the reading
itself.

    python benchmarks/runs_speed.py [--documents 10000] [--sizes 1000,10000,100000]

Documents are made: small plans as Markdown, text, HTML and RTF. Each run is a process of its own. Besides
wall time, the CPU seconds of the parent are told; the time of the readers is wall time, and too long where
the machine does other things too. ``--sizes`` measures the parent's memory alone: the ledger is filled with
copies of a few records, as if they had been read, and the dataset is made of them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_RUN = """
import json, resource, sys, time
from pathlib import Path
from pondera.messages import Language
from pondera.runs.options import Options
from pondera.runs.running import run_collection
start = time.perf_counter()
summary = run_collection([Path(sys.argv[1])], Path(sys.argv[2]), language=Language.EN,
                         options=Options(workers=int(sys.argv[3])))
own = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "documents": summary.documents, "read": summary.read, "seconds": time.perf_counter() - start,
    "reading": summary.reading_seconds, "parent_cpu": own.ru_utime + own.ru_stime,
    "parent_mib": own.ru_maxrss / 1024,
    "digests_and_packing": sum(sum(s.get(n, 0) for n in ("digests", "packing"))
                               for s in summary.stage_seconds.values()),
}))
"""
_FILL = """
import json, os, resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
from pondera.between_documents import between
from pondera.messages import Language
from pondera.pipeline import Outcome, read_document
from pondera.runs.assembly import assemble
from pondera.runs.events import EventFile
from pondera.runs.ledger import Ledger
from pondera.runs.summary import Summary
from pondera.runs.task import How, Seen, Task
from pondera.runs.work import Desk
from pondera.settings import NOTHING_SET
import hashlib
from dataclasses import fields, replace

source, state, made, count = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
read = [read_document(path, path.name, Language.EN) for path in sorted(source.iterdir())[:4]]
ledger, desk = Ledger(state), Desk(state, How(Language.EN))

def renamed(row, old, new):
    return replace(row, **{f.name: v.replace(old, new) for f in fields(row)
                           if isinstance(v := getattr(row, f.name), str) and old in v})

for number in range(count):
    outcome = read[number % len(read)]
    old = outcome.document.document_id
    sha = hashlib.sha256(str(number).encode()).hexdigest()
    rows = outcome.rows
    rows = type(rows)(**{t.name: tuple(renamed(r, old, sha[:16]) for r in getattr(rows, t.name))
                         for t in fields(rows)})
    name = f"{number:07}.md"
    rows = replace(rows, documents=(replace(rows.documents[0], sha256=sha, path=name),))
    ledger.find([(name.encode(), name, 1, 1, "")], rehash=False)
    task = Task(ledger.file_number(name.encode()), name, name.encode())
    answer = desk.keep(task, Outcome(rows, 0.0), Seen(1, 1, sha, sha), began=datetime.now(UTC))
    ledger.read(task.number, answer.about, answer.entry)
desk.close()
before = resource.getrusage(resource.RUSAGE_SELF)
start = time.process_time()
summary = Summary()
with EventFile(made) as events:
    assemble(ledger, state, made, ["csv", "parquet"], base=None, between=between(NOTHING_SET),
             summary=summary, told=[events.tell])
after = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"documents": summary.documents, "items": summary.items,
                  "filled_mib": before.ru_maxrss / 1024, "assembled_mib": after.ru_maxrss / 1024,
                  "cpu_ms_per_document": 1000 * (time.process_time() - start) / count}))
"""


def make(folder: Path, documents: int) -> None:
    """Small documents of four formats, a thousand to a folder."""
    for number in range(documents):
        rows = [(f"{row}.- Sembrar lote {number}-{row}", f"{10 + row}%") for row in range(6)]
        title = f"Programa de trabajo {2000 + number % 25}"
        below = folder / f"{number // 1000:03}"
        below.mkdir(parents=True, exist_ok=True)
        kind = number % 4
        if kind == 0:
            lines = [f"# {title}", "", "| Actividad | Ponderación |", "|---|---|"]
            lines += [f"| {name} | {weight} |" for name, weight in rows]
            (below / f"{number:06}.md").write_text("\n".join(lines), encoding="utf-8")
        elif kind == 1:
            lines = [title, "", "Actividad\tPonderación", *("\t".join(row) for row in rows)]
            (below / f"{number:06}.txt").write_text("\n".join(lines), encoding="utf-8")
        elif kind == 2:
            cells = "".join(f"<tr><td>{name}</td><td>{weight}</td></tr>" for name, weight in rows)
            page = f"<h1>{title}</h1><table><tr><th>Actividad</th><th>Ponderación</th></tr>{cells}</table>"
            (below / f"{number:06}.html").write_text(page, encoding="utf-8")
        else:
            cells = "".join(
                f"\\trowd\\cellx4000\\cellx6000 {name}\\cell {weight}\\cell\\row\n" for name, weight in rows
            )
            (below / f"{number:06}.rtf").write_text(
                f"{{\\rtf1\\ansi {title}\\par\n{cells}}}", encoding="ascii", errors="replace"
            )


def measured(script: str, *arguments: object) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--sizes", default="1000,10000,100000")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "archive", asked.documents)
        speeds = {}
        for workers in (1, 2):
            to = folder / f"out{workers}"
            found = measured(_RUN, folder / "archive", to, workers)
            speeds[workers] = found["documents"] / found["seconds"]
            outside = 1000 * (found["parent_cpu"] + found["digests_and_packing"]) / found["documents"]
            print(
                f"{workers} workers: {speeds[workers]:.1f} documents/s; reading {found['reading']:.1f} s,"
                f" parent {found['parent_cpu']:.1f} CPU s, {found['parent_mib']:.0f} MiB;"
                f" outside the reading {outside:.2f} ms per document"
            )
        print(f"2 workers are {speeds[2] / speeds[1]:.2f} times as fast as 1")
        start = time.perf_counter()
        again = measured(_RUN, folder / "archive", folder / "out2", 2)
        print(
            f"nothing changed: {again['documents'] / again['parent_cpu']:.0f} documents per CPU second"
            f" ({again['parent_cpu']:.2f} s with the program's start), {time.perf_counter() - start:.2f} s"
        )
        for size in filter(None, asked.sizes.split(",")):
            for part in ("state", "made"):
                (folder / f"{part}{size}").mkdir()
            print(
                size,
                measured(
                    _FILL, folder / "archive" / "000", folder / f"state{size}", folder / f"made{size}", size
                ),
            )


if __name__ == "__main__":
    main()
