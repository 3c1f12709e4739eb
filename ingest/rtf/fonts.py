"""The font table (RTF specification 1.9.1, "Font Table"): what decides how bytes become characters."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.rtf.code_pages import SYMBOL_CHARSET, codec_of_charset, codec_of_page, decoded
from ingest.rtf.groups import Group
from ingest.wordprocessing.symbols import is_symbol_font, symbol, symbols

_PRIVATE = 0xF000
"""Where the codes of such fonts stand in Unicode when nothing better is known."""


@dataclass(frozen=True, slots=True)
class Font:
    codec: str
    symbols: str = ""
    """For a font of pictures instead of letters, its name: it decides what its codes look like."""

    def decoded(self, raw: bytes) -> str:
        if self.symbols:
            return "".join([symbol(chr(_PRIVATE + b), self.symbols) if b > 0x20 else chr(b) for b in raw])
        return decoded(raw, self.codec)

    def shown(self, text: str) -> str:
        """Characters that stand for codes of the font (U+F0xx) as what they look like."""
        return symbols(text, self.symbols) if self.symbols else text


def read_fonts(table: Group, codec: str, is_page_declared: bool) -> dict[int, Font]:
    """Fonts by number. ``codec`` is that of the whole file (``\\ansicpg``).

    A font of charset 0 is one of code page 1252 in a file of another code page too, as Windows has it;
    unless no font of the file has a charset of that page, which tells of a writer that ignores charsets.
    """
    entries = [entry for entry in (*table.groups, table) if "f" in entry.words]
    charsets = {codec_of_charset(entry.number("fcharset", -1)) for entry in entries}
    is_careless = is_page_declared and codec not in charsets
    return {entry.number("f"): _font(entry, codec, is_careless) for entry in entries}


def _font(entry: Group, codec: str, is_careless: bool) -> Font:
    charset = entry.number("fcharset", -1)
    name = entry.text("latin-1").strip(" ;").casefold()
    if charset == SYMBOL_CHARSET or is_symbol_font(name):
        return Font(codec, name or "symbol")
    page = entry.words.get("cpg")
    declared = codec_of_page(page) if page else codec_of_charset(charset)
    if declared is None or (is_careless and charset == 0 and not page):
        return Font(codec)
    return Font(declared)
