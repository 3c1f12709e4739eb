"""Which paragraph styles are headings and captions (RTF specification 1.9.1, "Style Sheet").

Writers repeat a style's looks on every paragraph, so nothing else of the style sheet is needed.
"""

from __future__ import annotations

import re

from ingest.rtf.groups import Group

LEVELS = 9
_LONGEST_CHAIN = 64
_NAMED = re.compile(r"(?:heading|título|encabezado|titre|überschrift|titolo)\s*([1-9])", re.IGNORECASE)
"""Word and LibreOffice write the English name; others the one that their user saw."""
_CAPTION = re.compile(r"caption|table|tabla|tabela|epígrafe|descripción|legenda|légende", re.IGNORECASE)
_TITLE = re.compile(r"title|título|titre|titel|titolo", re.IGNORECASE)


def read_styles(sheet: Group, codec: str) -> tuple[dict[int, int], frozenset[int]]:
    """Heading level, from 1, by style number, and the numbers of the styles for captions. A style inherits
    its level from the one that it is based on."""
    own: dict[int, int] = {}
    bases: dict[int, int] = {}
    captions: set[int] = set()
    for entry in sheet.groups:
        if not entry.words.keys().isdisjoint(("cs", "ds", "ts")):
            continue
        number = entry.number("s")
        name = entry.text(codec).strip(" ;")
        if is_caption(name):
            captions.add(number)
        level = _level(entry, name)
        if level is not None:
            own[number] = level
        bases[number] = entry.number("sbasedon", -1)
    headings = {number: level for number in bases if (level := _inherited(number, own, bases))}
    return headings, frozenset(captions)


def _level(entry: Group, name: str) -> int | None:
    """From 1; 0 for a style that says it is body text, ``None`` for one that says nothing."""
    outline = entry.words.get("outlinelevel")
    if outline is not None:
        return outline + 1 if 0 <= outline < LEVELS else 0
    return heading_level(name)


def heading_level(name: str) -> int | None:
    """The level, from 1, that the name of a style stands for."""
    named = _NAMED.fullmatch(name)
    if named is not None:
        return int(named[1])
    return 1 if _TITLE.fullmatch(name) else None


def is_caption(name: str) -> bool:
    """Whether a style of this name is for the captions of tables and figures."""
    return _CAPTION.fullmatch(name) is not None


def _inherited(number: int, own: dict[int, int], bases: dict[int, int]) -> int | None:
    seen: set[int] = set()
    while number not in own:
        if number in seen or number not in bases or len(seen) >= _LONGEST_CHAIN:
            return None
        seen.add(number)
        number = bases[number]
    return own[number]
