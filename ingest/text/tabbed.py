"""Blocks of text with tabs: rows of fields, or cells led by a tab; which of the two, and how far they go."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from ingest.document import Table
from ingest.text.lines import Line
from ingest.text.paragraphs import paragraphs_of
from ingest.text.setting import Passage, Setting
from ingest.text.tabs import read_tabs
from ingest.text.word_export import read_word_export

_FEWEST_LEADS = 8
"""Lines led by one tab from which on they may be Word's export throughout a text."""
_NEAR = 5
"""Lines within which a title stands above its rows."""
_MORE_LEADS = 4
"""How many times the lines of several fields they must then outnumber."""


class _Use(Enum):
    """What the tabs of some lines are for."""

    NONE = 0
    FIELDS = 1
    """They part the fields of rows."""
    CELLS = 2
    """Each begins a cell."""


def is_word_export(lines: Sequence[Line]) -> bool:
    """Whether nearly all tabs of a text begin cells, some of them empty."""
    leads = sum(1 for line in lines if line.leads_cell)
    fields = sum(1 for line in lines if line.is_fields)
    has_empty = any(line.leads_cell and not line.text.strip() for line in lines)
    return leads >= _FEWEST_LEADS and leads >= _MORE_LEADS * fields and has_empty


class Tabbed:
    """The kind of block that tabs make (``blocks.Kind``)."""

    def starts(self, lines: Sequence[Line], at: int) -> bool:
        return lines[at].has_tab

    def read(self, lines: Sequence[Line], at: int, setting: Setting) -> Passage | None:
        stop = _group_end(lines, at, setting)
        use = _use_of(lines[at:stop], setting)
        if use is _Use.CELLS:
            first = next(place for place in range(at, stop) if lines[place].begins_cell)
            stop = _cells_end(lines, stop, setting)
            before = paragraphs_of(lines[at:first], setting)
            return Passage([*before, *read_word_export(lines[first:stop], setting)], stop)
        return _read_rows(lines, at, stop, setting)


def _group_end(lines: Sequence[Line], at: int, setting: Setting) -> int:
    """The end of the lines from ``at`` on that no empty line parts."""
    stop = at + 1
    while stop < len(lines) and not lines[stop].is_blank and not setting.interrupts(lines, stop):
        stop += 1
    return stop


def _use_of(group: Sequence[Line], setting: Setting) -> _Use:
    leads = sum(1 for line in group if line.leads_cell)
    fields = [line for line in group if line.is_fields]
    if not fields:
        return _Use.CELLS if leads else _Use.NONE
    if leads and setting.word_export and len(fields) * _MORE_LEADS <= leads:
        return _Use.CELLS
    if leads > len(fields) and all(line.begins_cell for line in fields):
        return _Use.CELLS
    return _Use.FIELDS


def _cells_end(lines: Sequence[Line], stop: int, setting: Setting) -> int:
    """How far cells go on behind the group that ends at ``stop``: over empty lines and text, up to a group of
    fields or something else that no cell holds."""
    while stop < len(lines):
        if lines[stop].is_blank:
            stop += 1
            continue
        if setting.interrupts(lines, stop):
            break
        end = _group_end(lines, stop, setting)
        if _use_of(lines[stop:end], setting) is _Use.FIELDS and _may_be_rows(lines[stop:end]):
            break
        stop = end
    return stop


def _may_be_rows(group: Sequence[Line]) -> bool:
    """Two rows, or one of three fields: less may be a tab inside a cell."""
    rows = [line for line in group if line.is_fields]
    return len(rows) > 1 or any(line.text.count("\t") > 1 for line in rows)


def _read_rows(lines: Sequence[Line], at: int, stop: int, setting: Setting) -> Passage:
    """Rows of fields; where an empty line follows each single row of as many fields, all of them."""
    rows = list(lines[at:stop])
    if len(rows) == 1:
        rows, stop = _spaced_rows(lines, at, setting)
    before = setting.rows_end
    goes_on = before is not None and all(line.is_blank for line in lines[before:at])
    blocks = read_tabs(rows, setting, goes_on=goes_on, above=_text_above(lines, at))
    setting.rows_end = stop if blocks and isinstance(blocks[-1], Table) else None
    return Passage(blocks, stop)


def _text_above(lines: Sequence[Line], at: int) -> str:
    """The last line of text before line ``at``, if it is near."""
    near = (lines[place].text for place in range(at - 1, max(at - _NEAR, 0) - 1, -1))
    return next((text for text in near if text.strip()), "")


def _spaced_rows(lines: Sequence[Line], at: int, setting: Setting) -> tuple[list[Line], int]:
    rows = [lines[at]]
    tabs = lines[at].text.count("\t")
    stop = at + 1
    while True:
        following = stop
        while following < len(lines) and lines[following].is_blank:
            following += 1
        if following == stop or following >= len(lines) or setting.interrupts(lines, following):
            break
        is_alone = following + 1 >= len(lines) or lines[following + 1].is_blank
        if not is_alone or lines[following].text.count("\t") != tabs:
            break
        rows.append(lines[following])
        stop = following + 1
    if len(rows) > 2 or (len(rows) == 2 and tabs > 1):
        return rows, stop
    return [lines[at]], at + 1
