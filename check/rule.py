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


class Severity(StrEnum):
    """How grave a finding is, from the gravest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


SURE = 0.5
"""A finding that rests on a reading less sure than this is only ``info``, and says what it doubts."""


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
    evidence: tuple[Spot, ...] = ()
    confidence: float = 1.0
    severity: Severity | None = None
    """Where it is not the rule's own."""
    wording: str = ""
    """Which of the rule's sentences, where it has several."""
    discriminator: str = ""
    """What tells two breaches of the rule on one item apart (a period, a column's header)."""


Finder = Callable[[DocumentView], Iterator[Breach]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared. ``find`` is a pure function of one document's rows."""

    name: str
    severity: Severity
    find: Finder

    def title(self, language: str) -> str:
        return str(_words()[self.name]["title"][language])

    def explanation(self, language: str) -> str:
        """What the rule looks for and how, in a few sentences."""
        return str(_words()[self.name]["explanation"][language])

    def sentence(self, breach: Breach, language: str) -> str:
        """What a finding says: what is wrong, where, and what to do."""
        template = str(_words()[self.name][breach.wording or "message"][language])
        said = template.format_map({"expected": breach.expected, "observed": breach.observed, **breach.facts})
        if breach.confidence < SURE:
            said += " " + str(_words()["doubt"]["message"][language])
        return said

    def severity_of(self, breach: Breach) -> Severity:
        if breach.confidence < SURE:
            return Severity.INFO
        return breach.severity or self.severity


_RULES: dict[str, Rule] = {}


def rule(name: str, severity: Severity) -> Callable[[Finder], Finder]:
    """Declares the function below it as the rule of that name. Raises KeyError for a rule without words in
    ``messages.toml`` and ValueError for a name that is taken."""
    if name in _RULES:
        raise ValueError(f"two rules are called {name}")
    _words()[name]

    def declare(find: Finder) -> Finder:
        _RULES[name] = Rule(name, severity, find)
        return find

    return declare


def declared() -> tuple[Rule, ...]:
    """All rules, by name."""
    return tuple(_RULES[name] for name in sorted(_RULES))


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("check") / "messages.toml").read_text(encoding="utf-8"))
