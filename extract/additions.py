"""What a user adds to the vocabulary: header phrases and institutions of their own forms.

Additions are a plain value that is handed to ``extract.understand`` with the document; nothing here looks for
a file. While a document is understood they are in force for its thread (or task) alone, so that the caches of
the lexicon and of the gazetteer, which are kept by additions, never mix two users' words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields

from extract.folding import fold
from extract.reading import Role


@dataclass(frozen=True, slots=True)
class AddedPhrase:
    """Words of a header, folded, and the role that they announce."""

    role: Role
    phrase: str


@dataclass(frozen=True, slots=True)
class AddedInstitution:
    """``country`` is ISO 3166-1 alpha-2 or empty; an acronym counts from three capital letters on."""

    name: str
    country: str = ""
    acronym: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Additions:
    """Goes before what is shipped: a phrase added under one role is taken from the others, an institution of
    a shipped name or acronym replaces that one."""

    phrases: tuple[AddedPhrase, ...] = ()
    institutions: tuple[AddedInstitution, ...] = ()


NOTHING_ADDED = Additions()


class WrongAddition(ValueError):
    """``where`` names the entry ("vocabulary.weight"), ``wanted`` what would be right there, as one of the
    words ``table``, ``list``, ``text``, ``role``, ``country``, ``key``, ``phrase``, ``once``."""

    def __init__(self, where: str, wanted: str) -> None:
        super().__init__(f"{where}: {wanted}")
        self.where = where
        self.wanted = wanted

    def __reduce__(self) -> tuple[type[WrongAddition], tuple[str, str]]:
        return WrongAddition, (self.where, self.wanted)


def additions_from(settings: Mapping[str, object]) -> Additions:
    """The additions in a file of settings, as TOML gives them: ``[vocabulary]`` with a list of phrases under
    the name of a role, ``[[institutions]]`` with ``name``, ``country``, ``acronym``, ``other_names``. Other
    tables of the file are others' business. Raises WrongAddition for an entry that is not so."""
    return Additions(
        tuple(_phrases(settings.get("vocabulary", {}))),
        tuple(_institutions(settings.get("institutions", []))),
    )


def _phrases(table: object) -> Iterator[AddedPhrase]:
    if not isinstance(table, Mapping):
        raise WrongAddition("vocabulary", "table")
    roles: dict[str, str] = {}
    for name, phrases in table.items():
        where = f"vocabulary.{name}"
        if name not in set(Role):
            raise WrongAddition(where, "role")
        for phrase in _texts(phrases, where):
            if not fold(phrase):
                raise WrongAddition(where, "phrase")
            if roles.setdefault(fold(phrase), name) != name:
                raise WrongAddition(f"{where}: {phrase}", "once")
            yield AddedPhrase(Role(name), fold(phrase))


def _institutions(entries: object) -> Iterator[AddedInstitution]:
    if not isinstance(entries, list):
        raise WrongAddition("institutions", "list")
    known = {field.name for field in fields(AddedInstitution)}
    for number, entry in enumerate(entries, start=1):
        where = f"institutions[{number}]"
        if not isinstance(entry, Mapping):
            raise WrongAddition(where, "table")
        if strange := sorted(set(entry) - known):
            raise WrongAddition(f"{where}.{strange[0]}", "key")
        name, country, acronym = (
            _text(entry.get(key, ""), f"{where}.{key}") for key in ("name", "country", "acronym")
        )
        if not fold(name):
            raise WrongAddition(f"{where}.name", "phrase")
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise WrongAddition(f"{where}.country", "country")
        others = tuple(_texts(entry.get("other_names", []), f"{where}.other_names"))
        yield AddedInstitution(name, country.upper(), acronym, others)


def _texts(value: object, where: str) -> list[str]:
    if not isinstance(value, list):
        raise WrongAddition(where, "list")
    return [_text(one, where) for one in value]


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise WrongAddition(where, "text")
    return value.strip()


_IN_FORCE: ContextVar[Additions] = ContextVar("additions", default=NOTHING_ADDED)


def in_force() -> Additions:
    """The additions of the document that is being understood."""
    return _IN_FORCE.get()


@contextmanager
def adding(additions: Additions) -> Iterator[None]:
    """Puts additions in force for what is done inside."""
    before = _IN_FORCE.set(additions)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)
