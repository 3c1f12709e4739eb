"""How right tables are found beside other things on a page: see ``region_pages.py``.

    python benchmarks/pdf_regions.py [--pages 5] [--held] [--show LAYOUT NUMBER DIR]

So many pages of each layout are read; held-out layouts only with ``--held``, and then only these. The figures
are those of the development set's own scorer (strict, doc, cell, det, noise), and the share of the found
tables with the heading or caption that belongs to them (of those that have one). ``--show`` writes a page to
DIR, as PDF and drawn over.

Ends with 1 where the development set is not there, else 0.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from pdf_unruled import SHARED, Tally, _read, cells_by_page, scorer
from region_pages import HELD, LAYOUTS, make

from extract import understand
from ingest.pdf import drawing


def judged(names: list[str], pages: int) -> None:
    score = scorer()
    tallies: dict[str, Tally] = defaultdict(Tally)
    captions: dict[str, Counter[bool]] = defaultdict(Counter)
    for name in names:
        for number in range(pages):
            page = make(name, number)
            document = _read(page.data)
            found = [{"page": 1, "cells": cells_by_page(table).get(1, [])} for table in document.tables()]
            truth = [{"page": 1, "cells": list(one.cells)} for one in page.tables]
            result = score.icdar_document(truth, found)
            value = score.f1(*result["strict"])
            own = [score.relations(one["cells"]) for one in found]
            said = [table.caption for table in understand(document).tables]
            for one, caption in zip(truth, page.captions, strict=True):
                wanted = score.relations(one["cells"])
                shares = [(wanted & relations).total() for relations in own]
                if caption and len(said) == len(own) and max(shares, default=0) > 0.5 * wanted.total():
                    right = said[shares.index(max(shares))] == caption
                    captions[name][right] += 1
                    captions["all"][right] += 1
            for key in (name, "all"):
                tallies[key].add(result, value)
    print(f"{'':30}{'pages':>6}{'strict':>8}{'doc':>8}{'cell':>8}{'det':>8}{'noise':>7}{'captions':>10}")
    for name in [*names, "all"]:
        share = f"{captions[name][True]}/{captions[name].total()}" if name in captions else ""
        line = tallies[name].line(name[:22], score.f1)
        print(name.ljust(30) + line[22:] + f"{share:>10}")


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=int, default=5)
    ask.add_argument("--held", action="store_true")
    ask.add_argument("--show", nargs=3, metavar=("LAYOUT", "NUMBER", "DIR"))
    args = ask.parse_args()
    if args.show:
        name, number, folder = args.show[0], int(args.show[1]), Path(args.show[2])
        data = make(name, number).data
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}-{number}.pdf").write_bytes(data)
        drawing.draw(data, folder, f"{name}-{number}")
        return 0
    if not (SHARED / "score" / "tables.py").is_file():
        print("the development set is not beside the project: no scorer")
        return 1
    judged([name for name in LAYOUTS if (name in HELD) == args.held], args.pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
