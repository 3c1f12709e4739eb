"""What stands around the tables: headings, captions, the objective that a heading opens, the programme whose
weight a line states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extract.folding import fold, mend_breaks
from extract.lexicon import fact_labels, labels, role_of
from extract.nodes import KIND_OF_ROLE, Node
from extract.numbering import Label, label_of
from extract.reading import Evidence, ItemKind
from extract.shapes import is_figure
from extract.words import either
from ingest.document import Block, Heading, Paragraph, Part, Place

_LONGEST_HEADING = 30
"""Words."""
_STATED = re.compile(r"^(?P<label>[^=:]{3,90}?)\s*[=:]\s*(?P<raw>[^=:]{1,30})$")
_CLOSING_FIGURE = re.compile(r"^(?P<label>\D{3,90}?\)?)\s+(?P<raw>\d[\d.,]*\s*%?)$")
_WEIGHT_IN_BRACKETS = re.compile(r"\(\s*(?P<label>[^():]{3,40})\s*[:=]?\s*(?P<raw>\d[\d.,]*\s*%?)\s*\)\s*$")
_ITEM_NOUN = re.compile(either("item_nouns"), re.IGNORECASE)
_SAME_NAME = 88
"""Of 100: a heading names an item that is known from a table."""


@dataclass(frozen=True, slots=True)
class StatedWeight:
    """A line that states a programme's weight: its label and the figure as printed."""

    label: str
    raw: str


def stated_weight(text: str) -> StatedWeight | None:
    """``"Ponderación Programa de Trabajo (%) ³ = 2,2%"``: the weight of the whole programme, if the text is
    such a line."""
    text = mend_breaks(text)
    found = _STATED.match(text) or _CLOSING_FIGURE.match(text)
    if found is None or not is_figure(found["raw"].strip()):
        return None
    label = re.sub(r"[%\s]+", " ", fold(found["label"])).strip()
    if label in labels("programme_weight", "labels"):
        return StatedWeight(found["label"].strip(), found["raw"].strip())
    return None


def is_statement(text: str) -> bool:
    """A line ``label = value`` or ``label: value``: a fact, not a heading."""
    found = re.match(r"^([^=:]{2,60}?)\s*([=:])", text)
    if found is None:
        return False
    if found[2] == "=" or fold(found[1]) in fact_labels():
        return True
    if _ITEM_NOUN.fullmatch(found[1].strip()) and len(text.split()) > 2:
        return False  # "Indicador: Archivos organizados" names a thing
    return bool(_STATED.match(text)) and label_of(text) is None and len(found[1].split()) <= 5


def bracketed_weight(text: str) -> tuple[str, StatedWeight | None]:
    """A heading without the weight that it states in brackets at its end, and that weight."""
    found = _WEIGHT_IN_BRACKETS.search(text)
    if found is None:
        return text, None
    label = fold(found["label"])
    if label not in labels("programme_weight", "labels"):
        return text, None
    return text[: found.start()].strip(" .:-"), StatedWeight(found["label"].strip(), found["raw"].strip())


@dataclass(frozen=True, slots=True)
class Title:
    """A text that heads what follows: a heading of the file, a line that looks like one, a boxed line."""

    text: str
    level: int
    place: Place

    @property
    def label(self) -> Label | None:
        return label_of(self.text)

    @property
    def is_label_alone(self) -> bool:
        label = self.label
        return label is not None and label.length >= len(self.text)


def title_of(block: Block) -> Title | None:
    """The block as a title, if it is one. Lines that only look like headings have level 9."""
    if isinstance(block, Heading):
        text = mend_breaks(block.text)
        return Title(text, block.level, block.place) if text and not is_statement(text) else None
    if isinstance(block, Paragraph):
        return _heading_like(block)
    filled = [cell for cell in block.cells if cell.text.strip()]
    if len(filled) == 1 and len(filled[0].text.split()) <= _LONGEST_HEADING:
        return Title(mend_breaks(filled[0].text), 9, block.place)
    return None


def _heading_like(block: Paragraph) -> Title | None:
    text = mend_breaks(block.text)
    if block.part is not Part.BODY or not text or is_statement(text) or stated_weight(text) is not None:
        return None
    label = label_of(text)
    if label is not None and label.is_bullet:
        return None
    named = label is not None and bool(label.word)
    words = len(text.split())
    shouts = text.isupper() and words <= _LONGEST_HEADING
    short = words <= 14 and not text.endswith((".", ";", ","))
    if named or block.is_bold or shouts or short:
        return Title(text, 9, block.place)
    return None


def opens_objective(title: Title) -> bool:
    """ "Objetivo 2. …": a title that opens an objective."""
    label = title.label
    return label is not None and fold(label.word) in labels("objective_heading", "words")


def known_objective(title: Title, nodes: Sequence[Node]) -> Node | None:
    """The objective, known from a table, that a title names: by number and text, or by text alone."""
    text, _ = bracketed_weight(title.text)
    label = label_of(text)
    name = fold(text[label.length :] if label is not None else text)
    number = label.number if label is not None else ""
    best = [
        (fuzz.ratio(fold(node.text), name) + (8 if number and node.number == number else 0), -place, node)
        for place, node in enumerate(nodes)
        if node.kind is ItemKind.OBJECTIVE and node.table is not None
    ]
    best = [entry for entry in best if entry[0] >= _SAME_NAME]
    return max(best, key=lambda entry: entry[:2])[2] if best else None


def _kind_named(noun: str, otherwise: ItemKind) -> ItemKind:
    """The kind that an item's noun names ("Indicador", "Línea de acción"), else the other one. A programme is
    one whatever its title calls it ("Actividad III.1: Programa de …")."""
    if otherwise is ItemKind.PROGRAMME:
        return otherwise
    role = role_of(noun)
    return KIND_OF_ROLE.get(role.role, otherwise) if role is not None else otherwise


def node_of_title(title: Title, kind: ItemKind) -> Node:
    """The item that a title itself is."""
    text, _ = bracketed_weight(title.text)
    label = label_of(text)
    if label is not None and label.is_bullet:
        label = None
    noun, _, rest = text.partition(":")
    if label is not None and label.word:
        kind = _kind_named(label.word, kind)
    elif rest.strip() and _ITEM_NOUN.fullmatch(noun.strip()):
        kind, text, label = _kind_named(noun, kind), rest.strip(), None
    return Node(
        kind=kind,
        text_raw=title.text,
        text=text[label.length :].strip() if label is not None else text,
        number=label.number if label is not None else "",
        place=title.place,
        evidence=(Evidence("title", title.text[:80], 0.8),),
    )
