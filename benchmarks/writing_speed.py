"""Writing a dataset of a million measures: rows per second and peak memory, by format and size.

Invented documents of a hundred figures each are written as fragments in an order that is not the dataset's;
then each format is written by itself in a process of its own, merged out of core, sorted and streamed. Peak
memory is that process's, libraries included; it must not grow with the collection.

    python benchmarks/writing_speed.py [--measures 1000000 2000000] [--formats csv parquet duckdb xlsx]

Excel's sheets hold 1,048,576 rows; what is beyond goes on in another. Processor time, so that other work on
the machine counts little. Ends with 1 where the largest collection takes more than a quarter more memory than
the smallest (xlsx excepted: it notes where each item stands, so that findings can lead there).
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from normalize.dataset import Rows
from normalize.schema import DocumentRow, ItemRow, MeasureRow, TableRow, columns
from pondera.writing.files import write_fragment
from pondera.writing.merging import merge

PER_DOCUMENT = 100
FIGURES_PER_ITEM = 4
PER_FRAGMENT = 200
GROWTH = 1.25
MEMORY_MIB = 256
"""What DuckDB may hold before it spills: less than the smaller collection needs, so that both spill."""


def document(number: int) -> Rows:
    """An invented document of ``PER_DOCUMENT`` figures."""
    digest = sha256(str(number).encode()).hexdigest()
    key = digest[:16]
    table_id = f"{key}-t1"
    chance = random.Random(number)

    def filled(row_type: type, table: str, /, **given: object) -> object:
        blank = {column.name: None if column.nullable else column.type() for column in columns(table)}
        return row_type(**{**blank, **given})

    items = [
        filled(
            ItemRow,
            "items",
            item_id=f"{key}-i{at}",
            document_id=key,
            table_id=table_id,
            kind="activity",
            number=str(at),
            text=f"Repartir semillas y preparar los suelos de la escuela {chance.randint(1, 9999)}",
            text_raw=f"{at}. Repartir semillas y preparar los suelos de la escuela",
            responsible=f"Oficina {chance.randint(1, 300)}",
        )
        for at in range(1, PER_DOCUMENT // FIGURES_PER_ITEM + 1)
    ]
    measures = [
        filled(
            MeasureRow,
            "measures",
            item_id=f"{key}-i{at // FIGURES_PER_ITEM + 1}",
            document_id=key,
            table_id=table_id,
            row=at // FIGURES_PER_ITEM,
            column=at % FIGURES_PER_ITEM,
            measure=("weight", "compliance", "programmed", "executed")[at % FIGURES_PER_ITEM],
            period="2021",
            value=Decimal(chance.randint(0, 100_000)).scaleb(-2),
            comparator="=",
            unit="percent",
            written_as="percent",
            raw=f"{chance.randint(0, 100)},{chance.randint(0, 99):02}%",
            confidence=0.95,
            precision=Decimal("0.01"),
        )
        for at in range(PER_DOCUMENT)
    ]
    return Rows(
        documents=(
            filled(
                DocumentRow,
                "documents",
                document_id=key,
                sha256=digest,
                path=f"archivo/{number:07}.docx",
                format="docx",
                status="ok",
                institution_raw=f"Servicio {number % 50}",
            ),
        ),  # type: ignore[arg-type]
        tables=(
            filled(TableRow, "tables", table_id=table_id, document_id=key, kind="weights", method="docx"),
        ),  # type: ignore[arg-type]
        items=tuple(items),  # type: ignore[arg-type]
        measures=tuple(measures),  # type: ignore[arg-type]
    )


def make_parts(measures: int, folder: Path) -> None:
    numbers = list(range(measures // PER_DOCUMENT))
    random.Random(1).shuffle(numbers)
    for start in range(0, len(numbers), PER_FRAGMENT):
        some: Iterator[Rows] = map(document, numbers[start : start + PER_FRAGMENT])
        write_fragment(some, folder, f"{start:07}")


def write(parts: Path, form: str) -> dict[str, float]:
    """In a process of its own: what it costs to write one format."""
    to = Path(tempfile.mkdtemp(dir=parts.parent))
    started, clock = time.process_time(), time.perf_counter()
    merge([parts], to, [form], memory_mib=MEMORY_MIB)
    used = {"seconds": time.process_time() - started, "clock": time.perf_counter() - clock}
    size = sum(file.stat().st_size for file in to.iterdir())
    shutil.rmtree(to)
    return {**used, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "size": size / 2**20}


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--measures", type=int, nargs="+", default=[1_000_000, 2_000_000])
    ask.add_argument("--formats", nargs="+", default=["csv", "parquet", "duckdb", "xlsx"])
    ask.add_argument("--write", nargs=2, metavar=("PARTS", "FORMAT"), help=argparse.SUPPRESS)
    args = ask.parse_args()
    if args.write:
        json.dump(write(Path(args.write[0]), args.write[1]), sys.stdout)
        return 0
    peaks: dict[str, list[float]] = {form: [] for form in args.formats}
    for count in sorted(args.measures):
        with tempfile.TemporaryDirectory() as folder:
            parts = Path(folder) / "parts"
            parts.mkdir()
            make_parts(count, parts)
            rows = count + count // FIGURES_PER_ITEM + 2 * (count // PER_DOCUMENT)
            print(f"{count} measures, {rows} rows in all, {count // PER_DOCUMENT} documents")
            for form in args.formats:
                command = [sys.executable, __file__, "--write", str(parts), form]
                used = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
                peaks[form].append(used["peak"])
                print(
                    f"  {form:8} {rows / used['seconds']:9.0f} rows/s {used['seconds']:7.1f} s"
                    f" ({used['clock']:.1f} s by the clock) {used['peak']:6.0f} MiB peak"
                    f" {used['size']:7.1f} MiB written"
                )
    flat = all(
        seen[-1] <= GROWTH * seen[0] for form, seen in peaks.items() if form != "xlsx" and len(seen) > 1
    )
    return 0 if flat else 1


if __name__ == "__main__":
    sys.exit(main())
