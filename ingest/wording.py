"""Sentences with blanks, which say one thing in the singular and many in the plural.

A blank may choose by its number: in ``its {rows:only row says|{rows} rows say} so`` the words before the bar
are said where ``rows`` is 1, those behind it otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping


class _Fact:
    """A fact that chooses words, and is printed as ever where there are none to choose from."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        if not bar:
            return format(self._value, spec)
        return one if str(self._value) == "1" else many


def filled(template: str, facts: Mapping[str, object]) -> str:
    """The template with its blanks filled. Raises KeyError for a blank without a fact."""
    return template.format_map({name: _Fact(value) for name, value in facts.items()})


def in_plural(template: str) -> str:
    """The template as it is shown to who wants to know what a rule says: as of many."""
    return template.format_map(_Blanks())


class _Blanks(dict[str, object]):
    def __missing__(self, name: str) -> object:
        return _Fact(f"{{{name}}}")
