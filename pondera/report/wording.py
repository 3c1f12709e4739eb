"""What pages say, in one language or in two at once, of which the reader shows one.

Two at once stand in ``span`` elements of the classes ``es`` and ``en``; the style sheet hides one of them, so
that the switch needs no script.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

from ingest.wording import filled
from pondera import messages
from pondera.messages import Language
from pondera.plain_text import printable
from pondera.writing.csv_files import printed


class Wording:
    """Sentences as markup in the given languages, the first of which is shown until another is chosen."""

    def __init__(self, *languages: Language) -> None:
        self.languages = languages
        self._known: dict[str, Markup] = {}

    @property
    def first(self) -> Language:
        return self.languages[0]

    def __call__(self, key: str, /, **facts: object) -> Markup:
        """The sentence under ``key``, its blanks filled. Raises KeyError as ``messages.say`` does."""
        if facts:
            return self.each(lambda language: say(key, language, **facts))
        if key not in self._known:
            self._known[key] = self.each(lambda language: say(key, language))
        return self._known[key]

    def plain(self, key: str) -> str:
        """The sentence in the first language, for what cannot hold markup."""
        return say(key, self.first)

    def each(self, text: Callable[[Language], str]) -> Markup:
        """What ``text`` says in each language; once where that is the same in all."""
        texts = {language: escape(printable(text(language))) for language in self.languages}
        if len(set(texts.values())) == 1:
            return texts[self.first]
        return Markup("").join(
            Markup('<span class="{0}" lang="{0}">{1}</span>').format(language.value, words)
            for language, words in texts.items()
        )

    def number(self, value: Decimal | int | float | None, unit: str = "") -> Markup:
        """A number as each language writes it, with a unit behind it."""
        if value is None:
            return Markup("")
        return self.each(lambda language: localized(printed(value), language) + unit)


def localized(digits: str, language: Language) -> str:
    return digits.replace(".", ",") if language is Language.ES else digits


def say(key: str, language: Language, /, **facts: object) -> str:
    """As ``messages.say``, with the words of the report beside the others."""
    own = _own().get(key)
    return messages.say(key, language, **facts) if own is None else filled(own[language], facts)


@cache
def _own() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("pondera.report") / "words.toml").read_text(encoding="utf-8"))
