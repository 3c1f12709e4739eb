"""The style sheet: what paragraphs and characters look like unless they say otherwise ([MS-DOC] 2.9.271).

Styles build on styles; here each is unrolled once into the sprms that it comes to.
"""

from __future__ import annotations

from typing import NamedTuple

from ingest.doc.binary import part, u8, u16
from ingest.doc.word6 import translate

_NO_STYLE = 0x0FFF
_PARAGRAPH, _CHARACTER = 1, 2
_MOST = 0x0FFF
_LONGEST = 2048
"""Bytes of sprms that a style comes to; Word's own stay far below."""
_CAPTION, _TITLE = 34, 62
"""sti of the built-in styles that a reader of structure cares for, beside the headings."""


class Style(NamedTuple):
    kind: int
    """stk: 1 paragraph, 2 character, 3 table, 4 list."""
    built_in: int
    """sti: 1 to 9 are the headings, 0xFFE is a style that a user made."""
    base: int
    paragraph: bytes
    """Its own paragraph sprms, without those of its base."""
    character: bytes


class StyleSheet:
    """All styles of a file by their number (istd), each read when it is asked for: a file holds hundreds and
    uses a few."""

    def __init__(self, stored: list[bytes], base_size: int, is_old: bool) -> None:
        self._stored = stored
        """The styles (STD), empty where a number is free."""
        self._base_size = base_size
        self._is_old = is_old
        self._styles: dict[int, Style | None] = {}
        self._unrolled: dict[int, tuple[bytes, bytes]] = {}

    def heading_level(self, number: int) -> int:
        """1 to 9 for the built-in headings and what builds on them, 1 for the document's title, else 0."""
        for style in self._chain(number):
            if 1 <= style.built_in <= 9:
                return style.built_in
            if style.built_in == _TITLE:
                return 1
        return 0

    def is_caption(self, number: int) -> bool:
        return any(style.built_in == _CAPTION for style in self._chain(number))

    def paragraph(self, number: int) -> bytes:
        """The paragraph sprms of a style, those of its bases first."""
        return self._unroll(number)[0]

    def character(self, number: int) -> bytes:
        """The character sprms of a style, those of its bases first."""
        return self._unroll(number)[1]

    def _unroll(self, number: int) -> tuple[bytes, bytes]:
        if number not in self._unrolled:
            chain = self._chain(number)[::-1]
            self._unrolled[number] = (
                b"".join(style.paragraph for style in chain)[:_LONGEST],
                b"".join(style.character for style in chain)[:_LONGEST],
            )
        return self._unrolled[number]

    def _style(self, number: int) -> Style | None:
        if number not in self._styles:
            self._styles[number] = _style(self._stored[number], self._base_size, self._is_old)
        return self._styles[number]

    def _chain(self, number: int) -> list[Style]:
        """A style and what it builds on, outwards; a circle is cut where it closes."""
        chain: list[Style] = []
        seen: set[int] = set()
        while 0 <= number < len(self._stored) and number not in seen and len(chain) < 32:
            seen.add(number)
            style = self._style(number)
            if style is None:
                break
            chain.append(style)
            number = style.base
        return chain


def read_styles(stsh: bytes, is_old: bool) -> StyleSheet:
    head = u16(stsh, 0)
    count, base_size = u16(stsh, 2), u16(stsh, 4)
    stored: list[bytes] = []
    at = 2 + head
    while len(stored) < min(count, _MOST) and at + 2 <= len(stsh):
        size = u16(stsh, at)
        stored.append(stsh[at + 2 : at + 2 + size])
        at += 2 + size
        if not is_old:
            at += size & 1
    return StyleSheet(stored, base_size, is_old)


def _style(std: bytes, base_size: int, is_old: bool) -> Style | None:
    if len(std) < 10 or base_size < 8:
        return None
    built_in = u16(std, 0) & 0x0FFF
    kind, base = u16(std, 2) & 0xF, u16(std, 2) >> 4
    properties = _property_lists(std, base_size, u16(std, 4) & 0xF, is_old)
    paragraph = character = b""
    if kind == _PARAGRAPH:
        paragraph = properties[0][2:] if properties else b""
        character = properties[1] if len(properties) > 1 else b""
    elif kind == _CHARACTER:
        character = properties[0] if properties else b""
    if is_old:
        paragraph, character = translate(paragraph), translate(character)
    return Style(kind, built_in, -1 if base == _NO_STYLE else base, paragraph, character)


def _property_lists(std: bytes, base_size: int, count: int, is_old: bool) -> list[bytes]:
    """The UPXs of a style: they follow its name, each on an even offset."""
    name = 2 + u8(std, base_size) if is_old else 4 + 2 * u16(std, base_size)
    at = base_size + name
    found = []
    for _ in range(count):
        at += at & 1
        size = u16(std, at)
        found.append(part(std, at + 2, size))
        at += 2 + size
    return found
