"""Blocks of lines whose fields tabs part: tables, but also lists and tables of contents, which are none.

A row is a line. Exports break that rule in known ways, mended here only where the count of fields proves it:
a field in quotation marks runs over several lines (spreadsheets); a cell of several paragraphs breaks its row
into lines that together hold exactly the fields of one row; tabs are repeated to reach a tab stop.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.document import Block
from ingest.text.bands import NO_BANDS, bands_of
from ingest.text.contents import Content, content_of
from ingest.text.grid import GridCell, grid_row, tables_of
from ingest.text.lines import Line
from ingest.text.paragraphs import BULLET, paragraphs_of
from ingest.text.setting import Setting

METHOD = "text-tabs"

_ONE_ROW = 0.7
"""Confidence in a table of one row."""
_ODD_LINE = 0.9
"""Factor where a line without tabs stands between rows."""
_LONGEST_QUOTE = _MOST_JOINED = 50
"""Lines that a field in quotation marks, or a row, runs over at most."""

_DASHES = re.compile(r"\s*[-–—=_:]*[-–—=_]{2,}:?\s*")
_LIST_NUMBER = re.compile(
    r"\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})(?:[.)]-?|[.]?[-–])\s*|\s*(?:\d{1,2}\.){2,4}\d{0,2}\s*"
)
_LEADER = re.compile(r"(?:[.…·_]\s?){3,}\s*$")
_PAGE_NUMBER = re.compile(r"\s*(?:\d{1,4}|[ivxlc]{1,6})\s*")
_CONTINUES = re.compile(r"\s*(?:[a-záéíóúüñçãõâêô(,;.%]|[-–—•·▪]\s)")


@dataclass(frozen=True, slots=True)
class Record:
    """A row in the making: where it begins, and its fields as they are written."""

    line: Line
    fields: tuple[str, ...]


def read_tabs(
    lines: Sequence[Line], setting: Setting, *, goes_on: bool = False, above: str = ""
) -> list[Block]:
    """The blocks in ``lines``, none of them empty, at least one with a tab. ``goes_on`` says that a table
    stands right before, so that even a single row of two fields continues it; ``above`` is the last line of
    text before."""
    first = next(at for at, line in enumerate(lines) if line.has_tab)
    last = max(at for at, line in enumerate(lines) if line.has_tab)
    records, after = _unquoted(lines, first, last)
    blocks: list[Block] = [*paragraphs_of(lines[:first], setting)]
    if first:
        above = lines[first - 1].text
    if _is_table(records, goes_on=goes_on, above=above):
        blocks.extend(_tables(records, setting))
    else:
        blocks.extend(paragraphs_of([line for line in lines[first:after] if line.text.strip()], setting))
    blocks.extend(paragraphs_of(lines[after:], setting))
    return blocks


def _unquoted(lines: Sequence[Line], first: int, last: int) -> tuple[list[Record], int]:
    """The lines from ``first`` to ``last`` as records, those that a quoted field spans put together; and the
    index of the line after them."""
    records: list[Record] = []
    at = first
    while at <= last:
        fields = _split_quoted(lines[at].text)
        stop = _quote_end(lines, at, fields[-1])
        if stop is None:
            records.append(Record(lines[at], tuple(fields)))
            at += 1
            continue
        text = "\n".join(line.text for line in lines[at : stop + 1])
        records.append(Record(lines[at], tuple(_split_quoted(text))))
        at = stop + 1
    return records, max(at, last + 1)


def _quote_end(lines: Sequence[Line], at: int, field: str) -> int | None:
    """The line that closes the quotation mark which ``field``, the last of line ``at``, opens; None where it
    opens none or none closes it before a tab or a line's end."""
    if not field.startswith('"') or _is_closed(field[1:]):
        return None
    for stop in range(at + 1, min(at + 1 + _LONGEST_QUOTE, len(lines))):
        head = lines[stop].text.split("\t", 1)[0]
        if _is_closed(head):
            rest = lines[stop].text[len(head) :].rsplit("\t", 1)
            return stop if len(rest) < 2 or not rest[1].startswith('"') or _is_closed(rest[1][1:]) else None
        if "\t" in lines[stop].text:
            return None
    return None


def _is_closed(text: str) -> bool:
    """Whether a text that a quotation mark precedes ends with one that closes it (two are one inside it)."""
    return text.endswith('"') and (len(text) - len(text.rstrip('"'))) % 2 == 1


def _split_quoted(text: str) -> list[str]:
    """The fields of a record, without the quotation marks of those that line breaks or such marks are in."""
    fields: list[str] = []
    for piece in text.split("\t"):
        quoted = len(piece) > 1 and piece.startswith('"') and _is_closed(piece[1:])
        quoted = quoted and ("\n" in piece or '""' in piece[1:-1])
        fields.append(piece[1:-1].replace('""', '"') if quoted else piece)
    return fields


def _is_table(records: Sequence[Record], *, goes_on: bool, above: str) -> bool:
    rows = [record.fields for record in records if len(record.fields) > 1]
    filled = [sum(1 for field in row if field.strip()) for row in rows]
    if max(filled, default=0) < 2:
        return False
    if len(rows) == 1:
        return len(rows[0]) > 2 or goes_on
    pairs = [row for row, count in zip(rows, filled, strict=True) if len(row) == 2 and count == 2]
    if len(pairs) == len(rows):
        is_list = all(BULLET.fullmatch(head + " ") or _LIST_NUMBER.fullmatch(head) for head, _ in pairs)
        is_contents = _heads_contents(above) and all(_PAGE_NUMBER.fullmatch(tail) for _, tail in pairs)
        is_contents |= sum(
            1 for head, tail in pairs if _LEADER.search(head) and _PAGE_NUMBER.fullmatch(tail)
        ) * 2 > len(pairs)
        return not is_list and not is_contents
    return True


def _heads_contents(line: str) -> bool:
    return line.strip(" .:#*").casefold() in _words()["contents"]


@cache
def _words() -> dict[str, frozenset[str]]:
    text = (files("ingest.text") / "words.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


def _tables(records: Sequence[Record], setting: Setting) -> list[Block]:
    records = _without_tab_stops(records)
    width = _usual_width(records)
    records, odd = _whole_rows(records, width)
    rows = [record for record in records if not _is_ruling(record.fields)] or list(records)
    contents = [[setting.inline(field) for field in row.fields] for row in rows]
    texts = [[content.text for content in row] for row in contents]
    bands = bands_of(texts) if len(rows) > 1 else NO_BANDS
    grid: list[list[GridCell]] = []
    for number, (record, row) in enumerate(zip(rows, contents, strict=True)):
        widths = bands.spans.get(number)
        if len(row) == 1 < width:
            widths = (width,)
        grid.append(grid_row(row, record.line.place, widths))
    confidence = _ONE_ROW if len(rows) == 1 else _regularity(rows, width) * (_ODD_LINE if odd else 1.0)
    return [*tables_of(grid, METHOD, confidence, setting, bands.header_rows)]


def _regularity(rows: Sequence[Record], width: int) -> float:
    """1 where all rows have ``width`` fields, less in proportion to those that have not, never below half."""
    regular = sum(1 for row in rows if len(row.fields) in (1, width))
    return 0.5 + 0.5 * regular / len(rows)


def _usual_width(records: Sequence[Record]) -> int:
    """The number of fields that most rows have; of equally many, the larger."""
    counts = Counter(len(record.fields) for record in records if len(record.fields) > 1)
    return max(counts, key=lambda width: (counts[width], width))


def _without_tab_stops(records: Sequence[Record]) -> Sequence[Record]:
    """Rows where tabs are repeated to reach a stop: their counts of fields differ, but not without the
    empty ones."""
    rows = [record for record in records if len(record.fields) > 1]
    if len({len(row.fields) for row in rows}) < 2 or any(not row.fields[0].strip() for row in rows):
        return records
    dense = [tuple(field for field in row.fields if field.strip()) for row in rows]
    if len({len(row) for row in dense}) != 1 or len(dense[0]) < 2:
        return records
    by_line = {row.line.number: fields for row, fields in zip(rows, dense, strict=True)}
    return [Record(record.line, by_line.get(record.line.number, record.fields)) for record in records]


def _is_ruling(fields: Sequence[str]) -> bool:
    """A row of dashes, drawn and not written."""
    return any(field.strip() for field in fields) and all(
        not field.strip() or _DASHES.fullmatch(field) for field in fields
    )


def _whole_rows(records: Sequence[Record], width: int) -> tuple[list[Record], bool]:
    """Rows put together from the lines that a cell of several paragraphs has broken them into; and whether
    any line without tabs remains between rows, whose place is a guess.

    Lines are joined where together they have exactly ``width`` fields, and either a line without tabs is
    among them (only a cell's paragraph has none) or the columns then hold what they hold in whole rows.
    """
    if all(len(record.fields) == width for record in records):
        return list(records), False
    usual = _column_contents(records, width)
    whole: list[Record] = []
    odd = False
    at = 0
    while at < len(records):
        joined, stop = _joined(records, at, width)
        if joined is not None and _fits_better(joined, records[at:stop], usual):
            whole.append(joined)
            at = stop
            continue
        if len(records[at].fields) > 1 or not whole:
            whole.append(records[at])
            at += 1
            continue
        odd = True
        stop = at
        while (
            stop < len(records)
            and len(records[stop].fields) == 1
            and _CONTINUES.match(records[stop].fields[0])
        ):
            stop += 1
        if stop > at:
            above = whole.pop()
            text = "\n".join([above.fields[-1], *(record.fields[0] for record in records[at:stop])])
            whole.append(Record(above.line, (*above.fields[:-1], text)))
        else:
            whole.append(records[at])
        at = max(stop, at + 1)
    return whole, odd


def _fits_better(joined: Record, parts: Sequence[Record], usual: Sequence[Counter[Content]]) -> bool:
    """Whether one row of ``parts`` agrees with the columns better than they do, or as well where a line
    without tabs is among them."""
    apart = [record for record in parts if len(record.fields) > 1]
    gain = _mismatches(apart, usual) - _mismatches([joined], usual)
    return gain > 0 or (gain == 0 and len(apart) < len(parts))


def _joined(records: Sequence[Record], at: int, width: int) -> tuple[Record | None, int]:
    """The row that the records from ``at`` on make, and the index after them; None where no number of them
    has exactly ``width`` fields together."""
    fields = list(records[at].fields)
    if not 1 < len(fields) < width:
        return None, at
    for stop in range(at + 1, min(at + _MOST_JOINED, len(records))):
        more = records[stop].fields
        if len(fields) + len(more) - 1 > width or len(more) == width:
            break
        fields[-1] += "\n" + more[0]
        fields.extend(more[1:])
        if len(fields) == width:
            return Record(records[at].line, tuple(fields)), stop + 1
    return None, at


def _column_contents(records: Sequence[Record], width: int) -> list[Counter[Content]]:
    """What the columns hold in whole rows, the header aside."""
    usual: list[Counter[Content]] = [Counter() for _ in range(width)]
    whole = [record for record in records if len(record.fields) == width]
    for record in whole[1:] if len(whole) > 1 else whole:
        for column, field in enumerate(record.fields):
            usual[column][content_of(field)] += 1
    return usual


def _mismatches(records: Sequence[Record], usual: Sequence[Counter[Content]]) -> float:
    """Fields that hold what their column never holds in whole rows; a missing field counts half."""
    count = 0.0
    for record in records:
        contents = [content_of(field) for field in record.fields]
        count += sum(1 for seen, content in zip(usual, contents, strict=False) if not seen[content])
        count += max(0, len(usual) - len(contents)) / 2
    return count
