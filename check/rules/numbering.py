"""Printed numbers: gaps and repeats, which hint at a lost or doubled row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView
from normalize.schema import ItemRow

_CODED = ("budget_line", "result")
"""Kinds of items whose numbers are codes of a catalogue, or none of their own."""


_FIGURE = re.compile(r"(.*?)(\d{1,3})")
_LETTER = re.compile(r"(.*\.)([a-z])")


@dataclass(frozen=True, slots=True)
class _Numbered:
    item: ItemRow
    stem: str
    last: int
    """The last step of its number: 3 of ``1.c``, 4 of ``A4``."""


@rule("numbering", Severity.WARNING, rests_on=RestsOn.TABLE)
def numbering(view: DocumentView) -> Iterator[Breach]:
    """A gap or a repeat in the printed numbers of siblings, and a number that stands twice among the items
    that one cell lists."""
    lists: dict[tuple[str, str, str], list[_Numbered]] = defaultdict(list)
    for item in view.rows.items:
        if item.table_id and item.kind not in _CODED and (one := _numbered(item)) is not None:
            lists[item.table_id, item.parent_id, one.stem].append(one)
    told = set[str]()
    for ones in lists.values():
        if all(_repeats_parent(view, one.item) for one in ones):
            continue
        odd = list(_out_of_order(ones))
        is_usual = len(ones) > 2 and 2 * len(odd) >= len(ones)
        for item, expected, wording in odd:
            told.add(item.item_id)
            yield _breach(view, item, expected, wording, "usual" if is_usual else "")
    for item in _repeats_in_cells(view, told):
        yield _breach(view, item, "", "repeated")


def _numbered(item: ItemRow) -> _Numbered | None:
    if not item.number:
        return None
    if found := _FIGURE.fullmatch(item.number):
        return _Numbered(item, found[1], int(found[2]))
    if found := _LETTER.fullmatch(item.number):
        return _Numbered(item, found[1], ord(found[2]) - ord("a") + 1)
    return None


def _repeats_parent(view: DocumentView, item: ItemRow) -> bool:
    """The number is that of what the item belongs to: it numbers the group, not the item."""
    return any(above.number == item.number for above in view.ancestors(item.item_id))


def _out_of_order(ones: list[_Numbered]) -> Iterator[tuple[ItemRow, str, str]]:
    """The items whose number does not follow from the one before, each with the number that would and the
    sentence that says so. A list may begin anew at 1; a lone item that is the second of a stepped list misses
    the first."""
    before = ones[0]
    if len(ones) == 1 and before.last == 2 and "." in before.item.number:
        yield before.item, _with_last(before.item.number, 1), ""
    last, spare = before.last, 0
    for one in ones[1:]:
        begins_anew = one.last == 1 and (last != 1 or one.item.row != before.item.row)
        if one.last == last and not begins_anew:
            yield one.item, _with_last(one.item.number, last + 1), "repeated"
            spare = 1  # the next number may count the repeated one or not
        else:
            if one.last > last + 1 + spare:
                yield one.item, _with_last(one.item.number, last + 1), ""
            last, spare = one.last, 0
        before = one


def _with_last(number: str, last: int) -> str:
    if number[-1:].isdigit():
        return re.sub(r"\d{1,3}$", str(last), number)
    return number[:-1] + chr(ord("a") + last - 1)


def _repeats_in_cells(view: DocumentView, told: set[str]) -> Iterator[ItemRow]:
    """The first item of each cell whose number another item of the cell has already, but for cells of which
    something was told."""
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
            yield item
        seen[cell].add(item.number)


def _breach(view: DocumentView, item: ItemRow, expected: str, wording: str, doubt: str = "") -> Breach:
    return Breach(
        view.place(item, item.column),
        expected=expected,
        observed=item.number,
        facts={"item": view.name(item)},
        wording=wording,
        doubt=doubt,
    )
