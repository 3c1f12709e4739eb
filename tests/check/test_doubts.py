"""What rests on a doubtful reading is a note, and says what to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import check
from check.doubts import SURE
from normalize.dataset import Rows

HEADER = ("Actividad", "Medio de verificación", "Ponderación (%)")
BROKEN = (("Publicar el boletín", "Informe", "60%"), ("Capacitar a los encargados", "Acta", "30%"))


@pytest.fixture
def broken(rows_of: Callable, table: Callable) -> Callable[..., Rows]:
    """A programme whose weights do not add up, read by some method."""

    def make(*more: object, method: str = "pdf-lines", rows: tuple[object, ...] = BROKEN) -> Rows:
        return rows_of("# Programa 2021", table(HEADER, *rows, method=method), *more)  # type: ignore[no-any-return]

    return make


def told(rows: Rows) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in check.findings(rows)]


def test_a_sure_reading_casts_no_doubt(broken: Callable) -> None:
    assert told(broken()) == [("weights-sum", "error")]


def test_an_unsure_figure(broken: Callable) -> None:
    rows = broken()
    unsure = (replace(rows.measures[0], confidence=SURE - 0.1), *rows.measures[1:])
    (finding,) = check.findings(replace(rows, measures=unsure))
    assert finding.severity == "info"
    assert finding.message_en.endswith(
        "The reading of a figure is doubtful: look at the cell before you act."
    )
    assert "dudosa" in finding.message_es
    barely = (replace(rows.measures[0], confidence=SURE), *rows.measures[1:])
    assert told(replace(rows, measures=barely)) == [("weights-sum", "error")]


def test_an_unsure_table(broken: Callable) -> None:
    rows = broken()
    (finding,) = check.findings(replace(rows, tables=(replace(rows.tables[0], confidence=0.3),)))
    assert finding.severity == "info"
    assert "The rows and columns of table 1 are doubtful" in finding.message_en


def test_an_unsure_column(broken: Callable) -> None:
    rows = broken()
    guessed = tuple(replace(column, confidence=0.4) for column in rows.columns)
    (finding,) = check.findings(replace(rows, columns=guessed))
    assert finding.severity == "info"
    assert "What a column of table 1 means is a guess" in finding.message_en


def test_doubt_never_hides(broken: Callable) -> None:
    rows = broken()
    doubtful = tuple(replace(measure, confidence=0.0) for measure in rows.measures)
    assert told(replace(rows, measures=doubtful)) == [("weights-sum", "info")]


def headless(rows: Rows, shift: float = 0.0) -> Rows:
    """The same with places on the page: three columns, each table as wide as the other."""
    edges = {0: 50.0, 1: 200.0, 2: 400.0}
    placed = tuple(
        replace(
            cell,
            x0=edges[cell.column] + (shift if cell.table_id.endswith("-t2") and cell.column else 0),
            x1=edges.get(cell.column + 1, 550.0),
            y0=0.0,
            y1=10.0,
        )
        for cell in rows.cells
    )
    second = replace(rows.tables[1], header_rows=0, columns=3)
    return replace(rows, cells=placed, tables=(rows.tables[0], second))


REST = (("Actualizar el registro", "Oficio", "5%"), ("Instalar puntos de atención", "Acta", "5%"))


def test_a_table_that_goes_on_without_a_header(broken: Callable, table: Callable) -> None:
    rows = broken("Otro párrafo.", table(*REST, method="pdf-lines"))
    assert len(rows.tables) == 2
    findings = [finding for finding in check.findings(headless(rows)) if finding.rule == "weights-sum"]
    assert [finding.severity for finding in findings] == ["info"]
    assert "Table 1 seems to go on in the one beside it" in findings[0].message_en
    apart = [f for f in check.findings(headless(rows, shift=150)) if f.rule == "weights-sum"]
    assert [finding.severity for finding in apart] == ["error"]


def test_formats_that_state_their_tables_are_taken_at_their_word(broken: Callable, table: Callable) -> None:
    rows = broken("Otro párrafo.", table(*REST), method="docx")
    findings = [finding for finding in check.findings(headless(rows)) if finding.rule == "weights-sum"]
    assert [finding.severity for finding in findings] == ["error"]


@pytest.mark.parametrize(("method", "severity"), [("pdf-lines", "info"), ("docx", "error")])
def test_rows_that_were_cut(broken: Callable, method: str, severity: str) -> None:
    rows = (
        ("Publicar el boletín de la institución y", "Informe", "60%"),
        ("remitir copia a la jefatura", "Informe", "20%"),
        ("Capacitar a los encargados", "Acta", "30%"),
        ("Instalar puntos de atención", "Acta", "30%"),
    )
    assert ("weights-sum", severity) in told(broken(method=method, rows=rows))


@pytest.mark.parametrize(("method", "severity"), [("pdf-lines", "info"), ("docx", "error")])
def test_a_first_row_that_its_group_does_not_reach(
    rows_of: Callable, table: Callable, method: str, severity: str
) -> None:
    header = ("Producto", "Actividad", "Medio de verificación", "Ponderación (%)")
    rows = [
        ("", "Publicar el boletín", "Informe", "40%"),
        ("Gestión de archivos", "Capacitar a los encargados", "Acta", "30%"),
        ("", "Instalar puntos de atención", "Acta", "20%"),
    ]
    found = told(rows_of("# Programa 2021", table(header, *rows, method=method)))
    assert {grade for rule, grade in found if rule == "weights-sum"} == {severity}


def test_a_document_that_was_read_in_part(broken: Callable, table: Callable) -> None:
    """What the last table lacks may stand in the part that was not read."""
    whole = broken("Otro párrafo.", table(("Estamento", "N°"), ("Técnicos", "36")), method="docx")
    cut = broken(method="docx")
    for rows, severity in ((whole, "error"), (cut, "info")):
        document = replace(rows.documents[0], status="partial", status_detail="Está cortado.")
        assert ("weights-sum", severity) in told(replace(rows, documents=(document,)))


def test_a_table_of_which_nothing_was_read(rows_of: Callable, table: Callable) -> None:
    """An objective's second indicator may stand in a table that the reader could make nothing of."""
    head = ("N°", "Indicador", "Fórmula de cálculo", "Meta", "Mide", "Ponderación")

    def form(*second: str, method: str = "pdf-lines") -> list[tuple[str, str]]:
        rows = rows_of(
            "# Formulación del Programa de Mejoramiento de la Gestión año 2022",
            "# Objetivos de gestión",
            table(("Objetivos de Gestión", "Ponderación"), ("1. Gestión Eficaz", "100%"), method=method),
            "# Objetivo 1. Gestión Eficaz",
            table(head, ("1", "Solicitudes respondidas", "(N°/N°)*100", "90%", "1", "60%"), method=method),
            table(head, second, method=method),
        )
        return told(rows)

    assert form("2", "Trámites digitalizados", "(N°/N°)*100", "75%", "1", "40%") == []
    assert ("parent-children", "info") in form("2", "Trámites digitalizados", "(N°/N°)*100", "75%", "1", "")
    stated = form("2", "Trámites digitalizados", "(N°/N°)*100", "75%", "1", "", method="docx")
    assert ("parent-children", "error") in stated
