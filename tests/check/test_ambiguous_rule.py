"""figure-ambiguous: what may be read in two ways is told, what the document settles is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import check

HEADER = ("Actividad", "Meta programada", "Unidad")


def found(rows_of: Callable, table: Callable, *figures: str) -> list[tuple[str, str]]:
    rows = [(f"Repartir árboles en la comuna {at}", figure, "árboles") for at, figure in enumerate(figures)]
    read = rows_of("# Plan 2021", table(HEADER, *rows))
    assert len(read.measures) == len(figures)
    return [(one.rule, one.message_en) for one in check.findings(read) if one.rule == "figure-ambiguous"]


def test_a_figure_that_nothing_settles_is_told_with_both_readings(rows_of: Callable, table: Callable) -> None:
    ((_, message),) = found(rows_of, table, "12.500", "7")
    assert "“12.500”" in message
    assert "12500" in message.replace(",", "").replace(".", "")
    assert "12.5" in message or "12,5" in message


def test_a_figure_that_another_of_its_table_settles_is_not(rows_of: Callable, table: Callable) -> None:
    assert found(rows_of, table, "12.500", "1.234.567", "3.400,5") == []


def test_a_figure_whose_share_stands_in_its_row_is_not(rows_of: Callable, table: Callable) -> None:
    def rules(share: str) -> list[str]:
        head = ("Actividad", "Programado", "Ejecutado", "% de cumplimiento")
        rows = [("Visitas a la biblioteca", "1.000", "950", share), ("Cursos dictados", "12", "12", "100%")]
        read = rows_of("# Evaluación 2021", table(head, *rows))
        return [one.rule for one in check.findings(read) if one.rule == "figure-ambiguous"]

    assert rules("95%") == []
    assert rules("90%") == ["figure-ambiguous"]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (("500 480", "1500"), ["500 480"]),
        (("500 480", "1.234.567"), ["500 480"]),
        (("500 480", "1 500"), []),
        (("500 480", "2021", "35"), []),
        (("500480", "1500"), []),
    ],
)
def test_a_blank_where_thousands_have_none_may_part_two_figures(
    rows_of: Callable, table: Callable, figures: tuple[str, ...], expected: list[str]
) -> None:
    told = [message for _, message in found(rows_of, table, *figures)]
    assert [raw for raw in figures if any(f"“{raw}”" in message for message in told)] == expected
