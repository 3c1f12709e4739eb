"""What the program takes from texts of running prose, held against what a careful person takes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from extract import understand
from ingest import read
from normalize import tidy
from normalize.dataset import Rows

HERE = Path(__file__).parent / "running_text"


@dataclass
class Score:
    hits: int = 0
    wanted: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else 1.0


def rows_of(text: str, folder: Path) -> Rows:
    path = folder / "text.md"
    path.write_text(text, encoding="utf-8")
    return tidy(understand(read(path)))


def cases(name: str) -> Iterator[dict[str, Any]]:
    yield from tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["case"]


def scored(name: str, folder: Path) -> Score:
    """Figures and deadlines of all texts of a set."""
    score = Score()
    for case in cases(name):
        rows = rows_of(str(case["text"]), folder)
        texts = {item.item_id: item.text for item in rows.items}
        title = rows.documents[0].title
        facts = [
            (m.measure, str(m.value.normalize() + 0), m.unit, m.period, texts[m.item_id])
            for m in rows.measures
        ]
        facts = [(a, f"{float(b):g}" if "E" in b else b, c, d, e) for a, b, c, d, e in facts]
        stated = [
            ("deadline", item.ends, "", "", item.text)
            for item in rows.items
            if item.ends and not item.table_id
        ]
        asked = [[part.strip() for part in line.lstrip("?").split("|")] for line in case["figures"]]
        optional = [line.startswith("?") for line in case["figures"]]
        for line in case.get("deadlines", []):
            day, subject = (part.strip() for part in line.split("|"))
            asked.append(["deadline", day, "", "", subject])
            optional.append(False)
        left = [*facts, *stated]
        for want, is_optional in zip(asked, optional, strict=True):
            hit = next((fact for fact in left if _same(fact, want, title)), None)
            if hit is not None:
                left.remove(hit)
            if not is_optional:
                score.wanted += 1
                score.hits += hit is not None
                score.found += hit is not None
                if hit is None:
                    score.wrong.append(f"{title}: missing {' | '.join(want)}")
        score.found += len(left)
        score.wrong += [f"{title}: extra {' | '.join(fact)}" for fact in left]
    return score


def _same(fact: tuple[str, ...], want: list[str], title: str) -> bool:
    measure, value, unit, period, subject = want
    whole = fact[4] == title
    fits = any(
        (name == "*" and whole) or (name != "*" and name.lower() in fact[4].lower())
        for name in subject.split("/")
    )
    return (
        fact[0] in measure.split("/")
        and (fact[1] == value or (measure != "deadline" and float(fact[1]) == float(value)))
        and (not unit or any(fact[2].lower() == one.lower() for one in unit.split("/")))
        and (not period or fact[3] in (period, *_periods(period)))
        and fits
    )


def _periods(period: str) -> list[str]:
    parts = period.split("/")
    return [*parts, *("/".join(parts[i : i + 2]) for i in range(len(parts)))]


@pytest.mark.parametrize(("name", "precision", "recall"), [("development", 1.0, 1.0), ("held_out", 0.9, 0.8)])
def test_texts_are_read_as_a_careful_person_reads_them(
    name: str, precision: float, recall: float, tmp_path: Path
) -> None:
    score = scored(name, tmp_path)
    assert score.precision >= precision, score.wrong
    assert score.recall >= recall, score.wrong
