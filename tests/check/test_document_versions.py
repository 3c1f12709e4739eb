"""Two versions of a document: findings keep their fingerprint, changes are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import check
from check.versions import Change, Kind
from normalize.dataset import Rows

HEADER = ("N°", "Actividad", "Medio de verificación", "Ponderación (%)")
OLD = (
    ("1", "Publicar el boletín trimestral", "Informe", "50%"),
    ("2", "Capacitar a los encargados regionales", "Acta", "30%"),
    ("3", "Revisar los convenios vigentes", "Informe", "30%"),
)


def version(
    rows_of: Callable[..., Rows], table: Callable, rows: tuple[tuple[str, ...], ...], number: int
) -> Rows:
    made = rows_of("# Programa 2021", table(HEADER, *rows), sha256=f"{number:x}" * 64)
    return replace(made, findings=check.findings(made))


def changes(versions: check.Versions) -> list[tuple[Kind, str, str]]:
    return [(change.kind, change.before, change.after) for change in versions.changes]


def test_the_same_document_has_not_changed(rows_of: Callable, table: Callable) -> None:
    versions = check.compared(version(rows_of, table, OLD, 1), version(rows_of, table, OLD, 2))
    assert [finding.rule for finding in versions.still] == ["weights-sum"]
    assert (versions.new, versions.solved, versions.changes) == ((), (), ())


def test_what_was_solved_and_which_weight_did_it(rows_of: Callable, table: Callable) -> None:
    old = version(rows_of, table, OLD, 1)
    new = version(rows_of, table, (("1", "Publicar el boletín trimestral", "Informe", "40%"), *OLD[1:]), 2)
    versions = check.compared(old, new)
    assert [finding.rule for finding in versions.solved] == ["weights-sum"]
    assert (versions.new, versions.still) == ((), ())
    assert changes(versions) == [(Kind.FIGURE, "50%", "40%")]


def test_what_is_new(rows_of: Callable, table: Callable) -> None:
    old = version(rows_of, table, OLD, 1)
    new = version(rows_of, table, (*OLD[:2], ("3", "Revisar los convenios vigentes", "", "30%")), 2)
    versions = check.compared(old, new)
    assert [finding.rule for finding in versions.new] == ["verification-missing"]
    assert [finding.rule for finding in versions.still] == ["weights-sum"]


def test_items_added_removed_and_reworded(rows_of: Callable, table: Callable) -> None:
    old = version(rows_of, table, OLD, 1)
    reworded = ("1", "Publicar el boletín trimestral en línea", "Informe", "50%")
    new = version(rows_of, table, (reworded, OLD[1], ("3", "Abrir una oficina", "Acta", "20%")), 2)
    versions = check.compared(old, new)
    kinds = [change.kind for change in versions.changes]
    assert kinds == [Kind.ITEM_REWORDED, Kind.ITEM_ADDED, Kind.FIGURE_ADDED, Kind.ITEM_REMOVED]
    assert [finding.rule for finding in versions.solved] == ["weights-sum"]
    removed = versions.changes[-1]
    assert isinstance(removed, Change)
    assert removed.item == "3 Revisar los convenios vigentes"


def test_a_figure_that_is_gone(rows_of: Callable, table: Callable) -> None:
    old = version(rows_of, table, OLD, 1)
    new = version(rows_of, table, (*OLD[:2], ("3", "Revisar los convenios vigentes", "Informe", "")), 2)
    assert changes(check.compared(old, new)) == [(Kind.FIGURE_REMOVED, "30%", "")]


def test_two_items_of_the_same_words_are_told_apart(rows_of: Callable, table: Callable) -> None:
    twins = (*OLD, ("4", "Revisar los convenios vigentes", "Informe", "10%"))
    versions = check.compared(version(rows_of, table, twins, 1), version(rows_of, table, twins, 2))
    assert versions.changes == ()
