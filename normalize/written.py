"""What the text of one figure says, before anything around it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from normalize.currency import Sign
from normalize.numerals import Convention


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A figure as it is written: the header's scale and the column's percent scale are not applied yet."""

    value: Decimal
    value_high: Decimal | None = None
    comparator: str = "="
    form: str = "bare"
    """``bare``, ``fraction`` (``1/4``), ``words`` or ``range``."""
    percent: bool = False
    """Its own sign or words say percent."""
    point: bool = False
    """Its own words say points."""
    out_of: Decimal | None = None
    """What it is a part of: 8 in ``4 de 8`` and ``4/8``; ``value`` is then 4."""
    sign: Sign | None = None
    """The currency beside it."""
    scale: int = 0
    """Power of ten in its own words (``5.3 millones``: 6; per mille: −1), not applied to ``value``."""
    unit: str = ""
    """The words after it, as printed."""
    decimals: int = 0
    """Digits printed after the decimal mark."""
    tells: Convention | None = None
    """The convention that it shows by itself."""
    other: Decimal | None = None
    """The other reading of an ambiguous figure (``12.500``), or of a dash that may be a list mark."""
    undecided: bool = False
    """It could be either, and no convention was given."""
    spaced: bool = False
    """Plain blanks stand between its groups: it may be several figures."""
    certainty: float = 1.0
    """1 for a plain figure, less for each slip or guess that the reading rests on."""
