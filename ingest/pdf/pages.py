"""One page from its glyphs and paths to tables and passages."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from ingest.document import Cell, Table
from ingest.pdf.areas import Draft, Part
from ingest.pdf.blocks import Box, Passage, is_right_of, lines_alone, passages
from ingest.pdf.broken_words import is_broken_word
from ingest.pdf.confidence import confidence
from ingest.pdf.frame import Frame
from ingest.pdf.legibility import Text, is_text_layer, judge, unseen
from ingest.pdf.marks import inline_marks, is_lone_mark, split_marks, with_marks
from ingest.pdf.opening import Sheet
from ingest.pdf.patience import MOST_RULINGS, PASSAGE_SECONDS, OutOfPatience, Patience, ask
from ingest.pdf.remainders import OpenTable, open_table, remainder
from ingest.pdf.rulings import Rulings, find_rulings
from ingest.pdf.stacks import is_caption
from ingest.pdf.tables import find_tables
from ingest.pdf.typeset import Typeset
from ingest.pdf.words import in_words, main_direction

_MOST_WORDS = 25_000
"""On one page: beyond it no tables are looked for (a page of small print has 2,500)."""
_LEVEL = 6.0
"""Ems: the tops of tables side by side this near are read from left to right."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """What a page looks like before it is put into words: for the reader and for drawings of what it saw."""

    frame: Frame
    page: Typeset
    rulings: Rulings
    drafts: tuple[Draft, ...]
    below: OpenTable | None
    """The table at its foot, which the next page may go on with."""
    hidden: int
    """Glyphs that nobody sees, left out."""
    overfull: bool
    """It holds more than is looked at without risk: some tables may be missing."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What is kept of a page."""

    frame: Frame
    tables: tuple[Table, ...]
    table_boxes: tuple[Box, ...]
    """Of each table in the frame, to order it among the passages."""
    passages: tuple[Passage, ...]
    below: OpenTable | None
    """The table at the page's foot, which the next page may go on with."""
    text: Text
    text_layer: bool
    hidden: int
    cut: bool
    """Some glyphs, paths, rulings or words were over the bound, or the time was."""


def lay_out(sheet: Sheet, above: OpenTable | None = None) -> Layout:
    """What a page looks like; ``above``: the table at the foot of the page before."""
    patience = Patience()
    with patience.bounding():
        return _laid_out(sheet, above, patience)


def _laid_out(sheet: Sheet, above: OpenTable | None, patience: Patience) -> Layout:
    glyphs = sheet.glyphs
    hidden = unseen(glyphs, sheet.paths, sheet.width, sheet.height)
    if hidden.any():
        glyphs = glyphs.only(~hidden)
    turn = main_direction(glyphs)
    frame = Frame(sheet.number, sheet.width, sheet.height, turn)
    rulings = find_rulings(sheet.paths, turn, sheet.width, sheet.height)
    drawing = max(len(rulings.h), len(rulings.v)) > MOST_RULINGS
    if drawing:
        rulings = rulings.none()
    page = Typeset(in_words(glyphs, turn, sheet.width, sheet.height, rulings.v))
    too_many = len(page.text) > _MOST_WORDS
    drafts = [] if too_many else find_tables(page, rulings)
    below = None
    with suppress(OutOfPatience):
        ask()
        rest = remainder(page, rulings, drafts, above, turn, frame.inner_height) if above else None
        if rest is not None:
            drafts.append(rest)
        below = open_table(page, drafts, turn, frame.inner_height)
    overfull = sheet.cut or drawing or too_many or patience.lost
    return Layout(frame, page, rulings, tuple(drafts), below, int(hidden.sum()), overfull)


def read_page(sheet: Sheet, above: OpenTable | None = None) -> PageReading:
    """What is kept of a page; ``above``: the table at the foot of the page before."""
    seen = lay_out(sheet, above)
    page, frame = seen.page, seen.frame
    used = np.zeros(len(page.text), dtype=bool)
    for draft in seen.drafts:
        used[[word for part in draft.parts for word in part.words]] = True
    patience = Patience(PASSAGE_SECONDS)
    drafts = _in_order(seen.drafts)
    boxes = tuple(_box(draft) for draft in drafts)
    around = _passages(page, np.flatnonzero(~used).tolist(), boxes, patience)
    tables = tuple(_table(page, frame, draft, around) for draft in drafts)
    return PageReading(
        frame,
        tables,
        boxes,
        tuple(around),
        seen.below,
        judge(sheet.glyphs, sheet.paths, sheet.width, sheet.height),
        is_text_layer(sheet.glyphs),
        seen.hidden,
        seen.overfull or patience.lost,
    )


def _box(draft: Draft) -> Box:
    return draft.area.x0, draft.area.y0, draft.area.x1, draft.area.y1


def _in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Tables from top to bottom; those side by side whose tops are about level from left to right."""
    made: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: (draft.area.y0, draft.area.x0)):
        at = len(made)
        while at and is_right_of(_box(made[at - 1]), _box(draft)):
            if draft.area.y0 - made[at - 1].area.y0 > _LEVEL * draft.em:
                break
            at -= 1
        made.insert(at, draft)
    return made


def _passages(page: Typeset, words: list[int], tables: Sequence[Box], patience: Patience) -> list[Passage]:
    """The paragraphs of words; each line by itself where the ``patience`` does not last for more."""
    try:
        with patience.bounding():
            return passages(page, words, tables)
    except OutOfPatience:
        return lines_alone(page, words)


def _table(page: Typeset, frame: Frame, draft: Draft, around: list[Passage]) -> Table:
    area = draft.area
    known: dict[float, float] = {}
    return Table(
        tuple([_cell(page, frame, part, known) for part in draft.parts]),
        area.method,
        confidence(page, draft),
        place=frame.place(area.x0, area.y0, area.x1, area.y1),
        caption=_caption(draft, around),
    )


def _cell(page: Typeset, frame: Frame, part: Part, known: dict[float, float]) -> Cell:
    texts: list[str] = []
    typed: list[str] = []
    marks: list[str] = []
    for number, line in enumerate(part.lines):
        if texts and len(line) == 1 and is_lone_mark(page, line[0], part.words):
            marks.append(page.text[line[0]])
            typed[-1] += f" {page.text[line[0]]}"
            continue
        kept, raised = split_marks(page, line)
        marks += raised
        if kept:
            text = page.joined(kept)
            stored = with_marks(page, line, kept) if raised else text
            if kept[-1] in page.marked:
                text, inline = inline_marks(text)
                marks += inline
            if texts and number in part.flowing:
                broken = is_broken_word(page, part.lines[number - 1], line, part.x0, part.x1)
                space = "" if broken else " "
                texts[-1] = f"{texts[-1]}{space}{text}"
                typed[-1] = f"{typed[-1]}{space}{stored}"
            else:
                texts.append(text)
                typed.append(stored)
        else:
            typed.append(page.joined(line))
    return Cell(
        part.row,
        part.column,
        "\n".join(texts),
        part.row_span,
        part.column_span,
        is_bold=bool(texts) and all(map(page.bold.__getitem__, part.words)),
        marks=tuple(marks),
        place=frame.place(part.x0, part.y0, part.x1, part.y1, known),
        typed="\n".join(typed) if marks else None,
    )


def _caption(draft: Draft, around: list[Passage]) -> str:
    """The numbered caption right above the table, or right below it."""
    area = draft.area
    reach = 4.0 * draft.em
    above = [
        p
        for p in around
        if area.y0 - p.y0 >= 0 and area.y0 - p.y1 < reach and p.x0 < area.x1 and p.x1 > area.x0
    ]
    below = [
        p for p in around if -draft.em < p.y0 - area.y1 < reach / 2 and p.x0 < area.x1 and p.x1 > area.x0
    ]
    for passage in [*sorted(above, key=lambda p: -p.y0)[:3], *sorted(below, key=lambda p: p.y0)[:1]]:
        if is_caption(passage.text):
            return passage.text
    return ""
