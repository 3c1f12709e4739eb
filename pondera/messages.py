"""What the program says to people, in their language. The sentences stand in ``messages.toml``."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from ingest.wording import filled


class Language(StrEnum):
    ES = "es"
    EN = "en"


def preferred_language(environment: Mapping[str, str] = os.environ) -> Language:
    """The language of the person at the terminal: the first of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG``
    that is set decides, as for every POSIX program; Spanish where none is, or where it is neither."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environment.get(variable):
            return Language.EN if locale.lower().startswith("en") else Language.ES
    return Language.ES


def language_of(asked: str | None) -> Language:
    """The language asked for, or the preferred one. Raises ValueError for one that is not spoken here."""
    return preferred_language() if asked is None else Language(asked)


def say(key: str, language: Language, /, **facts: object) -> str:
    """The sentence under ``key`` with its blanks filled. Raises KeyError for a key or blank that is not
    there: a mistake of the caller."""
    return filled(catalogue()[key][language], facts)


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every sentence: key → language → text."""
    return tomllib.loads((files("pondera") / "messages.toml").read_text(encoding="utf-8"))
