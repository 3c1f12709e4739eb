"""Pages put together: blocks in reading order, furniture once, headings, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from ingest.document import Block, Document, Heading, Paragraph, Part, Source
from ingest.pdf.blocks import HIGHEST, Box, Passage, is_right_of
from ingest.pdf.furniture import Slot, furniture
from ingest.pdf.garbage import search_put_off
from ingest.pdf.headings import body_size, heading_levels
from ingest.pdf.legibility import Text
from ingest.pdf.opening import Sheet
from ingest.pdf.pages import PageReading, read_page
from ingest.pdf.remainders import OpenTable
from ingest.problems import Problem, problem

_LEVEL_WITH = 1.5
"""Ems below a table's top: where a name of it at its left begins."""


def assemble(
    source: Source, sheets: Iterable[Sheet | None], properties: dict[str, str], noted: Sequence[Problem] = ()
) -> Document:
    """The document of a PDF's pages, each read before the next is taken. ``None`` stands for a page that
    could not be read; ``noted`` are problems found before."""
    pages: list[PageReading] = []
    lost: list[int] = []
    instead: list[int] = []
    count = 0
    below: OpenTable | None = None
    for sheet in sheets:
        count += 1
        if sheet is None:
            lost.append(count)
            below = None
            continue
        if sheet.instead:
            instead.append(count)
        with search_put_off():
            pages.append(read_page(sheet, below))
        below = pages[-1].below
    blocks = _blocks(pages)
    problems = [*noted, *_problems(pages, lost, count)]
    if instead:
        problems.append(problem("pdf_pages_by_second_reader", pages=ranges(instead)))
    layer = [page for page in pages if page.text_layer]
    return Document(
        source,
        tuple(blocks),
        tuple(problems),
        pages=count,
        properties=properties,
        from_ocr=bool(layer) and 2 * len(layer) >= sum(1 for page in pages if page.passages or page.tables),
    )


def _blocks(pages: Sequence[PageReading]) -> list[Block]:
    slots = furniture([page.passages for page in pages], [page.frame.inner_height for page in pages])
    inner: list[tuple[PageReading, Passage]] = [
        (page, passage)
        for number, page in enumerate(pages)
        for k, passage in enumerate(page.passages)
        if Slot(number, k, True) not in slots and Slot(number, k, False) not in slots
    ]
    levels = heading_levels([passage for _, passage in inner])
    body = body_size([passage for _, passage in inner])
    edge: dict[bool, list[Block]] = {True: [], False: []}
    for slot, first in sorted(slots.items(), key=lambda item: (item[0].page, item[0].number)):
        if first:
            page = pages[slot.page]
            part = Part.HEADER if slot.top else Part.FOOTER
            edge[slot.top].append(_paragraph(page, page.passages[slot.number], part))
    flow: list[Block] = []
    notes: list[Block] = []
    at = 0
    for page in pages:
        own: list[tuple[Passage, Block]] = []
        number = 0
        while at < len(inner) and inner[at][0] is page:
            passage = inner[at][1]
            block = _block(page, passage, levels.get(at), body)
            at, number = at + 1, number + 1
            if isinstance(block, Paragraph) and block.part is Part.NOTE:
                notes.append(block)
            else:
                own.append((passage, block))
        flow += _with_tables(own, page)
    return [*edge[True], *edge[False], *flow, *notes]


def _with_tables(own: list[tuple[Passage, Block]], page: PageReading) -> list[Block]:
    """A page's passages in their order, each table before the first passage that starts below its top or
    stands over a later one beside it; what stands level with its top at its left goes before it."""
    rest = list(zip(page.table_boxes, page.tables, strict=True))
    made: list[Block] = []
    tops = [_top(passage, page.table_boxes) for passage, _ in own]
    highest = list(accumulate(reversed(tops), min))[::-1]
    for (passage, block), least in zip(own, highest, strict=True):
        while rest and (least > rest[0][0][1] or _heads_another(passage, [box for box, _ in rest])):
            made.append(rest.pop(0)[1])
        made.append(block)
    return made + [table for _, table in rest]


def _top(passage: Passage, tables: Sequence[Box]) -> float:
    """Where a passage begins, or the top of the table that it names from its left."""
    named = [
        box[1]
        for box in tables
        if passage.x1 <= box[0] and 0 <= passage.y0 - box[1] < _LEVEL_WITH * passage.size
    ]
    return min(named, default=passage.y0)


def _heads_another(passage: Passage, tables: Sequence[Box]) -> bool:
    """Whether a passage stands over a table at the right of the first, not over that."""
    return any(
        is_right_of(box, tables[0])
        and tables[0][2] <= passage.x0 < box[2]
        and passage.y1 < box[1] + passage.size
        and box[1] - passage.y0 < HIGHEST * passage.size
        for box in tables[1:]
    )


def _block(page: PageReading, passage: Passage, level: int | None, body: float) -> Block:
    if level is not None:
        place = page.frame.place(passage.x0, passage.y0, passage.x1, passage.y1)
        return Heading(passage.text, level, passage.marks, place)
    low = passage.y0 > 0.5 * page.frame.inner_height
    is_note = passage.opening_mark and low and passage.size < 0.95 * body
    return _paragraph(page, passage, Part.NOTE if is_note else Part.BODY)


def _paragraph(page: PageReading, passage: Passage, part: Part) -> Paragraph:
    place = page.frame.place(passage.x0, passage.y0, passage.x1, passage.y1)
    return Paragraph(passage.text, part, passage.bold, passage.size, passage.marks, place)


def _problems(pages: Sequence[PageReading], lost: Sequence[int], count: int) -> list[Problem]:
    made: list[Problem] = []
    scanned = [page.frame.page for page in pages if page.text is Text.PICTURE]
    garbled = [page.frame.page for page in pages if page.text is Text.GARBLED]
    with_text = [page for page in pages if page.text is Text.FINE]
    cut = [page.frame.page for page in pages if page.cut]
    if lost and len(lost) == count:
        made.append(problem("damaged", what="no page of the PDF can be read"))
    elif lost:
        made.append(problem("pdf_pages_lost", pages=ranges(lost)))
    if scanned and not with_text:
        made.append(problem("pdf_scan"))
    elif scanned:
        made.append(problem("pdf_scanned_pages", pages=ranges(scanned)))
    if garbled:
        made.append(problem("pdf_garbled" if with_text else "pdf_all_garbled", pages=ranges(garbled)))
    if cut:
        made.append(problem("pdf_page_overfull", pages=ranges(cut)))
    if sum(page.hidden for page in pages):
        made.append(problem("pdf_hidden_text", count=sum(page.hidden for page in pages)))
    if count and not made and not any(page.passages or page.tables for page in pages):
        made.append(problem("pdf_blank"))
    return made


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in short: ``1–3, 7``."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)
