"""Names of places and institutions in running text, found with spaCy's EntityRuler over the lists of
``data/``.

Text and names are folded before they are compared, so that case and accents do not matter. An institution's
acronym counts only where the text writes it as printed in the list ("IPS", not "ips"). Institutions that a
user adds go before those of the list.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from extract.additions import AddedInstitution, Additions, in_force
from extract.folding import fold

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A region, department, state or province: its ISO 3166-2 code and name."""

    code: str
    country: str
    name: str


@dataclass(frozen=True, slots=True)
class Institution:
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the gazetteer in a text. ``by_capital``: the region is only meant by its capital's name."""

    name: str
    start: int
    """Word at which it begins in the folded text."""
    subdivisions: tuple[Subdivision, ...] = ()
    """More than one where several countries have a region of that name."""
    institutions: tuple[Institution, ...] = ()
    by_capital: bool = False


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("extract") / "data" / name).read_text(encoding="utf-8").splitlines()))


@cache
def _subdivisions() -> dict[str, tuple[Subdivision, ...]]:
    """Folded name → the subdivisions that bear it."""
    found: dict[str, list[Subdivision]] = {}
    for row in _rows("subdivisions.csv"):
        one = Subdivision(row["code"], row["country"], row["name"])
        for name in (row["name"], *filter(None, row["other_names"].split("|"))):
            found.setdefault(fold(name), []).append(one)
    return {name: tuple(dict.fromkeys(ones)) for name, ones in found.items()}


def capital_of(name: str) -> frozenset[str]:
    """The countries in which a folded name is that of a region's capital, whatever it names elsewhere."""
    return frozenset(one.country for one in _every_capital().get(name, ()))


@cache
def _every_capital() -> dict[str, tuple[Subdivision, ...]]:
    found: dict[str, list[Subdivision]] = {}
    for row in _rows("subdivisions.csv"):
        if row["capital"]:
            one = Subdivision(row["code"], row["country"], row["name"])
            found.setdefault(fold(row["capital"]), []).append(one)
    return {name: tuple(ones) for name, ones in found.items()}


@cache
def _capitals() -> dict[str, tuple[Subdivision, ...]]:
    """Folded name of a capital that no region bears → its region."""
    return {name: ones for name, ones in _every_capital().items() if name not in _subdivisions()}


def _listed() -> list[AddedInstitution]:
    return [
        AddedInstitution(
            row["name"], row["country"], row["acronym"], tuple(filter(None, row["other_names"].split("|")))
        )
        for row in _rows("institutions.csv")
    ]


@lru_cache(maxsize=16)
def _institutions(additions: Additions) -> dict[str, tuple[Institution, ...]]:
    """Folded name → the institutions that bear it."""
    added = _by_name(additions.institutions)
    return {**_by_name(_listed()), **added}


def _by_name(ones: Iterable[AddedInstitution]) -> dict[str, tuple[Institution, ...]]:
    found: dict[str, list[Institution]] = {}
    for one in ones:
        for name in (one.name, *one.other_names):
            if folded := fold(name):
                found.setdefault(folded, []).append(Institution(one.name, one.country))
    return {name: tuple(dict.fromkeys(ones)) for name, ones in found.items()}


def acronyms() -> dict[str, Institution]:
    """Acronym as printed → the institution, where only one bears it."""
    return _acronyms(in_force())


@lru_cache(maxsize=16)
def _acronyms(additions: Additions) -> dict[str, Institution]:
    return {**_by_acronym(_listed()), **_by_acronym(additions.institutions)}


def _by_acronym(ones: Iterable[AddedInstitution]) -> dict[str, Institution]:
    found: dict[str, list[Institution]] = {}
    for one in ones:
        if len(one.acronym) >= 3:
            found.setdefault(one.acronym, []).append(Institution(one.name, one.country))
    return {acronym: ones[0] for acronym, ones in found.items() if len(ones) == 1}


@lru_cache(maxsize=4)
def _ruler(additions: Additions) -> Language:
    import spacy  # takes a second to load: only when a document is understood

    language = spacy.blank("xx")
    ruler = language.add_pipe("entity_ruler")
    patterns = [{"label": "INSTITUTION", "pattern": name} for name in _institutions(additions)]
    patterns += [{"label": "CAPITAL", "pattern": name} for name in _capitals()]
    patterns += [{"label": "SUBDIVISION", "pattern": name} for name in _subdivisions()]
    ruler.add_patterns(patterns)
    return language


def mentions(text: str) -> Iterator[Mention]:
    """The names in a text, from its start, the longest where names overlap."""
    folded = re.sub(r"\s+", " ", fold(text))
    if not folded:
        return
    additions = in_force()
    for found in _ruler(additions)(folded).ents:
        name = found.text
        if found.label_ == "INSTITUTION":
            yield Mention(name, found.start, institutions=_institutions(additions)[name])
        elif found.label_ == "CAPITAL":
            yield Mention(name, found.start, subdivisions=_capitals()[name], by_capital=True)
        else:
            yield Mention(name, found.start, subdivisions=_subdivisions()[name])
