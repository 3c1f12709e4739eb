"""Amounts that running text states, with what each of them speaks of: projects set as lines ("Nombre: …",
"Monto: $ 5,000"), and lines that name what they cost ("Monto en concepto de pensiones: $5.3 millones").

A project's name and its amount may stand in either order. They are paired in their order within a page (or
within what stands between two tables, where there are no pages) only if there are as many of the one as of
the other; else an amount is nobody's, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.folding import fold, mend_breaks
from extract.found_figures import FoundFigure
from extract.lexicon import labels
from extract.nodes import Node
from extract.numbering import label_of
from extract.reading import Evidence, ItemKind, Measure
from extract.shapes import Shape, shape_of
from extract.words import either
from ingest.document import Block, Document, Heading, Paragraph, Part, Place, Table

_LABELLED = re.compile(r"^(?P<label>[^:=]{3,120}?)\s*[:=]\s*(?P<value>.*)$", re.DOTALL)
_TRAILING = re.compile(
    r"^(?P<name>.{12,200}?)[.;,–—-]\s+(?P<label>[^\W\d_]{4,20})\s*:\s*(?P<value>[^:]{2,30})$"
)
_MONEY = re.compile(
    rf"(?:{either('currencies')}\s*)\d[\d.,' ]*\d(?:\s*{either('scales')})?\.?", re.IGNORECASE
)
_FEWEST_WORDS = 3
"""Words of a label that names what its amount is for; "Monto total" names nothing."""
_LONGEST_NAME = 40
"""Words."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    place: Place
    passage: int
    whole: str
    """The text of the passage that it is a line of."""

    def stated(self, node: Node, raw: str, why: tuple[Evidence, ...]) -> FoundFigure:
        """An amount of this line, as what a thing is to cost."""
        broken = re.search(r"\s+".join(map(re.escape, raw.split())), self.whole)
        offset = broken.start() if broken is not None else None
        sure = min(one.score for one in why)
        return FoundFigure(
            node,
            Measure.BUDGET,
            raw,
            place=self.place,
            confidence=sure,
            evidence=why,
            passage=self.passage,
            offset=offset,
        )


def stated_amounts(document: Document) -> Iterator[FoundFigure]:
    """The amounts outside of tables that can be told to speak of something."""
    for lines in _stretches(document.blocks):
        yield from _by_name(lines)
        for page in _pages(lines):
            yield from _of_projects(page)


def _stretches(blocks: Sequence[Block]) -> Iterator[list[_Line]]:
    """The lines between two tables."""
    lines: list[_Line] = []
    passage = 0
    for block in blocks:
        if isinstance(block, Table):
            yield lines
            lines = []
            continue
        passage += 1
        if isinstance(block, Heading) or block.part is Part.BODY:
            lines += [_Line(text, block.place, passage, block.text) for text in _lines_of(block)]
    yield lines


def _lines_of(block: Heading | Paragraph) -> list[str]:
    """A paragraph's lines where each of them states an amount, else the whole on one line."""
    parts = [part.strip() for part in block.text.split("\n") if part.strip()]
    if len(parts) > 1 and all(_LABELLED.match(part) and _money_in(part.rpartition(":")[2]) for part in parts):
        return parts
    return [text] if (text := mend_breaks(block.text)) else []


def _pages(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The lines page by page; all of them where the format has no pages."""
    by_page: dict[int | None, list[_Line]] = {}
    for line in lines:
        by_page.setdefault(line.place.page, []).append(line)
    yield from by_page.values()


def _money_in(text: str) -> str:
    """The amount that a text is, as printed; empty where it is anything else."""
    text = text.strip()
    money = shape_of(text.rstrip(".")) is Shape.MONEY or _MONEY.fullmatch(text) is not None
    return text if money and any(letter.isdigit() for letter in text) else ""


def _names_amount(label: str) -> bool:
    return fold(label).split()[:1] != [] and fold(label).split()[0] in labels("project", "amount")


def _by_name(lines: Sequence[_Line]) -> Iterator[FoundFigure]:
    """Lines that name themselves what their amount is for."""
    for line in lines:
        if (found := _TRAILING.match(line.text)) and _names_amount(found["label"]):
            name, raw = found["name"], _money_in(found["value"])
            kind, signal = ItemKind.OTHER, "an amount behind its name"
        elif found := _LABELLED.match(line.text):
            name, raw = found["label"], _money_in(found["value"])
            kind, signal = ItemKind.BUDGET_LINE, "a label that says what the amount is for"
            if not _names_amount(name) or len(name.split()) < _FEWEST_WORDS:
                continue
        else:
            continue
        if raw:
            why = (Evidence(signal, name[:80], 0.7),)
            yield line.stated(_node(name, kind, line.place, why), raw, why)


def _of_projects(lines: Sequence[_Line]) -> Iterator[FoundFigure]:
    """Names and amounts that stand on lines of their own, paired in their order."""
    names: list[_Line] = []
    amounts: list[_Line] = []
    for at, line in enumerate(lines):
        found = _LABELLED.match(line.text)
        if found is None:
            continue
        label, value = fold(found["label"]), found["value"].strip()
        if label in labels("project", "name"):
            if name := value or _name_below(lines, at):
                names.append(replace(line, text=name))
        elif label in labels("project", "amount") and (raw := _money_in(value)):
            amounts.append(replace(line, text=raw))
    if len(names) != len(amounts):
        return
    for name, amount in zip(names, amounts, strict=True):
        why = (Evidence("as many names as amounts", f"{len(names)}", 0.8),)
        node = _node(name.text, ItemKind.OTHER, name.place, why)
        yield amount.stated(node, amount.text, why)


def _name_below(lines: Sequence[_Line], at: int) -> str:
    """The lines below a label that stands alone, up to the next label or list mark."""
    parts: list[str] = []
    for line in lines[at + 1 :]:
        mark = label_of(line.text)
        if line.text.rstrip().endswith(":") or _LABELLED.match(line.text) or (parts and mark is not None):
            break
        parts.append(line.text[mark.length :].strip() if mark is not None and not parts else line.text)
        if sum(len(part.split()) for part in parts) >= _LONGEST_NAME or parts[-1].endswith("."):
            break
    return " ".join(parts)


def _node(name: str, kind: ItemKind, place: Place, why: tuple[Evidence, ...]) -> Node:
    mark = label_of(name)
    text = name[mark.length :].strip() if mark is not None else name.strip()
    return Node(kind, text_raw=name.strip(), text=text, place=place, confidence=0.7, evidence=why)
