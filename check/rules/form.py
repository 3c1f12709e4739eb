"""Form: what is missing, doubled or out of order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from check.rule import Breach, Severity, rule
from check.view import DocumentView, Spot
from normalize.schema import ItemRow

SAME_TEXT = 96
_COMMITTED = ("activity", "commitment", "product", "output", "indicator", "specific_objective")


def _missing(view: DocumentView, role: str, field: str) -> Iterator[Breach]:
    for table in view.rows.tables:
        columns = view.columns_of(table.table_id, role)
        if not columns:
            continue
        items = [
            i
            for i in view.rows.items
            if i.table_id == table.table_id and i.kind in _COMMITTED and i.row is not None
        ]
        leaves = [
            i
            for i in items
            if not any(child.table_id == table.table_id for child in view.children.get(i.item_id, ()))
        ]
        empty = [i for i in leaves if not getattr(i, field) and not _covered(view, i, columns[0].column)]
        if len(leaves) > 1 and len(empty) == len(leaves):
            yield Breach(
                Spot(table.table_id, "", None, columns[0].column, table.page_first),
                facts={"header": columns[0].header, "rows": str(len(leaves))},
                wording="whole_column",
            )
            continue
        if len(empty) * 2 > len(leaves):
            continue  # the column is filled by parent, not by row
        for item in empty:
            if not _is_committed(view, item):
                continue
            spot = view.spot(item)
            yield Breach(
                Spot(spot.table_id, item.item_id, spot.row, columns[0].column, spot.page),
                facts={"item": view.name(item), "header": columns[0].header},
            )


def _covered(view: DocumentView, item: ItemRow, column: int) -> bool:
    """A filled cell of the column reaches the item's row, or its parent's row has one."""
    rows = [item.row]
    parent = view.items.get(item.parent_id)
    if parent is not None and parent.table_id == item.table_id:
        rows.append(parent.row)
    cells = (view.cell(item.table_id, row, column) for row in rows if row is not None)
    return any(cell is not None and cell.text.strip() for cell in cells)


def _is_committed(view: DocumentView, item: ItemRow) -> bool:
    """The row says more of the item than its name."""
    return bool(view.measures(item.item_id)) or any(
        (item.verification, item.responsible, item.deadline, item.indicator)
    )


@rule("verification-missing", Severity.WARNING)
def verification_missing(view: DocumentView) -> Iterator[Breach]:
    yield from _missing(view, "verification", "verification")


@rule("responsible-missing", Severity.WARNING)
def responsible_missing(view: DocumentView) -> Iterator[Breach]:
    yield from _missing(view, "responsible", "responsible")


@rule("duplicate-item", Severity.WARNING)
def duplicate_item(view: DocumentView) -> Iterator[Breach]:
    """The same text twice among the siblings of one table. Numbered differently they are two on purpose only
    where other columns tell them apart."""
    siblings: dict[tuple[str, str], list[ItemRow]] = defaultdict(list)
    for item in view.rows.items:
        if item.table_id and item.kind not in ("result", "other", "budget_line") and len(item.text) >= 10:
            siblings[item.table_id, item.parent_id].append(item)
    for items in siblings.values():
        for at, item in enumerate(items):
            twin = next(
                (
                    other
                    for other in items[:at]
                    if fuzz.ratio(item.text.casefold(), other.text.casefold()) >= SAME_TEXT
                ),
                None,
            )
            if twin is not None and re.findall(r"\d+", item.text) == re.findall(r"\d+", twin.text):
                yield Breach(
                    view.spot(item),
                    facts={"item": view.name(item), "row": str((twin.row or 0) + 1)},
                    evidence=(view.spot(twin),),
                )


@rule("numbering", Severity.WARNING)
def numbering(view: DocumentView) -> Iterator[Breach]:
    """A gap or a repeat in the printed numbers of siblings, and a number that stands twice among the items
    that
    one cell lists."""
    lists: dict[tuple[str, str, str], list[tuple[ItemRow, int]]] = defaultdict(list)
    for item in view.rows.items:
        place = _last_step(item.number)
        if item.table_id and place is not None:
            lists[item.table_id, item.parent_id, place[0]].append((item, place[1]))
    told = set[str]()
    for numbered in lists.values():
        if all(_repeats_parent(view, item) for item, _ in numbered):
            continue
        for item, expected in _out_of_order(numbered):
            told.add(item.item_id)
            yield _misnumbered(view, item, expected)
    yield from _repeats_in_cells(view, told)


def _last_step(number: str) -> tuple[str, int] | None:
    """A printed number as its stem and its last step: ``1.c`` → ``("1.", 3)``, ``A4`` → ``("A", 4)``."""
    if found := re.fullmatch(r"(.*?)(\d{1,3})", number):
        return found[1], int(found[2])
    if found := re.fullmatch(r"(.*\.)([a-z])", number):
        return found[1], ord(found[2]) - ord("a") + 1
    return None


def _repeats_parent(view: DocumentView, item: ItemRow) -> bool:
    """The number is that of what the item belongs to: it numbers the group, not the item."""
    above = view.items.get(item.parent_id)
    while above is not None:
        if above.number == item.number:
            return True
        above = view.items.get(above.parent_id)
    return False


def _out_of_order(numbered: list[tuple[ItemRow, int]]) -> Iterator[tuple[ItemRow, str]]:
    """The items whose number does not follow from the one before, each with the number that would. A list may
    begin anew at 1; a lone item that is the second of a stepped list misses the first."""
    first, number = numbered[0]
    if len(numbered) == 1 and number == 2 and "." in first.number:
        yield first, _with_last(first.number, 1)
    last, before = number, first
    for item, number in numbered[1:]:
        if number == last + 1 or (number == 1 and (last != 1 or item.row != before.row)):
            last = number
        elif number == last:
            yield item, _with_last(item.number, last + 1)
            last += 1
        elif number > last:
            yield item, _with_last(item.number, last + 1)
            last = number
        else:
            last = number
        before = item


def _repeats_in_cells(view: DocumentView, told: set[str]) -> Iterator[Breach]:
    seen: dict[tuple[str, int | None, int | None], set[str]] = defaultdict(set)
    done = set[tuple[str, int | None, int | None]]()
    for item in view.rows.items:
        cell = (item.table_id, item.row, item.column)
        if not item.table_id or not item.number:
            continue
        if item.item_id in told:
            done.add(cell)
        elif item.number in seen[cell] and cell not in done:
            done.add(cell)
            yield _misnumbered(view, item, "")
        seen[cell].add(item.number)


def _with_last(number: str, last: int) -> str:
    if number[-1:].isdigit():
        return re.sub(r"\d{1,3}$", str(last), number)
    return number[:-1] + chr(ord("a") + last - 1)


def _misnumbered(view: DocumentView, item: ItemRow, expected: str) -> Breach:
    return Breach(view.spot(item), expected=expected, observed=item.number, facts={"item": view.name(item)})


@rule("date-order", Severity.WARNING)
def date_order(view: DocumentView) -> Iterator[Breach]:
    """A start after its end, or either outside the plan's year by more than a year."""
    year = view.document.year
    for item in view.rows.items:
        facts = {"item": view.name(item)}
        if (item.ends and item.starts[:7] > item.ends[:7]) or _is_later(item.starts, item.ends):
            yield Breach(view.spot(item), expected=f"≤ {item.ends}", observed=item.starts, facts=facts)
            continue
        far = [
            date
            for date in (item.starts, item.ends)
            if date and year is not None and abs(int(date[:4]) - year) > 1
        ]
        if far:
            yield Breach(view.spot(item), expected=str(year), observed=far[0], facts=facts, wording="far")


def _is_later(start: str, end: str) -> bool:
    """Both to the day, and the first after the second."""
    return len(start) == len(end) == 10 and start > end
