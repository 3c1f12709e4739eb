"""Note marks: small raised signs that hang on a word and send to a note, told apart from powers and units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ingest.pdf.lines import Typeset

_SMALL, _RAISED, _NEAR = 0.82, 0.18, 0.45
"""Of the size of the text that the mark hangs on: at most this large, at least this raised, at most so far."""
_MARK = re.compile(r"\(?[\w*†‡§#¶]{1,3}(?:[,;][\w*†‡§#¶]{1,3})*\)?[,.]?")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ"
_UNIT = re.compile(r"(?:^|[\s\d/(])(?:[kcdmµ]?m|[Xxnr]|10|χ|R|s)$")


def split_marks(page: Typeset, row: Sequence[int]) -> tuple[list[int], list[str]]:
    """The words of a line without its note marks, and the marks."""
    kept: list[int] = []
    marks: list[str] = []
    tallest = max(page.size[i] for i in row)
    for place, i in enumerate(row):
        text = page.text[i]
        if text.strip("(),.") and all(sign in _SUPERSCRIPTS + "(),." for sign in text) and kept:
            if not (text in "²³" and _UNIT.search(page.text[kept[-1]])):
                marks.append(unicodedata.normalize("NFKC", text))
                continue
        elif page.size[i] < _SMALL * tallest and _MARK.fullmatch(text) and page.direction[i] == 0:
            host = kept[-1] if kept else _next_large(page, row, place)
            if host is not None and _hangs(page, i, host) and not _is_power(page, host, text):
                marks.append(text.strip(",."))
                continue
        kept.append(i)
    return kept, marks


def _next_large(page: Typeset, row: Sequence[int], place: int) -> int | None:
    """The word after a mark that opens its line (a footnote's own number)."""
    return next((j for j in row[place + 1 : place + 2] if page.size[j] > page.size[row[place]]), None)


def _hangs(page: Typeset, mark: int, host: int) -> bool:
    size = page.size[host]
    if page.size[mark] > _SMALL * size or page.base[host] - page.base[mark] < _RAISED * size:
        return False
    gap = page.x0[mark] - page.x1[host] if page.x0[mark] > page.x0[host] else page.x0[host] - page.x1[mark]
    return gap < _NEAR * size


def _is_power(page: Typeset, host: int, text: str) -> bool:
    return text in ("2", "3", "-1", "-2", "-3") and bool(_UNIT.search(page.text[host]))


def inline_marks(text: str) -> tuple[str, list[str]]:
    """A word without superscript digits at its end (``Actividad¹``), and those digits as marks."""
    bare = text.rstrip(_SUPERSCRIPTS)
    if bare == text or not bare or bare[-1].isdigit() or _UNIT.search(bare) or not bare[-1].isalpha() and bare[-1] not in ")%.":
        return text, []
    return bare, [unicodedata.normalize("NFKC", text[len(bare) :])]
