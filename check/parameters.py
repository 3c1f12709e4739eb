"""What a form may ask of its checks beyond what holds for every document."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Bound:
    """Between which values a measure must lie; of items of one kind where ``kind`` is given."""

    measure: str
    low: Decimal
    high: Decimal
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The checks of one kind of document. Shares are fractions of one, ``tolerance`` is in the unit of what
    is compared."""

    tolerance: Decimal = Decimal(0)
    """By how much a stated result may miss beyond what the printed precision explains."""
    excess: Decimal = Decimal("0.25")
    """By how much executed may exceed programmed before it is worth a word."""
    drift: Decimal = Decimal("0.25")
    """By how much an item's weight may change from one year to the next before it is worth a word."""
    least_activities: int | None = None
    """How many activities each objective must have; None leaves it to what the document itself asks for, 0 is
    none."""
    bases: tuple[str, ...] = ()
    """What weights may add up to, from ``weight_groups.base_source``; empty where every base will do."""
    required_columns: tuple[str, ...] = ()
    """Roles that a table of what is planned or evaluated must have a column for."""
    bounds: tuple[Bound, ...] = ()
    severities: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Rules and how grave their findings are, where it is not the rule's own severity."""
    off: frozenset[str] = frozenset()
    """Names of the rules that are not applied."""

    def severity_of(self, rule: str) -> str | None:
        """How grave a rule's findings are where the form says so."""
        return dict(self.severities).get(rule)


DEFAULT = Parameters()
