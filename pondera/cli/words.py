"""The language of this call of the program, and its sentences in it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from pondera.messages import Language, preferred_language, say


def spoken_language(arguments: Sequence[str]) -> Language:
    """The language that ``--lang`` asks for, looked for before the arguments are parsed, so that help and
    errors are in it too; otherwise the one of the environment."""
    for index, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            asked = value if equals else "".join(arguments[index + 1 : index + 2])
            if asked in set(Language):
                return Language(asked)
    return preferred_language()


def word(key: str, **facts: object) -> str:
    """A sentence in the language of this call."""
    return say(key, spoken_language(sys.argv[1:]), **facts)
