"""What a rule is: a declared name and severity, words in two languages, and a pure function that finds
breaches.

The words stand in ``messages.toml``: for each rule its title, what it looks for, and the sentence that a
finding says, in Spanish and in English, with blanks for the facts of the breach.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from check.view import DocumentView, Spot
from ingest.wording import filled, in_plural


class Severity(StrEnum):
    """How grave a finding is, from the gravest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class RestsOn(StrEnum):
    """What must have been read right for a breach to be one: the wider, the more casts doubt on it."""

    CELLS = "cells"
    """The cells that it names."""
    ROWS = "rows"
    """The rows of those cells, each as one row."""
    TABLE = "table"
    """All rows of their tables."""
    TABLES = "tables"
    """All tables of the document."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a document breaks a rule: what was expected and what is there, and the cells that this
    rests on. ``confidence`` is that of the least sure of them."""

    spot: Spot
    expected: str = ""
    observed: str = ""
    difference: Decimal | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    """What fills the blanks of the rule's sentence beside ``expected`` and ``observed``."""
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Language → facts that are words of that language."""
    evidence: tuple[Spot, ...] = ()
    confidence: float = 1.0
    severity: Severity | None = None
    """Where it is not the rule's own."""
    wording: str = ""
    """Which of the rule's sentences, where it has several."""
    discriminator: str = ""
    """What tells two breaches of the rule on one item apart (a period, a column's header)."""
    doubt: str = ""
    """What the rule itself finds doubtful in the reading: an entry of ``doubts.toml``."""


Finder = Callable[[DocumentView], Iterator[Breach]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared: of one document, found by a pure function, or between the documents of a dataset,
    found by the query in ``rules/<name>.sql``."""

    name: str
    severity: Severity
    find: Finder | None = None
    is_between: bool = False
    rests_on: RestsOn = RestsOn.CELLS
    parameters: tuple[str, ...] = ()
    """What a profile can set for it, beside its severity and whether it is applied: fields of
    ``check.parameters.Parameters``."""

    def title(self, language: str) -> str:
        return str(_words()[self.name]["title"][language])

    def explanation(self, language: str) -> str:
        """What the rule looks for and how, in a few sentences."""
        return str(_words()[self.name]["explanation"][language])

    def wordings(self) -> tuple[str, ...]:
        """The names of its sentences, the ordinary one first."""
        return tuple(name for name in _words()[self.name] if name not in ("title", "explanation"))

    def template(self, wording: str, language: str) -> str:
        """One of its sentences with its blanks in braces, as it is said of many."""
        return in_plural(_words()[self.name][wording][language])

    def sentence(self, breach: Breach, language: str) -> str:
        """What a finding says: what is wrong, where, and what to do. Raises KeyError for a breach that leaves
        a blank of the sentence unfilled."""
        template = str(_words()[self.name][breach.wording or "message"][language])
        facts = {**breach.facts, **breach.told.get(language, {})}
        return filled(template, {"expected": breach.expected, "observed": breach.observed, **facts})


_RULES: dict[str, Rule] = {}


def rule(
    name: str, severity: Severity, *, rests_on: RestsOn = RestsOn.CELLS, parameters: tuple[str, ...] = ()
) -> Callable[[Finder], Finder]:
    """Declares the function below it as the rule of that name. Raises KeyError for a rule without words in
    ``messages.toml`` and ValueError for a name that is taken."""

    def declare_it(find: Finder) -> Finder:
        declare(Rule(name, severity, find=find, rests_on=rests_on, parameters=parameters))
        return find

    return declare_it


def rule_between(name: str, severity: Severity, *, parameters: tuple[str, ...] = ()) -> None:
    """As ``rule``, for one that compares documents."""
    declare(Rule(name, severity, is_between=True, parameters=parameters))


def declare(new: Rule) -> None:
    if new.name in _RULES:
        raise ValueError(f"two rules are called {new.name}")
    _words()[new.name]
    _RULES[new.name] = new


def declared() -> tuple[Rule, ...]:
    """All rules, by name."""
    return tuple(_RULES[name] for name in sorted(_RULES))


def worded() -> frozenset[str]:
    """The names of the rules that ``messages.toml`` has words for."""
    return frozenset(_words())


def parameter_words(name: str, language: str) -> str:
    """What a parameter of a profile sets. Raises KeyError for one without words in ``parameters.toml``."""
    return _parameters()[name][language]


@cache
def _parameters() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("check") / "parameters.toml").read_text(encoding="utf-8"))


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("check") / "messages.toml").read_text(encoding="utf-8"))
