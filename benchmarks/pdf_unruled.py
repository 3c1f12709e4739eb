"""How right half-ruled and unruled tables are read: on generated pages of statistical reports, and on real
pages whose rules were taken away.

    python benchmarks/pdf_unruled.py [--pages 300] [--from 0] [--worst 10] [--show SEED DIR] [--icdar]

Pages are made from their seeds by ``statistical_pages.py``. Seeds below 5000 are for development; those from
5000 on are held out: look at their figures, never at their pages. The figures are those of the development
set's own scorer (strict, doc, cell, det, noise), by trait and over all; then the mean confidence of tables
read exactly right, of those read wrong, and of what is no table, with the share of (right, wrong) pairs in
which the right one has more (0.5: confidence says nothing; 1: everything).

``--icdar`` reads the ICDAR 2013 pages of the development set four times instead: as they are, without
vertical rules, without horizontal ones, without any. ``--show`` writes a seed's page to DIR, as PDF and drawn
over.

Ends with 1 where the development set is not there, else 0.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean
from types import ModuleType

from statistical_pages import make

import ingest.pdf.pages
from ingest import Format, Source, read
from ingest.document import Document, Table
from ingest.limits import DEFAULT
from ingest.pdf import drawing, read_document
from ingest.pdf.rulings import Rulings

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
ICDAR = SHARED / "bench" / "pdf" / "icdar2013-eu"
Cells = list[tuple[int, int, int, int, str]]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("development_scorer", SHARED / "score" / "tables.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cells_by_page(table: Table) -> dict[int, Cells]:
    """The cells of a table as the scorer takes them, page by page."""
    found: dict[int, Cells] = defaultdict(list)
    for cell in table.cells:
        found[cell.place.page if cell.place else 1].append(
            (cell.row, cell.column, cell.row_span, cell.column_span, cell.text)
        )
    return {
        page: [(row - min(c[0] for c in cells), *rest) for row, *rest in cells]
        for page, cells in found.items()
    }


@dataclass
class Tally:
    """The scorer's counts of several documents."""

    strict: Counter[int] = field(default_factory=Counter)
    cell: Counter[int] = field(default_factory=Counter)
    det: Counter[int] = field(default_factory=Counter)
    docs: list[float] = field(default_factory=list)
    noise: int = 0

    def add(self, result: dict[str, object], value: float) -> None:
        for name in ("strict", "cell", "det"):
            counts = getattr(self, name)
            for k, count in enumerate(result[name]):  # type: ignore[arg-type, var-annotated]
                counts[k] += count
        self.docs.append(value)
        self.noise += int(result["noise"])  # type: ignore[call-overload]

    def line(self, name: str, f1: Callable[..., float]) -> str:
        det = self.det[0] / self.det[1] if self.det[1] else 1.0
        figures = (
            f1(*(self.strict[k] for k in range(3))),
            fmean(self.docs),
            f1(*(self.cell[k] for k in range(3))),
            det,
        )
        return f"{name:22}{len(self.docs):6}" + "".join(f"{x:8.3f}" for x in figures) + f"{self.noise:7}"


def judged_generated(seeds: Sequence[int], worst: int) -> None:
    score = scorer()
    tallies: dict[str, Tally] = defaultdict(Tally)
    sure: dict[str, list[float]] = {"right": [], "wrong": [], "no table": []}
    losers = []
    spent = 0.0
    for seed in seeds:
        page = make(seed)
        start = time.process_time()
        document = _read(page.data)
        spent += time.process_time() - start
        tables = list(document.tables())
        found = [{"page": 1, "cells": cells_by_page(table).get(1, [])} for table in tables]
        truth = [{"page": 1, "cells": list(one.cells)} for one in page.tables]
        result = score.icdar_document(truth, found)
        value = score.f1(*result["strict"])
        for trait in (*page.traits, "all"):
            tallies[trait].add(result, value)
        true = [score.relations(one["cells"]) for one in truth]
        for table, one in zip(tables, found, strict=True):
            own = score.relations(one["cells"])
            best = max(
                ((own & relations).total() / max(own.total(), relations.total(), 1) for relations in true),
                default=0.0,
            )
            verdict = "right" if best == 1.0 else "wrong" if best > 0.1 else "no table"
            sure[verdict].append(table.confidence)
        losers.append((value, seed, result["det"], result["noise"], sorted(page.traits)))
    print(f"{'':22}{'pages':>6}{'strict':>8}{'doc':>8}{'cell':>8}{'det':>8}{'noise':>7}")
    for trait in sorted(tallies):
        print(tallies[trait].line(trait, score.f1))
    for verdict, values in sure.items():
        if values:
            print(f"confidence of tables that are {verdict}: {fmean(values):.3f} ({len(values)})")
    bad = sure["wrong"] + sure["no table"]
    if sure["right"] and bad:
        order = [(a > b) + 0.5 * (a == b) for a in sure["right"] for b in bad]
        print(f"a right table is surer than a wrong one in {fmean(order):.3f} of the pairs")
    print(f"{len(seeds) / spent:.0f} pages per CPU second")
    for value, seed, det, noise, traits in sorted(losers)[:worst]:
        print(f"{value:.3f} seed {seed} found {det[0]}/{det[1]} noise {noise}  {' '.join(traits)}")


def _read(data: bytes) -> Document:
    return read_document(data, Source("page.pdf", len(data), "0", Format.PDF), DEFAULT, None)


def judged_icdar() -> None:
    """The real pages with rules taken away."""
    score = scorer()
    seen = ingest.pdf.pages.find_rulings

    def without(rulings: Rulings, *, upright: bool, level: bool) -> Rulings:
        if upright:
            rulings = replace(rulings, v=rulings.v[:0], v_fill=rulings.v_fill[:0])
        if level:
            rulings = replace(rulings, h=rulings.h[:0], h_fill=rulings.h_fill[:0])
        return replace(rulings, fills=rulings.fills[:0]) if upright else rulings

    print(f"{'':22}{'docs':>6}{'strict':>8}{'doc':>8}{'cell':>8}{'det':>8}{'noise':>7}")
    for name, upright, level in (
        ("as they are", False, False),
        ("no vertical rules", True, False),
        ("no horizontal rules", False, True),
        ("no rules", True, True),
    ):
        ingest.pdf.pages.find_rulings = lambda *a, u=upright, h=level: without(seen(*a), upright=u, level=h)  # type: ignore[misc]
        tally = Tally()
        for doc, variants in score.icdar_truth(ICDAR).items():
            path = ICDAR / f"{doc}.pdf"
            found = [
                {"page": page, "cells": cells}
                for table in read(path).tables()
                for page, cells in cells_by_page(table).items()
            ]
            results = [score.icdar_document(truth, found) for truth in variants]
            best = max(results, key=lambda result: score.f1(*result["strict"]))
            tally.add(best, score.f1(*best["strict"]))
        print(tally.line(name, score.f1))
    ingest.pdf.pages.find_rulings = seen


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=int, default=300)
    ask.add_argument("--from", type=int, default=0, dest="first")
    ask.add_argument("--worst", type=int, default=0)
    ask.add_argument("--show", nargs=2, metavar=("SEED", "DIR"))
    ask.add_argument("--icdar", action="store_true")
    args = ask.parse_args()
    if args.show:
        data, folder = make(int(args.show[0])).data, Path(args.show[1])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"seed-{args.show[0]}.pdf").write_bytes(data)
        drawing.draw(data, folder, f"seed-{args.show[0]}")
        return 0
    if not (SHARED / "score" / "tables.py").is_file():
        print("the development set is not beside the project: no scorer")
        return 1
    if args.icdar:
        judged_icdar()
    else:
        judged_generated(range(args.first, args.first + args.pages), args.worst)
    return 0


if __name__ == "__main__":
    sys.exit(main())
