"""The word lists of ``data/``, loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def data(name: str) -> dict[str, Any]:
    """The content of ``data/<name>.toml``. Raises FileNotFoundError for a list that is not shipped."""
    return tomllib.loads((files("extract") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(group: str, entry: str) -> tuple[str, ...]:
    """The entries of a list of ``words.toml``. Raises KeyError for one that is not there."""
    return tuple(data("words")[group][entry])


@cache
def either(entry: str) -> str:
    """A group that matches any of the patterns of an entry, to stand in a regular expression."""
    return f"(?:{'|'.join(words('patterns', entry))})"
