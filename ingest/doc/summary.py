"""What a document says of itself: the summary property set ([MS-OLEPS], [MS-OSHARED] 2.3.3.2.1)."""

from __future__ import annotations

from datetime import datetime, timedelta

from ingest.doc.binary import i16, part, u16, u32

_NAMES = {2: "title", 3: "subject", 4: "creator", 6: "description", 12: "created", 13: "modified"}
_CODE_PAGE = 1
_SHORT, _STRING, _WIDE_STRING, _TIME = 2, 30, 31, 64
_MOST = 256
_LONGEST = 1 << 16
_EPOCH = datetime(1601, 1, 1)
_UTF_16 = 1200
_CODECS = {65001: "utf-8", 10000: "mac_roman", 10007: "mac_cyrillic", 936: "gb18030", 0: "cp1252"}


def read_summary(stream: bytes) -> dict[str, str]:
    """Dublin Core names to values, those that are empty left out; dates in ISO 8601, in UTC."""
    start = u32(stream, 44)
    offsets = {}
    for index in range(min(u32(stream, start + 4), _MOST) if start else 0):
        at = start + 8 + 8 * index
        offsets[u32(stream, at)] = start + u32(stream, at + 4)
    page = i16(stream, offsets[_CODE_PAGE] + 4) & 0xFFFF if _CODE_PAGE in offsets else 0
    found = {}
    for number, name in _NAMES.items():
        if number in offsets:
            value = _value(stream, offsets[number], page)
            if value:
                found[name] = value
    return found


def _value(stream: bytes, at: int, page: int) -> str:
    kind = u16(stream, at)
    if kind == _TIME:
        ticks = u32(stream, at + 4) | u32(stream, at + 8) << 32
        # nothing before 1980 was written by Word; what is far in the future is a broken number
        moment = timedelta(microseconds=ticks // 10)
        if not timedelta(days=365 * 379) < moment < timedelta(days=365 * 600):
            return ""
        return (_EPOCH + moment).isoformat(timespec="seconds") + "Z"
    if kind == _WIDE_STRING:
        raw = part(stream, at + 8, min(2 * u32(stream, at + 4), _LONGEST))
        text = raw[: len(raw) & ~1].decode("utf-16-le", "replace")
    elif kind == _STRING:
        raw = part(stream, at + 8, min(u32(stream, at + 4), _LONGEST))
        text = _decoded(raw, page)
    else:
        return ""
    return " ".join(text.split("\0")[0].split())


def _decoded(raw: bytes, page: int) -> str:
    if page == _UTF_16:
        return raw[: len(raw) & ~1].decode("utf-16-le", "replace")
    try:
        return raw.decode(_CODECS.get(page, f"cp{page}"), "replace")
    except LookupError:
        return raw.decode("cp1252", "replace")
