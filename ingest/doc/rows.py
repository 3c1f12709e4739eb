"""What a row's mark says of its cells ([MS-DOC] 2.6.3): their edges, which are merged with which."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import NamedTuple

from ingest.doc import sprms
from ingest.doc.binary import i16, u8, u16
from ingest.doc.sprms import Sprm

_MOST_CELLS = 63
"""itcMac of a row ([MS-DOC] 2.9.324)."""
_FIRST_MERGED, _MERGED, _VERTICAL, _RESTART = 0x01, 0x02, 0x20, 0x40
_RIGHT = 2
_POSITIONS = {0x940E, 0x940F, 0x360D}
"""sprmTDxaAbs, sprmTDyaAbs, sprmTPc: where on the page a table floats."""


class CellShape(NamedTuple):
    left: int
    """Edges in twips from the column's left margin."""
    right: int
    joins_left: bool
    """Merged with the cell before it."""
    is_merged_down: bool
    """Part of a vertical merge."""
    joins_above: bool
    """Its contents are those of the cell above."""


class RowShape(NamedTuple):
    cells: tuple[CellShape, ...]
    is_header: bool
    position: tuple[Sprm, ...]
    is_at_right: bool = False
    """It ends at the right margin: its edges say only how wide its cells are."""


def row_shape(found: tuple[Sprm, ...]) -> RowShape:
    """The shape that a row's table sprms come to, taken in their order."""
    return _row_shape(found)


@lru_cache(maxsize=512)
def _row_shape(found: tuple[Sprm, ...]) -> RowShape:
    edges: list[int] = []
    flags: list[int] = []
    is_header = False
    is_at_right = False
    gap = 0
    position: dict[int, bytes] = {}
    for code, operand in found:
        if code in (sprms.T_DEFINE, sprms.T_DEFINE_10):
            edges, flags = _defined(operand)
        elif code == sprms.T_HEADER:
            is_header = bool(u8(operand, 0))
        elif code in sprms.T_ALIGNMENT:
            is_at_right = u16(operand, 0) == _RIGHT
        elif code in _POSITIONS:
            position[code] = operand
        elif code == sprms.T_GAP:  # half of the space between cells, which stands left of the first edge
            if edges:
                edges[0] += gap - i16(operand, 0)
            gap = i16(operand, 0)
        elif code == sprms.T_LEFT and edges:
            shift = i16(operand, 0) - gap - edges[0]
            edges = [edge + shift for edge in edges]
        elif edges:
            _changed(code, operand, edges, flags)
    return RowShape(_cells(edges, flags), is_header, tuple(sorted(position.items())), is_at_right)


def _defined(operand: bytes) -> tuple[list[int], list[int]]:
    count = min(u8(operand, 0), _MOST_CELLS, (len(operand) - 3) // 2)
    if count <= 0:
        return [], []
    edges = list(struct.unpack_from(f"<{count + 1}h", operand, 1))
    first = 1 + 2 * (u8(operand, 0) + 1)
    return edges, [u16(operand, first + 20 * index) for index in range(count)]


def _changed(code: int, operand: bytes, edges: list[int], flags: list[int]) -> None:
    """Applies a sprm that changes the cells of a row that is already defined."""
    first, last = u8(operand, 0), min(u8(operand, 1), len(flags))
    if code == sprms.T_VERTICAL:
        if first < len(flags):
            merge = u8(operand, 1)
            flags[first] &= ~(_VERTICAL | _RESTART)
            flags[first] |= (_VERTICAL if merge & 1 else 0) | (_RESTART if merge & 2 else 0)
    elif code == sprms.T_MERGE:
        for index in range(first, last):
            flags[index] = flags[index] & ~3 | (_FIRST_MERGED if index == first else _MERGED)
    elif code == sprms.T_SPLIT:
        for index in range(first, last):
            flags[index] &= ~3
    elif code == sprms.T_WIDTH:
        _resize(edges, first, last, i16(operand, 2))
    elif code == sprms.T_INSERT:
        _insert(edges, flags, first, u8(operand, 1), i16(operand, 2))
    elif code == sprms.T_DELETE and first < last:
        gone = edges[last] - edges[first]
        edges[first : last + 1] = [edges[first]]
        edges[first + 1 :] = [edge - gone for edge in edges[first + 1 :]]
        del flags[first:last]


def _resize(edges: list[int], first: int, last: int, width: int) -> None:
    """Gives the cells from ``first`` up to ``last`` a width; what stands to their right moves along."""
    if first >= last:
        return
    shift = edges[first] + width * (last - first) - edges[last]
    edges[first + 1 : last] = [edges[first] + width * (index + 1) for index in range(last - first - 1)]
    edges[last:] = [edge + shift for edge in edges[last:]]


def _insert(edges: list[int], flags: list[int], first: int, count: int, width: int) -> None:
    """Inserts cells of a width before the cell ``first``, or behind the row as far as it does not reach."""
    while len(flags) < min(first, _MOST_CELLS):
        edges.append(edges[-1] + width)
        flags.append(0)
    count = min(count, _MOST_CELLS - len(flags))
    if count <= 0:
        return
    start = edges[first]
    moved = [edge + count * width for edge in edges[first + 1 :]] if first < len(flags) else []
    added = [start + width * (index + 1) for index in range(count)]
    edges[first + 1 :] = (
        added + ([start + count * width + edges[first + 1] - start] if moved else []) + moved[1:]
    )
    flags[first:first] = [0] * count


def _cells(edges: list[int], flags: list[int]) -> tuple[CellShape, ...]:
    """Edges become strictly ascending: a cell of no width is still a cell."""
    cells: list[CellShape] = []
    is_merging = False
    right = edges[0] if edges else 0
    for index, flag in enumerate(flags):
        left = right
        right = max(edges[index + 1], left + 1)
        joins_left = is_merging and bool(flag & _MERGED) and not flag & _FIRST_MERGED
        is_merging = bool(flag & _FIRST_MERGED) or joins_left
        is_down = bool(flag & (_VERTICAL | _RESTART))
        cells.append(CellShape(left, right, joins_left, is_down, is_down and not flag & _RESTART))
    return tuple(cells)
