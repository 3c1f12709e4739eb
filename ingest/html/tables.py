"""What an HTML table holds: its rows in the order in which they are shown, its caption, and text that stands
in it outside of all cells, as malformed markup has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from ingest.html.parsing import Element, is_seen, size_of, tag_of
from ingest.html.placement import MOST_COLUMNS_SPANNED, MOST_ROWS_SPANNED, SpanningCell

_GROUPS = ("thead", "tbody", "tfoot")
_LOOKED_AT = 64
"""Elements inside one that stands around rows, among which the first row or cell must be."""


@dataclass(slots=True)
class RowGroup:
    """Rows that no span leaves."""

    name: str
    """``thead``, ``tbody`` or ``tfoot``."""
    rows: list[list[SpanningCell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TableContent:
    groups: Sequence[RowGroup]
    """Heads first, feet last, wherever the file has them."""
    caption: Element | None
    strays: Sequence[str | Element]
    """Text and elements in the table but in no cell."""


def content_of(table: Element) -> TableContent:
    """Read the rows of ``table`` without looking into its cells. Forms and other elements around rows are
    seen through; a cell outside of all rows makes a row."""
    groups: list[RowGroup] = []
    strays: list[str | Element] = []
    caption: Element | None = None
    row: list[SpanningCell] | None = None
    group: RowGroup | None = None
    walk = etree.iterwalk(table, events=("start", "end"))
    for event, element in walk:
        tag = tag_of(element)
        if event == "end":
            if tag == "tr" or tag in _GROUPS:
                row = None
            if tag in _GROUPS:
                group = None
            if element is not table:
                _keep(element.tail, strays)
            continue
        if element is table:
            _keep(element.text, strays)
            continue
        if not is_seen(element):
            walk.skip_subtree()
            continue
        if tag in ("td", "th"):
            if row is None:
                group = group or _new(groups, "tbody")
                row = []
                group.rows.append(row)
            row.append(
                SpanningCell(
                    element,
                    size_of(element, "rowspan", MOST_ROWS_SPANNED),
                    size_of(element, "colspan", MOST_COLUMNS_SPANNED),
                )
            )
            walk.skip_subtree()
            continue
        if tag == "caption" and caption is None:
            caption = element
            walk.skip_subtree()
            continue
        if tag in ("table", "caption") or not _holds_cells(tag, element):
            strays.append(element)
            walk.skip_subtree()
            continue
        if tag in _GROUPS:
            group = _new(groups, tag)
            row = None
        elif tag == "tr":
            group = group or _new(groups, "tbody")
            row = []
            group.rows.append(row)
        _keep(element.text, strays)
    order = {"thead": 0, "tbody": 1, "tfoot": 2}
    groups.sort(key=lambda one: order[one.name])
    return TableContent(groups, caption, strays)


def _new(groups: list[RowGroup], name: str) -> RowGroup:
    group = RowGroup(name)
    groups.append(group)
    return group


def _holds_cells(tag: str, element: Element) -> bool:
    return (
        tag == "tr" or tag in _GROUPS or any(tag_of(inner) in ("tr", "td", "th") for inner in element.iter())
    )


def _keep(text: str | None, strays: list[str | Element]) -> None:
    if text and text.strip():
        strays.append(" ".join(text.split()))


def header_rows(groups: Sequence[RowGroup]) -> int:
    """How many rows at the top are headers: those of the head, or else those that hold header cells only."""
    head = sum(len(group.rows) for group in groups if group.name == "thead")
    if head:
        return head
    count = 0
    for row in (row for group in groups for row in group.rows):
        if not row or not all(tag_of(cell.element) == "th" for cell in row):
            break
        count += 1
    total = sum(len(group.rows) for group in groups)
    return count if count < total else min(count, 1) if total > 1 else 0
