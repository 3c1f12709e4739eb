"""What ``pondera check`` says of a document, and what it ends with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.dataset import Rows
from pondera.cli.check import FailOn, counted_from, exit_code
from pondera.cli.finding_lines import QUOTED_ROWS, document_lines
from pondera.exit_codes import ExitCode
from pondera.messages import Language
from pondera.pipeline import Outcome


def graded(rows: Rows, *severities: str) -> Outcome:
    (finding,) = rows.findings
    found = tuple(replace(finding, severity=severity) for severity in severities)
    return Outcome(replace(rows, findings=found), 0.1)


@pytest.mark.parametrize(
    ("severities", "fail_on", "code"),
    [
        ((), FailOn.INFO, ExitCode.CLEAN),
        (("error",), FailOn.ERROR, ExitCode.FINDINGS),
        (("warning",), FailOn.ERROR, ExitCode.CLEAN),
        (("warning",), FailOn.WARNING, ExitCode.FINDINGS),
        (("info", "error"), FailOn.WARNING, ExitCode.FINDINGS),
        (("info",), FailOn.WARNING, ExitCode.CLEAN),
        (("info",), FailOn.INFO, ExitCode.FINDINGS),
        (("error",), FailOn.NEVER, ExitCode.CLEAN),
    ],
)
def test_findings_count_from_the_severity_asked_for(
    rows: Rows, severities: tuple[str, ...], fail_on: FailOn, code: ExitCode
) -> None:
    assert exit_code(graded(rows, *severities), counted_from(fail_on)) is code


@pytest.mark.parametrize("status", ["failed", "needs_ocr"])
def test_what_cannot_be_read_does_not_pass_as_clean(rows: Rows, status: str) -> None:
    unread = replace(rows, documents=(replace(rows.documents[0], status=status),), findings=())
    assert exit_code(Outcome(unread, 0.1), counted_from(FailOn.NEVER)) is ExitCode.UNREADABLE
    assert exit_code(Outcome(unread, 0.1, "KeyError"), counted_from(FailOn.NEVER)) is ExitCode.INTERNAL


def told(outcome: Outcome, language: Language = Language.ES) -> list[str]:
    return [line.plain for line in document_lines(outcome, language)]


def test_a_finding_is_told_with_its_row(rows: Rows) -> None:
    lines = told(graded(rows, "error"))
    assert lines[:3] == [
        "carpeta/plan.docx",
        "  ERROR weights-sum: Las ponderaciones suman 90 y deberían sumar 100. [0123456789]",
        "    tabla 1, fila 3",
    ]
    assert [line.split() for line in lines[3:6]] == [
        ["Actividades", "2.-", "Vender", "«maíz»"],
        ["Ponderación", "▸", "30%"],
        ["Cumple", "0%"],
    ]
    assert lines[6:] == ["    tabla 1, fila 2: 1 Sembrar, regar y cosechar ▸ 60%"]
    english = told(graded(rows, "warning"), Language.EN)
    said = "The weights add up to 90 and should add up to 100."
    assert english[1] == f"  WARNING weights-sum: {said} [0123456789]"


def test_of_many_rows_the_first_are_quoted_and_the_others_counted(rows: Rows) -> None:
    cells = tuple(replace(cell, row=row) for row in range(20) for cell in rows.cells[:3])
    evidence = ",".join(
        f'{{"table_id": "{cells[0].table_id}", "row": {row}, "column": 1}}' for row in range(20)
    )
    finding = replace(rows.findings[0], row=None, column=None, evidence=f"[{evidence}]")
    lines = told(Outcome(replace(rows, cells=cells, findings=(finding,)), 0.1))
    assert sum(line.startswith("    tabla 1, fila") for line in lines) == QUOTED_ROWS
    assert lines[-1] == f"    … y {20 - QUOTED_ROWS} filas más"


def test_clean_says_how_much_was_checked(rows: Rows) -> None:
    assert told(graded(rows))[-1] == "  Sin hallazgos en 4 cifras."


def test_no_figures_is_not_called_clean(rows: Rows) -> None:
    lines = told(Outcome(replace(rows, measures=(), findings=()), 0.1))
    assert "Sin hallazgos" not in " ".join(lines)
    assert "no hay nada que se haya podido comprobar" in lines[-1]


def test_a_document_read_in_part_says_so_before_its_findings(rows: Rows) -> None:
    document = replace(rows.documents[0], status="partial", status_detail="Falta la página 3.")
    lines = told(Outcome(replace(rows, documents=(document,)), 0.1))
    assert lines[1] == "  leído en parte. Falta la página 3."


def test_text_of_a_document_cannot_steer_the_terminal(rows: Rows) -> None:
    cells = tuple(replace(cell, text="\x1b[2J[bold]5%[/]") for cell in rows.cells)
    text = "\n".join(told(Outcome(replace(rows, cells=cells), 0.1)))
    assert "\x1b" not in text
    assert "[bold]5%[/]" in text
