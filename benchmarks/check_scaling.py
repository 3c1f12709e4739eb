"""How the checks of a dataset scale: seconds of processor time and peak memory over the number of measures,
for the rules of one document (document by document, as a run applies them) and for those between documents
(DuckDB, over the written dataset).

    python benchmarks/check_scaling.py [MEASURES …]    (10000 100000 1000000 unless said otherwise)
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb

import check
import extract
import normalize
from ingest import Cell, Document, Format, Heading, Paragraph, Source, Table
from normalize.dataset import Rows
from pondera.writing.files import DatasetFiles

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
    rows += [("Actividad última de la región", "Informe", "5%", "50%", "3%")]
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


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000]
    rows = one_document()
    each = len(rows.measures)
    start = time.process_time()
    rounds = 200
    for _ in range(rounds):
        check.findings(rows)
    alone = (time.process_time() - start) / rounds / each
    print(
        f"rules of one document: {alone * 1e6:.0f} s of one core per million measures, linear by construction"
    )
    print("measures   documents   between documents: cpu s   wall s   findings   peak MiB")
    for size in sizes:
        count = size // each
        with tempfile.TemporaryDirectory() as folder:
            files = DatasetFiles(Path(folder), ["parquet"])
            for part in copies(rows, count):
                files.write(part)
            files.close()
            with duckdb.connect() as base:
                for table in TABLES:
                    base.execute(
                        f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{folder}/{table}.parquet')"
                    )
                start, wall = time.process_time(), time.perf_counter()
                found = sum(1 for _ in check.findings_between(base))
                cpu, wall = time.process_time() - start, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{count * each:8}   {count:9}   {cpu:24.1f}   {wall:6.1f}   {found:8}   {peak:8}")


if __name__ == "__main__":
    main()
