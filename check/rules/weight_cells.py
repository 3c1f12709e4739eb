"""Single cells of weights: out of range, no number, several numbers, another unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from check.amounts import HUNDRED, shown
from check.bounds import bound_of, out_of_bound
from check.groups import has_wrong_total, is_of_parent
from check.marks import are_marks
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, Spot, confidence
from check.words import words
from normalize.glyphs import fold
from normalize.numbers import read_number
from normalize.schema import CellRow, ItemRow, MeasureRow

BLANK = " -–—.·…_*\n\t\u00a0"
"""Characters that fill a cell and say nothing."""
_LONGEST_QUOTE = 60
_STATED = ("total_row", "parent", "heading")


@rule("weight-range", Severity.ERROR, parameters=("bounds",))
def weight_range(view: DocumentView) -> Iterator[Breach]:
    """A weight of percent below 0 or above 100, one above what its group is to add up to, and one out of the
    bounds that a profile sets."""
    bases = {
        (item_id, group.column, group.period): group
        for group in view.rows.weight_groups
        if not group.consistent
        and group.base_source in _STATED
        and not has_wrong_total(view, group)
        and not is_of_parent(view, group)
        for item_id in group.items.split()
    }
    for weight in view.rows.measures:
        if weight.measure != "weight":
            continue
        bound = bound_of(view, weight)
        if bound is not None and not bound.low <= weight.value <= bound.high:
            yield out_of_bound(view, weight, bound)
            continue
        group = bases.get((weight.item_id, weight.column, weight.period))
        if weight.unit != "percent" or 0 <= weight.value <= HUNDRED:
            if group is not None and weight.value > group.base > 0:
                yield _above_base(view, weight, group.base)
            continue
        yield Breach(
            view.spot(weight),
            expected="0–100%",
            observed=shown(weight.value, weight.unit),
            facts={"item": view.name(view.items[weight.item_id]), "raw": weight.raw},
            confidence=weight.confidence,
            discriminator=weight.period,
        )


def _above_base(view: DocumentView, weight: MeasureRow, base: Decimal) -> Breach:
    """A weight of more than all of its group together: that their sum is wrong is the error, said of the
    group, and this is where to look."""
    return Breach(
        view.spot(weight),
        expected=f"0–{shown(base, weight.unit)}",
        observed=shown(weight.value, weight.unit),
        facts={"item": view.name(view.items[weight.item_id]), "raw": weight.raw},
        confidence=weight.confidence,
        severity=Severity.INFO,
        discriminator=weight.period,
    )


@rule("weight-unreadable", Severity.ERROR)
def weight_unreadable(view: DocumentView) -> Iterator[Breach]:
    """A body cell of a weight column with words and no figure read from it, in a row that names an item.
    Where most of the column holds words the column is doubtful, not the cell."""
    read = {(m.table_id, m.row, m.column) for m in view.rows.measures} | {
        (total.table_id, total.row, total.column) for total in view.rows.totals
    }
    named: dict[tuple[str, int], ItemRow] = {}
    for item in view.rows.items:
        if item.row is not None:
            named.setdefault((item.table_id, item.row), item)
    for column in view.rows.columns:
        if column.role != "weight":
            continue
        cells = [
            cell
            for cell in view.cells_in(column.table_id, column.column)
            if not cell.is_header and cell.text.strip()
        ]
        unread = [
            cell
            for cell in cells
            if (cell.table_id, cell.row, cell.column) not in read and (cell.table_id, cell.row) in named
        ]
        is_usual = len(unread) * 2 > len(cells)
        for cell in unread:
            if not cell.text.strip(BLANK) or (is_usual and _has_digit(cell)):
                continue
            item = named[cell.table_id, cell.row]
            if item.kind == "result" and read_number(cell.text) is not None:
                continue  # what the weights above add up to: total-row holds it against them
            yield Breach(
                Spot(cell.table_id, item.item_id, cell.row, cell.column, cell.page),
                observed=" ".join(cell.text.split())[:_LONGEST_QUOTE],
                facts={
                    "item": view.name(item),
                    "header": view.header(cell.table_id, cell.column),
                },
                severity=Severity.INFO if _is_left_out(cell) else None,
                doubt="usual" if is_usual else "",
            )


def _is_left_out(cell: CellRow) -> bool:
    """The cell says that there is no figure to write."""
    return fold(" ".join(cell.text.split())) in words("not_applicable")


def _has_digit(cell: CellRow) -> bool:
    return any(letter.isdigit() for letter in cell.text)


@rule("weight-crowded", Severity.WARNING, rests_on=RestsOn.ROWS)
def weight_crowded(view: DocumentView) -> Iterator[Breach]:
    """Several weights in one cell that are not one for each item of the row. Where most cells of the column
    are like that, it is the form's way (or the reading's), and worth a note only."""
    by_cell: dict[tuple[str, int | None, int | None], list[MeasureRow]] = defaultdict(list)
    for weight in view.rows.measures:
        if weight.measure == "weight" and weight.table_id and weight.row is not None:
            by_cell[weight.table_id, weight.row, weight.column].append(weight)
    cells = Counter((table, column) for table, _, column in by_cell)
    crowded = {cell: weights for cell, weights in by_cell.items() if _is_crowded(view, weights)}
    crowds = Counter((table, column) for table, _, column in crowded)
    for (table, _, column), weights in crowded.items():
        is_usual = 1 < cells[table, column] <= 2 * crowds[table, column]
        yield Breach(
            view.spot(weights[0]),
            expected="1",
            observed=str(len(weights)),
            facts={
                "raw": " ".join(weight.raw for weight in weights),
                "item": view.name(view.items[weights[0].item_id]),
            },
            confidence=confidence(*weights),
            doubt="usual" if is_usual else "",
        )


def _is_crowded(view: DocumentView, weights: list[MeasureRow]) -> bool:
    if len(weights) < 2:
        return False
    there = {weight.item_id for weight in weights}
    rows = {view.items[item_id].row for item_id in there}
    return len(there) != len(weights) or len(rows) != 1  # else one for each item of the row, in parallel


Way = tuple[str, int | None, str]
"""A table's column and the measure in it."""


@rule("weights-mixed-units", Severity.WARNING)
def weights_mixed_units(view: DocumentView) -> Iterator[Breach]:
    """One column in percent and in fractions, or the earned column in another unit than the weight column.
    Marks have a scale of their own."""
    ways: dict[Way, dict[str, list[MeasureRow]]] = defaultdict(lambda: defaultdict(list))
    for measure in view.rows.measures:
        if (
            measure.measure not in ("weight", "earned", "compliance")
            or not measure.table_id
            or measure.value == 0
        ):
            continue
        if view.items[measure.item_id].kind in ("result", "programme"):
            continue
        way = "fraction" if measure.written_as == "fraction" else "percent"
        ways[measure.table_id, measure.column, measure.measure][way].append(measure)
    told = set[str]()
    for (table, _, _), by_way in ways.items():
        if len(by_way) == 2:
            rare = min(by_way, key=lambda way: (len(by_way[way]), way))
            usual = "percent" if rare == "fraction" else "fraction"
            told.add(table)
            yield _mixed(view, by_way[rare][0], by_way[usual][0])
    for (table, _, name), by_way in ways.items():
        if name != "earned" or table in told:
            continue
        if all(are_marks(view, figures) for figures in by_way.values()):
            continue
        weighed = next((w for (t, _, n), w in ways.items() if t == table and n == "weight"), None)
        if weighed is not None and set(weighed) != set(by_way):
            (mine,), (theirs,) = by_way.values(), weighed.values()
            yield _mixed(view, mine[0], theirs[0], "earned")


def _mixed(view: DocumentView, odd: MeasureRow, usual: MeasureRow, wording: str = "") -> Breach:
    spot = view.spot(odd)
    return Breach(
        spot if not wording else Spot(spot.table_id, "", spot.row, spot.column, spot.page),
        expected=usual.raw,
        observed=odd.raw,
        facts={"item": view.name(view.items[odd.item_id])},
        evidence=view.spots([usual]),
        confidence=confidence(odd, usual),
        wording=wording,
    )
