"""A share in bare brackets above a table: a weight only where the weights below add up to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract import Reading
from ingest import Table

Make = Callable[..., Table]
Read = Callable[..., Reading]
Tree = Callable[[Reading], list[tuple[str, str, str, str]]]
Figures = Callable[[Reading], list[tuple[str, str, str]]]

ROWS = [["Actividad", "Ponderación"], ["Elaborar el plan", "40%"], ["Capacitar al personal", "20%"]]


@pytest.mark.parametrize(
    ("above", "kind", "text"),
    [
        ("# Conocimiento (30%)", "", ""),
        ("# Conocimiento (60%)", "other", "Conocimiento"),
        ("# Conocimiento (60 %):", "other", "Conocimiento"),
        ("# Objetivo institucional: Mejorar (60%)", "objective", "Objetivo institucional: Mejorar"),
        (
            "Objetivo de la dirección: Ampliar la red (60%)",
            "objective",
            "Objetivo de la dirección: Ampliar la red",
        ),
        ("# Conocimiento (100%)", "", ""),
        ("# Conocimiento (60)", "", ""),
    ],
)
def test_a_heading_weighs_what_its_table_adds_up_to(
    table: Make, reading: Read, tree: Tree, figures: Figures, above: str, kind: str, text: str
) -> None:
    read = reading("# Plan 2023", above, table(ROWS))
    found = tree(read)
    assert [parent for _, _, name, parent in found if name != text] == [text, text]
    assert [one[0] for one in found if one[2] == text] == ([kind] if kind else [])
    weights = [raw.replace(" ", "") for name, _, raw in figures(read) if name == text]
    assert weights == (["60%"] if kind else [])


@pytest.mark.parametrize(
    "rows",
    [
        [*ROWS, ["Difundir", ""]],
        [ROWS[0], ["Elaborar el plan", "60%"]],
    ],
)
def test_one_row_or_one_without_weight_tells_nothing(
    table: Make, reading: Read, tree: Tree, rows: list[list[str]]
) -> None:
    assert {parent for *_, parent in tree(reading("# Conocimiento (60%)", table(rows)))} == {""}


def test_only_the_text_right_above_speaks_of_a_table(table: Make, reading: Read, tree: Tree) -> None:
    read = reading("# Conocimiento (60%)", "Se evalúa como sigue.", table(ROWS))
    assert {parent for *_, parent in tree(read)} == {""}
    read = reading("# Conocimiento (60%)", table(ROWS), table(ROWS))
    assert [parent for *_, parent in tree(read)].count("Conocimiento") == 2
