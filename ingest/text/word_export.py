"""Tables that Word saved as plain text with a tab before each cell, and nothing to part the rows.

The cells are read first (``word_cells``), then parted into rows (``word_rows``); what comes out is believed
as far as two independent things speak for it, each from 0 to 1:

- the empty lines: the share of cells inside a row that no empty line follows (at a row's end there always is
  one), so 1 where rows show as groups of lines;
- the contents: how much knowing the column tells of a cell's content (empty, figure, short, long), in bits of
  mutual information over the full rows below the first, at most 1 and shrunk by the columns per row.

The confidence is ``1 - (1 - lines) * (1 - contents)``, at most ``_MOST``, less ``_GUESSED`` for the share of
rows whose spans are a guess. Of the rows of 1,100 tables found in .docx files written in this form (see
``word_costs``), 75 of 100 were right where it was between 0.5 and 0.6, 82 from 0.7 to 0.8, 91 from 0.85 to
0.9, and 96 above that. Below ``_LEAST`` there is no table: cells whose columns nobody can know become a
table of one column where empty cells prove that there was one, paragraphs where not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log2

from ingest.document import Block
from ingest.problems import problem
from ingest.text.contents import Content, content_of
from ingest.text.grid import GridCell, tables_of
from ingest.text.lines import Line
from ingest.text.paragraphs import paragraphs_of
from ingest.text.setting import Setting
from ingest.text.word_cells import WordCell, cells_of, cut_place, facts_of, swollen_from
from ingest.text.word_parts import CellFacts, RowSpan, TableRun
from ingest.text.word_rows import part
from ingest.text.word_spans import spans_of

METHOD = "text-word-export"

_MOST, _LEAST = 0.95, 0.35
_GUESSED = 0.3
_ONE_COLUMN = 0.3
"""Confidence in a table of one column that stands for one whose columns are unknown."""
_FEWEST_CELLS = 3
_MOST_TITLES, _LONGEST_TITLE = 6, 300
_SHRINKING = 4
"""Rows below the first that what the contents say counts fully from, for as many more as there are."""


def read_word_export(lines: Sequence[Line], setting: Setting) -> list[Block]:
    """The tables and paragraphs in ``lines``, the first of which begins a cell."""
    cells = cells_of(lines)
    if len(cells) > setting.cells_to_search:
        return _without_columns(cells, setting)
    setting.cells_to_search -= len(cells)
    bound = swollen_from(cells)
    places = [cut_place(cell, is_swollen=cell.paragraphs >= bound) for cell in cells]
    facts = [facts_of(cell, place) for cell, place in zip(cells, places, strict=True)]
    facts[-1] = replace(facts[-1], blanks=max(2, facts[-1].blanks))
    blocks: list[Block] = []
    loose: list[WordCell] = []
    for run in _with_titles(part(facts), cells):
        run_cells = cells[run.rows[0].start : run.rows[-1].stop]
        tail: tuple[Line, ...] = ()
        place = places[run.rows[-1].stop - 1]
        if run.is_cut and place is not None:
            kept, tail = run_cells[-1].cut_at(place.at)
            run_cells[-1] = kept
        confidence = _confidence(run, facts) if run.columns > 1 else 0.0
        if confidence < _LEAST:
            loose.extend(run_cells)
        else:
            blocks.extend(_loose_blocks(loose, setting))
            loose = []
            blocks.extend(_table(run, run_cells, confidence, setting))
        if tail:
            blocks.extend(_loose_blocks(loose, setting))
            loose = []
            blocks.extend(paragraphs_of(tail, setting))
    blocks.extend(_loose_blocks(loose, setting))
    return blocks


def _with_titles(runs: Sequence[TableRun], cells: Sequence[WordCell]) -> list[TableRun]:
    """Boxes of one cell right above a table are its title rows, as they are where the table has them itself;
    not where there are so many that they may be a text of their own."""
    titled: list[TableRun] = []
    for run in runs:
        if run.columns > 1:
            titles: list[TableRun] = []
            while titled and _is_title(titled[-1], cells):
                titles.append(titled.pop())
            if len(titles) > _MOST_TITLES:
                titled.extend(reversed(titles))
            else:
                rows = tuple(row for title in reversed(titles) for row in title.rows)
                run = replace(run, rows=rows + run.rows)
        titled.append(run)
    return titled


def _is_title(run: TableRun, cells: Sequence[WordCell]) -> bool:
    if run.columns > 1 or run.is_cut:
        return False
    text = cells[run.rows[0].start].text
    return len(text) <= _LONGEST_TITLE and content_of(text) in (Content.SHORT, Content.LONG)


def _table(run: TableRun, cells: Sequence[WordCell], confidence: float, setting: Setting) -> list[Block]:
    first = run.rows[0].start
    contents = [setting.inline(cell.text) for cell in cells]
    texts = [[content.text for content in contents[row.start - first : row.stop - first]] for row in run.rows]
    body = [row for row in texts if len(row) == run.columns][1:]
    grid: list[list[GridCell]] = []
    guessed = 0
    for number, (row, row_texts) in enumerate(zip(run.rows, texts, strict=True)):
        widths: Sequence[int] = (1,) * run.columns
        if row.cells < run.columns:
            below = texts[number + 1] if number + 1 < len(texts) else ()
            spans = spans_of(row_texts, run.columns, below, body)
            widths = spans.widths
            guessed += not spans.is_sure
        grid.append(
            [
                GridCell(contents[at - first], cells[at - first].lines[0].place, width)
                for at, width in zip(range(row.start, row.stop), widths, strict=True)
            ]
        )
    confidence *= 1 - _GUESSED * guessed / len(run.rows)
    return [*tables_of(grid, METHOD, confidence, setting)]


def _confidence(run: TableRun, facts: Sequence[CellFacts]) -> float:
    full = [row for row in run.rows if row.cells == run.columns]
    inside = [facts[at].blanks > 0 for row in run.rows for at in range(row.start, row.stop - 1)]
    ends = [facts[row.stop - 1].blanks > 0 for row in run.rows[:-1]] or [True]
    if not full or not inside:
        return 0.0
    by_lines = max(0.0, sum(ends) / len(ends) - sum(inside) / len(inside))
    by_contents = _told_by_columns(full[1:], facts)
    return min(_MOST, 1 - (1 - by_lines) * (1 - by_contents))


def _told_by_columns(rows: Sequence[RowSpan], facts: Sequence[CellFacts]) -> float:
    """Mutual information of column and content in bits, from 0 to 1, less for few rows."""
    if not rows:
        return 0.0
    columns = rows[0].cells
    by_column = [Counter(facts[row.start + column].content for row in rows) for column in range(columns)]
    everything: Counter[Content] = sum(by_column, Counter())
    told = _entropy(everything.values()) - sum(_entropy(seen.values()) for seen in by_column) / columns
    return max(0.0, min(1.0, told)) * len(rows) / (len(rows) + _SHRINKING)


def _entropy(counts: Iterable[int]) -> float:
    counts = [count for count in counts if count]
    total = sum(counts)
    return -sum(count / total * log2(count / total) for count in counts)


def _loose_blocks(cells: Sequence[WordCell], setting: Setting) -> list[Block]:
    """Cells whose columns are unknown: one column where empty ones and neighbours on the next line show that
    they are cells, paragraphs where they may be indented ones."""
    contents = [content_of(cell.text) for cell in cells]
    if len(cells) >= _FEWEST_CELLS and contents.count(Content.EMPTY) * 4 >= len(cells):
        return _without_columns(cells, setting)
    return [block for cell in cells for block in paragraphs_of(cell.lines, setting)]


def _without_columns(cells: Sequence[WordCell], setting: Setting) -> list[Block]:
    place = cells[0].lines[0].place
    if not any(cell.text for cell in cells):
        return []
    setting.problems.append(problem("rows_unsure", place=place.path))
    grid = [[GridCell(setting.inline(cell.text), cell.lines[0].place)] for cell in cells]
    return [*tables_of(grid, METHOD, _ONE_COLUMN, setting)]
