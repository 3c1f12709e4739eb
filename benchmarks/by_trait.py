"""How right the practice set is read, by format, by genre and by layout trait: what fails stands at the top.

    python benchmarks/by_trait.py [--run DIR] [--format pdf] [--area measures] [--least 4] [--worst 15]

Runs Pondera over the practice documents of the development set beside the project (or takes the finished run
``DIR``) and has the development set's own scorer judge it. Documents count alike: a group's figure is the
mean of its documents', area by area as the scorer names them. Groups are sorted by their mean over tables,
roles, items, kinds, parents, measures and groups (or over ``--area`` alone), the worst first; "lift" is a
group's mean less that of all other documents. Where one format fails alone, look at the traits within it.

Ends with 1 where the development set or a document of that format is not there, else 0.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from statistics import fmean

import pondera

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
AREAS = (
    *("fields", "tables", "roles", "items", "kinds", "parents"),
    *("measures", "groups", "findings", "alarms"),
)
BARRED = ("tables", "roles", "items", "kinds", "parents", "measures", "groups")


@dataclass(frozen=True)
class Scored:
    """One document's scores by area and the groups that it is in."""

    path: str
    scores: dict[str, float]
    groups: frozenset[tuple[str, str]]
    """Pairs such as ``("trait", "multi_level_header")``."""
    mean: float
    """Over the areas that are asked for."""


def judged(run: Path, gold: Path) -> dict[str, dict[str, float]]:
    """The scorer's verdict: path of a document → area → score. Raises CalledProcessError where it had nothing
    to score."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "scores.json"
        command = [
            sys.executable,
            str(SHARED / "score" / "score.py"),
            *map(str, (run, gold, "--json", report)),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        documents: dict[str, dict[str, float]] = json.loads(report.read_text(encoding="utf-8"))["documents"]
    return documents


def scored_documents(verdicts: dict[str, dict[str, float]], gold: Path, areas: Sequence[str]) -> list[Scored]:
    found = []
    for path, scores in verdicts.items():
        truth = json.loads((gold / f"{PurePosixPath(path).stem}.json").read_text(encoding="utf-8"))
        groups = {
            ("format", truth["format"]),
            ("genre", truth["genre"]),
            ("language", truth["document"]["language"]),
            ("faults", "seeded" if truth["injected"] else "clean"),
            *(("trait", name) for name in truth["traits"]),
        }
        found.append(Scored(path, scores, frozenset(groups), fmean(scores[area] for area in areas)))
    return found


def line(name: str, documents: Sequence[Scored], rest: Sequence[Scored]) -> str:
    means = "".join(f"{fmean(one.scores[area] for one in documents):9.3f}" for area in AREAS)
    mean = fmean(one.mean for one in documents)
    lift = f"{mean - fmean(one.mean for one in rest):+8.3f}" if rest else f"{'':8}"
    return f"{name[:40]:40}{len(documents):5}{mean:8.3f}{lift}{means}\n"


def report(documents: Sequence[Scored], *, least: int, worst: int) -> None:
    by_group: dict[str, dict[str, list[Scored]]] = defaultdict(lambda: defaultdict(list))
    for one in documents:
        for family, name in one.groups:
            by_group[family][name].append(one)
    say = sys.stdout.write
    head = "".join(f"{area:>9}" for area in AREAS)
    for family in ("format", "genre", "language", "faults", "trait"):
        say(f"\n{f'by {family}':40}{'docs':>5}{'mean':>8}{'lift':>8}{head}\n")
        groups = [(name, group) for name, group in by_group[family].items() if len(group) >= least]
        groups.sort(key=lambda pair: (fmean(one.mean for one in pair[1]), pair[0]))
        for name, group in groups:
            inside = {one.path for one in group}
            say(line(name, group, [one for one in documents if one.path not in inside]))
    say(f"\n{'all':40}{'docs':>5}{'mean':>8}{'':8}{head}\n{line('', documents, [])}")
    say(f"\n{'worst documents':40}{'':5}{'mean':>8}{'':8}{head}\n")
    for one in sorted(documents, key=lambda one: (one.mean, one.path))[:worst]:
        say(line(one.path, [one], []))


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--run", type=Path, help="a finished run of the practice set; made anew without it")
    ask.add_argument("--least", type=int, default=4, help="fewest documents of a group that is shown")
    ask.add_argument("--worst", type=int, default=15, help="how many documents to name")
    ask.add_argument("--format", help="documents of this format alone")
    ask.add_argument("--area", choices=AREAS, help="sort by this area alone")
    args = ask.parse_args()
    practice = SHARED / "practice"
    if not practice.is_dir():
        sys.stdout.write("skipped: the development set is not beside the project\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        run = args.run or Path(folder) / "run"
        if args.run is None:
            pondera.run([practice / "files"], to=run, formats=["csv"], language="en")
        verdicts = judged(run, practice / "gold")
    areas = (args.area,) if args.area else BARRED
    documents = scored_documents(verdicts, practice / "gold", areas)
    if args.format:
        documents = [one for one in documents if ("format", args.format) in one.groups]
    if not documents:
        sys.stdout.write("there is no such document\n")
        return 1
    report(documents, least=args.least, worst=args.worst)
    return 0


if __name__ == "__main__":
    sys.exit(main())
