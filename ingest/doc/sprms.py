"""Single property modifiers: the smallest units of formatting ([MS-DOC] 2.2.5 and 2.6)."""

from __future__ import annotations

P_ISTD = 0x4600
P_IN_TABLE = 0x2416
P_ROW_END = 0x2417
P_OUTLINE = 0x2640
P_LEVEL = 0x260A
P_LIST = 0x460B
P_DEPTH = 0x6649
P_DEPTH_CHANGE = 0x664A
P_INNER_CELL = 0x244B
P_INNER_ROW_END = 0x244C
P_OLD_NUMBER = 0x25FF
"""A level of the automatic numbers of Word 6.0 and 95 (sprmPNLvlAnm); Word 97 has no such sprm."""
P_HUGE = frozenset({0x6645, 0x6646})
P_TABLE_PROPERTIES = 0x646B

C_DELETED = 0x0800
C_INSERTED = 0x0801
C_DATA = 0x0806
C_PICTURE = 0x6A03
C_FIELD_VANISH = 0x0802
C_SPECIAL = 0x0855
C_BOLD = 0x0835
C_HIDDEN = 0x083C
C_SYMBOL = 0x6A09
C_STYLE = 0x4A30
C_POSITION = 0x2A48
C_SIZE = 0x4A43
C_FONT = 0x4A4F
C_PLAIN = 0x2A33
C_RAISED = 0x4845
C_STRUCK = 0x0837
C_STRUCK_TWICE = 0x2A53

T_DEFINE = 0xD608
T_DEFINE_10 = 0xD606
T_HEADER = 0x3404
T_INSERT = 0x7621
T_DELETE = 0x5622
T_WIDTH = 0x7623
T_MERGE = 0x5624
T_SPLIT = 0x5625
T_VERTICAL = 0xD62B
T_LEFT = 0x9601
T_GAP = 0x9602
T_STYLE = 0x563A
T_ALIGNMENT = frozenset({0x5400, 0x548A})
"""Where a row stands between the margins (sprmTJc90, sprmTJc)."""

S_TITLE_PAGE = 0x300A
S_HEADERS = 0x3014
"""Which headers and footers a section of Word 6.0 or 95 has."""
S_FOOTNOTE_FORMAT = 0x5040
S_ENDNOTE_FORMAT = 0x5042

_TABS = 0xC615
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
"""Bytes of the operand by the opcode's three upper bits; 0: its first byte says."""

Sprm = tuple[int, bytes]
"""Opcode and operand, without the operand's own length."""


def modifiers(grpprl: bytes) -> list[Sprm]:
    """The sprms of a grpprl in their order; what does not fit in it ends the list."""
    found: list[Sprm] = []
    at, end = 0, len(grpprl)
    while at + 3 <= end:
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if not size:
            size = grpprl[at]
            if code in (T_DEFINE, T_DEFINE_10):
                size = (size | grpprl[at + 1] << 8 if at + 1 < end else size) - 1
                at += 1
            elif code == _TABS and size == 255:
                size = _tabs_size(grpprl, at + 1)
            at += 1
        if size < 0 or at + size > end:
            break
        found.append((code, grpprl[at : at + size]))
        at += size
    return found


def _tabs_size(grpprl: bytes, at: int) -> int:
    """Bytes of a PChgTabsOperand too long for its length byte: counted from its two lists."""
    deleted = 1 + 4 * grpprl[at] if at < len(grpprl) else 0
    added = at + deleted
    return deleted + 1 + 3 * grpprl[added] if added < len(grpprl) else len(grpprl)
