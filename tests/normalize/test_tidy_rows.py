from __future__ import annotations

import pickle
from dataclasses import fields, replace

import pytest

from extract.reading import (
    Column,
    DocumentType,
    Fact,
    Figure,
    Item,
    ItemKind,
    LogicalTable,
    Measure,
    Role,
    TableKind,
)
from extract.reading import RowKind as Row
from ingest.document import Box, Cell, Document, Format, Place, Source
from ingest.problems import problem
from normalize import tidy
from normalize.schema import TABLES, columns

SHA = "0123456789abcdef" + "0" * 48
HERE = Place(2, Box(1, 2, 3, 4))


def document(*problems, **how):
    return Document(Source("carpeta/plan.docx", 10, SHA, Format.DOCX, "fmt/412"), problems=problems, **how)


TABLE = LogicalTable(
    number=1,
    cells=(
        Cell(0, 0, "Actividad", is_header=True),
        Cell(0, 1, "Pondera ción (%)"),
        Cell(1, 0, "1.- Visitar\nhogares", row_span=2, place=HERE),
        Cell(1, 1, "40 %", place=HERE),
        Cell(3, 0, "Total"),
    ),
    kind=TableKind.WEIGHTS,
    caption="Programa  de\ntrabajo",
    columns=(
        Column(0, "Actividad", Role.ACTIVITY, confidence=0.9, source="lexicon"),
        Column(1, "Pondera ción (%)", Role.WEIGHT, period=("2016", "A junio"), unit="(%)", confidence=1.2),
    ),
    row_kinds=(Row.HEADER, Row.ITEM, Row.ITEM, Row.TOTAL),
    header_rows=1,
    method="docx",
    confidence=0.8,
    column_count=2,
    page_first=2,
    page_last=3,
)


@pytest.fixture
def rows(make_reading):
    items = (
        Item(1, ItemKind.PROGRAMME, "Programa", text="Programa"),
        Item(2, ItemKind.ACTIVITY, "1.- Visitar\nhogares", number="1", text="Visi-\ntar hogares", parent=1,
        table=1,
             row=1, column=0, place=HERE, responsible="Unidad  de\nTerreno", deadline="1/3/2016 / 30/6/2016"),
        Item(3, ItemKind.OTHER, "solo crudo", parent=2),
    )  # fmt: skip
    figures = (Figure(2, Measure.WEIGHT, "40 %", table=1, row=1, column=1, unit="(%)"),)
    return tidy(
        make_reading(
            document=document(pages=3),
            items=items,
            figures=figures,
            tables=[TABLE],
            title=Fact("PLAN  DE\nTRABAJO", "Plan de trabajo"),
            institution=Fact("INSTITUTO X", "Instituto X"),
            unit=Fact("Depto.  Y"),
            region=Fact("la región de Coquimbo", "Coquimbo"),
            region_code="CL-CO",
            document_type=DocumentType.WORK_PROGRAMME,
        )
    )


def test_the_document(rows):
    (row,) = rows.documents
    assert (row.document_id, row.sha256, row.path) == ("0123456789abcdef", SHA, "carpeta/plan.docx")
    assert (row.size_bytes, row.format, row.puid, row.pages) == (10, "docx", "fmt/412", 3)
    assert (row.status, row.status_detail, row.duplicate_of) == ("ok", "", "")
    assert (row.title, row.institution, row.institution_raw) == (
        "PLAN DE TRABAJO",
        "Instituto X",
        "INSTITUTO X",
    )
    assert (row.unit, row.region, row.region_code, row.country) == ("Depto. Y", "Coquimbo", "CL-CO", "CL")
    assert (row.year, row.language, row.document_type, row.number_format) == (
        2016,
        "es",
        "work_programme",
        None,
    )


def test_a_table_and_its_columns(rows):
    (table,) = rows.tables
    assert (table.table_id, table.document_id, table.number) == ("0123456789abcdef-t1", "0123456789abcdef", 1)
    assert (table.caption, table.kind, table.rows, table.columns) == ("Programa de trabajo", "weights", 4, 2)
    assert (table.header_rows, table.method, table.confidence) == (1, "docx", 0.8)
    assert (table.page_first, table.page_last) == (2, 3)
    first, second = rows.columns
    assert (first.column, first.header, first.role, first.period, first.unit) == (
        0,
        "Actividad",
        "activity",
        "",
        "",
    )
    assert (second.header, second.period, second.unit) == ("Ponderación (%)", "2016-01/2016-06", "(%)")
    assert (first.confidence, second.confidence, first.source) == (0.9, 1.0, "lexicon")


def test_every_cell_as_it_stands(rows):
    assert [cell.text for cell in rows.cells] == [cell.text for cell in TABLE.cells]
    assert [cell.is_header for cell in rows.cells] == [True, True, False, False, False]
    merged = rows.cells[2]
    assert (merged.row, merged.column, merged.row_span, merged.column_span) == (1, 0, 2, 1)
    assert (merged.page, merged.x0, merged.y0, merged.x1, merged.y1) == (2, 1, 2, 3, 4)
    assert (rows.cells[0].page, rows.cells[0].x0) == (None, None)


def test_items(rows):
    programme, activity, other = rows.items
    assert (programme.table_id, programme.parent_id, programme.level) == ("", "", 0)
    assert (activity.item_id[-3:], activity.parent_id[-3:], activity.level) == ("-i2", "-i1", 1)
    assert (activity.number, activity.text) == ("1", "Visitar hogares")
    assert activity.text_raw == "1.- Visitar\nhogares"
    assert (activity.responsible, activity.row, activity.page) == ("Unidad de Terreno", 1, 2)
    assert (activity.deadline, activity.starts, activity.ends) == (
        "1/3/2016 / 30/6/2016",
        "2016-03-01",
        "2016-06-30",
    )
    assert (other.text, other.level, other.page) == ("solo crudo", 2, None)


def test_what_later_stages_fill_is_empty(rows):
    assert rows.findings == () and rows.activities == ()


def test_every_value_is_of_its_declared_type(rows):
    for table in TABLES:
        declared = columns(table)
        for row in getattr(rows, table):
            assert [column.name for column in declared] == [entry.name for entry in fields(row)]
            for column in declared:
                value = getattr(row, column.name)
                if value is None:
                    assert column.nullable
                    continue
                assert isinstance(value, float | int if column.type is float else column.type)
                if column.values and value != "":
                    assert value in column.values
                if column.required:
                    assert value != ""


def test_rows_travel_between_processes(rows):
    assert pickle.loads(pickle.dumps(rows)) == rows


def test_what_could_not_be_read_is_told_in_the_language_that_is_asked_for(make_reading):
    failed = make_reading(document=document(problem("damaged_part", what="tabla 2"), problem("empty")))
    (spanish,), (english,) = tidy(failed).documents, tidy(failed, language="en").documents
    assert spanish.status == "failed"
    assert spanish.status_detail.startswith("El archivo está vacío")  # the gravest first
    assert "tabla 2" in spanish.status_detail and "\n" not in spanish.status_detail
    assert english.status_detail.startswith("The file is empty")


def test_many_problems_are_counted(make_reading):
    problems = [problem("damaged_part", what=f"tabla {at}") for at in range(6)]
    rows = tidy(make_reading(document=document(*problems, problems[0])))
    assert rows.documents[0].status == "partial"
    assert rows.documents[0].status_detail.endswith("(y 3 más)")
    english = tidy(make_reading(document=document(*problems)), language="en")
    assert english.documents[0].status_detail.endswith("(and 3 more)")


def test_a_document_without_anything(make_reading):
    rows = tidy(make_reading(country="", year=None, language=""))
    assert len(rows.documents) == 1 and rows.items == rows.tables == rows.measures == ()


def test_a_table_whose_rows_have_no_kind_keeps_the_marks_of_its_file(make_reading):
    rows = tidy(make_reading(tables=[replace(TABLE, row_kinds=())]))
    assert [cell.is_header for cell in rows.cells] == [True, False, False, False, False]


def test_items_that_are_each_others_parents_have_a_level(make_reading):
    items = [Item(1, ItemKind.OTHER, "a", parent=2), Item(2, ItemKind.OTHER, "b", parent=1)]
    assert [row.level for row in tidy(make_reading(items=items)).items] == [1, 1]


def test_what_cost_nothing_is_a_note_and_no_detail_of_the_status(make_reading):
    hidden = problem("hidden_text")
    row = tidy(make_reading(document=document(hidden)), language="es").documents[0]
    assert (row.status, row.status_detail, row.notes) == ("ok", "", hidden.message("es"))
