"""Readings made by hand or from gold, so that this stage is tested without the two before it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.reading import (
    Column,
    DocumentFacts,
    DocumentType,
    Fact,
    Figure,
    Item,
    ItemKind,
    LogicalTable,
    Measure,
    Reading,
    Role,
    RowKind,
    TableKind,
    Total,
)
from ingest.document import Cell, Document, Format, Source

ROLE_OF = {
    "numerator": ("target", "formula"),
    "denominator": ("target", "formula"),
    "amount": ("amount", "budget", "total", "count"),
    "budget": ("budget", "amount", "count"),
    "count": ("count", "executed", "description", "other"),
}


@dataclass
class GoldReading:
    """A gold file as the reading that a flawless second stage would give, and what it must come to."""

    name: str
    gold: dict[str, Any]
    reading: Reading
    wanted: list[dict[str, Any]] = field(default_factory=list)
    """One per figure of the reading, in its order."""
    keys: dict[str, int] = field(default_factory=dict)
    """Gold's item keys → the reading's."""


def gold_files(shared: Path) -> list[Path]:
    return sorted([*(shared / "gold").glob("*.json"), *(shared / "practice" / "gold").glob("*.json")])


def read_gold(path: Path) -> GoldReading:
    """The reading of a gold file. Rows are numbered by the order of the items; where gold does not say the
    column of a figure, it is the first whose role and period fit."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    says = gold["document"]
    tables = {table["key"]: number for number, table in enumerate(gold["tables"], 1)}
    keys = {item["key"]: number for number, item in enumerate(gold["items"], 1)}
    rows: dict[str, int] = {}
    heights: dict[int, int] = {}
    for item in gold["items"]:
        number = tables.get(item["table"])
        if number is not None:
            heights[number] = rows[item["key"]] = heights.get(number, 0) + 1
    figures, wanted = [], []
    for want in gold["measures"]:
        item = next(entry for entry in gold["items"] if entry["key"] == want["item"])
        table = next((entry for entry in gold["tables"] if entry["key"] == item["table"]), None)
        column = _column_of(want, table)
        header = _header(table, column)
        levels = tuple(re.split(r" / ", header))
        figures.append(
            Figure(
                item=keys[want["item"]],
                measure=Measure(want["measure"]),
                raw=want["raw"],
                table=tables.get(item["table"]),
                row=rows.get(want["item"]),
                column=column,
                position=want["position"],
                period=levels if want["period"] and levels[0] else (want["period"],),
                unit=item.get("unit_of_measure") or _printed_unit(want) or _unit_words(header),
            )
        )
        wanted.append(want)
    items = tuple(
        Item(
            key=keys[item["key"]],
            kind=ItemKind(item["kind"]),
            text_raw=item["text"],
            text=item["text"],
            number=item["number"],
            parent=keys.get(item["parent"]),
            table=tables.get(item["table"]),
            row=rows.get(item["key"]),
            column=0,
        )
        for item in gold["items"]
        if not (item.get("optional") and item["key"] not in {want["item"] for want in gold["measures"]})
    )
    totals = _totals(gold, figures, keys, rows, tables)
    logical = tuple(
        _table(table, tables[table["key"]], heights.get(tables[table["key"]], 0) + 1, figures)
        for table in gold["tables"]
    )
    facts = DocumentFacts(
        title=Fact(raw=says["title"]),
        document_type=DocumentType(says["document_type"]),
        region_code=says["region_code"],
        country=says["country"],
        year=says["year"],
        language=says["language"],
    )
    source = Source(f"{path.stem}.txt", 1, "ab" * 32, Format.TEXT)
    reading = Reading(Document(source), facts, logical, items, tuple(figures), totals)
    return GoldReading(path.stem, gold, reading, wanted, keys)


def _column_of(want: dict[str, Any], table: dict[str, Any] | None) -> int | None:
    if want.get("column") is not None:
        return int(want["column"])
    if table is None:
        return None
    roles = ROLE_OF.get(want["measure"], (want["measure"],))
    for role in roles:
        for column in reversed(table["columns"]):
            said = [column["role"], *column.get("accept", {}).get("role", [])]
            if role in said and column["period"] == want["period"]:
                return int(column["column"])
    return 90


def _printed_unit(want: dict[str, Any]) -> str:
    """The unit cell's words where gold has them only as another right value: their plural, as printed."""
    plurals = [
        unit for unit in want.get("accept", {}).get("unit", []) if unit.endswith("s") and " y" not in unit
    ]
    if want["unit"] == "USD" and want.get("scale") == 3:
        return "MONTO (US$MILES)"
    return plurals[0] if plurals and want["measure"] in ("programmed", "executed") else ""


def _header(table: dict[str, Any] | None, column: int | None) -> str:
    columns = table["columns"] if table is not None else []
    return str(next((entry["header"] for entry in columns if entry["column"] == column), ""))


def _unit_words(header: str) -> str:
    """The words of a header that say a unit: what stands in its brackets, or its percent sign."""
    brackets = re.findall(r"\(([^()]*)\)", header)
    words = [part for part in brackets if re.search(r"[%$]|mil|points|punt", part, re.I) and "0%" not in part]
    return words[-1] if words else ("%" if re.search(r"%(?! *\))", header) and "0%" not in header else "")


def _totals(
    gold: dict[str, Any],
    figures: Sequence[Figure],
    keys: dict[str, int],
    rows: dict[str, int],
    tables: dict[str, int],
) -> tuple[Total, ...]:
    """The total rows that gold's groups rest on, written as their members are."""
    made = []
    for group in gold["weight_groups"]:
        if group["base_source"] != "total_row":
            continue
        members = [key for key in group["members"] if key in rows]
        carried = [f for f in figures if f.measure == "weight" and f.item in {keys[m] for m in members}]
        like = carried[0]
        made.append(
            Total(
                table=tables[group["table"]],
                row=900,
                column=like.column or 0,
                label="Total",
                raw=_written_like(like.raw, Decimal(str(group["base"])), carried, group),
                measure=Measure.WEIGHT,
                covers=tuple(sorted(rows[member] for member in members)),
                period=like.period,
                unit=like.unit,
            )
        )
    return tuple(made)


def _written_like(raw: str, base: Decimal, carried: Sequence[Figure], group: dict[str, Any]) -> str:
    plain = [
        Decimal(re.sub(r"[^\d,.]", "", f.raw).replace(",", ".")) for f in carried if re.search(r"\d", f.raw)
    ]
    if plain and "%" not in raw and sum(plain) * 50 < Decimal(str(group["sum"])):
        base = base / 100
    decimals = len(re.sub(r".*[.,]|^\d*$", "", re.sub(r"[^\d,.]", "", raw)))
    text = str(base.quantize(Decimal(1).scaleb(-decimals)) if decimals else base)
    text = text.replace(".", ",") if "," in raw else text
    return text + "%" if "%" in raw or "por ciento" in raw else text


def _table(table: dict[str, Any], number: int, rows: int, figures: Sequence[Figure]) -> LogicalTable:
    of_table = [figure for figure in figures if figure.table == number]
    cells: dict[tuple[int, int], Cell] = {
        (figure.row, figure.column): Cell(figure.row, figure.column, figure.raw)
        for figure in of_table
        if figure.row is not None and figure.column is not None
    }
    width = max([len(table["columns"]), *(cell.column + 1 for cell in cells.values())])
    header = [Cell(0, column["column"], column["header"]) for column in table["columns"]]
    columns = tuple(
        Column(column["column"], column["header"], Role(column["role"]), unit=_unit_words(column["header"]))
        for column in table["columns"]
    )
    kinds = (RowKind.HEADER, *(RowKind.ITEM for _ in range(max(rows - 1, 0))))
    return LogicalTable(
        number=number,
        cells=(*header, *cells.values()),
        kind=TableKind(table["kind"]),
        caption=table["caption"] or "",
        columns=columns,
        row_kinds=kinds,
        header_rows=1,
        method="test",
        confidence=1.0,
        column_count=width,
    )


@pytest.fixture(scope="session")
def golds(shared: Path) -> list[GoldReading]:
    """Every gold file of the development set as a reading."""
    return [read_gold(path) for path in gold_files(shared)]


MakeReading = Callable[..., Reading]


@pytest.fixture(scope="session")
def make_reading() -> MakeReading:
    """Makes a reading of one document from tables, items, figures and totals."""

    def make(
        *,
        items: Sequence[Item] = (),
        figures: Sequence[Figure] = (),
        totals: Sequence[Total] = (),
        tables: Sequence[LogicalTable] = (),
        country: str = "CL",
        year: int | None = 2016,
        language: str = "es",
        document: Document | None = None,
        **facts: Any,
    ) -> Reading:
        document = document or Document(Source("plan.docx", 10, "0123456789abcdef" * 4, Format.DOCX))
        said = replace(DocumentFacts(country=country, year=year, language=language), **facts)
        return Reading(document, said, tuple(tables), tuple(items), tuple(figures), tuple(totals))

    return make
