"""The words of ``wording.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _words() -> dict[str, list[str]]:
    text = (files("ingest.pdf") / "wording.toml").read_text(encoding="utf-8")
    return {name: list(words) for name, words in tomllib.loads(text).items()}


@cache
def open_ends() -> tuple[str, ...]:
    """What a lower-case line ends with when its sentence goes on."""
    words = _words()
    return (*words["open_signs"], *(f" {word}" for word in words["open_words"]))


@cache
def short_words() -> frozenset[str]:
    """Words of one or two letters, in lower case."""
    return frozenset(_words()["short_words"])


@cache
def caption() -> re.Pattern[str]:
    """A numbered caption at the beginning of a text: ``Table 7.4``, ``Cuadro N° 3``, ``Figure A2``."""
    return re.compile(
        rf"(?i:{_any('captions')})\s*(?i:n[°ºo.]*\s*)?(?:[A-Z]{{1,2}}[.-]?\d|\d|[IVXLC]+\b|[A-Z]\b)(?:[.-]?\d+)*[a-z]?\b"
    )


@cache
def page_number() -> re.Pattern[str]:
    """A text that is nothing but a page's number: ``- 41 -``, ``Página 3 de 9``."""
    return re.compile(
        rf"\W*(?:(?:{_any('page')})\.?)?\s*\d{{1,4}}\s*(?:(?:{_any('of')})\s*\d{{1,4}})?\W*", re.IGNORECASE
    )


@cache
def initials() -> tuple[str, ...]:
    """Initials of months and days, in their order and in lower case: the heads of narrow columns."""
    return tuple(word.lower() for word in _words()["initials"])


def _any(name: str) -> str:
    return "|".join(sorted(map(re.escape, _words()[name]), key=len, reverse=True))
