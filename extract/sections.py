"""The headings that a passage stands under, and the items that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extract.folding import fold
from extract.lexicon import role_of
from extract.nodes import Node
from extract.numbering import depth, is_child, label_of
from extract.outline import Title, bracketed_weight
from extract.sentences import sentence_spans
from extract.words import either
from ingest.document import Block, Paragraph

_LOOKALIKE = 9
"""Level of a line that only looks like a heading."""
_FEW_WORDS = 6
"""Of a numbered line that is a heading sooner than an item of a list, its number included."""
_SURE_ROLE = 0.9
_SAME_NAME = 88
"""Of 100: a heading names an item that is known."""
_ITEM_NOUN = re.compile(either("item_nouns"), re.IGNORECASE)


@dataclass(eq=False, slots=True)
class Section:
    """What stands under one heading; ``node`` is the item that the heading is or names, once it is known."""

    title: Title
    names_item: bool
    node: Node | None = None
    is_looked_up: bool = False


class Sections:
    """The headings above the place that a reader has come to, the outermost first."""

    def __init__(self) -> None:
        self._open: list[Section] = []

    def around(self) -> tuple[Section, ...]:
        """The innermost first."""
        return tuple(reversed(self._open))

    def enter(self, title: Title, node: Node | None, *, is_strong: bool) -> None:
        """A heading closes those of its level and below. A line that only looks like a heading opens a
        section where it names an item or is set as a heading (``is_strong``); one that names what is told of
        an item ("Avance", "Presupuesto") leaves the item's section open."""
        names_item = node is not None or _names_item(title.text)
        if not names_item and not is_strong:
            return
        if title.level == _LOOKALIKE and not names_item:
            match = role_of(title.text)
            if match is not None and match.score >= _SURE_ROLE:
                return
        if names_item and node is None:
            title = _first_sentence(title)
        while self._open and not _is_under(title, self._open[-1].title):
            self._open.pop()
        self._open.append(Section(title, names_item, node))


def is_set_as_heading(block: Block) -> bool:
    """A heading of the file, a boxed line, or a paragraph in capitals, in bold type or of few numbered words:
    what closes the section before it whatever it says."""
    if not isinstance(block, Paragraph):
        return True
    label = label_of(block.text)
    is_numbered = label is not None and bool(label.number) and len(block.text.split()) <= _FEW_WORDS
    return block.is_bold or block.text.isupper() or is_numbered


def _names_item(text: str) -> bool:
    """ "Actividad 3: …", "Proyecto: …": a heading that begins with the noun of an item."""
    label = label_of(text)
    if label is not None and label.word:
        return True
    noun, colon, rest = text.partition(":")
    return bool(colon and rest.strip() and _ITEM_NOUN.fullmatch(noun.strip()))


def _first_sentence(title: Title) -> Title:
    """ "Proyecto: Archivo digital. Costo: …" on one line is headed by its first sentence."""
    begin = title.label.length if title.label is not None else 0
    spans = list(sentence_spans(title.text[begin:]))
    if len(spans) < 2:
        return title
    return replace(title, text=title.text[: begin + spans[0][1]].rstrip(". "))


def _is_under(title: Title, other: Title) -> bool:
    if title.level != other.level:
        return title.level > other.level
    label, above = title.label, other.label
    if label is None or above is None or not above.number:
        return False
    return is_child(label.number, above.number) and depth(label.number) > depth(above.number)


def is_same_name(text: str, node: Node) -> bool:
    """Whether a heading's text is the item's, its number and weight aside."""
    bare, _ = bracketed_weight(text)
    label = label_of(bare)
    name = fold(bare[label.length :] if label is not None else bare)
    return bool(name) and fuzz.ratio(fold(node.text), name) >= _SAME_NAME
