"""How well and how fast tables of Word binary files are read, beside other tools, in one run.

    python benchmarks/doc_tables.py [--documents DIR] [--oracle DIR] [--scorer FILE] [--peers]

Reads every file of ``--documents`` with each tool that is there and prints milliseconds of processor time per
document and how many documents each reads in the time that the slowest takes for one. With an oracle (a
folder of JSON files) and its scorer, also the shares of exact tables and of cells, and tables too many.
Documents, oracle and scorer are those of the development set beside the project unless others are named.

Peers: office-oxide (``--peers`` installs it into ``benchmarks/.peers``), antiword and LibreOffice where they
are installed. Time of LibreOffice is that of one batch for all documents, its start included.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from ingest import read_bytes

HERE = Path(__file__).resolve().parent
PEERS = HERE / ".peers"
SHARED = HERE.parent.parent / "shared"
PATIENCE = 60

Cells = list[tuple[int, int, int, int, str]]
"""Row, column, rows and columns spanned, text: what the scorer takes."""
Reader = Callable[[Path], list[Cells]]


def with_pondera(path: Path) -> list[Cells]:
    tables = read_bytes(path.read_bytes(), path.name).tables()
    return [[(c.row, c.column, c.row_span, c.column_span, c.typed_text) for c in t.cells] for t in tables]


def with_office_oxide(path: Path) -> list[Cells]:
    oxide = importlib.import_module("office_oxide")
    try:
        found = oxide.Document.open(str(path)).to_ir()
    except oxide.OfficeOxideError:
        return []
    ir = json.loads(found) if isinstance(found, str) else found
    tables: list[Cells] = []
    for section in ir.get("sections", []):
        _oxide_tables(section.get("elements", []), tables)
    return tables


def _oxide_tables(elements: list[dict[str, Any]], tables: list[Cells]) -> None:
    for element in elements:
        if element.get("type") != "table":
            continue
        cells: Cells = []
        tables.append(cells)
        for at, row in enumerate(element["rows"]):
            column = 0
            for cell in row["cells"]:
                text = " ".join(map(_oxide_text, cell["content"]))
                cells.append((at, column, cell.get("row_span", 1), cell.get("col_span", 1), text))
                column += cell.get("col_span", 1)
                _oxide_tables(cell["content"], tables)


def _oxide_text(element: dict[str, Any]) -> str:
    if element.get("type") == "table":
        return ""
    if element.get("type") == "line_break":
        return "\n"
    return str(element.get("text", "")) + "".join(map(_oxide_text, element.get("content") or []))


def with_antiword(path: Path) -> list[Cells]:
    command = ["antiword", "-m", "UTF-8.txt", "-x", "db", str(path)]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    try:
        book = ET.fromstring(done.stdout)
    except ET.ParseError:
        return []
    tables: list[Cells] = []
    for table in book.iter("informaltable"):
        rows = enumerate(table.iter("row"))
        tables.append(
            [
                (at, n, 1, 1, "".join(e.itertext()))
                for at, row in rows
                for n, e in enumerate(row.iter("entry"))
            ]
        )
    return tables


def with_libreoffice(paths: list[Path]) -> None:
    """Converts all documents in one batch; the oracle is its own reading, so only its time is of interest."""
    with tempfile.TemporaryDirectory() as folder:
        home = f"-env:UserInstallation={(Path(folder) / 'home').as_uri()}"
        command = ["soffice", home, "--headless", "--convert-to", "odt", "--outdir", folder]
        subprocess.run([*command, *map(str, paths)], capture_output=True, check=False)


def processor_time() -> float:
    mine, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + children.ru_utime + children.ru_stime


def measured(read: Reader, paths: list[Path]) -> tuple[list[float], dict[str, list[dict[str, Any]]]]:
    """Seconds for each document, and its tables as the scorer takes them."""
    seconds, found = [], {}
    read(paths[0])  # what is loaded once is not counted
    for path in paths:
        started = processor_time()
        tables = read(path)
        seconds.append(processor_time() - started)
        found[path.stem] = [{"page": None, "cells": cells} for cells in tables]
    return seconds, found


def scorer_of(path: Path) -> ModuleType | None:
    spec = importlib.util.spec_from_file_location("tables_scorer", path)
    if not path.is_file() or spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--documents", type=Path, default=SHARED / "bench" / "doc" / "files")
    ask.add_argument("--oracle", type=Path, default=SHARED / "bench" / "doc" / "oracle")
    ask.add_argument("--scorer", type=Path, default=SHARED / "score" / "tables.py")
    ask.add_argument("--peers", action="store_true", help="install office-oxide for this benchmark first")
    asked = ask.parse_args()
    paths = sorted(path for path in asked.documents.glob("*") if path.suffix.lower() == ".doc")
    if not paths:
        print(f"no .doc files in {asked.documents}")
        return 2
    if asked.peers:
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(PEERS), "office-oxide"]
        subprocess.run(install, check=True)
    sys.path.insert(0, str(PEERS))
    readers: dict[str, Reader] = {"pondera": with_pondera}
    if importlib.util.find_spec("office_oxide") is not None:
        readers["office-oxide"] = with_office_oxide
    if shutil.which("antiword"):
        readers["antiword"] = with_antiword
    scorer = scorer_of(asked.scorer) if asked.oracle.is_dir() else None
    rows: list[tuple[str, float, float, str]] = []
    for name, read in readers.items():
        seconds, found = measured(read, paths)
        score = ""
        if scorer is not None:
            result = scorer.score_oracle(found, asked.oracle, "", lambda *_: None)
            score = f"exact {result['exact']:.3f}  cell {result['cell']:.3f}  extra {result['extra']}"
        rows.append((name, sum(seconds) / len(seconds), sorted(seconds)[int(0.95 * len(seconds))], score))
    if shutil.which("soffice"):
        started, clock = processor_time(), time.perf_counter()
        with_libreoffice(paths)
        spent = processor_time() - started
        waited = time.perf_counter() - clock
        rows.append(("LibreOffice", spent / len(paths), 0.0, f"in one batch of {waited:.0f} s; the oracle"))
    slowest = max(mean for _, mean, _, _ in rows)
    for name, mean, late, score in rows:
        times = f"mean {1000 * mean:7.2f} ms  p95 {f'{1000 * late:6.2f} ms' if late else '-':>9}"
        print(f"{name:14} {times}  {slowest / mean:6.1f} x  {score}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
