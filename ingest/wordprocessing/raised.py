"""Raised characters: note marks, which hang on a text, or powers and ordinals, which are part of it.

A typed note mark must never run into the figure before it (``95`` and a mark ``2`` is not 952), and a
power must not be taken for a mark. What stays in the text is written with characters that are raised
themselves (``m²``, ``10⁶``, ``1ª``) wherever Unicode has them; what was typed keeps the plain ones, typed
marks among them, unless they stand beside a figure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from ingest.wordprocessing.typed import typed_of, typed_together

_MARK = r"[(\[]?(?:\d{1,3}|[*†‡§¶#]{1,4})[)\]]?"
_MARKS = re.compile(rf"{_MARK}(?:[\s,;–-]+{_MARK})*,?")
_LETTER_MARK = re.compile(r"[(\[]?[a-z][)\]]?")
_BRACKETS = re.compile(r"[\s()\[\],;.:–-]*")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIGURE = re.compile(r"\d\s?[%‰º°]?$")
_POWER_OF_TEN = re.compile(r"(?<![\d.,])10$")
_LETTERS_BEFORE_LETTER_MARK = 4
_LOOKED_BACK = 48
"""Characters before a raised one that can tell what it is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line with one look, or the mark of an automatic note."""

    text: str
    is_raised: bool = False
    is_note: bool = False
    typed: str | None = None
    """What is stored where that is not the text: nothing for the box of a form's check box."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The text of a line, the note marks that hang on it in order, and what was typed where that differs."""

    text: str
    marks: tuple[str, ...] = ()
    typed: str | None = None


def settled(pieces: list[Piece]) -> Settled:
    if all(piece.is_raised and not piece.is_note for piece in pieces if piece.text.strip()):
        return Settled("".join(piece.text for piece in pieces), typed=typed_together(pieces))
    groups = [
        (is_up, tuple(members))
        for is_up, members in groupby(pieces, key=lambda piece: piece.is_raised or piece.is_note)
    ]
    settled_groups: list[Settled] = []
    before = ""
    for at, (is_up, members) in enumerate(groups):
        if is_up:
            after = groups[at + 1][1][0].text if at + 1 < len(groups) else ""
            some = _judged(members, before, after)
        else:
            some = Settled("".join(piece.text for piece in members), typed=typed_together(members))
        settled_groups.append(some)
        before = (before + some.text)[-_LOOKED_BACK:]
    return Settled(
        "".join(some.text for some in settled_groups),
        tuple(mark for some in settled_groups for mark in some.marks),
        typed_together(settled_groups),
    )


def is_note_mark(raised: str, before: str, after: str) -> bool:
    """Whether raised characters between two texts are a note's mark rather than a power or an ordinal."""
    line = before.rpartition("\n")[2]
    word = _LAST_WORD.search(line.rstrip())
    last = word[0] if word else ""
    if _LETTER_MARK.fullmatch(raised):
        return len(last) >= _LETTERS_BEFORE_LETTER_MARK and line.endswith(last)
    if not _MARKS.fullmatch(raised) or after[:1] in ("/", "⁄"):
        return False
    if raised in ("2", "3") and (last.casefold() in _powers_of() or len(last) == 1):
        return False
    return not _POWER_OF_TEN.search(line.rstrip())


def _judged(raised: Iterable[Piece], before: str, after: str) -> Settled:
    """What of neighbouring raised pieces belongs to the text, and the marks among them."""
    notes = tuple(piece.text for piece in raised if piece.is_note)
    typed = "".join(piece.text for piece in raised if not piece.is_note)
    if notes and _BRACKETS.fullmatch(typed):
        return Settled("", notes)
    body = typed.strip()
    start = typed.find(body)
    lead, trail = typed[:start], typed[start + len(body) :]
    as_stored = "".join(typed_of(piece) for piece in raised if not piece.is_note)
    # plain, 10⁶ is 106: beside a figure, raised ones stay raised in what was typed, and marks are left out
    is_by_figure = _FIGURE.search(before.rstrip()) is not None or after[:1].isdigit()
    if body and is_note_mark(body, before, after):
        marks = tuple(mark for mark in re.split(r"[\s,;]+", body) if mark)
        return Settled(trail, (*marks, *notes), None if is_by_figure else as_stored)
    text = lead + _written_raised(body, before) + trail
    return Settled(text, notes, None if is_by_figure or as_stored == text else as_stored)


def _written_raised(text: str, before: str) -> str:
    endings, superscripts = _characters("ordinal_endings"), _characters("superscripts")
    if text in endings and before[-1:].strip():
        return endings[text]
    if any(map(str.isdigit, text)) and all(character in superscripts for character in text):
        return "".join(superscripts[character] for character in text)
    return text


@cache
def _vocabulary() -> dict[str, list[str] | dict[str, str]]:
    return tomllib.loads((files("ingest.wordprocessing") / "raised.toml").read_text(encoding="utf-8"))


@cache
def _powers_of() -> frozenset[str]:
    return frozenset(_vocabulary()["powers_of"])


@cache
def _characters(name: str) -> dict[str, str]:
    found = _vocabulary()[name]
    assert isinstance(found, dict)
    return found
