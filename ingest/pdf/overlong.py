"""Content streams that unpack to far more than any page: cut short before PDFium builds an object of each of
their strokes, which it does all at once (300 bytes of memory each; a packed file holds a thousand in one of
its own). Text is kept, and what says where it stands.

Of streams that ``content_streams`` can look into. Format: ISO 32000-1, 7.8.2 (content).
"""

from __future__ import annotations

import re

from ingest.pdf.content_streams import ContentStream, content_streams, written_into

LONGEST = 4 << 20
"""Bytes of one content stream; a dense page has 200,000."""
_WHOLE, _TEXT = 2 << 20, 1 << 20
"""Of what is longer, so much is kept as it is, and so much of the text of the rest."""
_BEST_PACKED = 1032
"""To one: Flate packs no better."""

_PLACING = re.compile(
    rb"(?<![^\s\]>)])(?:BT\s.*?\sET|q|Q|(?:[-+.\d]+\s+){6}cm|/[^\s/<>\[\]()]+\s+(?:Do|gs))(?=\s|$)", re.DOTALL
)
"""Text, the state that it is drawn in, and the forms that may hold more of it."""
_NOTHING = re.compile(rb"\bq\n(?:(?:[-+.\d]+\s+){6}cm\n|/[^\s/<>\[\]()]+\s+gs\n)*Q\n")


def shortened(data: bytes) -> bytes | None:
    """The file with its overlong content streams cut short, each in its place and of its length; None where
    it has none."""
    made: bytearray | None = None
    for stream in content_streams(data, LONGEST // _BEST_PACKED, LONGEST + 1):
        if len(stream.content) > LONGEST:
            made = made or bytearray(data)
            made[stream.start : stream.stop] = _fitting(stream)
    return bytes(made) if made is not None else None


def _fitting(stream: ContentStream) -> bytes:
    """The beginning of a content stream and the text of the rest, as long as the stream was."""
    whole, room = _WHOLE, stream.stop - stream.start
    while whole:
        written = written_into(_cut(stream.content, whole), stream.packed, room)
        if written is not None:
            return written
        whole //= 2
    return b" " * room


def _cut(content: bytes, whole: int) -> bytes:
    """So much of the content, up to the end of a line (or of a word), and what places text in the rest."""
    end = max(content.rfind(b"\n", 0, whole), content.rfind(b"\r", 0, whole))
    end = end if end > whole // 2 else content.rfind(b" ", 0, whole)
    first, rest = content[: max(end, 0)], content[max(end, 0) :]
    inside = first.rfind(b"BT") > first.rfind(b"ET")
    kept = b"".join(found[0] + b"\n" for found in _PLACING.finditer(rest))
    before = -1
    while before != len(kept):
        before = len(kept)
        kept = _NOTHING.sub(b"", kept)
    return first + (b"\nET\n" if inside else b"\n") + kept[: kept.rfind(b"\n", 0, _TEXT) + 1]
