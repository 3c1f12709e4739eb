"""Money: which currency a sign, a code or a word means, in the document's country."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from normalize.numerals import Convention

LONGEST_SIGN = 5
"""Characters of the longest sign that ``find_sign`` knows."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How money is marked: ``mark`` is a key of the data file, ``scale`` what it announces (``MM$``: 6)."""

    mark: str
    scale: int = 0


@cache
def _money() -> dict[str, Any]:
    return tomllib.loads((files("normalize") / "data" / "money.toml").read_text(encoding="utf-8"))


def sign(text: str) -> Sign | None:
    """The sign or code that ``text`` is, blanks not counted: ``US$``, ``$``, ``MM$``, ``CLP``."""
    money = _money()
    mark = text.upper()
    if mark in money["scaled"]:
        scaled = money["scaled"][mark]
        return Sign(scaled["sign"], scaled["scale"])
    if mark in money["sign"] or mark in money["sign_in"]:
        return Sign(mark)
    return None


def word(folded: str) -> Sign | None:
    """The currency that a folded word names (``pesos``, ``dolares``)."""
    return Sign(folded) if folded in _money()["word"] else None


def code(mark: str, country: str) -> str:
    """ISO 4217 code of a ``Sign.mark`` in a country (ISO 3166-1 alpha-2, empty if unknown); empty where the
    mark means none there."""
    money = _money()
    if mark in money["sign"]:
        return str(money["sign"][mark])
    if mark in money["sign_in"]:
        return str(money["sign_in"][mark].get(country, ""))
    meaning = str(money["word"].get(mark, ""))
    if meaning == "local":
        return of_country(country)
    if meaning == "dollar":
        return code("$", country) or "USD"
    return meaning


def of_country(country: str) -> str:
    """The currency of amounts that carry no sign, empty for an unknown country."""
    return str(_money()["country"].get(country, {}).get("currency", ""))


def habit(country: str) -> Convention | None:
    """How numbers are commonly written in a country: a weak sign, for want of any in the document."""
    mark = _money()["country"].get(country, {}).get("decimal")
    return {",": Convention.COMMA, ".": Convention.POINT}.get(mark) if mark else None
