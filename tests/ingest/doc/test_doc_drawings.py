"""Pictures that float above the text."""

from __future__ import annotations

import struct
from typing import Any

import pytest

SPECIAL = 0x0855


def record(kind: int, content: bytes, instance: int = 0) -> bytes:
    return struct.pack("<HHI", instance << 4 | 0xF, kind, len(content)) + content


def shape(number: int, *properties: tuple[int, int]) -> bytes:
    stored = b"".join(struct.pack("<HI", name, value) for name, value in properties)
    options = record(0xF00B, stored + b"\x04\x41\x01\0\0\0", len(properties))
    return record(0xF004, record(0xF00A, struct.pack("<II", number, 0)) + options)


PICTURE, LINE = (0x4104, 1), (0x01C0, 5)


def drawn(*shapes: bytes, head: bytes = b"\0") -> bytes:
    """What all drawings share, the drawing of a header, that of the main text: its shapes in one group."""
    group = record(0xF003, shape(1) + b"".join(shapes))
    of_header = b"\x01" + record(0xF002, record(0xF003, shape(1) + shape(7, PICTURE)))
    return record(0xF000, b"shared") + of_header + head + record(0xF002, record(0xF008, bytes(8)) + group)


def test_pictures_that_float_are_told_by_what_they_hang_on(write: Any) -> None:
    """A drawn line is none; a group of shapes holds two. Names of pictures behind the properties of a shape
    are their content, not properties."""
    special = write.sprm(SPECIAL, 1)
    file = write.file()
    for number in range(1, 6):
        file.add([(f"{number}", b""), ("\x08", special), ("\r", b"")])
    group = record(0xF003, shape(13, LINE) + shape(14, PICTURE) + shape(15, PICTURE, LINE))
    file.parts["drawings"] = drawn(shape(11, LINE), shape(12, LINE, PICTURE), group)
    anchors = [struct.pack("<I", number).ljust(26, b"\0") for number in (11, 12, 13, 7, 99)]
    file.parts["shapes"] = write.plc([1, 4, 7, 10, 13, 15], anchors)
    reading = file.reading()
    reading.blocks()
    (told,) = reading.problems
    assert dict(told.facts) == {"count": "3", "places": "body/paragraph[2], body/paragraph[3]"}


@pytest.mark.parametrize("cut", [4, 9, 30, 60, 90, 120])
def test_drawings_that_are_cut_tell_what_is_left(write: Any, cut: int) -> None:
    file = write.file().add([("1", b""), ("\x08", write.sprm(SPECIAL, 1)), ("\r", b"")])
    file.parts["drawings"] = drawn(shape(12, PICTURE))[:-cut]
    file.parts["shapes"] = write.plc([1, 3], [struct.pack("<I", 12).ljust(26, b"\0")])
    assert file.texts() == ["1"]
