"""The table of the kinds of file that are told apart, and what an identification says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.document import Format
from ingest.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class Identification:
    """What a file is. ``format`` is UNKNOWN where no reader takes it, and ``problem`` then says why."""

    format: Format
    puid: str = ""
    basis: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of ``kinds.toml``."""

    key: str
    name: str
    puid: str
    becomes: str
    """A ``Format`` that has a reader, or the problem that stands for this kind."""
    basis: str
    magic: re.Pattern[bytes] | None

    @property
    def format(self) -> Format:
        return Format(self.becomes) if self.becomes in set(Format) else Format.UNKNOWN

    @property
    def problem(self) -> Problem | None:
        return None if self.format is not Format.UNKNOWN else problem(self.becomes, format=self.name)

    @property
    def identification(self) -> Identification:
        return Identification(self.format, self.puid, self.basis, self.problem)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by key, in the order of the table."""
    table = (files("ingest.identification") / "kinds.toml").read_text(encoding="utf-8")
    return {key: _kind(key, entry) for key, entry in tomllib.loads(table).items()}


def _kind(key: str, entry: dict[str, str]) -> Kind:
    magic = entry.get("magic")
    pattern = re.compile(magic.encode("latin-1"), re.DOTALL) if magic is not None else None
    return Kind(key, entry["name"], entry["puid"], entry["as"], entry["basis"], pattern)


def known_as(key: str) -> Identification:
    """The identification as the kind of that key. Raises KeyError for a key that the table lacks."""
    return kinds()[key].identification


def by_magic(data: bytes) -> Identification | None:
    """The first kind of the table whose ``magic`` the first bytes match."""
    head = data[:_LONGEST_MAGIC]
    return next(
        (kind.identification for kind in kinds().values() if kind.magic and kind.magic.match(head)), None
    )


_LONGEST_MAGIC = 512
