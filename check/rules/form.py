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
    """A gap or a repeat in the printed numbers of siblings that stand in one column."""
    lists: dict[tuple[str, str, str], list[tuple[ItemRow, int]]] = defaultdict(list)
    for item in view.rows.items:
        found = re.fullmatch(r"(?P<stem>.*?)(?P<last>\d{1,3})", item.number)
        if item.table_id and found is not None:
            lists[item.table_id, item.parent_id, found["stem"]].append((item, int(found["last"])))
    for numbered in lists.values():
        if len(numbered) == 1 and numbered[0][1] == 2 and "." in numbered[0][0].number:
            yield _misnumbered(view, numbered[0][0], _with_last(numbered[0][0].number, 1))
        for (before, last), (item, number) in zip(numbered, numbered[1:], strict=False):
            if number in (last + 1, 1) and not (number == 1 and last == 1 and before.row == item.row):
                continue
            if number == last or number > last + 1:
                yield _misnumbered(view, item, _with_last(item.number, last + 1))


def _with_last(number: str, last: int) -> str:
    return re.sub(r"\d{1,3}$", str(last), number)


def _misnumbered(view: DocumentView, item: ItemRow, expected: str) -> Breach:
    return Breach(view.spot(item), expected=expected, observed=item.number, facts={"item": view.name(item)})


_DATES = " / "


@rule("date-order", Severity.WARNING)
def date_order(view: DocumentView) -> Iterator[Breach]:
    """A start after its end, or a date outside the plan's year by more than a year, where whole dates are
    printed."""
    year = view.document.year
    for item in view.rows.items:
        printed = item.deadline.split(_DATES)
        dates = [(text, date) for text in printed if (date := _date(text)) is not None]
        facts = {"item": view.name(item)}
        if len(printed) == len(dates) == 2 and dates[0][1] > dates[1][1]:
            yield Breach(view.spot(item), expected=f"≤ {dates[1][0]}", observed=dates[0][0], facts=facts)
            continue
        far = [text for text, date in dates if year is not None and abs(date[0] - year) > 1]
        if far:
            yield Breach(view.spot(item), expected=str(year), observed=far[0], facts=facts, wording="far")


def _date(text: str) -> tuple[int, int, int] | None:
    """Year, month, day of a date in figures; None for anything else or an impossible one."""
    text = text.strip()
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})", text):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    else:
        return None
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
