"""Stories: the body, a header, a note, read from top to bottom into drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from ingest.limits import Limits
from ingest.odt.lines import Line, LineReader
from ingest.odt.lists import Numbering, OpenList
from ingest.odt.names import DRAW, HEADING, PARAGRAPH, TABLE, TEXT, count
from ingest.odt.styles import Styles
from ingest.odt.tables import TableReader
from ingest.wordprocessing.drafts import (
    Draft,
    DraftBox,
    DraftCell,
    DraftParagraph,
    DraftTable,
    Run,
    paragraph_of,
)

_TABLE, _LIST, _SECTION = TABLE + "table", TEXT + "list", TEXT + "section"
_ITEMS = (TEXT + "list-item", TEXT + "list-header")
_CONTAINERS = frozenset(
    TEXT + name
    for name in (
        "section", "index-body", "index-title", "numbered-paragraph", "page-sequence", "table-of-content",
        "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
        "bibliography",
    )
)  # fmt: skip
_TRACKED = TEXT + "tracked-changes"
_HEADING_LEVELS = 9
_DEEPEST = 60
"""Sections, list items, cells and boxes inside each other that are followed; below, only paragraphs are."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where reading stands: how deep, in how many tables, in which item of which list."""

    depth: int = 0
    tables: int = 0
    opened: OpenList | None = None
    item: etree._Element | None = None
    """The item whose first paragraph has not come yet."""


class Story:
    """Reads the stories of one part; lists count on from one to the next."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        lines: LineReader,
        limits: Limits,
        report: Callable[..., None],
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._lines = lines
        self._limits = limits
        self._report = report

    def read(self, container: etree._Element) -> list[Draft]:
        return self._blocks(container, _Spot())

    def _blocks(self, container: etree._Element, spot: _Spot) -> list[Draft]:
        if spot.depth > _DEEPEST:
            self._report("nested_too_deep", limit=_DEEPEST)
            return [*self._flat(container)]
        found: list[Draft] = []
        spot = replace(spot, depth=spot.depth + 1)
        for child in container.iterchildren(etree.Element):
            tag = str(child.tag)
            if tag in (PARAGRAPH, HEADING):
                line = self._lines.read(child)
                found.append(self._paragraph(child, line, spot))
                found += self._boxes(line, spot)
                spot = spot if spot.item is None else replace(spot, item=None)
            elif tag == _TABLE:
                found += self._table(child, spot)
                spot = spot if spot.item is None else replace(spot, item=None)
            elif tag == _LIST:
                found += self._list(child, spot)
            elif tag in _CONTAINERS:
                if tag == _SECTION and child.get(TEXT + "display") == "none":
                    self._report("hidden_text")
                else:
                    found += self._blocks(child, spot)
            elif tag.startswith(DRAW):
                line = self._lines.shapes(child)
                found += self._boxes(line, spot)
                if line.pictures:
                    found.append(DraftBox([paragraph_of([], pictures=line.pictures)]))
            elif tag == _TRACKED and len(child):
                self._report("tracked_changes")
        return found

    def _list(self, element: etree._Element, spot: _Spot) -> Iterator[Draft]:
        opened = self._numbering.open(element, spot.opened)
        for item in element.iterchildren(*_ITEMS):
            is_counted = item.tag == _ITEMS[0]
            yield from self._blocks(item, replace(spot, opened=opened, item=item if is_counted else None))

    def _paragraph(self, element: etree._Element, line: Line, spot: _Spot) -> DraftParagraph:
        style = self._styles.paragraph(element.get(TEXT + "style-name", ""))
        level = style.heading or 0
        if element.tag == HEADING:
            level = count(element, TEXT + "outline-level", _HEADING_LEVELS)
        label = ""
        if spot.opened is not None and spot.item is not None:
            label = self._numbering.label(spot.opened, spot.item)
        elif spot.opened is None and element.tag == HEADING and style.list_style != "":
            label = self._numbering.heading_label(element, level - 1)
        if label and not any(run.text for run in line.runs):
            label = label.rstrip()
        runs = [Run(label, is_drawn=True), *line.runs] if label else line.runs
        return paragraph_of(runs, level, style.is_caption, line.pictures)

    def _boxes(self, line: Line, spot: _Spot) -> Iterator[Draft]:
        for box in line.boxes:
            inside = _Spot(spot.depth, spot.tables)
            yield DraftBox(self._blocks(box, inside))

    def _table(self, element: etree._Element, spot: _Spot) -> Iterator[Draft]:
        if spot.tables >= self._limits.table_depth:
            self._report("nested_too_deep", limit=self._limits.table_depth)
            yield from self._flat(element)
            return
        inside = _Spot(spot.depth, spot.tables + 1)
        reader = TableReader(self._styles, self._limits, lambda cell: DraftCell(self._blocks(cell, inside)))
        table: DraftTable = reader.read(element)
        if reader.is_cut:
            self._report("repeats_cut", table=element.get(TABLE + "name", ""))
        yield table

    def _flat(self, container: etree._Element) -> Iterator[DraftParagraph]:
        """The paragraphs of what is nested too deep, one after the other."""
        for paragraph in container.iter(PARAGRAPH, HEADING):
            yield self._paragraph(paragraph, self._lines.read(paragraph), _Spot())
