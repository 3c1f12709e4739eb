"""What a figure counts: the printed unit, in the singular and in lower case, and the scale beside it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from normalize import currency
from normalize.cursor import currency_at
from normalize.glyphs import fold, plain
from normalize.tokens import match, scan

PERCENT = "percent"
POINT = "point"
COUNT = "count"
LONGEST_UNIT = 80


@dataclass(frozen=True, slots=True)
class Unit:
    """``name`` as in ``measures.unit``, empty where none is named; ``scale`` a power of ten."""

    name: str = ""
    scale: int = 0


NO_UNIT = Unit()


_ONE_OR_MORE = re.compile(r"\((?:s|es|a|as|o|os)\)s?(?!\w)", re.IGNORECASE)
"""Endings in brackets: ``informe(s)``, ``alumnos(as)``, ``usuario(a)s``."""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("normalize") / "data" / "units.toml").read_text(encoding="utf-8"))


@cache
def _words(name: str) -> tuple[str, ...]:
    """A word list, folded, longest first."""
    return tuple(sorted(map(fold, _data()[name]), key=len, reverse=True))


def read_unit(words: str, country: str = "", language: str = "es") -> Unit:
    """The unit and the scale that a header, a unit cell or the words after a figure say (``US$ MILES``,
    ``(%)``, ``Resoluciones``, ``miles de $``, ``N° de personas``)."""
    text = " ".join(plain(words[: 4 * LONGEST_UNIT]).split()).strip(" .:;,-")
    if not text:
        return NO_UNIT
    if "%" in text or fold(text) in _words("percent") or fold(text).split()[0] in _words("percent"):
        return Unit(PERCENT)
    money, scale = _money(text, country)
    if money:
        return Unit(money, scale)
    name = _ONE_OR_MORE.sub("", _without_scale(_bare(text)))
    if not any(map(str.isalpha, name)) or fold(name) in _words("none"):
        return Unit(scale=scale)
    points = fold(name) in _words("point") or fold(name).split()[0] in _words("points_first")
    return Unit(POINT if points else singular(name, language), scale)


def _money(text: str, country: str) -> tuple[str, int]:
    """The currency that stands in the words, and the scale that stands with it (or in them)."""
    tokens = scan(text)
    found, scale, at = "", 0, 0
    while at < len(tokens):
        if (power := match(tokens, at, "scale")) is not None:
            scale, at = scale or int(power[0]), power[1]
            continue
        money = currency_at(tokens, at)
        if money is None:
            at += 1
            continue
        sign, at = money
        scale = scale or sign.scale
        found = found or currency.code(sign.mark, country) or (sign.mark if sign.mark == "$" else "")
    return found, scale


def _without_scale(name: str) -> str:
    """The words behind a power of ten: ``miles de personas`` → ``personas``."""
    tokens = scan(name)
    found = match(tokens, 0, "scale")
    if found is None:
        return name
    if found[1] == len(tokens):
        return ""
    return _bare(name[tokens[found[1]].start :].strip())


def _bare(text: str) -> str:
    """The words without brackets around them and without what only says that things are counted."""
    if text.startswith(("(", "[")) and text.endswith((")", "]")):
        text = text[1:-1].strip()
    changed = True
    while changed:
        changed = False
        for word in _words("counting"):
            if fold(text).startswith(f"{word} "):
                text, changed = text[len(word) :].strip(" .:"), True
                break
    return text[:LONGEST_UNIT]


def singular(words: str, language: str = "es") -> str:
    """Each word up to the first preposition in the singular, in lower case: ``Personas capacitadas`` →
    ``persona capacitada``, ``Horas de cursos`` → ``hora de cursos``."""
    done: list[str] = []
    pieces = re.split(r"([\s/]+)", words.lower().strip())
    stops, joins = _data()["stop"], _data()["joins"]
    for at, piece in enumerate(pieces):
        if piece in stops and at:
            done.extend(pieces[at:])
            break
        done.append(piece if piece in joins or not piece.strip(" /") else _one(piece, language))
    return "".join(done)


def _one(word: str, language: str) -> str:
    data = _data()
    exceptions: dict[str, str] = data.get(language, data["es"])["exceptions"]
    found = exceptions.get(word) or data["synonyms"].get(word)
    if found is not None:
        return str(found)
    rules = {"pt": _portuguese, "en": _english}.get(language, _spanish)
    single = rules(word)
    return str(data["synonyms"].get(single, single))


def _spanish(word: str) -> str:
    """Plural → singular by the rules of Spanish spelling; a word that is no plural stays."""
    for ending in ("cion", "sion", "xion"):
        if word.endswith(ending):
            return word[: -len("on")] + "ón"
    if not word.endswith("s") or len(word) < 4:
        return word
    if word.endswith("iones") or (word.endswith("ones") and len(word) > 5):
        return word[:-4] + "ón"
    if word.endswith("ines") and len(word) > 5:
        return word[:-4] + "ín"
    if word.endswith("anes") and len(word) > 5:
        return word[:-4] + "án"
    if word.endswith("ces") and not word.endswith(("nces", "rces")):
        return word[:-3] + "z"
    if word.endswith("es"):
        stem = word[:-2]
        before = stem[-2:-1]
        vowel_before = before in "aeiouáéíóú" and before != ""
        if stem[-1:] in "ldrn" and vowel_before and stem[-2:] not in ("ll",):
            return stem
        if stem[-1:] == "y":
            return stem
        return word[:-1]
    return word[:-1] if word[-2] in "aeoáéóiu" else word


_PT_ENDINGS = (
    ("ções", "ção"), ("ões", "ão"), ("ães", "ão"), ("ais", "al"), ("éis", "el"), ("eis", "el"),
    ("óis", "ol"), ("ns", "m"), ("res", "r"), ("zes", "z"),
)  # fmt: skip


def _portuguese(word: str) -> str:
    for plural, single in _PT_ENDINGS:
        if word.endswith(plural) and len(word) > len(plural) + 1:
            return word[: -len(plural)] + single
    if word.endswith("cao"):
        return word[:-3] + "ção"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] in "aeoãâêôéáóiu" else word


def _english(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]
