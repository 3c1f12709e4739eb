"""What a form may ask of its checks beyond what holds for every document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Parameters:
    """Shares are fractions of one."""

    excess: Decimal = Decimal("0.25")
    """By how much executed may exceed programmed before it is worth a word."""
    drift: Decimal = Decimal("0.25")
    """By how much an item's weight may change from one year to the next before it is worth a word."""
    least_activities: int = 0
    """How many activities each objective must have; 0 where the form asks for none."""
    off: frozenset[str] = frozenset()
    """Names of the rules that are not applied."""


DEFAULT = Parameters()
