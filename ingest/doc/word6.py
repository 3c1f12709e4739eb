"""Formatting of Word 6.0 and 95 in the words of Word 97: sprms of one byte, cells described by ten bytes.

The numbers are those of Microsoft's "Word 6.0 binary file format"; only what this reader uses is translated,
the length of the others is known so that they can be stepped over.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from ingest.doc import sprms
from ingest.doc.binary import u16


class Sprm6(NamedTuple):
    size: int
    """Bytes of the operand; ``VARIABLE`` or ``LONG`` where its first byte or two bytes say."""
    code: int = 0
    """The sprm of Word 97 with the same meaning, 0 where it is not used here."""


VARIABLE = -1
LONG = -2

SPRMS: dict[int, Sprm6] = {
    **{code: Sprm6(1) for code in (4, 5, 6, 7, 8, 9, 10, 11, 14, 29, 37, 44, 50, 51)},
    **{
        code: Sprm6(2)
        for code in (16, 17, 18, 19, 21, 22, 26, 27, 28, *range(30, 37), *range(38, 44), *range(45, 50))
    },
    **{code: Sprm6(VARIABLE) for code in (3, 12, 15, 23, 68, 73, 77, 81, 82, 103, 105, 106, 108, 120, 133)},
    **{code: Sprm6(1) for code in (66, 71, 75, 86, 87, 88, 89, 90, 91, 94, 98, 100, 102, 118, 119)},
    **{code: Sprm6(2) for code in (69, 72, 96, 97, 107, 109, 110, *range(121, 125))},
    **{code: Sprm6(1) for code in (131, 132, 138, 139, 142, 143, 146, 147, 150, 151, 152, 158, 159, 162)},
    **{code: Sprm6(2) for code in (140, 141, 144, 145, 148, 149, *range(154, 158), 160, 161)},
    **{code: Sprm6(2) for code in range(164, 172)},
    **{code: Sprm6(3) for code in (95, 136, 137)},
    20: Sprm6(4),
    52: Sprm6(0),
    70: Sprm6(4),
    2: Sprm6(2, sprms.P_ISTD),
    13: Sprm6(1, sprms.P_OLD_NUMBER),
    24: Sprm6(1, sprms.P_IN_TABLE),
    25: Sprm6(1, sprms.P_ROW_END),
    65: Sprm6(1, sprms.C_DELETED),
    67: Sprm6(1, sprms.C_FIELD_VANISH),
    74: Sprm6(VARIABLE, sprms.C_SYMBOL),
    80: Sprm6(2, sprms.C_STYLE),
    83: Sprm6(0, sprms.C_PLAIN),
    85: Sprm6(1, sprms.C_BOLD),
    87: Sprm6(1, sprms.C_STRUCK),
    92: Sprm6(1, sprms.C_HIDDEN),
    93: Sprm6(2, sprms.C_FONT),
    99: Sprm6(2, sprms.C_SIZE),
    101: Sprm6(2, sprms.C_RAISED),
    104: Sprm6(1, sprms.C_POSITION),
    117: Sprm6(1, sprms.C_SPECIAL),
    182: Sprm6(2, 0x5400),
    183: Sprm6(2, sprms.T_LEFT),
    184: Sprm6(2, sprms.T_GAP),
    185: Sprm6(1),
    186: Sprm6(1, sprms.T_HEADER),
    187: Sprm6(12),
    188: Sprm6(LONG, sprms.T_DEFINE),
    189: Sprm6(2),
    190: Sprm6(LONG, sprms.T_DEFINE),
    191: Sprm6(VARIABLE),
    192: Sprm6(4),
    193: Sprm6(5),
    194: Sprm6(4, sprms.T_INSERT),
    195: Sprm6(2, sprms.T_DELETE),
    196: Sprm6(4, sprms.T_WIDTH),
    197: Sprm6(2, sprms.T_MERGE),
    198: Sprm6(2, sprms.T_SPLIT),
    199: Sprm6(5),
    153: Sprm6(1, sprms.S_HEADERS),
    200: Sprm6(4),
}
"""Operand sizes and translations, by opcode."""


def translate(grpprl: bytes) -> bytes:
    """A grpprl of Word 6.0 or 95 as one of Word 97; what is unknown or does not fit ends it."""
    out: list[bytes] = []
    at, end = 0, len(grpprl)
    while at < end:
        sprm = SPRMS.get(grpprl[at])
        at += 1
        if sprm is None:
            break
        size = sprm.size
        if size == VARIABLE:
            size = grpprl[at] if at < end else 0
            at += 1
        elif size == LONG:
            size = u16(grpprl, at) - 1
            at += 2
        if size < 0 or at + size > end:
            break
        if sprm.code:
            out.append(_sprm(sprm.code, grpprl[at : at + size]))
        at += size
    return b"".join(out)


def _sprm(code: int, operand: bytes) -> bytes:
    if code == sprms.T_DEFINE:
        operand = _definition(operand)
        return struct.pack("<HH", code, len(operand) + 1) + operand
    if code == sprms.C_SYMBOL:  # font of two bytes, character of one
        symbol = operand[2] if len(operand) > 2 else 0
        return struct.pack("<HHH", code, u16(operand, 0), symbol | 0xF000)
    if code == sprms.C_PLAIN:
        operand = b"\0"
    return struct.pack("<H", code) + operand


def _definition(operand: bytes) -> bytes:
    """A TDefTable with cells of ten bytes as one with cells of twenty: the flags stand first in both."""
    count = operand[0] if operand else 0
    first = 1 + 2 * (count + 1)
    cells = (operand[at : at + 2].ljust(20, b"\0") for at in range(first, len(operand) - 1, 10))
    return operand[:first] + b"".join(cells)
