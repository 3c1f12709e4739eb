"""Content streams that unpack to far more than any page: cut short before PDFium builds an object of each of
their strokes, which it does all at once (300 bytes of memory each; a packed file holds a thousand in one of
its own). Text is kept, and what says where it stands.

Only streams packed by Flate (or not at all) in files that are not encrypted can be looked into. Formats:
ISO 32000-1, 7.3.8 (streams), 7.8.2 (content), 7.4.4 (Flate); RFC 1950.
"""

from __future__ import annotations

import re
import zlib

LONGEST = 4 << 20
"""Bytes of one content stream; a dense page has 200,000."""
_WHOLE, _TEXT = 2 << 20, 1 << 20
"""Of what is longer, so much is kept as it is, and so much of the text of the rest."""
_LOOKED_THROUGH = 16 << 20
_BEST_PACKED = 1032
"""To one: Flate packs no better."""

_OTHER = re.compile(
    rb"/(?:Width|Length1|FunctionType|ShadingType|Predictor|Type\s*/(?!XObject\b|Pattern\b)\w+"
    rb"|Subtype\s*/(?!Form\b)\w+|Filter(?!\s*/FlateDecode\b|\s*\[\s*/FlateDecode\s*\]))"
)
"""In the dictionaries of streams that hold no content, or hold it packed in another way."""
_PLACING = re.compile(
    rb"(?<![^\s\]>)])(?:BT\s.*?\sET|q|Q|(?:[-+.\d]+\s+){6}cm|/[^\s/<>\[\]()]+\s+(?:Do|gs))(?=\s|$)", re.DOTALL
)
"""Text, the state that it is drawn in, and the forms that may hold more of it."""
_NOTHING = re.compile(rb"\bq\n(?:(?:[-+.\d]+\s+){6}cm\n|/[^\s/<>\[\]()]+\s+gs\n)*Q\n")


def shortened(data: bytes) -> bytes | None:
    """The file with its overlong content streams cut short, each in its place and of its length; None where
    it has none."""
    made: bytearray | None = None
    stop = 0
    while (at := data.find(b"stream", stop)) >= 0:
        start = at + (8 if data.startswith(b"\r\n", at + 6) else 7)
        stop = data.find(b"endstream", start)
        if stop < 0:
            break
        if stop - start >= LONGEST // _BEST_PACKED:
            head = data[max(data.rfind(b" obj", 0, at), 0) : at]
            packed = b"/FlateDecode" in head
            if not _OTHER.search(head) and (packed or stop - start > LONGEST):
                content = _unpacked(data[start:stop]) if packed else data[start:stop]
                if len(content) > LONGEST:
                    made = made or bytearray(data)
                    made[start:stop] = _fitting(content[:_LOOKED_THROUGH], packed, stop - start)
        stop += len(b"endstream")
    return bytes(made) if made is not None else None


def _unpacked(stream: bytes) -> bytes:
    """What a stream holds, at most ``_LOOKED_THROUGH`` of it; nothing of one that is damaged."""
    try:
        return zlib.decompressobj().decompress(stream, _LOOKED_THROUGH)
    except zlib.error:
        return b""


def _fitting(content: bytes, packed: bool, room: int) -> bytes:
    """The beginning of a content stream and the text of the rest, packed as it was, in exactly so many
    bytes."""
    whole = _WHOLE
    while whole:
        kept = _cut(content, whole)
        written = zlib.compress(kept, 9) if packed else kept
        if len(written) <= room:
            # Nothing is read behind the end of packed data; between operators, spaces mean nothing.
            return written + b" " * (room - len(written))
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
