"""Weights: their sums, their gaps, their form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from check.amounts import shown
from check.groups import members
from check.rule import Breach, Severity, rule
from check.view import DocumentView, Spot, confidence, spots
from normalize.schema import ItemRow, MeasureRow, WeightGroupRow

HUNDRED = Decimal(100)
SAME_TEXT = 92
"""Of 100: two texts name the same item."""
TELLING = 35
"""Letters from which on a text names an item whatever stands above it."""


def _place(view: DocumentView, group: WeightGroupRow, weights: list[MeasureRow]) -> Spot:
    parent = view.items.get(group.parent_id)
    if parent is not None:
        spot = view.spot(parent)
        return Spot(
            group.table_id or spot.table_id,
            parent.item_id,
            spot.row if group.table_id == spot.table_id else None,
            group.column,
            spot.page,
        )
    first = view.spot(weights[0]) if weights else Spot(group.table_id)
    return Spot(group.table_id or first.table_id, "", None, group.column, first.page)


@rule("weights-sum", Severity.ERROR)
def weights_sum(view: DocumentView) -> Iterator[Breach]:
    """Every group against its base. A sum that is not its parent's weight is said by parent-children; one
    that
    meets a base which is not the one a reader expects first is only worth a note."""
    for group in view.rows.weight_groups:
        parent = view.items.get(group.parent_id)
        if not group.consistent:
            if group.base_source != "parent":
                yield _breach(view, group, group.base)
        elif (
            parent is not None and parent.kind == "programme" and group.sum not in (HUNDRED, group.first_base)
        ):
            yield _breach(view, group, group.first_base, Severity.INFO, "other_base")
        elif parent is not None and parent.kind == "programme" and group.sum != HUNDRED:
            yield _breach(view, group, HUNDRED, Severity.INFO, "of_programme")


def _breach(
    view: DocumentView,
    group: WeightGroupRow,
    expected: Decimal,
    severity: Severity | None = None,
    wording: str = "",
) -> Breach:
    weights = members(view, group)
    parent = view.items.get(group.parent_id)
    caption = view.tables[group.table_id].caption if group.table_id else ""
    unit = weights[0].unit if weights else "percent"
    return Breach(
        _place(view, group, weights),
        expected=shown(expected, unit),
        observed=shown(group.sum, unit),
        difference=group.sum - expected,
        facts={"members": str(len(weights)), "whose": view.name(parent) if parent is not None else caption},
        evidence=spots(view, weights),
        confidence=1.0 if severity is Severity.INFO else confidence(*weights),
        severity=severity,
        wording=wording,
        discriminator=group.period,
    )


@rule("weight-missing", Severity.WARNING)
def weight_missing(view: DocumentView) -> Iterator[Breach]:
    for group in view.rows.weight_groups:
        if not group.missing:
            continue
        weights = members(view, group)
        weighed = {weight.item_id for weight in weights}
        for item_id in group.items.split():
            item = view.items.get(item_id)
            if item is None or item_id in weighed or item.row is None:
                continue
            if _is_unused(view, item):
                continue
            column = group.column if group.column is not None else (weights[0].column if weights else None)
            spot = view.spot(item)
            yield Breach(
                Spot(spot.table_id, item_id, spot.row, column, spot.page),
                observed="",
                facts={"item": view.name(item), "siblings": str(len(weighed))},
                confidence=confidence(*weights),
            )


def _is_unused(view: DocumentView, item: ItemRow) -> bool:
    """A row that a form offers and nobody filled: nothing but the item's own name stands in it."""
    if item.row is None:
        return False
    named = (item.verification, item.responsible, item.deadline, item.indicator)
    others = [column for column in view.columns_of(item.table_id) if column.role not in ("number", "weight")]
    filled = sum(
        bool((cell := view.cell(item.table_id, item.row, column.column)) is not None and cell.text.strip())
        for column in others
    )
    return not any(named) and filled <= 1 and len(others) > 2


@rule("weight-range", Severity.ERROR)
def weight_range(view: DocumentView) -> Iterator[Breach]:
    for weight in view.rows.measures:
        if weight.measure != "weight" or weight.unit != "percent":
            continue
        if weight.value < 0 or weight.value > HUNDRED:
            yield Breach(
                view.spot(weight),
                expected="0–100%",
                observed=shown(weight.value, weight.unit),
                facts={"item": view.name(view.items[weight.item_id]), "raw": weight.raw},
                confidence=weight.confidence,
                discriminator=weight.period,
            )


@rule("weight-unreadable", Severity.ERROR)
def weight_unreadable(view: DocumentView) -> Iterator[Breach]:
    """A body cell of a weight column with words and no figure read from it, in a row that names an item.
    Where
    most of the column holds words the column is doubtful, not the cell."""
    read = {(m.table_id, m.row, m.column) for m in view.rows.measures} | {
        (t.table_id, t.row, t.column) for t in view.totals
    }
    rows_with_items = {(item.table_id, item.row) for item in view.rows.items if item.row is not None}
    for column in view.rows.columns:
        if column.role != "weight":
            continue
        cells = [
            cell
            for cell in view.rows.cells
            if cell.table_id == column.table_id
            and cell.column == column.column
            and not cell.is_header
            and cell.text.strip()
        ]
        unread = [
            cell
            for cell in cells
            if (cell.table_id, cell.row, cell.column) not in read
            and (cell.table_id, cell.row) in rows_with_items
        ]
        for cell in unread:
            if len(cell.text.strip(" -–—.·\n")) == 0 or (
                any(letter.isdigit() for letter in cell.text) and len(unread) * 2 > len(cells)
            ):
                continue
            doubtful = len(unread) * 2 > len(cells)
            item = next(
                (i for i in view.rows.items if (i.table_id, i.row) == (cell.table_id, cell.row)), None
            )
            yield Breach(
                Spot(cell.table_id, item.item_id if item else "", cell.row, cell.column, cell.page),
                observed=cell.text.strip()[:60],
                facts={"header": column.header},
                confidence=0.4 if doubtful else 1.0,
            )


@rule("weight-crowded", Severity.WARNING)
def weight_crowded(view: DocumentView) -> Iterator[Breach]:
    """Several weights in one cell that are not one for each item of the row."""
    by_cell: dict[tuple[str, int | None, int | None], list[MeasureRow]] = defaultdict(list)
    for weight in view.rows.measures:
        if weight.measure == "weight" and weight.table_id and weight.row is not None:
            by_cell[weight.table_id, weight.row, weight.column].append(weight)
    for weights in by_cell.values():
        if len(weights) < 2:
            continue
        first = view.items[weights[0].item_id]
        there = {weight.item_id for weight in weights}
        rows = {view.items[item_id].row for item_id in there}
        if len(there) == len(weights) and len(rows) == 1:
            continue  # one for each item of the row: listed in parallel
        yield Breach(
            view.spot(weights[0]),
            expected="1",
            observed=str(len(weights)),
            facts={"raw": " ".join(weight.raw for weight in weights), "item": view.name(first)},
            evidence=spots(view, weights),
        )


@rule("weights-mixed-units", Severity.WARNING)
def weights_mixed_units(view: DocumentView) -> Iterator[Breach]:
    """One column in percent and in fractions, or the earned column in another unit than the weight column."""
    ways: dict[tuple[str, int | None, str], Counter[str]] = defaultdict(Counter)
    shown_by: dict[tuple[str, int | None, str, str], MeasureRow] = {}
    for measure in view.rows.measures:
        if measure.measure not in ("weight", "earned") or not measure.table_id or measure.value == 0:
            continue
        if view.items[measure.item_id].kind in ("result", "programme"):
            continue
        key = (measure.table_id, measure.column, measure.measure)
        way = "fraction" if measure.written_as == "fraction" else "percent"
        ways[key][way] += 1
        shown_by.setdefault((*key, way), measure)
    told = set[str]()
    for key, counts in ways.items():
        if len(counts) == 2:
            rare = min(counts, key=lambda way: (counts[way], way))
            odd = shown_by[*key, rare]
            usual = shown_by[*key, "percent" if rare == "fraction" else "fraction"]
            told.add(key[0])
            yield Breach(
                view.spot(odd),
                expected=usual.raw,
                observed=odd.raw,
                facts={"item": view.name(view.items[odd.item_id])},
                evidence=spots(view, (odd, usual)),
                confidence=confidence(odd),
            )
    for key, counts in ways.items():
        if key[2] != "earned" or key[0] in told:
            continue
        weighed = [(other, c) for other, c in ways.items() if other[0] == key[0] and other[2] == "weight"]
        for other, others in weighed[:1]:
            mine, theirs = counts.most_common(1)[0][0], others.most_common(1)[0][0]
            if mine != theirs:
                odd, usual = shown_by[*key, mine], shown_by[*other, theirs]
                spot = view.spot(odd)
                yield Breach(
                    Spot(spot.table_id, "", spot.row, spot.column, spot.page),
                    expected=usual.raw,
                    observed=odd.raw,
                    facts={"item": view.name(view.items[odd.item_id])},
                    evidence=spots(view, (odd, usual)),
                    wording="earned",
                )


@rule("weight-conflict", Severity.ERROR)
def weight_conflict(view: DocumentView) -> Iterator[Breach]:
    """The same item with different weights in two tables of one document."""
    weighed = [
        (view.items[weight.item_id], weight)
        for weight in view.rows.measures
        if weight.measure == "weight" and weight.table_id and len(view.items[weight.item_id].text) >= 6
    ]
    parents = {item.item_id: view.items.get(item.parent_id) for item, _ in weighed}
    for at, (item, weight) in enumerate(weighed):
        for other, before in weighed[:at]:
            if (
                other.table_id == item.table_id
                or before.period != weight.period
                or weight.unit != before.unit
            ):
                continue
            if item.number != other.number and item.number and other.number:
                continue
            if fuzz.ratio(item.text.casefold(), other.text.casefold()) < SAME_TEXT:
                continue
            a, b = parents[item.item_id], parents[other.item_id]
            if len(item.text) < TELLING and (
                a is not None
                and b is not None
                and fuzz.ratio(a.text.casefold(), b.text.casefold()) < SAME_TEXT
            ):
                continue
            if abs(weight.value - before.value) > (weight.precision + before.precision) / 2:
                yield Breach(
                    view.spot(weight),
                    expected=shown(before.value, before.unit),
                    observed=shown(weight.value, weight.unit),
                    difference=weight.value - before.value,
                    facts={"item": view.name(item), "table": str(view.tables[other.table_id].number)},
                    evidence=spots(view, (before,)),
                    confidence=confidence(weight, before),
                    discriminator=weight.period,
                )
                break
