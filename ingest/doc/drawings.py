"""Pictures that float above the text ([MS-ODRAW] 2.2.13 to 2.2.40, [MS-DOC] 2.9.172 and 2.9.253).

The text holds one character where a drawing hangs. What is drawn stands in the table stream as records that
hold records; a shape is a picture where its properties name one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ingest.doc.binary import plc, u8, u16, u32
from ingest.doc.fib import Fib

_HEAD = 8
_DRAWING, _GROUP, _SHAPE = 0xF002, 0xF003, 0xF004
_CONTAINERS = frozenset({_DRAWING, _GROUP, _SHAPE})
_ID, _PROPERTIES = 0xF00A, 0xF00B
_PICTURE = 0x0104
"""pib: which of the document's pictures a shape shows."""
_OF_MAIN_TEXT = 0
_MOST_DRAWINGS = 2
"""Drawings of a document: that of the main text and that of the headers."""


class _Record(NamedTuple):
    kind: int
    instance: int
    start: int
    """Where its content stands."""
    end: int


def floating_pictures(fib: Fib, table: bytes) -> dict[int, int]:
    """How many pictures the drawing holds that hangs on each character of the main text, where any."""
    art = fib.find(table, "drawings")
    shown: dict[int, int] = {}
    at = _HEAD + u32(art, 4)  # behind what all drawings share
    for _ in range(_MOST_DRAWINGS):
        drawing = next(_records(art, at + 1, len(art)), None)
        if drawing is None:
            break
        if u8(art, at) == _OF_MAIN_TEXT and drawing.kind == _DRAWING:
            shown.update(_pictures_by_shape(art, drawing))
        at = drawing.end
    if not any(shown.values()):
        return {}
    positions, shapes = plc(fib.find(table, "shapes"), 26)
    hanging = ((at, shown.get(u32(shape, 0), 0)) for at, shape in zip(positions, shapes, strict=False))
    return {at: count for at, count in hanging if count}


def _pictures_by_shape(art: bytes, drawing: _Record) -> Iterator[tuple[int, int]]:
    """The number (spid) of each shape or group of shapes, and how many pictures it holds."""
    for group in _records(art, drawing.start, drawing.end):
        if group.kind != _GROUP:
            continue
        for whole in _records(art, group.start, group.end):
            if whole.kind not in (_GROUP, _SHAPE):
                continue
            number = pictures = 0
            for record in _leaves(art, whole):
                if record.kind == _ID and not number:
                    number = u32(art, record.start)
                elif record.kind == _PROPERTIES:
                    pictures += _names_picture(art, record)
            yield number, pictures


def _records(art: bytes, start: int, end: int) -> Iterator[_Record]:
    """The records between two offsets, one behind the other; a record that reaches beyond is cut."""
    while start >= 0 and start + _HEAD <= end:
        content = start + _HEAD
        stop = min(content + u32(art, start + 4), end)
        yield _Record(u16(art, start + 2), u16(art, start) >> 4, content, stop)
        start = stop


def _leaves(art: bytes, whole: _Record) -> Iterator[_Record]:
    """All records inside one that hold no others, in their order: containers are opened as they come."""
    at = whole.start
    while at + _HEAD <= whole.end:
        record = next(_records(art, at, whole.end))
        if record.kind in _CONTAINERS:
            at = record.start
        else:
            yield record
            at = record.end


def _names_picture(art: bytes, properties: _Record) -> bool:
    entries = range(properties.start, min(properties.start + 6 * properties.instance, properties.end) - 5, 6)
    return any(u16(art, at) & 0x3FFF == _PICTURE and u32(art, at + 2) > 0 for at in entries)
