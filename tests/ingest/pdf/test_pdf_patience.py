"""Pages made to take long: they are read in bounded time, their text is kept, and what was not looked at is
said."""

from __future__ import annotations

import random
from collections.abc import Callable
from time import thread_time
from typing import Any

import pytest

from ingest import Document, Table, read_bytes
from ingest.pdf.cells import drafted
from ingest.pdf.patience import OutOfPatience, Patience, ask, is_over

_SHORT = 0.15
"""Seconds for the tables of a page, and for its paragraphs: far less than these pages would take."""
_SPENT = 4.0
"""Seconds that a page may take then: what is not measured by patience takes one or two on a slow machine."""
_SIDE = 14_000


def scattered(sheet: Any, count: int, words: tuple[str, ...], size: float, side: float) -> Any:
    where = random.Random(7)
    page = sheet(side, side)
    for _ in range(count):
        page.text(where.uniform(10, side - 40), where.uniform(20, side - 10), where.choice(words), size)
    return page


def letters(sheet: Any) -> Any:
    return scattered(sheet, 9_000, tuple("abcdefg0123456789"), 0.7, 500)


def words_far_apart(sheet: Any) -> Any:
    return scattered(sheet, 9_000, ("Meta", "60 %", "Peso"), 8, _SIDE)


def frames(sheet: Any) -> Any:
    page = scattered(sheet, 4_000, ("Meta", "60 %", "Peso"), 8, _SIDE)
    where = random.Random(8)
    for _ in range(1_100):
        x, y = where.uniform(10, _SIDE - 100), where.uniform(10, _SIDE - 100)
        page.raw(f"0.5 w {x:.1f} {y:.1f} 60 40 re S")
    return page


def rules(sheet: Any) -> Any:
    page = scattered(sheet, 6_000, ("Meta", "60"), 4, _SIDE)
    for k in range(2_200):
        page.line(10, 20 + 6 * k, _SIDE - 10, 20 + 6 * k)
    return page


def columns_of_prose(sheet: Any) -> Any:
    page = sheet(_SIDE, _SIDE)
    for column in range(60):
        for row in range(60):
            page.text(20 + 150 * column, 20 + 11.3 * row + column % 7, "el plan de obras del sector", 9)
    return page


def signs(document: Document) -> int:
    texts = [getattr(block, "text", "") for block in document.blocks]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return sum(len("".join(text.split())) for text in texts) + sum(
        len("".join(cell.text.split())) for table in tables for cell in table.cells
    )


@pytest.mark.parametrize("page", [letters, words_far_apart, frames, rules, columns_of_prose])
def test_a_hostile_page_ends_soon_with_all_its_text(
    sheet: Any, pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch, page: Callable[[Any], Any]
) -> None:
    monkeypatch.setattr("ingest.pdf.pages.Patience", lambda *_: Patience(_SHORT))
    made = page(sheet)
    shown = sum(len(part.split("(")[1].split(")")[0].replace(" ", "")) for part in made.parts if "Tj" in part)
    data = pdf(made)
    before = thread_time()
    document = read_bytes(data, "a.pdf")
    assert thread_time() - before < _SPENT
    assert [problem.kind for problem in document.problems] == ["pdf_page_overfull"]
    # A sign that is drawn twice at one place is one.
    assert 0.98 * shown <= signs(document) <= shown


def test_tables_found_before_the_time_is_over_are_kept(
    sheet: Any, pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = sheet()
    for top in (60, 400):
        page.grid([80, 220, 360], [top, top + 30, top + 60, top + 90])
        for k, row in enumerate([("Meta", "Peso"), ("Caminos", "60"), ("Redes", "40")]):
            page.text(90, top + 20 + 30 * k, row[0]).text(230, top + 20 + 30 * k, row[1])
    data = pdf(page)
    assert len(list(read_bytes(data, "a.pdf").tables())) == 2
    built: list[object] = []

    def once(*given: Any) -> Any:
        if built:
            raise OutOfPatience
        built.append(given)
        return drafted(*given)

    monkeypatch.setattr("ingest.pdf.tables.drafted", once)
    late = read_bytes(data, "a.pdf")
    (kept,) = late.tables()
    assert [cell.text for cell in kept.cells] == ["Meta", "Peso", "Caminos", "60", "Redes", "40"]
    assert "Redes" in " ".join(getattr(block, "text", "") for block in late.blocks)


def test_asking_is_about_the_innermost_patience() -> None:
    ask()
    assert not is_over()
    with Patience(60.0).bounding():
        late = Patience(-1.0)
        with pytest.raises(OutOfPatience), late.bounding():
            ask()
        assert late.lost
        ask()
