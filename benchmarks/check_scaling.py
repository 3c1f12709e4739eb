"""How the checks of a dataset scale: seconds of processor time and peak memory over the number of measures,
for the rules of one document (document by document, as a run applies them) and for those between documents
(DuckDB, over the written dataset, with the memory that a run gives it; it spills the rest to the disk).

    python benchmarks/check_scaling.py [MEASURES …]    (10000 100000 1000000 unless said otherwise)
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb

import check
import extract
import ingest
import normalize
from ingest import Cell, Document, Format, Heading, Paragraph, Source, Table
from normalize.dataset import Rows
from pondera.writing.files import DatasetFiles
from pondera.writing.limits import BETWEEN_MIB, limits

ACTIVITIES = 20
HEADER = (
    "Actividad",
    "Medio de verificación",
    "Ponderación (%)",
    "Cumplimiento (%)",
    "Ponderación ganada (%)",
)
TABLES = ("documents", "tables", "items", "measures")


def one_document() -> Rows:
    """An evaluation of twenty activities with sixty figures, one of them wrong."""
    rows = [HEADER]
    rows += [
        (f"Actividad número {n} de la región", "Informe", "5%", "100%", "5%") for n in range(ACTIVITIES - 1)
    ]
    rows += [("Actividad última de la región", "Informe", "5%", "50%", "4%")]
    cells = tuple(Cell(at, column, text) for at, row in enumerate(rows) for column, text in enumerate(row))
    blocks = (
        Heading("Informe de cumplimiento 2021", 1),
        Paragraph("Instituto de Previsión Social, Región de Coquimbo"),
        Table(cells, "docx"),
    )
    source = Source("plan.docx", 1, "0" * 64, Format.DOCX)
    return normalize.tidy(extract.understand(Document(source, blocks)))


def copies(rows: Rows, count: int) -> Iterator[Rows]:
    """The same document under other identifiers, in years that follow upon each other."""
    old = rows.documents[0].document_id
    for number in range(count):
        new = f"{number:016x}"

        def renamed(row, new: str = new):
            changed = {
                name: getattr(row, name).replace(old, new)
                for name in ("document_id", "table_id", "item_id", "parent_id")
                if hasattr(row, name)
            }
            return replace(row, **changed)

        document = replace(
            renamed(rows.documents[0]),
            path=f"{number:08}.docx",
            year=1900 + number % 120,
            unit=f"Unidad {number // 120}",
        )
        yield Rows(
            documents=(document,),
            tables=tuple(map(renamed, rows.tables)),
            items=tuple(map(renamed, rows.items)),
            measures=tuple(map(renamed, rows.measures)),
        )


def measured(size: int) -> str:
    """One line of the table, of a dataset of so many measures."""
    rows = one_document()
    count = size // len(rows.measures)
    alone = within = 0.0
    with tempfile.TemporaryDirectory() as folder:
        files = DatasetFiles(Path(folder), ["parquet"])
        for part in copies(rows, count):
            start = time.process_time()
            within += len(check.findings(part))
            alone += time.process_time() - start
            files.write(part)
        files.close()
        before = peak()
        with duckdb.connect(config=limits(folder, BETWEEN_MIB, 1)) as base:
            for table in TABLES:
                base.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{folder}/{table}.parquet')")
            start, wall = time.process_time(), time.perf_counter()
            between = sum(1 for _ in check.findings_between(base))
            cpu, wall = time.process_time() - start, time.perf_counter() - wall
    return (
        f"{count * len(rows.measures):8}   {count:9}   {alone:12.1f}   {within:8.0f}   {before:8}"
        f"   {cpu:12.1f}   {wall:6.1f}   {between:8}   {peak():8}"
    )


def peak() -> int:
    """MiB that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def samples() -> str:
    """The rules of one document over the project's own samples, which hold more words per figure."""
    folder = Path(__file__).resolve().parent.parent / "samples"
    rows = [normalize.tidy(extract.understand(ingest.read(path))) for path in sorted(folder.glob("*.docx"))]
    rounds = 20
    start = time.process_time()
    for _ in range(rounds):
        for one in rows:
            check.findings(one)
    each = (time.process_time() - start) / rounds / sum(len(one.measures) for one in rows)
    return f"rules of one document over the samples: {each * 1e6:.0f} s of one core per million measures"


def main() -> None:
    if len(sys.argv) == 3 and sys.argv[1] == "--one":
        print(measured(int(sys.argv[2])))
        return
    print(samples())
    print("                       rules of one document               between documents")
    print("measures   documents   cpu s          findings   MiB   cpu s          wall s   findings   MiB")
    for size in sys.argv[1:] or ["10000", "100000", "1000000"]:  # a process each, for its peak of memory
        command = [sys.executable, __file__, "--one", size]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip(), flush=True)


if __name__ == "__main__":
    main()
