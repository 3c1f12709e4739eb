"""Printed numbers of items (``1.-``, ``1.a-``, ``III. 1.1:``, ``Objetivo N°2:``, ``A3.``, ``i)``) and list
marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.words import either

_PART = r"(?:\d{1,3}|[IVXLC]{1,6}|[ivx]{1,5}|[A-Za-z](?![a-zA-Z]))"
_NAMED = re.compile(
    rf"(?P<word>(?i:{either('item_nouns')}))\s*(?:[nN]\s?[°ºo.]{{1,2}}\s*:?\s*)?(?<![a-zA-Z](?=[A-Za-z]))"
    rf"(?P<number>{_PART}(?:\s?\.\s?{_PART})*)(?:\s*[.:)\-–—]+\s*|\s+(?=[A-ZÁÉÍÓÚÑ])|$)"
)
_CLOSED = re.compile(
    r"(?:\(?(?P<number>(?:[A-Z]{1,2}\d{1,3}|\d{1,3}|[IVXLC]{1,6}|[ivx]{1,5}|[A-Za-z])"
    r"(?:\s?\.\s?(?:\d{1,3}|[a-z]|[IVX]{1,5}))*)"
    r"\s*(?:\.\s?[-–—]|\s?[-–—](?=\s|[A-ZÁÉÍÓÚÑ¿“\"])|[.):]+|[°º]\.?)\s*(?=\D|$))"
)
_STEPPED = re.compile(r"(?P<number>(?:\d{1,2}|[IVXLC]{1,5})(?:\.(?:\d{1,2}|[a-z](?=\s))){1,4})\s+(?=\D)")
_BULLET = re.compile(r"(?:[•·▪■□●○◦➢➤►✓✔❖*\uf0b7\uf0a7\uf0d8\uf0fc]|[-–—o](?=\s))\s*")


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before an item's own words. ``number`` is as printed without spaces and without punctuation
    at its ends; ``word`` is the noun that a named number has ("Objetivo"); ``length`` is how many letters of
    the text the label takes."""

    number: str
    word: str
    length: int
    is_bullet: bool = False


def label_of(text: str) -> Label | None:
    """The number or list mark that a text begins with, if it does.

    A bare figure is no label ("4 oficinas"): it takes a closing mark, a step (``1.1``) or a noun before it.
    """
    stripped = text.lstrip()
    offset = len(text) - len(stripped)
    if found := _NAMED.match(stripped):
        return Label(_tidy(found["number"]), found["word"], offset + found.end())
    if found := _BULLET.match(stripped):
        inner = label_of(stripped[found.end() :])
        if inner is not None and not inner.is_bullet:
            return Label(inner.number, inner.word, offset + found.end() + inner.length)
        return Label("", "", offset + found.end(), is_bullet=True)
    for pattern in (_STEPPED, _CLOSED):
        if (found := pattern.match(stripped)) and _is_plausible(found["number"], stripped[found.end() :]):
            return Label(_tidy(found["number"]), "", offset + found.end())
    return None


def _is_plausible(number: str, rest: str) -> bool:
    """A lone capital and a full stop may be an initial ("A. Pérez"), a letter before a dash a word."""
    if number in ("N", "n") and rest[:1].isalpha():
        return False  # "N° de unidades"
    if re.fullmatch(r"[a-z]{2,}|[IVXLC]{2,}", number) and not re.fullmatch(r"[ivx]+|[IVX]+|[IVXL]+", number):
        return False
    return not (number.isdigit() and rest[:1].isdigit())


def _tidy(number: str) -> str:
    return re.sub(r"\s+", "", number).strip(".-–—)(:°º")


def depth(number: str) -> int:
    """How many steps a number has: ``1`` → 1, ``1.a`` → 2, ``III.1.1`` → 3; 0 for none."""
    return len([part for part in number.split(".") if part])


def is_child(number: str, parent: str) -> bool:
    """``1.a`` belongs to ``1``, ``III.1.1`` to ``III.1``."""
    return bool(parent) and number.lower().startswith(parent.lower() + ".")
