"""One document in several formats is read as one document: they differ only where a format cannot say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import docx
import pytest

from normalize.dataset import Rows
from pondera.messages import Language
from pondera.pipeline import document_rows

Facts = dict[int, Counter[tuple[object, ...]]]
"""Number of a table, 0 for running text → what was read there."""


@dataclass(frozen=True)
class Understood:
    """What was understood of a document, without identifiers and places, table by table."""

    columns: Facts
    items: Facts
    measures: Facts
    groups: Facts
    findings: Facts


def understood(rows: Rows) -> Understood:
    items = {item.item_id: item for item in rows.items}

    def number(table_id: str) -> int:
        return int(table_id.rpartition("-t")[2]) if table_id else 0

    def text(item_id: str) -> str:
        return items[item_id].text if item_id in items else ""

    def gathered(facts: list[tuple[str, tuple[object, ...]]]) -> Facts:
        found: Facts = {}
        for table_id, fact in facts:
            found.setdefault(number(table_id), Counter())[fact] += 1
        return found

    return Understood(
        gathered([(one.table_id, (one.column, one.role, one.period)) for one in rows.columns]),
        gathered(
            [(one.table_id, (one.kind, one.number, one.text, text(one.parent_id))) for one in rows.items]
        ),
        gathered(
            [
                (one.table_id, (text(one.item_id), one.measure, one.period, one.value, one.unit))
                for one in rows.measures
            ]
        ),
        gathered(
            [
                (one.table_id, (text(one.parent_id), one.members, one.sum, one.base, one.consistent))
                for one in rows.weight_groups
            ]
        ),
        gathered([(one.table_id, (one.rule, one.severity, text(one.item_id))) for one in rows.findings]),
    )


@cache
def read(path: Path) -> Understood:
    return understood(document_rows(path, path.name, Language.EN))


ASPECTS = ("columns", "items", "measures", "groups", "findings")


@pytest.mark.parametrize("other", ["inp-2007-gt.doc", "odd/inp-2007-gt.rtf", "odd/inp-2007-gt.odt"])
def test_word_processors_formats_agree_in_everything(shared: Path, other: str) -> None:
    first, second = read(shared / "corpus" / "inp-2007-gt.docx"), read(shared / "corpus" / other)
    assert sum(sum(one.values()) for one in first.measures.values()) > 20
    for aspect in ASPECTS:
        assert getattr(second, aspect) == getattr(first, aspect), aspect


CANNOT_SAY: dict[str, dict[str, set[int]]] = {
    # A page ends inside a row of table 3, and its halves are read as two rows: nothing is ruled between them.
    "ips-2010-tarapaca.pdf": {"items": {3}, "measures": {3}, "findings": {3}},
    # No merged cells: what covers several rows in the .docx stands in the first of them alone.
    "text/ips-2010-tarapaca.md": {
        "items": {3},
        "measures": {3},
        "groups": {3},
        "findings": {1, 3},
    },
}


@pytest.mark.parametrize("other", CANNOT_SAY)
def test_pdf_and_markdown_agree_but_for_what_they_cannot_say(shared: Path, other: str) -> None:
    first = read(shared / "corpus" / "ips-2010-tarapaca.docx")
    second = read(shared / "corpus" / other)
    for aspect in ASPECTS:
        excused = CANNOT_SAY[other].get(aspect, set())
        mine, others = getattr(first, aspect), getattr(second, aspect)
        for table in {*mine, *others} - excused:
            assert others.get(table) == mine.get(table), f"{aspect} of table {table}"


@pytest.mark.parametrize("other", CANNOT_SAY)
def test_no_figure_is_lost_or_made_up_even_there(shared: Path, other: str) -> None:
    def figures(understood: Understood) -> dict[int, Counter[tuple[object, ...]]]:
        return {
            table: Counter(fact[1:] for fact in facts.elements())
            for table, facts in understood.measures.items()
        }

    first = read(shared / "corpus" / "ips-2010-tarapaca.docx")
    assert figures(read(shared / "corpus" / other)) == figures(first)


# --- a document of our own, where every format can say everything ------------------------------------------

TITLE = "Evaluación del programa de trabajo 2021"
HEADING = "Objetivo 1. Mejorar los huertos (Ponderación: 60%)"
TABLE = (
    ("N°", "Actividades", "Ponderación (%)", "Cumple (100%) / No cumple (0%)", "Ponderación ganada"),
    ("1.a", "Preparar los suelos de cada escuela", "30%", "100%", "30%"),
    ("1.b", "Repartir semillas a las familias", "20%", "0%", "0%"),
    ("1.c", "Publicar la guía del compost", "15%", "100%", "10%"),
    ("", "Total", "65%", "", "40%"),
)


def write_docx(path: Path) -> None:
    document = docx.Document()
    document.add_heading(TITLE, 1)
    document.add_heading(HEADING, 2)
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for row, texts in enumerate(TABLE):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.save(str(path))


def write_html(path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in texts)}</tr>" for texts in TABLE)
    head = f"<!doctype html><html><head><meta charset='utf-8'><title>{TITLE}</title></head>"
    body = f"<body><h1>{TITLE}</h1><h2>{HEADING}</h2><table>{rows}</table></body></html>"
    path.write_text(head + body, encoding="utf-8")


def write_markdown(path: Path) -> None:
    lines = [" | ".join(texts) for texts in TABLE]
    rule = " | ".join(["---"] * len(TABLE[0]))
    table = "\n".join(f"| {line} |" for line in [lines[0], rule, *lines[1:]])
    path.write_text(f"# {TITLE}\n\n## {HEADING}\n\n{table}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def from_docx(tmp_path_factory: pytest.TempPathFactory) -> Understood:
    path = tmp_path_factory.mktemp("own") / "huertos.docx"
    write_docx(path)
    return read(path)


def test_the_document_says_what_it_was_written_to_say(from_docx: Understood) -> None:
    weights = {fact for facts in from_docx.measures.values() for fact in facts if fact[1] == "weight"}
    assert ("Preparar los suelos de cada escuela", 30) in {(fact[0], fact[3]) for fact in weights}
    assert len(from_docx.items[1]) == 3
    rules = {fact[0] for facts in from_docx.findings.values() for fact in facts}
    assert rules & {"weights-sum", "parent-children"}
    assert "earned-product" in rules


@pytest.mark.parametrize(
    ("name", "write"), [("huertos.html", write_html), ("huertos.md", write_markdown)], ids=["html", "md"]
)
def test_html_and_markdown_say_the_same(
    from_docx: Understood, tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    write(tmp_path / name)
    other = read(tmp_path / name)
    for aspect in ASPECTS:
        assert getattr(other, aspect) == getattr(from_docx, aspect), aspect
