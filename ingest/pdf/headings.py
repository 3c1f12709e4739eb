"""Which passages are headings, and of what level: by size, weight and numbering against the running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.pdf.blocks import Passage

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+\D|([IVX]{1,5})[.)]\s+\S|[A-Z][.)]\s+\S")
_LONGEST = 160


def body_size(passages: Sequence[Passage]) -> float:
    """The size that most of the text is set in."""
    sizes: Counter[float] = Counter()
    for passage in passages:
        sizes[round(passage.size * 2) / 2] += len(passage.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def heading_levels(passages: Sequence[Passage]) -> dict[int, int]:
    """Level (from 1) of each passage that is a heading, by its number."""
    body = body_size(passages)
    bold = sum(len(p.text) for p in passages if p.bold) > 0.5 * sum(len(p.text) for p in passages)
    found = {k: p for k, p in enumerate(passages) if _is_heading(p, body, bold)}
    styles = sorted({_style(p) for p in found.values()}, reverse=True)
    levels: dict[int, int] = {}
    for k, passage in found.items():
        level = styles.index(_style(passage)) + 1
        numbered = _NUMBERED.match(passage.text)
        if numbered and numbered[1] and "." in numbered[1]:
            level = max(level, numbered[1].count(".") + 1)
        levels[k] = min(level, 6)
    return levels


def _style(passage: Passage) -> tuple[float, bool]:
    return round(passage.size), passage.bold


def _is_heading(passage: Passage, body: float, bold_body: bool) -> bool:
    text = passage.text.strip()
    if passage.lines > 3 or not 2 < len(text) <= _LONGEST or not any(map(str.isalpha, text)):
        return False
    if text.endswith((".", ";", ",")) and passage.size < 1.3 * body:
        return False
    if passage.size >= 1.15 * body:
        return True
    return passage.bold and not bold_body and passage.size >= 0.95 * body
