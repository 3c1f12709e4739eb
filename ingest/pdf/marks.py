"""Note marks: small raised signs that hang on a word and send to a note, told apart from powers and units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ingest.pdf.typeset import Typeset

_MARK = re.compile(r"\(?[\w*†‡§#¶]{1,3}(?:[,;][\w*†‡§#¶]{1,3})*\)?[,.]?")
_SMALL = 0.82
"""Of the size of the text around: a mark is no larger."""
_POWERS = ("2", "3", "-1", "-2", "-3")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ"
_RAISED_DIGITS = str.maketrans("0123456789", _SUPERSCRIPTS[:10])
_UNIT = re.compile(r"(?:^|[\s\d/(])(?:[kcdmµ]?m|[Xxnr]|10|χ|R|s)$")


def split_marks(page: Typeset, row: Sequence[int]) -> tuple[list[int], list[str]]:
    """The words of a line without its note marks, and the marks."""
    if page.marked.isdisjoint(row):
        return list(row), []
    kept: list[int] = []
    marks: list[str] = []
    for i in row:
        text = page.text[i]
        host = page.host.get(i)
        if host is not None and _MARK.fullmatch(text):
            if text not in _POWERS or not _UNIT.search(page.text[host]):
                marks.append(text.strip(",."))
                continue
        elif kept and text.strip("(),.") and all(sign in _SUPERSCRIPTS + "(),." for sign in text):
            marks.append(unicodedata.normalize("NFKC", text))
            continue
        kept.append(i)
    return kept, marks


def with_marks(page: Typeset, row: Sequence[int], kept: Sequence[int]) -> str:
    """A line as it is typed, of which only the words ``kept`` are no note marks: these stand in it where they
    are printed, as plain signs. Digits beside a figure stay raised: ``95`` with a mark ``2`` is never 952."""
    made = ""
    for number, i in enumerate(row):
        text = page.text[i]
        joins = number and page.joined(row[number - 1 : number + 1]) == page.text[row[number - 1]] + text
        after = page.text[row[number + 1]] if number + 1 < len(row) else ""
        if i not in kept and (made[-1:].isdigit() or made.endswith("%") or after[:1].isdigit()):
            text = text.translate(_RAISED_DIGITS)
        made += text if joins or not made else f" {text}"
    return made


def is_lone_mark(page: Typeset, word: int, words: Sequence[int]) -> bool:
    """Whether the only word of a line of a cell is a note mark that no longer fitted on the line before."""
    largest = max([page.size[i] for i in words])
    return page.size[word] < _SMALL * largest and bool(_MARK.fullmatch(page.text[word]))


def inline_marks(text: str) -> tuple[str, list[str]]:
    """A word without superscript digits at its end (``Actividad¹``), and those digits as marks."""
    bare = text.rstrip(_SUPERSCRIPTS)
    if bare == text or not bare or _UNIT.search(bare) or not (bare[-1].isalpha() or bare[-1] in ")%."):
        return text, []
    return bare, [unicodedata.normalize("NFKC", text[len(bare) :])]
