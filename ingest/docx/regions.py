"""Which cells of a table its style makes bold (conditional formatting, ECMA-376 part 1, 17.7.6)."""

from __future__ import annotations

from lxml import etree

from ingest.docx.names import VAL, W
from ingest.docx.styles import Styles

_LOOK_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}


class BoldRegions:
    """Which cells of a table its style makes bold."""

    def __init__(self, table: etree._Element, styles: Styles) -> None:
        properties = table.find(W + "tblPr")
        named = None if properties is None else properties.find(W + "tblStyle")
        style = styles.table(None if named is None else named.get(VAL))
        self._everywhere = bool(style.bold)
        look = None if properties is None else properties.find(W + "tblLook")
        self._first_row = _shows(look, "firstRow") and "firstRow" in style.parts
        self._last_row = _shows(look, "lastRow") and "lastRow" in style.parts
        self._first_column = _shows(look, "firstColumn") and "firstCol" in style.parts
        self._last_column = _shows(look, "lastColumn") and "lastCol" in style.parts

    def holds(self, row: int, column: int, rows: int, column_stop: int, columns: int) -> bool:
        """Whether the style makes the cell at ``row`` and ``column`` (up to ``column_stop``) bold."""
        return (
            self._everywhere
            or (self._first_row and row == 0)
            or (self._last_row and row == rows - 1)
            or (self._first_column and column == 0)
            or (self._last_column and column_stop == columns)
        )


def _shows(look: etree._Element | None, part: str) -> bool:
    if look is None:
        return False
    stated = look.get(W + part)
    if stated is not None:
        return stated in ("1", "true", "on")
    try:
        return bool(int(look.get(VAL, "0"), 16) & _LOOK_BITS[part])
    except ValueError:
        return False
