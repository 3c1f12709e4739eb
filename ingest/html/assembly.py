"""From the flow of an HTML document to blocks: paragraphs, headings, tables, and tables inside tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.document import Block, Cell, Heading, Host, Paragraph, Part, Place, Table
from ingest.html.flow import Flow, FlowParagraph, FlowTable, flow_of, joined
from ingest.html.parsing import Element, all_text, tag_of
from ingest.html.placement import place
from ingest.html.tables import TableContent, content_of, header_rows
from ingest.limits import Limits
from ingest.problems import Problem, problem
from ingest.text.pieces import InlineText

METHOD = "html"


class Assembly:
    """Collects the blocks of one document, in reading order; a table inside a cell comes after the table that
    the cell belongs to."""

    def __init__(self, limits: Limits, problems: list[Problem], base: Place | None = None) -> None:
        self.blocks: list[Block] = []
        self.limits = limits
        self.problems = problems
        self.base = base
        """Where a fragment stands, in place of what its own lines say."""
        self.tables = 0

    def add(
        self, items: Sequence[Flow], path: str = "body", host: Host | None = None, depth: int = 0
    ) -> None:
        nth = 0
        for item in items if depth < self.limits.table_depth else self.flattened(items):
            if isinstance(item, FlowParagraph):
                self.blocks.append(self.paragraph(item))
            else:
                nth += 1
                self.add_table(item.element, f"{path}/table[{nth}]", host, depth)

    def paragraph(self, item: FlowParagraph) -> Block:
        content = item.content
        line = Place(path=f"line {item.line}") if item.line else Place()
        where = self.base or line
        if item.level:
            return Heading(item.text, item.level, content.marks, where)
        part = Part.NOTE if content.leading_mark and content.text else Part.BODY
        return Paragraph(item.text, part, content.is_bold, marks=content.marks, place=where)

    def add_table(self, element: Element, path: str, host: Host | None, depth: int) -> None:
        content = content_of(element)
        self.add(_strays(content), path, host, depth + 1)
        cells = [cell for group in content.groups for row in group.rows for cell in row]
        if len(cells) == 1 and host is None:
            inside = flow_of(cells[0].element)
            if any(isinstance(item, FlowTable) or item.level for item in inside):
                self.add(inside, path, host, depth + 1)
                return
        caption, _ = joined(_paragraphs(flow_of(content.caption) if content.caption is not None else ()))
        if not cells:
            if caption.text:
                self.blocks.append(Paragraph(caption.text, marks=caption.marks))
            return
        self.tables += 1
        number = self.tables
        table, nested = self.table(content, path, caption, host, depth)
        self.blocks.append(table)
        for inner, cell in nested:
            self.add([inner], cell.place.path, Host(number, cell.row, cell.column), depth + 1)

    def table(
        self, content: TableContent, path: str, caption: InlineText, host: Host | None, depth: int
    ) -> tuple[Table, list[tuple[FlowTable, Cell]]]:
        headers = header_rows(content.groups)
        header_elements = {
            cell.element
            for row in [row for group in content.groups for row in group.rows][:headers]
            for cell in row
        }
        cells: list[Cell] = []
        nested: list[tuple[FlowTable, Cell]] = []
        for placed in place([group.rows for group in content.groups], self.limits.table_cells):
            items = flow_of(placed.element)
            if depth + 1 >= self.limits.table_depth:
                items = self.flattened(items)
            text, typed = joined(_paragraphs(items))
            cell = Cell(
                row=placed.row,
                column=placed.column,
                text=text.text,
                row_span=placed.row_span,
                column_span=placed.column_span,
                is_header=placed.element in header_elements,
                is_bold=text.is_bold,
                marks=text.marks,
                typed=typed,
                place=Place(path=f"{path}/row[{placed.row + 1}]/cell[{placed.column + 1}]"),
            )
            cells.append(cell)
            nested.extend((item, cell) for item in items if isinstance(item, FlowTable))
        where = self.base or Place(path=path)
        return Table(tuple(cells), METHOD, host=host, place=where, caption=caption.text), nested

    def flattened(self, items: Sequence[Flow]) -> list[Flow]:
        """Tables deeper than any reader needs, as text."""
        flat: list[Flow] = []
        for item in items:
            if isinstance(item, FlowTable):
                deep = problem("nested_too_deep", limit=self.limits.table_depth)
                if deep not in self.problems:
                    self.problems.append(deep)
                item = FlowParagraph(InlineText(" ".join(all_text(item.element).split())))
            flat.append(item)
        return flat


def _paragraphs(items: Iterable[Flow]) -> list[FlowParagraph]:
    return [item for item in items if isinstance(item, FlowParagraph)]


def _strays(content: TableContent) -> list[Flow]:
    """What stands in a table but in no cell: shown before it, as browsers do."""
    strays: list[Flow] = []
    for stray in content.strays:
        if isinstance(stray, str):
            strays.append(FlowParagraph(InlineText(stray)))
        elif tag_of(stray) == "table":
            strays.append(FlowTable(stray))
        else:
            strays.extend(flow_of(stray))
    return strays
