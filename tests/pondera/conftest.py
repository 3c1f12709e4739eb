"""Rows of an invented document, with every table filled, for tests of what stands on top of the stages."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

import pytest

from normalize.dataset import Rows
from normalize.schema import (
    TABLES,
    ActivityRow,
    CellRow,
    ColumnRow,
    DocumentRow,
    FindingRow,
    ItemRow,
    MeasureRow,
    PassageRow,
    TableRow,
    TotalRow,
    WeightGroupRow,
)
from normalize.schema import columns as columns_of

R = TypeVar("R")

HEADERS = ("Actividades", "Ponderación", "Cumple")
TEXTS = (HEADERS, ("1.- Sembrar, regar\ny cosechar", "60%", "100%"), ("2.- Vender «maíz»", "30%", "0%"))


def fill(row_type: type[R], **values: object) -> R:
    """A row with the given values; every other column is null, empty, zero or, where it must have a word of a
    vocabulary, the first one."""
    table = next(name for name, kind in TABLES.items() if kind is row_type)
    for column in columns_of(table):
        word = column.values[0] if column.values and column.required else column.type()
        values.setdefault(column.name, None if column.nullable else word)
    return row_type(**values)


def rows_of(path: str = "carpeta/plan.docx", digest: str = "ab" * 32) -> Rows:
    """A document with one table of two weighted activities that do not add up to 100."""
    document_id = digest[:16]
    table_id = f"{document_id}-t1"
    document = fill(
        DocumentRow,
        document_id=document_id,
        sha256=digest,
        path=path,
        size_bytes=1234,
        format="docx",
        puid="fmt/412",
        status="ok",
        language="es",
        title="Plan, con coma",
        document_type="work_programme",
        institution="Servicio de Huertos",
        institution_raw="SERVICIO DE HUERTOS",
        region="Aysén",
        region_code="CL-AI",
        country="CL",
        year=2021,
        number_format="1.234,5",
    )
    table = fill(
        TableRow,
        table_id=table_id,
        document_id=document_id,
        number=1,
        caption="Programa",
        kind="weights",
        rows=3,
        columns=3,
        header_rows=1,
        method="docx",
        confidence=0.95,
    )
    columns = tuple(
        fill(
            ColumnRow,
            table_id=table_id,
            column=column,
            header=header,
            role=role,
            confidence=0.9,
            source="lexicon",
        )
        for column, (header, role) in enumerate(
            zip(HEADERS, ("activity", "weight", "compliance"), strict=True)
        )
    )
    cells = tuple(
        fill(
            CellRow,
            table_id=table_id,
            row=row,
            column=column,
            row_span=1,
            column_span=1,
            text=text,
            is_header=row == 0,
        )
        for row, texts in enumerate(TEXTS)
        for column, text in enumerate(texts)
    )
    items = tuple(
        fill(
            ItemRow,
            item_id=f"{document_id}-i{number}",
            document_id=document_id,
            table_id=table_id,
            parent_id="" if number == 1 else f"{document_id}-i1",
            level=number - 1,
            kind="activity",
            number=str(number),
            text=TEXTS[number][0].partition("- ")[2].replace("\n", " "),
            text_raw=TEXTS[number][0],
            row=number,
        )
        for number in (1, 2)
    )
    measures = tuple(
        fill(
            MeasureRow,
            item_id=f"{document_id}-i{row}",
            document_id=document_id,
            table_id=table_id,
            row=row,
            column=column,
            measure=measure,
            period="2021",
            value=Decimal(TEXTS[row][column].rstrip("%")),
            comparator="=",
            unit="percent",
            written_as="percent",
            raw=TEXTS[row][column],
            confidence=0.9,
        )
        for row in (1, 2)
        for column, measure in ((1, "weight"), (2, "compliance"))
    )
    total = fill(
        TotalRow,
        table_id=table_id,
        document_id=document_id,
        row=2,
        column=1,
        label="Total",
        measure="weight",
        value=Decimal("100"),
        unit="percent",
        raw="100%",
        covers="1 2",
        confidence=0.8,
    )
    group = fill(
        WeightGroupRow,
        group_id=f"{document_id}-g1",
        document_id=document_id,
        table_id=table_id,
        members=2,
        sum=Decimal("90"),
        base=Decimal("100"),
        base_source="hundred",
        difference=Decimal("-10"),
        consistent=False,
    )
    finding = fill(
        FindingRow,
        finding_id=f"{document_id}-f1",
        document_id=document_id,
        table_id=table_id,
        item_id=f"{document_id}-i2",
        rule="weights-sum",
        fingerprint="0123456789",
        severity="error",
        row=2,
        column=1,
        expected="100",
        observed="90",
        difference=Decimal("-10"),
        message_en="The weights add up to 90 and should add up to 100.",
        message_es="Las ponderaciones suman 90 y deberían sumar 100.",
        evidence=json.dumps([{"table_id": table_id, "row": row, "column": 1} for row in (1, 2)]),
    )
    activities = tuple(
        fill(
            ActivityRow,
            document_id=document_id,
            item_id=item.item_id,
            path=path,
            institution=document.institution,
            region=document.region,
            year=document.year,
            document_type=document.document_type,
            kind=item.kind,
            number=item.number,
            text=item.text,
            period="2021",
            weight_percent=measures[2 * index].value,
            compliance_percent=measures[2 * index + 1].value,
            findings=index,
        )
        for index, item in enumerate(items)
    )
    passage = fill(PassageRow, document_id=document_id, passage=1, kind="heading", level=1, text="Programa")
    return Rows(
        (document,),
        (table,),
        columns,
        cells,
        (passage,),
        items,
        measures,
        (total,),
        (group,),
        (finding,),
        activities,
    )


@pytest.fixture
def rows() -> Rows:
    return rows_of()


@pytest.fixture
def make_rows() -> Callable[..., Rows]:
    """``make_rows(path, digest)``: the same document at another path or with other bytes."""
    return rows_of
