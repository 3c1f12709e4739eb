"""PDF tables: accuracy and speed of Pondera and of other tools on the same files, in one run.

    python benchmarks/pdf_tables.py FOLDER [--scorer FILE] [--tools a,b] [--repeat N] [--reading] [--claims]

FOLDER holds PDFs, with the ICDAR 2013 ground truth (``*-str.xml``) beside them where accuracy is asked for:
``--scorer`` is a script that takes ``PREDICTED.jsonl --icdar FOLDER`` and prints the figures. The other
tools are installed into an environment of their own, ``benchmarks/.peers`` (``pdf_peers.txt``); each tool
runs in a process of its own, whose CPU time (children included) is what counts. ``--reading`` compares
reading glyphs and paths alone, in speed and in which characters are found. ``--claims`` measures what is
claimed: pages per CPU second against pdfplumber's and against merely reading glyphs and paths, and the peak
memory of files of 100 and 1,000 pages (made by repeating the folder's) with what it grows by. Whatever is
compared is run in turns, ``--repeat`` times; the best of each counts.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import tracemalloc
import venv
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PEERS = HERE / ".peers"
REFERENCE = "pdfplumber"
"""The reading that the others are compared with."""
Found = list[dict[str, Any]]
Signs = Counter[str]


def grid_table(rows: list[list[Any]], page: int) -> dict[str, Any]:
    cells = [
        {"row": r, "column": c, "text": str(text), "page": page}
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text not in (None, "")
    ]
    return {"page_first": page, "cells": cells}


def pondera(path: Path) -> Found:
    from ingest import read
    from pondera.raw_tables import RawTables, record

    found: Found = record(RawTables(path.name, "pdf", "ok", "", tuple(read(path).tables())))["tables"]
    return found


def document_alone(path: Path) -> Found:
    """The document as a run reads it, without another form of its tables."""
    from ingest import read

    assert read(path).pages
    return []


def glyphs_and_paths(path: Path) -> Found:
    """Merely reading: what every table is made of."""
    from ingest.pdf import opening

    with opening.opened(path.read_bytes(), None) as document:
        assert all(opening.read_sheet(document, k) is not None for k in range(len(document)))
    return []


def pdfplumber(path: Path) -> Found:
    import pdfplumber

    found = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            found += [grid_table(rows, page.page_number) for rows in page.extract_tables()]
            page.close()
    return found


def camelot(path: Path, flavor: str) -> Found:
    import camelot

    tables = camelot.read_pdf(str(path), pages="all", flavor=flavor, suppress_stdout=True)
    return [grid_table(table.df.values.tolist(), int(table.page)) for table in tables]


def tabula(path: Path) -> Found:
    import tabula

    found = []
    for page in range(1, page_count(path) + 1):
        made = tabula.read_pdf(str(path), pages=page, output_format="json", silent=True)
        found += [
            grid_table([[cell["text"] for cell in row] for row in table["data"]], page) for table in made
        ]
    return found


def img2table(path: Path) -> Found:
    from img2table.document import PDF

    pages = PDF(str(path)).extract_tables(implicit_rows=True)
    return [
        grid_table(table.df.values.tolist(), number + 1)
        for number, tables in pages.items()
        for table in tables
    ]


def rasgapdf(path: Path) -> Found:
    import rasgapdf

    return [
        grid_table(table["rows"], page["page_number"])
        for page in rasgapdf.parse_pdf(str(path))["pages"]
        for table in page["tables"]
    ]


def tablers(path: Path) -> Found:
    from tablers import Document, find_tables

    found = []
    for page in Document(str(path)).pages():
        found += [
            grid_table([[cell and cell.text for cell in row.cells] for row in table.rows], page.page_idx + 1)
            for table in find_tables(page, extract_text=True)
        ]
    return found


def page_count(path: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return len(document)


TOOLS: dict[str, Callable[[Path], Found]] = {
    "pondera": pondera,
    "pdfplumber": pdfplumber,
    "camelot-lattice": lambda path: camelot(path, "lattice"),
    "camelot-stream": lambda path: camelot(path, "stream"),
    "tabula": tabula,
    "img2table": img2table,
    "rasgapdf": rasgapdf,
    "tablers": tablers,
}
PARTS: dict[str, Callable[[Path], Found]] = {
    "document": document_alone,
    "glyphs and paths": glyphs_and_paths,
}
"""Parts of Pondera's own work, by themselves."""


def read_by_pondera(path: Path) -> Signs:
    from ingest.pdf import opening
    from ingest.pdf.glyphs import text_of

    with opening.opened(path.read_bytes(), None) as document:
        sheets = (opening.read_sheet(document, k) for k in range(len(document)))
        return Counter("".join(text_of(sheet.glyphs.code) for sheet in sheets if sheet))


def read_one_call_per_glyph(path: Path) -> Signs:
    """PDFium as its Python bindings offer it."""
    import ctypes

    import pypdfium2
    import pypdfium2.raw as raw

    signs: list[str] = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            a, b = ctypes.c_double(), ctypes.c_double()
            x, y = ctypes.c_float(), ctypes.c_float()
            for k in range(text.count_chars()):
                text.get_charbox(k, loose=True)
                signs.append(chr(raw.FPDFText_GetUnicode(text, k)))
                raw.FPDFText_GetCharOrigin(text, k, ctypes.byref(a), ctypes.byref(b))
                raw.FPDFText_GetTextObject(text, k)
            for item in page.get_objects([raw.FPDF_PAGEOBJ_PATH], max_depth=8):
                for k in range(raw.FPDFPath_CountSegments(item)):
                    segment = raw.FPDFPath_GetPathSegment(item, k)
                    raw.FPDFPathSegment_GetType(segment)
                    raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            text.close()
            page.close()
    return Counter("".join(signs))


def read_by_pdf_oxide(path: Path) -> Signs:
    from pdf_oxide import PdfDocument

    document = PdfDocument(str(path))
    signs: list[str] = []
    for k in range(document.page_count()):
        signs += [char.char for char in document.extract_chars(k)]
        document.extract_paths(k)
    return Counter("".join(signs))


def read_by_pdfplumber(path: Path) -> Signs:
    import pdfplumber

    signs: list[str] = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            signs += [char["text"] for char in page.chars]
            assert page.rects is not None and page.lines is not None and page.curves is not None
            page.close()
    return Counter("".join(signs))


READINGS: dict[str, Callable[[Path], Signs]] = {
    "pondera": read_by_pondera,
    "pypdfium2": read_one_call_per_glyph,
    "pdf_oxide": read_by_pdf_oxide,
    "pdfplumber": read_by_pdfplumber,
}


def work(tool: str, folder: Path, out: Path, reading: bool) -> None:
    """In the tool's own process: one line of JSON per file, then the CPU seconds and pages of all."""
    files = sorted(folder.glob("*.pdf"))
    tools = {**TOOLS, **PARTS}
    with suppress(Exception):
        # Loading libraries and dictionaries is not what is measured.
        (READINGS if reading else tools)[tool](files[0])
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    with out.open("w", encoding="utf-8") as lines:
        for path in files:
            key, read = ("signs", READINGS[tool]) if reading else ("tables", tools[tool])
            try:
                found: Any = read(path)
            except Exception as failure:  # noqa: BLE001 another tool may fail in any way: that is its result
                sys.stderr.write(f"{tool} {path.name}: {failure!r}\n")
                found = {} if reading else []
            lines.write(json.dumps({"path": path.name, key: found}) + "\n")
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(
        b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(usage, after, strict=True)
    )
    peak = after[0].ru_maxrss / 1024
    out.with_suffix(".cost").write_text(json.dumps({"seconds": seconds, "mib": peak}), encoding="utf-8")


def python_of(tool: str) -> str:
    if tool == "pondera" or tool in PARTS:
        return sys.executable
    python = PEERS / "bin" / "python"
    if not python.exists():
        venv.create(PEERS, with_pip=True)
        wanted = ["-r", str(HERE / "pdf_peers.txt")]
        subprocess.run([str(python), "-m", "pip", "install", "-q", *wanted], check=True)
    return str(python)


def run(tool: str, folder: Path, out: Path, reading: bool) -> dict[str, float]:
    command = [python_of(tool), __file__, str(folder), "--work", tool, "--out", str(out)]
    environment = {"PYTHONPATH": str(HERE.parent)} if tool == "pondera" or tool in PARTS else {}
    subprocess.run(command + ["--reading"] * reading, check=True, env={**os.environ, **environment})
    cost: dict[str, float] = json.loads(out.with_suffix(".cost").read_text(encoding="utf-8"))
    return cost


def rows(folder: Path, tools: list[str], scorer: Path | None, repeat: int, reading: bool) -> Iterator[str]:
    pages = sum(page_count(path) for path in folder.glob("*.pdf"))
    yield f"{len(list(folder.glob('*.pdf')))} files, {pages} pages"
    yield f"{'tool':18}{'pages/CPU s':>12}{'peak MiB':>10}  {'accuracy' if scorer else ''}"
    with tempfile.TemporaryDirectory() as scratch:
        for tool in tools:
            out = Path(scratch) / f"{tool}.jsonl"
            costs = [run(tool, folder, out, reading) for _ in range(repeat)]
            best = min(costs, key=lambda cost: cost["seconds"])
            said = ""
            if scorer and not reading:
                command = [sys.executable, str(scorer), str(out), "--icdar", str(folder)]
                said = subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()
            if reading:
                said = exactness(out, Path(scratch) / f"{REFERENCE}.jsonl")
            yield f"{tool:18}{pages / best['seconds']:12.1f}{best['mib']:10.0f}  {said}"


def exactness(out: Path, reference: Path) -> str:
    """Of the signs (no spaces) that pdfplumber reads in each file, the share that a tool reads too: over all
    files, and in the worst; both know nothing of each other."""
    shares: dict[str, tuple[int, int]] = {}
    for own, other in zip(map(json.loads, out.open()), map(json.loads, reference.open()), strict=True):
        wanted = Counter({sign: count for sign, count in other["signs"].items() if not sign.isspace()})
        shares[own["path"]] = (wanted & Counter(own["signs"])).total(), wanted.total()
    asked = {path: share for path, share in shares.items() if share[1]}
    worst = min(asked, key=lambda path: asked[path][0] / asked[path][1])
    whole = [sum(column) for column in zip(*asked.values(), strict=True)]
    return f"signs {whole[0] / whole[1]:.4f}, worst {asked[worst][0] / asked[worst][1]:.4f} ({worst})"


def claims(folder: Path, repeat: int) -> Iterator[str]:
    """What is claimed of speed and memory, measured."""
    pages = sum(page_count(path) for path in folder.glob("*.pdf"))
    tools = ["pondera", REFERENCE, "document", "glyphs and paths"]
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "any.jsonl"
        costs = [{tool: run(tool, folder, out, False)["seconds"] for tool in tools} for _ in range(repeat)]
        best = {tool: min(cost[tool] for cost in costs) for tool in tools}
        yield "  ".join(f"{tool} {pages / seconds:.1f}" for tool, seconds in best.items()) + " pages/CPU s"
        yield f"against {REFERENCE}: {best[REFERENCE] / best['pondera']:.1f} times its speed (at least 10)"
        reading = best["document"] / best["glyphs and paths"]
        yield f"against merely reading glyphs and paths: {reading:.2f} times its time (at most 2.5)"
        measured = []
        for count in (100, 1000):
            target = repeated(folder, count, Path(scratch))
            peak = run("document", target, target / "any.jsonl", False)["mib"]
            command = [sys.executable, __file__, str(target), "--weigh"]
            environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
            said = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
            measured.append((count, peak, (target / "many.pdf").stat().st_size / 2**20, float(said)))
            yield "{} pages: peak {:.0f} MiB; the file {:.1f}, its document {:.1f} MiB".format(*measured[-1])
        few, many = measured
        whole, file, document = (
            1024 * (b - a) / (many[0] - few[0]) for a, b in zip(few[1:], many[1:], strict=True)
        )
        yield f"growth per page {whole:.1f} KiB: the file's bytes {file:.1f}, its document {document:.1f}"


def weighed(path: Path) -> float:
    """MiB that the document of a file takes in memory, and nothing else of its reading."""
    from ingest import read

    assert read(path).pages
    tracemalloc.start()
    document = read(path)
    gc.collect()
    assert document.pages
    return tracemalloc.get_traced_memory()[0] / 2**20


def repeated(folder: Path, count: int, scratch: Path) -> Path:
    """A folder with one file of so many pages, those of the folder's files over and over."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    while len(whole) < count:
        for path in sorted(folder.glob("*.pdf")):
            with pypdfium2.PdfDocument(path) as source:
                whole.import_pages(source, list(range(min(len(source), count - len(whole)))))
            if len(whole) >= count:
                break
    target = scratch / str(count)
    target.mkdir()
    whole.save(target / "many.pdf")
    return target


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--scorer", type=Path)
    ask.add_argument("--tools", default="")
    ask.add_argument("--repeat", type=int, default=1)
    ask.add_argument("--reading", action="store_true")
    ask.add_argument("--claims", action="store_true")
    ask.add_argument("--weigh", action="store_true", help=argparse.SUPPRESS)
    ask.add_argument("--work", default="", help=argparse.SUPPRESS)
    ask.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    args = ask.parse_args()
    if args.work:
        work(args.work, args.folder, args.out, args.reading)
        return 0
    if args.weigh:
        sys.stdout.write(str(weighed(args.folder / "many.pdf")))
        return 0
    if args.claims:
        for line in claims(args.folder, args.repeat):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        return 0
    tools = args.tools.split(",") if args.tools else list(READINGS if args.reading else TOOLS)
    if args.reading:
        tools = [REFERENCE, *(tool for tool in tools if tool != REFERENCE)]
    for line in rows(args.folder, tools, args.scorer, args.repeat, args.reading):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
