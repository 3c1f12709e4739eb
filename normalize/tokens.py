"""A short text cut into digits, words and single signs, and the known phrases that begin at a token."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from normalize.glyphs import LOOK_ALIKES, fold

_TOKEN = re.compile(r"(?P<space>\s*)(?:(?P<digits>[0-9]+)|(?P<word>[^\W\d_]+)|(?P<sign>\S))")
"""Each alternative is decided by its first character, and blanks at the end are taken off before, so that the
scan is linear."""


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    folded: str
    space: str
    """The blanks before it, as they stand in the plain text."""
    is_digits: bool
    is_word: bool
    start: int


def scan(plain: str) -> list[Token]:
    """The tokens of a text in plain form (``glyphs.plain``)."""
    tokens = []
    for match in _TOKEN.finditer(plain.rstrip()):
        kind = match.lastgroup
        text = match[kind] if kind else ""
        is_word = kind == "word"
        tokens.append(
            Token(
                text,
                fold(text) if is_word else text,
                match["space"],
                kind == "digits",
                is_word,
                match.start(),
            )
        )
    return tokens


def mend_recognition(plain: str) -> str:
    """The plain text of a recognized page with the letters that stand between or beside digits in one word
    read as the digits that they look like (``1O,5%`` → ``10,5%``)."""

    def mended(match: re.Match[str]) -> str:
        piece = match[0]
        if not any(character.isdigit() for character in piece):
            return piece
        read = piece.translate(LOOK_ALIKES)
        return read if all(character in "0123456789.,'" for character in read) else piece

    return _RUN.sub(mended, plain)


_RUN = re.compile(r"[\w.,'|]+")

Lexicon = dict[str, dict[tuple[str, ...], str]]
"""Category → phrase as folded tokens → what it means."""


@cache
def phrases() -> Lexicon:
    """The phrases of ``data/number_phrases.toml``."""
    data: dict[str, Any] = tomllib.loads(
        (files("normalize") / "data" / "number_phrases.toml").read_text(encoding="utf-8")
    )

    def cut(phrase: str) -> tuple[str, ...]:
        return tuple(token.folded for token in scan(phrase))

    lexicon: Lexicon = {
        "before": {cut(p): sign for sign, group in data["before"].items() for p in group},
        "after": {cut(p): sign for sign, group in data["after"].items() for p in group},
        "signs": {cut(p): sign for p, sign in data["signs"].items()},
        "scale": {cut(p): str(power) for p, power in data["scale"].items()},
        "range_before": {cut(p): "" for p in data["range"]["before"]},
        "range_between": {cut(p): "" for p in data["range"]["between"]},
        "range_joins": {cut(p): "" for p in data["range"]["joins"]},
    }
    lexicon["letters"] = {(letters,): "" for letters in data["letters"]["words"]}
    for name in ("fillers", "percent", "per_mille", "point", "out_of", "close_units", "no_unit", "of"):
        lexicon[name] = {cut(p): "" for p in data[name]["words"]}
    return lexicon


@cache
def words_of(category: str) -> frozenset[str]:
    """The single words of a category."""
    return frozenset(phrase[0] for phrase in phrases()[category] if len(phrase) == 1)


@cache
def _lengths(category: str) -> dict[str, tuple[int, ...]]:
    """First token of each phrase → the lengths of the phrases that begin with it, longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for phrase in phrases()[category]:
        lengths[phrase[0]].add(len(phrase))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def match(tokens: Sequence[Token], at: int, category: str) -> tuple[str, int] | None:
    """What the longest phrase of ``category`` at ``at`` means, and the index after it."""
    if at >= len(tokens):
        return None
    for length in _lengths(category).get(tokens[at].folded, ()):
        if at + length <= len(tokens):
            phrase = tuple(token.folded for token in tokens[at : at + length])
            meaning = phrases()[category].get(phrase)
            if meaning is not None:
                return meaning, at + length
    return None
