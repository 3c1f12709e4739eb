"""The rules, by what they look at. Importing this package declares them."""

from check.rules import (
    compliance,
    drift,
    items,
    missing,
    numbering,
    parents,
    regions,
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
    "compliance",
    "drift",
    "items",
    "missing",
    "numbering",
    "parents",
    "regions",
    "results",
    "stated_counts",
    "targets",
    "total_rows",
    "unread",
    "weight_cells",
    "weight_conflicts",
    "weight_sums",
]
