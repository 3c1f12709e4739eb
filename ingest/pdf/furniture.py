"""Furniture: what stands at the same place on page after page (headers, footers, page numbers, slogans)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.blocks import Passage
from ingest.pdf.wording import page_number

_ZONE = 0.14
"""Of the page's height, from the top and from the bottom: where furniture stands."""
_LINES = 4
"""At most so many passages from the top and bottom of a page are looked at."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A passage at the edge of a page: its page, its number there, and whether it stands at the top."""

    page: int
    number: int
    top: bool


def furniture(pages: Sequence[Sequence[Passage]], heights: Sequence[float]) -> dict[Slot, bool]:
    """The furniture of a document and, for each piece, whether it is the first of its kind (which is kept,
    once). A passage is furniture when its text, digits aside, stands at the same height on at least three
    pages or on both of two, or when it is a page number that most pages have."""
    kinds: dict[tuple[bool, str, int], list[Slot]] = defaultdict(list)
    for page, (own, height) in enumerate(zip(pages, heights, strict=True)):
        ordered = sorted(range(len(own)), key=lambda k: own[k].y0)
        for numbers, top in ((ordered[:_LINES], True), (ordered[::-1][:_LINES], False)):
            for number in numbers:
                passage = own[number]
                outside = passage.y1 < _ZONE * height if top else passage.y0 > (1 - _ZONE) * height
                if outside and passage.lines <= 3:
                    level = passage.y0 if top else height - passage.y1
                    kinds[top, _kind(passage.text), round(level / 8)].append(Slot(page, number, top))
    found: dict[Slot, bool] = {}
    for (top, kind, level), own_slots in sorted(kinds.items()):
        near = own_slots + kinds.get((top, kind, level + 1), []) + kinds.get((top, kind, level - 1), [])
        on_pages = {slot.page for slot in near}
        enough = len(on_pages) >= (3 if len(pages) > 3 else 2)
        if kind == "#":
            enough = len(on_pages) >= max(2, len(pages) // 2) or (len(pages) == 1 and not top)
        if enough:
            for slot in own_slots:
                found.setdefault(slot, False)
    seen: set[tuple[bool, str]] = set()
    for slot in sorted(found, key=lambda slot: (slot.page, slot.number)):
        kind_of = (slot.top, _kind(pages[slot.page][slot.number].text))
        found[slot] = kind_of not in seen
        seen.add(kind_of)
    return found


def _kind(text: str) -> str:
    """What two pieces of furniture share: the text without its numbers, or that it is a page number."""
    if page_number().fullmatch(text):
        return "#"
    return re.sub(r"\d+", "0", " ".join(text.split())).casefold()
