"""What could not be read, where and why, in words that the file's owner understands.

A problem is a value, never an exception: a reader that meets one keeps what it has and goes on. The words
stand in ``problems.toml``, one entry per kind, in both languages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files

from ingest.wording import filled


class Outcome(IntEnum):
    """What a problem means for the document, from mild to grave."""

    NOTED = 1
    """Worth knowing; nothing is lost."""
    PARTLY_READ = 2
    NEEDS_OCR = 3
    """There are only pictures of text."""
    NOT_READ = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong: ``kind`` names an entry of ``problems.toml``, ``facts`` fill its blanks."""

    kind: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def outcome(self) -> Outcome:
        return Outcome[str(_catalogue()[self.kind]["outcome"]).upper()]

    def message(self, language: str) -> str:
        """One line in ``es`` or ``en``: what happened and what to do about it."""
        return filled(_catalogue()[self.kind][language], dict(self.facts))


def problem(kind: str, **facts: object) -> Problem:
    """A problem of a kind that ``problems.toml`` names. Raises KeyError for any other kind, and where a
    blank of its sentences is not filled: a mistake of the caller, found by its first test."""
    made = Problem(kind, tuple(sorted((name, str(value)) for name, value in facts.items())))
    made.message("en"), made.message("es")
    return made


def worst(problems: Iterable[Problem]) -> Outcome | None:
    return max((problem.outcome for problem in problems), default=None)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("ingest") / "problems.toml").read_text(encoding="utf-8"))
