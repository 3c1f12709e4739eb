"""What sprms come to: how characters look and what paragraphs are ([MS-DOC] 2.6.1, 2.6.2).

Formatting repeats: a document has a few dozen different grpprls, so each is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ingest.doc import sprms
from ingest.doc.binary import i16, part, u16, u32
from ingest.doc.sprms import Sprm, modifiers
from ingest.doc.styles import StyleSheet

_PLAIN_STYLE = 10
"""istd of "Default Paragraph Font": the character style that is none."""
_DEEPEST = 64
_MOST_DATA = 1 << 22
"""Bytes of sprms that are read from the Data stream in all: every paragraph may point there."""


class Look(NamedTuple):
    """How a run of characters looks."""

    is_bold: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    is_special: bool = False
    symbol: int = 0
    """The character that stands for each "(" of the run, in ``symbol_font``."""
    symbol_font: int = 0
    is_raised: bool = False
    size: int = 0
    """In half points, 0 where nothing says."""
    font: int = 0
    is_inserted: bool = False
    """A tracked change put it in."""
    data: int = -1
    """Offset in the Data stream of the form data that a picture character stands for, -1 for none."""

    is_struck: bool = False
    """Struck out by hand, not by a tracked change."""
    is_plain: bool = True
    """Its characters are shown as they are stored."""


class Shape(NamedTuple):
    """What a paragraph is."""

    style: int
    depth: int = 0
    """How many tables it stands in."""
    ends_cell: bool = False
    """Its mark ends a cell of a nested table."""
    ends_row: bool = False
    outline: int = 0
    """Heading level from 1, 0 for body text."""
    list: int = 0
    """Number of the list override (ilfo), from 1; 0 for none."""
    level: int = 0
    is_caption: bool = False
    has_old_number: bool = False
    """Word 6.0 or 95 prints a number or a bullet before it."""
    row: tuple[Sprm, ...] = ()
    """Table sprms, for the mark that ends a row."""


_TOGGLES = {
    sprms.C_BOLD: 0,
    sprms.C_HIDDEN: 1,
    sprms.C_DELETED: 2,
    sprms.C_FIELD_VANISH: 3,
    sprms.C_STRUCK: 4,
}


class Formats:
    """Works out looks and shapes, and remembers them. ``data`` gives the bytes of the Data stream."""

    def __init__(self, styles: StyleSheet, data: Callable[[], bytes]) -> None:
        self._styles = styles
        self._data = data
        self._looks: dict[tuple[int, bytes], Look] = {}
        self._shapes: dict[bytes, Shape] = {}
        self._allowance = _MOST_DATA
        self._of_paragraph_style: dict[int, list[Sprm]] = {}
        self._of_character_style: dict[int, list[Sprm]] = {}

    def look(self, style: int, properties: bytes) -> Look:
        """The look of a run in a paragraph of ``style`` with ``properties`` of its own."""
        key = (style, properties)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._resolve_look(style, properties)
        return look

    def shape(self, properties: bytes) -> Shape:
        shape = self._shapes.get(properties)
        if shape is None:
            shape = self._shapes[properties] = self._resolve_shape(properties)
        return shape

    def _by_paragraph_style(self, number: int) -> list[Sprm]:
        if number not in self._of_paragraph_style:
            self._of_paragraph_style[number] = modifiers(self._styles.paragraph(number))
        return self._of_paragraph_style[number]

    def _by_character_style(self, number: int) -> list[Sprm]:
        if number not in self._of_character_style:
            self._of_character_style[number] = modifiers(self._styles.character(number))
        return self._of_character_style[number]

    def _resolve_look(self, style: int, properties: bytes) -> Look:
        toggles = [False] * len(_TOGGLES)
        of_style = toggles[:]
        values = {"symbol": 0, "symbol_font": 0, "position": 0, "size": 0, "font": 0, "special": 0}
        values |= {"inserted": 0, "is_data": 0, "picture": -1, "height": 0, "struck_twice": 0}

        def apply(found: list[Sprm]) -> None:
            for code, operand in found:
                index = _TOGGLES.get(code)
                if index is not None:
                    value = operand[0]
                    # 0x80: as the style says; 0x81: the opposite
                    toggles[index] = of_style[index] ^ bool(value & 1) if value & 0x80 else bool(value)
                elif code == sprms.C_SYMBOL:
                    values["symbol_font"], values["symbol"] = u16(operand, 0), u16(operand, 2)
                elif code == sprms.C_POSITION:
                    values["position"] = operand[0]
                elif code == sprms.C_RAISED:
                    values["height"] = i16(operand, 0)
                elif code == sprms.C_STRUCK_TWICE:
                    values["struck_twice"] = operand[0]
                elif code == sprms.C_SIZE:
                    values["size"] = u16(operand, 0)
                elif code == sprms.C_FONT:
                    values["font"] = u16(operand, 0)
                elif code == sprms.C_SPECIAL:
                    values["special"] = operand[0]
                elif code == sprms.C_INSERTED:
                    values["inserted"] = operand[0]
                elif code == sprms.C_DATA:
                    values["is_data"] = operand[0]
                elif code == sprms.C_PICTURE:
                    values["picture"] = u32(operand, 0)
                elif code == sprms.C_PLAIN:
                    toggles[:] = of_style
                    values["position"] = values["height"] = values["struck_twice"] = 0

        def settle() -> None:
            of_style[:] = toggles

        own = modifiers(properties)
        apply(self._by_character_style(style))
        settle()
        named = [u16(operand, 0) for code, operand in own if code == sprms.C_STYLE]
        if named and named[-1] != _PLAIN_STYLE:
            apply(self._by_character_style(named[-1]))
            settle()
        apply(own)
        bold, hidden, deleted, vanished, struck = toggles
        is_raised = values["position"] == 1 or values["height"] > 0
        return Look(
            bold,
            hidden or vanished,
            deleted,
            bool(values["special"]),
            values["symbol"],
            values["symbol_font"],
            is_raised,
            values["size"],
            values["font"],
            bool(values["inserted"]),
            values["picture"] if values["is_data"] else -1,
            struck or bool(values["struck_twice"]),
            not (
                is_raised or any(toggles[1:4]) or values["special"] or values["symbol"] or values["inserted"]
            ),
        )

    def _resolve_shape(self, properties: bytes) -> Shape:
        style = u16(properties, 0)
        own = modifiers(properties[2:])
        for code, operand in own:
            if code == sprms.P_ISTD:
                style = u16(operand, 0)
        all_of_them = [*self._by_paragraph_style(style), *self._with_data(own)]
        in_table = ends_cell = ends_row = has_old_number = False
        depth = listed = level = 0
        outline = self._styles.heading_level(style)
        row: list[Sprm] = []
        for code, operand in all_of_them:
            if code == sprms.P_IN_TABLE:
                in_table = bool(operand[0])
            elif code in (sprms.P_ROW_END, sprms.P_INNER_ROW_END):
                ends_row = ends_row or bool(operand[0])
            elif code == sprms.P_INNER_CELL:
                ends_cell = bool(operand[0])
            elif code == sprms.P_DEPTH:
                depth = u32(operand, 0)
            elif code == sprms.P_DEPTH_CHANGE:
                depth += i16(operand, 0)
            elif code == sprms.P_OUTLINE:
                outline = operand[0] + 1 if operand[0] < 9 else 0
            elif code == sprms.P_LIST:
                listed = u16(operand, 0)
            elif code == sprms.P_OLD_NUMBER:
                has_old_number = bool(operand[0])
            elif code == sprms.P_LEVEL:
                level = operand[0]
            elif code >> 10 & 7 == 5:
                row.append((code, operand))
        depth = min(max(depth, 1), _DEEPEST) if in_table or 0 < depth <= _DEEPEST else 0
        # a negative number names a list whose numbering is switched off for this paragraph
        return Shape(
            style,
            depth,
            ends_cell,
            ends_row,
            outline,
            listed if listed < 0x800 else 0,
            min(level, 8),
            self._styles.is_caption(style),
            has_old_number,
            tuple(row),
        )

    def _with_data(self, own: list[Sprm]) -> list[Sprm]:
        """The sprms with those that did not fit on their page: these stand in the Data stream."""
        found: list[Sprm] = []
        for code, operand in own:
            if code in sprms.P_HUGE or code == sprms.P_TABLE_PROPERTIES:
                data = self._data()
                at = u32(operand, 0)
                size = min(u16(data, at), self._allowance)
                self._allowance -= size
                found += modifiers(part(data, at + 2, size))
            else:
                found.append((code, operand))
        return found
