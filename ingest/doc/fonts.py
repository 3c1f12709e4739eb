"""The fonts of a file: their names, and the code page that each one's character set stands for
([MS-DOC] 2.9.286, FFN; the values of chs are those of the Windows GDI)."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.doc.binary import part, u8

_CODE_PAGES = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_NAMED = (("cyr", "cp1251"), ("ce", "cp1250"), ("greek", "cp1253"), ("tur", "cp1254"), ("baltic", "cp1257"))
"""Endings of the names of Windows' own fonts for other scripts ("Arial Cyr")."""
_LANGUAGES = {
    0x11: "cp932", 0x12: "cp949", 0x04: "gb18030", 0x08: "cp1253", 0x1F: "cp1254", 0x0D: "cp1255",
    0x01: "cp1256", 0x19: "cp1251", 0x22: "cp1251", 0x23: "cp1251", 0x02: "cp1251", 0x05: "cp1250",
    0x0E: "cp1250", 0x15: "cp1250", 0x18: "cp1250", 0x1B: "cp1250", 0x24: "cp1250", 0x1E: "cp874",
    0x25: "cp1257", 0x26: "cp1257", 0x27: "cp1257",
}  # fmt: skip
_ANSI, _DEFAULT = 0, 1
_MOST = 4096


@dataclass(frozen=True, slots=True)
class Font:
    name: str
    charset: int


@dataclass(frozen=True, slots=True)
class Fonts:
    fonts: tuple[Font, ...]
    fallback: str
    """Code page of text whose font does not say: that of the program that wrote the file."""

    def name(self, number: int) -> str:
        return self.fonts[number].name if number < len(self.fonts) else ""

    def code_page(self, number: int) -> str:
        """The Python codec for 8-bit text in a font."""
        if number >= len(self.fonts):
            return self.fallback
        font = self.fonts[number]
        if font.charset in _CODE_PAGES:
            return _CODE_PAGES[font.charset]
        if font.charset in (_ANSI, _DEFAULT):
            last = font.name.lower().rpartition(" ")[2]
            return next((page for end, page in _NAMED if last == end), self.fallback)
        return self.fallback


def read_fonts(stored: bytes, is_old: bool, mac: bool, language: int) -> Fonts:
    """The font table (SttbfFfn), for Word 6.0 and 95 with names of 8 bits."""
    fallback = "mac_roman" if mac else _LANGUAGES.get(language & 0x3FF, "cp1252")
    fonts: list[Font] = []
    at = 2 if is_old else 4
    while at + 6 < len(stored) and len(fonts) < _MOST:
        size = u8(stored, at)
        if is_old:
            name = part(stored, at + 6, size - 5).split(b"\0")[0].decode("latin-1")
        else:
            raw = part(stored, at + 40, size - 39)
            name = raw[: len(raw) & ~1].decode("utf-16-le", "replace").split("\0")[0]
        fonts.append(Font(name, u8(stored, at + 4)))
        at += size + 1
    return Fonts(tuple(fonts), fallback)
