"""Content streams as they lie in a file's bytes, for what has to be known before PDFium builds their objects.

Only streams packed by Flate (or not at all) in files that are not encrypted can be looked into. Formats:
ISO 32000-1, 7.3.8 (streams), 7.4.4 (Flate), 7.8.2 (content); RFC 1950.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_LOOKED_THROUGH = 16 << 20
"""Bytes of one stream; what it holds beyond them is not looked at."""
_OTHER = re.compile(
    rb"/(?:Width|Length1|FunctionType|ShadingType|Predictor|Type\s*/(?!XObject\b|Pattern\b)\w+"
    rb"|Subtype\s*/(?!Form\b)\w+|Filter(?!\s*/FlateDecode\b|\s*\[\s*/FlateDecode\s*\]))"
)
"""In the dictionaries of streams that hold no content, or hold it packed in another way."""
_BRACKETS = re.compile(rb"<<|>>")
_NUMBER = re.compile(rb"(\d{1,10})\s+\d{1,5}\s*\Z")


@dataclass(frozen=True, slots=True, eq=False)
class ContentStream:
    number: int
    """Of its object; -1 where that is not told."""
    head: bytes
    """Its dictionary."""
    start: int
    stop: int
    """Where it lies in the file."""
    packed: bool
    content: bytes


def content_streams(data: bytes, least: int = 0, least_plain: int = 0) -> Iterator[ContentStream]:
    """The content streams of a file, in their order, that take at least ``least`` bytes packed, or
    ``least_plain`` not packed."""
    stop = 0
    while (at := data.find(b"stream", stop)) >= 0:
        start = at + (8 if data.startswith(b"\r\n", at + 6) else 7)
        stop = data.find(b"endstream", start)
        if stop < 0:
            return
        if stop - start >= min(least, least_plain):
            opens = max(data.rfind(b" obj", 0, at), 0)
            head = data[opens:at]
            packed = b"/FlateDecode" in head
            if stop - start >= (least if packed else least_plain) and not _OTHER.search(_outermost(head)):
                content = unpacked(data[start:stop]) if packed else data[start:stop][:_LOOKED_THROUGH]
                number = _NUMBER.search(data[max(opens - 20, 0) : opens])
                yield ContentStream(int(number[1]) if number else -1, head, start, stop, packed, content)
        stop += len(b"endstream")


def _outermost(head: bytes) -> bytes:
    """A dictionary without those inside it: a form's resources may hold fonts."""
    if head.count(b"<<") < 2:
        return head
    depth = last = 0
    kept = []
    for mark in _BRACKETS.finditer(head):
        if depth < 2:
            kept.append(head[last : mark.start()])
        depth += 1 if mark[0] == b"<<" else -1
        last = mark.end()
    return b" ".join(kept)


def unpacked(stream: bytes) -> bytes:
    """What a packed stream holds, so far as it is looked through; nothing of one that is damaged."""
    try:
        return zlib.decompressobj().decompress(stream, _LOOKED_THROUGH)
    except zlib.error:
        return b""


def written_into(content: bytes, packed: bool, room: int) -> bytes | None:
    """Content as it has to stand in exactly so many bytes; None where it does not fit."""
    written = zlib.compress(content, 9) if packed else content
    if len(written) > room:
        return None
    # Nothing is read behind the end of packed data; between operators, spaces mean nothing.
    return written + b" " * (room - len(written))
