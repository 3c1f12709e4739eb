"""The rules, by what they look at. Importing this package declares them."""

from check.rules import form, results, targets, totals, weights

__all__ = ["form", "results", "targets", "totals", "weights"]
