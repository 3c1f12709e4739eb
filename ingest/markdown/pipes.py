"""Tables whose cells stand between pipes.

The row of dashes under the head (GitHub Flavored Markdown 0.29, section 4.10) proves a table; rows that begin
and end with a pipe are taken for one without it, and so are tables drawn with ``+---+`` lines. A head with
nothing in it is left out: converters write one where a page break cut a table. What goes beyond the
specification loses nothing: fields beyond the head's count are kept, a row broken by line ends is mended
where its count of pipes proves it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Block
from ingest.text.bands import NO_BANDS, bands_of, heads_figures
from ingest.text.grid import grid_row, tables_of
from ingest.text.lines import Line
from ingest.text.setting import Passage, Setting
from ingest.text_kind import is_delimiter_row

METHOD = "text-pipes"

_SURE, _WITHOUT_DELIMITER, _DRAWN_TABLE = 1.0, 0.9, 0.9
_OF_FIXED_WIDTH = 0.6
"""For lines of one length: cells may be broken over several of them, as printers of text do."""
_LONGEST_ROW = 50
"""Lines that one row is broken into at most."""
_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_DRAWN = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_DASHES = re.compile(r"\s*:?[-–—=]{3,}:?\s*")


@dataclass(frozen=True, slots=True)
class PipeRow:
    line: Line
    fields: tuple[str, ...]


class PipeTable:
    """The kind of block (``ingest.text.blocks.Kind``)."""

    def starts(self, lines: Sequence[Line], at: int) -> bool:
        here = lines[at].text
        after = lines[at + 1].text if at + 1 < len(lines) else ""
        if _is_drawn(here):
            return _is_closed(after)
        return "|" in here and (is_delimiter_row(after) or (_is_closed(here) and _is_closed(after)))

    def read(self, lines: Sequence[Line], at: int, setting: Setting) -> Passage | None:
        if _is_drawn(lines[at].text):
            return _read_drawn(lines, at, setting)
        has_delimiter = is_delimiter_row(lines[at + 1].text)
        rows, stop = _rows(lines, at)
        width = len(rows[0].fields)
        if has_delimiter and not any(field.strip() for field in rows[0].fields):
            rows = rows[1:]
        is_headed = has_delimiter and rows[:1] and rows[0].line is lines[at]
        rows = [row for row in rows if not _is_ruling(row.fields)]
        if not rows:
            return Passage([], stop)
        confidence = _SURE if has_delimiter else _WITHOUT_DELIMITER
        if not has_delimiter and len({len(row.line.text) for row in rows}) == 1 and len(rows) > 2:
            confidence = _OF_FIXED_WIDTH
        regular = sum(1 for row in rows if len(row.fields) == width)
        confidence *= 0.5 + 0.5 * regular / len(rows)
        return Passage(_blocks(rows, confidence, setting, is_headed=bool(is_headed)), stop)


def _is_closed(text: str) -> bool:
    """Whether a line begins and ends with a pipe."""
    text = text.strip()
    return len(text) > 1 and text.startswith("|") and text.endswith("|") and not text.endswith("\\|")


def _is_drawn(text: str) -> bool:
    return text.lstrip().startswith(("+-", "+=", "+:")) and _DRAWN.fullmatch(text) is not None


def fields_of(text: str) -> tuple[str, ...]:
    """The fields of a row, without the pipes at its ends; ``\\|`` is a pipe inside a field."""
    text = text.strip()
    if text.startswith("|"):
        text = text[1:]
    pieces = _PIPE.split(text)
    fields = [field + slashes for field, slashes in zip(pieces[::2], [*pieces[1::2], ""], strict=True)]
    if len(fields) > 1 and not fields[-1].strip():
        fields.pop()
    return tuple(fields)


def _rows(lines: Sequence[Line], at: int) -> tuple[list[PipeRow], int]:
    """The rows from line ``at`` up to a line that is none, the delimiter left out; and where that is."""
    width = len(fields_of(lines[at].text))
    rows: list[PipeRow] = []
    stop = at
    while stop < len(lines) and "|" in lines[stop].text:
        if stop == at + 1 and is_delimiter_row(lines[stop].text):
            stop += 1
            continue
        row, stop = _row(lines, stop, width)
        rows.append(row)
    return rows, stop


def _row(lines: Sequence[Line], at: int, width: int) -> tuple[PipeRow, int]:
    """The row that begins at line ``at``; over the next lines too where it is left open at its end and they,
    none of which begins a row, complete its fields exactly."""
    text = lines[at].text
    fields = fields_of(text)
    if text.lstrip().startswith("|") and not _is_closed(text) and len(fields) < width:
        for stop in range(at + 1, min(at + _LONGEST_ROW, len(lines))):
            more = lines[stop].text
            if not more.strip() or more.lstrip().startswith("|"):
                break
            text = f"{text}\n{more}"
            whole = fields_of(text)
            if _is_closed(more if more.strip() == "|" else f"|{more}"):
                if len(whole) == width:
                    return PipeRow(lines[at], whole), stop + 1
                break
    return PipeRow(lines[at], fields), at + 1


def _is_ruling(fields: Sequence[str]) -> bool:
    """A row of dashes in the midst of a table, drawn and not written."""
    return all(_DASHES.fullmatch(field) for field in fields)


def _blocks(rows: Sequence[PipeRow], confidence: float, setting: Setting, *, is_headed: bool) -> list[Block]:
    contents = [[setting.inline(field) for field in row.fields] for row in rows]
    texts = [[content.text for content in row] for row in contents]
    bands = bands_of(texts) if len(rows) > 1 else NO_BANDS
    header_rows = bands.header_rows
    if is_headed and 0 not in bands.spans and len(rows) > 1 and heads_figures(texts):
        header_rows = header_rows | {0}
    grid = [
        grid_row(content, row.line.place, bands.spans.get(number))
        for number, (row, content) in enumerate(zip(rows, contents, strict=True))
    ]
    return [*tables_of(grid, METHOD, confidence, setting, header_rows)]


def _read_drawn(lines: Sequence[Line], at: int, setting: Setting) -> Passage:
    """A table whose rows ``+---+`` lines part. Where only its head is parted off, each line is a row; else
    the lines between two of them are one row."""
    groups: list[list[PipeRow]] = []
    stop = at
    while stop < len(lines):
        if _is_drawn(lines[stop].text):
            groups.append([])
        elif _is_closed(lines[stop].text):
            groups[-1].append(PipeRow(lines[stop], fields_of(lines[stop].text)))
        else:
            break
        stop += 1
    groups = [group for group in groups if group]
    if len(groups) == 2:
        groups = [groups[0], *([row] for row in groups[1])]
    rows = [_merged(group) for group in groups]
    return Passage(_blocks(rows, _DRAWN_TABLE, setting, is_headed=True), stop)


def _merged(group: Sequence[PipeRow]) -> PipeRow:
    width = max(len(row.fields) for row in group)
    fields = tuple(
        "\n".join(row.fields[column].strip() for row in group if column < len(row.fields)).strip()
        for column in range(width)
    )
    return PipeRow(group[0].line, fields)
