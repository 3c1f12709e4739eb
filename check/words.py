"""The words that rules look for in texts: ``words.toml``, folded."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from normalize.glyphs import fold


@cache
def words(name: str) -> frozenset[str]:
    """The words or phrases of an entry, as ``fold`` makes them. Raises KeyError for one that is not there."""
    return frozenset(fold(word) for word in _entries()[name])


@cache
def _entries() -> dict[str, list[str]]:
    return tomllib.loads((files("check") / "words.toml").read_text(encoding="utf-8"))
