"""Digits and the marks between them → a number, by the convention that the document uses.

A mark between digits either groups them by threes or opens the decimals. Often the figure itself tells
(``1.234,5``, ``0,25``, ``7,69``, ``131.373.642``); where it does not (``12.500``), the convention does, and
without one the figure stays ambiguous: both readings are given and which is right is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

from normalize.glyphs import NO_BREAK

MOST_DIGITS = 28
"""Significant digits beyond which a number is refused: what a decimal column holds before its decimals."""
MOST_DECIMALS = 10

EXACT = Context(prec=80)
"""For sums, products and shifts: never rounds what numbers of ``MOST_DIGITS`` give."""


class Convention(StrEnum):
    """Which mark opens the decimals; the values stand in ``documents.number_format``."""

    COMMA = "1.234,5"
    POINT = "1,234.5"

    @property
    def decimal(self) -> str:
        return "," if self is Convention.COMMA else "."

    @property
    def grouping(self) -> str:
        return "." if self is Convention.COMMA else ","


@dataclass(frozen=True, slots=True)
class Numeral:
    value: Decimal
    decimals: int
    """Digits printed after the decimal mark."""
    tells: Convention | None = None
    """The convention that the figure shows by itself."""
    other: Decimal | None = None
    """The other reading, where the figure alone does not tell; ``value`` is then the convention's."""
    undecided: bool = False
    """It could be either reading, and no convention was given."""
    slip: bool = False
    """Written with a slip (a blank after the mark: ``20, 000``) that a reader sees through."""


def is_representable(value: Decimal) -> bool:
    """Whether a decimal column holds the value exactly."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return False
    return -exponent <= MOST_DECIMALS and len(digits) <= MOST_DIGITS and len(digits) + exponent <= MOST_DIGITS


def read_numeral(
    groups: Sequence[str], marks: Sequence[str], convention: Convention | None = None
) -> Numeral | None:
    """The number that ``groups`` of digits with ``marks`` between them write (one mark fewer than groups:
    ``.``, ``,``, ``'``, a space of either kind, or a mark and a space). None where they write no number.
    """
    slip = any(len(mark) > 1 for mark in marks)
    marks = [mark[0] for mark in marks]
    if sum(map(len, groups)) > 2 * MOST_DIGITS:
        return None
    found = _read(list(groups), ["·" if m in (" ", NO_BREAK, "'") else m for m in marks], marks, convention)
    if found is None or not is_representable(found.value):
        return None
    if slip and found.decimals:
        return None  # "20, 5" is two figures sooner than 20.5
    return Numeral(found.value, found.decimals, found.tells, found.other, found.undecided, slip)


def _read(
    groups: list[str], kinds: list[str], marks: list[str], convention: Convention | None
) -> Numeral | None:
    if not kinds:
        return Numeral(Decimal(groups[0]), 0)
    last = kinds[-1]
    if last in ".," and last not in kinds[:-1] and len(kinds) > 1:
        # a mark that differs from those before it opens the decimals
        if len(set(kinds[:-1])) != 1 or not _grouped(groups[:-1]) or len(set(marks[:-1])) != 1:
            return None
        return _decimal(groups[:-1], groups[-1], _telling(last))
    if len(kinds) > 1 or last == "·":
        if len(set(marks)) != 1 or not _grouped(groups):
            return None
        tells = None if last == "·" else _telling("," if last == "." else ".")
        return Numeral(Decimal("".join(groups)), 0, tells)
    whole, rest = groups
    if len(rest) != 3 or len(whole) > 3 or (whole[0] == "0"):
        return _decimal([whole], rest, _telling(last))
    grouped = Numeral(Decimal(whole + rest), 0)
    decimal = Numeral(Decimal(f"{whole}.{rest}"), 3)
    if convention is not None and last == convention.decimal:
        return Numeral(decimal.value, 3, other=grouped.value)
    return Numeral(grouped.value, 0, other=decimal.value, undecided=convention is None)


def _decimal(whole: list[str], decimals: str, tells: Convention) -> Numeral:
    return Numeral(Decimal(f"{''.join(whole)}.{decimals}"), len(decimals), tells)


def _telling(mark: str) -> Convention:
    return Convention.COMMA if mark == "," else Convention.POINT


def _grouped(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
