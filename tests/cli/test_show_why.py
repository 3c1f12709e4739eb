"""``pondera show --why``: the reader of a wrong result sees which decision was wrong."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from extract.reading import (
    Column,
    DocumentFacts,
    DocumentType,
    Evidence,
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
from ingest.document import Document, Format, Source
from pondera.cli.why import _slug, why_lines
from pondera.messages import Language, catalogue


@pytest.fixture
def reading() -> Reading:
    """Two items and a total, each decision with its evidence."""
    columns = (
        Column(
            0,
            "Tareas",
            Role.ACTIVITY,
            confidence=0.9,
            evidence=(Evidence("header words", "'Tareas' ~ 'tareas'", 1.0),),
        ),
        Column(
            1,
            "Valor 2021 (%)",
            Role.COUNT,
            period=("2021",),
            unit="%",
            confidence=0.5,
            source="position",
            evidence=(Evidence("neighbours", "values without a currency", 0.5),),
        ),
    )
    table = LogicalTable(
        2,
        (),
        TableKind.WEIGHTS,
        "Programa [1]",
        columns,
        (RowKind.HEADER, RowKind.ITEM, RowKind.TOTAL),
        1,
        "docx",
        0.8,
        2,
        page_first=3,
        evidence=(Evidence("header rows", "1", 0.9), Evidence("roles of its columns", "weight", 0.7)),
    )
    programme = Item(1, ItemKind.PROGRAMME, "Programa", text="Programa", confidence=0.8)
    task = Item(
        2,
        ItemKind.ACTIVITY,
        "1.a Sembrar",
        "1.a",
        "Sembrar",
        parent=1,
        table=2,
        row=1,
        column=0,
        confidence=0.7,
        evidence=(
            Evidence("cell of an item column", "activity", 0.9),
            Evidence("listed before", "as activity", 0.8),
        ),
        parent_evidence=(Evidence("under its heading", "Programa [1]", 0.85),),
    )
    figure = Figure(
        2,
        Measure.WEIGHT,
        "60%",
        2,
        1,
        1,
        position=1,
        period=("2021",),
        confidence=0.65,
        evidence=(Evidence("merged over its rows", "", 0.95),),
    )
    total = Total(2, 2, 1, "Total", "100%", Measure.WEIGHT, (1, 2, 3, 5), confidence=0.8)
    facts = DocumentFacts(
        title=Fact("PLAN", "Plan", 0.6, (Evidence("labelled", "names of offices", 0.6),)),
        document_type=DocumentType.WORK_PROGRAMME,
        type_confidence=0.9,
        year=2021,
        type_evidence=(Evidence("words of the title", "plan", 0.9),),
        country="CL",
        country_evidence=(Evidence("words for the country", "CL: 2", 0.7),),
        year_evidence=(Evidence("year in the title", "Plan 2021", 0.95),),
        language="es",
        language_evidence=(Evidence("words of the language", "9 / 1", 0.9),),
    )
    document = Document(Source("plan.docx", 1, "0" * 64, Format.DOCX))
    return Reading(document, facts, (table,), (programme, task), (figure,), (total,))


def test_every_decision_is_told_with_its_reason_and_its_score(reading: Reading) -> None:
    assert [line.plain for line in why_lines(reading, Language.EN)] == [
        "  title: Plan 0.60 ← labelled: names of offices 0.60",
        "  kind: work programme 0.90 ← words of the title: plan 0.90",
        "  country: CL 0.70 ← words for the country: CL: 2 0.70",
        "  year: 2021 0.95 ← year in the title: Plan 2021 0.95",
        "  language: es 0.90 ← words of the language, against the second: 9 / 1 0.90",
        "    in running text: programme “Programa” 0.80",
        "  table 2: weights, rows 3, of header 1, page 3 0.80 "
        "← header rows: 1 0.90; roles of its columns: weight 0.70",
        "    “Programa [1]”",
        "    column 1 “Tareas” → activity 0.90 lexicon ← header words: 'Tareas' ~ 'tareas' 1.00",
        "    column 2 “Valor 2021 (%)” → count 0.50 position; period 2021; unit % "
        "← neighbours: values without a currency 0.50",
        "    row 2, column 1: activity “1.a Sembrar” 0.70 ← cell of an item column: activity 0.90; "
        "listed before: activity 0.80",
        "      belongs to programme “Programa” (in running text) ← under its heading: Programa [1] 0.85",
        "      weight “60%” row 2, column 2, place 1 in its cell; period 2021 0.65 "
        "← cell merged over its rows 0.95",
        "    row 3, column 2: “Total” “100%” adds up rows 2–4, 6 0.80",
    ]


def test_in_spanish_the_reasons_are_spanish_and_the_documents_words_its_own(reading: Reading) -> None:
    text = "\n".join(line.plain for line in why_lines(reading, Language.ES))
    assert "← columnas vecinas: valores sin moneda 0,50" in text
    assert "título: Plan 0,60 ← con rótulo: names of offices 0,60" in text
    assert "0,70 ← celda de una columna de ítems: activity 0,90; aparece antes: actividad" in text
    assert "(en el texto) ← bajo su encabezado: Programa [1] 0,85" in text
    assert "pertenece a programa «Programa» (en el texto)" in text


def test_a_document_that_says_nothing_has_nothing_told_but_its_kind() -> None:
    empty = Reading(Document(Source("x", 0, "0" * 64, Format.TEXT)), DocumentFacts())
    (line,) = why_lines(empty, Language.EN)
    assert line.plain.startswith("  kind: ")


def test_every_signal_of_understanding_is_said_in_both_languages(project: Path) -> None:
    """Signals are the literal first arguments of ``Evidence``, or the names in a tuple beside it."""
    signals, reasons = set(), set()
    for path in (project / "extract").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                if node.func.id == "Evidence":
                    signals |= {
                        one.value
                        for one in ast.walk(node.args[0])
                        if isinstance(one, ast.Constant) and isinstance(one.value, str)
                    }
                elif node.func.id == "Instead":
                    reasons |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    assert {"header words", "section row"} <= signals
    wanted = {
        f"{family}-{_slug(words)}"
        for family, said in (
            ("signal", signals),
            ("reason", {one for one in reasons if isinstance(one, str)}),
        )
        for words in said
    }
    assert wanted - set(catalogue()) == set()


def test_the_option_shows_the_decisions_instead_of_the_tree(program, samples: Path) -> None:
    done = program("show", "--why", samples / "programa-trabajo-2021.docx")
    assert done.code == 0
    assert "← palabras del encabezado: " in done.out
    assert "[ponderación" not in done.out
    assert done.out.count("\n  título: ") == 1
    english = program("show", "--why", "--lang", "en", samples / "programa-trabajo-2021.docx")
    assert "← header words: " in english.out


def test_a_file_that_cannot_be_read_has_no_reasons(program, tmp_path: Path) -> None:
    (tmp_path / "empty.docx").touch()
    done = program("show", "--why", tmp_path / "empty.docx")
    assert done.code == 3
    assert "←" not in done.out
