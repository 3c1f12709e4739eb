"""The text of an element as a person reads it: paragraphs, headings and items of lists in order, with the
tables among them left as elements.

White space is folded as browsers do (CSS Text, white-space processing), but for preformatted text; no call
depth grows with the tree's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.html.parsing import BOX_INPUTS, Element, all_text, is_bold, is_seen, line_of, tag_of
from ingest.mathml import formula_of
from ingest.text.pieces import InlineText, Pieces
from ingest.text.tags import BOLD_TAGS, BREAKING_TAGS
from ingest.wordprocessing.symbols import TICKED, UNTICKED

_SPACES = re.compile(r"[ \t\n\r\f]+")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LONGEST_SUPERSCRIPT = 40
_LONGEST_STYLE = 10_000
_BULLET, _NO_SIGN = "• ", ""
_KINDS = {
    "none": _NO_SIGN, "disc": _BULLET, "circle": _BULLET, "square": _BULLET, "decimal": "1",
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip
_LIST_STYLE = re.compile(
    rf"list-style(?:-type)?\s*:[^;]{{0,80}}?(?<![\w-])({'|'.join(_KINDS)})(?![\w-])", re.IGNORECASE
)
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_ROMAN = 39


@dataclass(frozen=True, slots=True)
class FlowParagraph:
    content: InlineText
    level: int = 0
    """Of a heading, from 1; 0 for a paragraph."""
    line: int | None = None
    """In the file, from 1."""
    sign: str = ""
    """The number or bullet that a list draws before it."""

    @property
    def text(self) -> str:
        """As it is seen."""
        return self.sign + self.content.text


@dataclass(frozen=True, slots=True)
class FlowTable:
    element: Element


Flow = FlowParagraph | FlowTable


def flow_of(root: Element) -> list[Flow]:
    """What ``root`` shows, its tail left out. Linear in the size of its tree."""
    return _Flowing(root).items


def joined(paragraphs: Sequence[FlowParagraph]) -> tuple[InlineText, str | None]:
    """Paragraphs as the text of one cell, each on its own line; and what was typed of it where lists draw
    signs before them."""
    seen = [paragraph for paragraph in paragraphs if paragraph.text]
    together = InlineText(
        "\n".join(paragraph.text for paragraph in seen),
        tuple(mark for paragraph in paragraphs for mark in paragraph.content.marks),
        is_bold=bool(seen) and all(paragraph.content.is_bold for paragraph in seen),
    )
    has_signs = any(paragraph.sign for paragraph in seen)
    return together, "\n".join(paragraph.content.text for paragraph in seen) if has_signs else None


@dataclass(slots=True)
class _Open:
    """What an open element changes, to be undone at its end."""

    breaks: bool = False
    bold: bool = False
    preformatted: bool = False
    level: int | None = None
    is_list: bool = False


class _Flowing:
    def __init__(self, root: Element) -> None:
        self.items: list[Flow] = []
        self.pieces = Pieces()
        self.pieces.depth = int(tag_of(root) == "th")
        self.preformatted = 0
        self.level = 0
        self.lists: list[tuple[str, int]] = []
        self.sign = ""
        self.line: int | None = None
        opened: list[_Open] = []
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                is_root = element is root
                opened.append(self.enter(element, is_root=is_root))
                if not is_root and self.is_skipped(element):
                    walk.skip_subtree()
                else:
                    self.add(element.text, element)
            else:
                self.leave(opened.pop())
                if element is not root:
                    self.add(element.tail, element)
        self.close()

    def is_skipped(self, element: Element) -> bool:
        return tag_of(element) in (
            "table",
            "sup",
            "input",
            "br",
            "hr",
            "select",
            "math",
            "del",
        ) or not is_seen(element)

    def enter(self, element: Element, *, is_root: bool) -> _Open:
        tag = tag_of(element)
        if is_root or not is_seen(element):
            return _Open()
        match tag:
            case "table":
                self.close()
                self.items.append(FlowTable(element))
                return _Open()
            case "br":
                self.break_line()
                return _Open()
            case "sup":
                self.raise_text(element)
                return _Open()
            case "input":
                self.add(_input(element), element)
                return _Open()
            case "math":
                self.add(formula_of(element), element)
                return _Open()
            case "del":
                return _Open()
            case "select":
                self.add(_chosen(element), element)
                return _Open()
        change = _Open(
            breaks=tag in BREAKING_TAGS,
            bold=tag in BOLD_TAGS or is_bold(element),
            preformatted=tag in ("pre", "textarea"),
            is_list=tag in ("ul", "ol"),
        )
        if change.breaks:
            self.close()
        if change.bold:
            self.pieces.depth += 1
        self.preformatted += change.preformatted
        if tag in _HEADINGS:
            change.level, self.level = self.level, _HEADINGS[tag]
        if change.is_list:
            self.lists.append((_list_kind(element), _whole(element.get("start"), 1)))
        if tag == "li":
            self.number_item(element)
        return change

    def leave(self, change: _Open) -> None:
        if change.breaks:
            self.close()
        if change.bold:
            self.pieces.depth -= 1
        self.preformatted -= change.preformatted
        if change.level is not None:
            self.level = change.level
        if change.is_list:
            self.lists.pop()

    def number_item(self, item: Element) -> None:
        if not self.lists:
            self.sign = _BULLET
            return
        kind, number = self.lists[-1]
        number = _whole(item.get("value"), number)
        self.sign = kind if kind in (_BULLET, _NO_SIGN) else f"{_numeral(kind, number)}. "
        self.lists[-1] = kind, number + 1

    def add(self, text: str | None, element: Element) -> None:
        if not text:
            return
        if not self.preformatted:
            text = _SPACES.sub(" ", text)
            if text.startswith(" ") and (not self.pieces.tail or self.pieces.tail[-1].isspace()):
                text = text[1:]
        if text:
            self.line = self.line or line_of(element)
            self.pieces.add(text)

    def break_line(self) -> None:
        if self.pieces.tail.endswith("\n"):
            self.close()
        elif self.pieces.tail:
            self.pieces.add("\n")

    def raise_text(self, element: Element) -> None:
        content = _SPACES.sub(" ", all_text(element))
        self.line = self.line or line_of(element)
        if len(content) <= _LONGEST_SUPERSCRIPT:
            self.pieces.add_raised(content.strip(), element.tail or "")
        else:
            self.pieces.add(content)

    def close(self) -> None:
        content = self.pieces.joined()
        if content.text or content.marks:
            sign = self.sign if content.text else ""
            self.items.append(FlowParagraph(content, self.level, self.line, sign))
            self.sign = "" if sign else self.sign
        depth = self.pieces.depth
        self.pieces = Pieces()
        self.pieces.depth = depth
        self.line = None


def _list_kind(element: Element) -> str:
    """``_BULLET``, ``_NO_SIGN``, or how a list's numbers are written, as its ``type`` has it."""
    style = _LIST_STYLE.search(element.get("style", "")[:_LONGEST_STYLE])
    if style is not None:
        return _KINDS[style[1].lower()]
    return element.get("type", "1") if tag_of(element) == "ol" else _BULLET


def _whole(stated: str | None, otherwise: int) -> int:
    return int(stated) if stated and stated.isascii() and stated.isdigit() and len(stated) < 7 else otherwise


def _input(element: Element) -> str | None:
    """What an ``input`` shows: a box that is ticked or not, or what was typed into it."""
    if element.get("type", "").lower() in BOX_INPUTS:
        return TICKED if element.get("checked") is not None else UNTICKED
    return element.get("value")


def _chosen(select: Element) -> str:
    options = [option for option in select.iter() if tag_of(option) == "option"]
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and select.get("multiple") is None:
        chosen = options[:1]
    return ", ".join(all_text(option).strip() for option in chosen)


def _numeral(kind: str, number: int) -> str:
    """The number of a list's item as ``type`` wants it: 1, a, A, i, I (HTML standard, 4.4.5)."""
    if kind in ("a", "A") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if kind == "A" else letter
    if kind in ("i", "I") and 0 < number <= _MOST_ROMAN:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if kind == "I" else roman
    return str(number)
