"""Groups of weights as a profile judges them: the bases that it allows, and its tolerance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from check.amounts import HUNDRED
from check.parameters import Parameters
from normalize.dataset import Rows
from normalize.schema import WeightGroupRow


def judged(rows: Rows, parameters: Parameters) -> Rows:
    """The rows of one document with its groups held against the bases that the profile allows, in the order
    of the profile where none is met; as they are where it asks for nothing of its own."""
    if not parameters.tolerance and not parameters.bases:
        return rows
    weights: dict[str, list[tuple[Decimal, str]]] = {}
    for measure in rows.measures:
        if measure.measure == "weight":
            source = "parent" if measure.table_id else "heading"
            weights.setdefault(measure.item_id, []).append((measure.value, source))
    return replace(
        rows,
        weight_groups=tuple(
            _judged(group, weights.get(group.parent_id, []), parameters) for group in rows.weight_groups
        ),
    )


def _judged(
    group: WeightGroupRow, of_parent: list[tuple[Decimal, str]], parameters: Parameters
) -> WeightGroupRow:
    allowed = parameters.bases or (group.base_source,)
    if group.base_source in (*allowed, "one"):
        is_consistent = group.consistent or abs(group.difference) <= group.tolerance + parameters.tolerance
        return replace(group, consistent=is_consistent)
    bases = list(_bases(group, of_parent, allowed))
    if not bases:
        return group  # the document states none that the profile allows
    slack = group.tolerance + parameters.tolerance
    base, source = next((one for one in bases if abs(group.sum - one[0]) <= slack), bases[0])
    difference = group.sum - base
    return replace(
        group, base=base, base_source=source, difference=difference, consistent=abs(difference) <= slack
    )


def _bases(
    group: WeightGroupRow, of_parent: list[tuple[Decimal, str]], allowed: tuple[str, ...]
) -> Iterator[tuple[Decimal, str]]:
    for source in allowed:
        if source == group.first_base_source == "total_row":
            yield group.first_base, source
        yield from ((value, source) for value, stated in of_parent if stated == source)
        if source == "hundred":
            yield HUNDRED, source
