"""The rules, by what they look at. Importing this package declares them."""

from check.rules import (
    ambiguous,
    between,
    compliance,
    items,
    missing,
    numbering,
    parents,
    repaired,
    results,
    stated_counts,
    targets,
    total_rows,
    unread,
    weight_cells,
    weight_conflicts,
    weight_sums,
)

__all__ = [
    "ambiguous",
    "between",
    "compliance",
    "items",
    "missing",
    "numbering",
    "parents",
    "repaired",
    "results",
    "stated_counts",
    "targets",
    "total_rows",
    "unread",
    "weight_cells",
    "weight_conflicts",
    "weight_sums",
]
