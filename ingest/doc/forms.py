"""What the fields of a form hold: boxes that are ticked or not, choices from a list ([MS-DOC] 2.9.78)."""

from __future__ import annotations

from ingest.doc.binary import part, u8, u16, u32

TICKED, UNTICKED = "☒", "☐"
_CHECK_BOX, _CHOICES = 1, 2
_AS_DEFAULT = 25
_MOST_CHOICES = 256


def shown(data: bytes, offset: int) -> str:
    """What the form field whose data stand at ``offset`` of the Data stream shows, empty where it is text."""
    header = u16(data, offset + 4)
    form = part(data, offset + header, u32(data, offset) - header)
    if len(form) < 12 or u32(form, 0) != 0xFFFFFFFF:
        return ""
    flags = u16(form, 4)
    kind, result = flags & 3, flags >> 2 & 0x1F
    if kind not in (_CHECK_BOX, _CHOICES):
        return ""
    at = 10 + 2 * u16(form, 10) + 4  # name: length, characters, a zero
    default = u16(form, at)
    chosen = default if result == _AS_DEFAULT else result
    if kind == _CHECK_BOX:
        return TICKED if chosen else UNTICKED
    at += 2
    for _ in range(5):  # text format, help, status, macros on entry and exit
        at += 4 + 2 * u16(form, at)
    choices = _choices(form, at)
    return choices[chosen] if chosen < len(choices) else ""


def _choices(form: bytes, at: int) -> list[str]:
    """The entries of a list (STTB of 16-bit characters)."""
    if u16(form, at) != 0xFFFF:
        return []
    count, extra = min(u16(form, at + 2), _MOST_CHOICES), u8(form, at + 4)
    at += 6
    found = []
    for _ in range(count):
        length = u16(form, at)
        found.append(part(form, at + 2, 2 * length).decode("utf-16-le", "replace"))
        at += 2 + 2 * length + extra
    return found
