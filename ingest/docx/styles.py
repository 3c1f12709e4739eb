"""The styles of a Word document: what they say of text, headings, captions and lists.

ECMA-376 part 1, 17.7. A style inherits from the one that it is based on; a broken or circular chain ends
where it breaks.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree

from ingest.docx.look import NOTHING, Look, said
from ingest.docx.names import VAL, W, number

_LEVELS = 9
_LONGEST_CHAIN = 64


@dataclass(frozen=True, slots=True)
class ListPlace:
    """What a paragraph or a style says of its list; ``None`` where it says nothing."""

    list_id: str | None = None
    level: int | None = None


NO_LIST_PLACE = ListPlace()


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with all that it inherits."""

    style_id: str = ""
    look: Look = NOTHING
    heading: int | None = None
    """Level from 1, by outline level or by name."""
    is_caption: bool = False
    place: ListPlace = NO_LIST_PLACE
    list_style: str = ""
    """The style in its chain that names the list: a level of the list may be tied to it."""


NO_STYLE = ParagraphStyle()


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Where a table style makes text bold: in all cells, or in its first or last row or column."""

    bold: bool | None = None
    parts: frozenset[str] = frozenset()
    """Of ``firstRow``, ``lastRow``, ``firstCol``, ``lastCol``."""


class Styles:
    """All styles of a document by their id; ``root`` is the styles part, ``None`` where there is none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, str] = {}
        self.base = NOTHING
        """The document's defaults."""
        for style in () if root is None else root.iterchildren(W + "style"):
            kind, style_id = style.get(W + "type", "paragraph"), style.get(W + "styleId", "")
            self._elements.setdefault((kind, style_id), style)
            if is_attribute_on(style, "default"):
                self._defaults[kind] = style_id
        self.language = ""
        """Of the document's text (BCP 47), empty where it says nothing."""
        if root is not None:
            defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
            self.base = said(defaults)
            language = None if defaults is None else defaults.find(W + "lang")
            self.language = "" if language is None else language.get(VAL, "")
        self._paragraph: dict[str | None, ParagraphStyle] = {}
        self._character: dict[str, Look] = {}
        self._table: dict[str | None, TableStyle] = {}

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """The style that a paragraph names; the default one where it names none or one that is missing."""
        found = self._paragraph.get(style_id)
        if found is None:
            found = self._resolved(style_id)
            self._paragraph[style_id] = found
        return found

    def character(self, style_id: str) -> Look:
        found = self._character.get(style_id)
        if found is None:
            found = NOTHING
            for element in reversed([*self._chain("character", style_id)]):
                found = said(element.find(W + "rPr")).over(found)
            self._character[style_id] = found
        return found

    def table(self, style_id: str | None) -> TableStyle:
        """The style that a table names, or the default one."""
        found = self._table.get(style_id)
        if found is None:
            found = self._table_style(style_id)
            self._table[style_id] = found
        return found

    def _table_style(self, style_id: str | None) -> TableStyle:
        bold: bool | None = None
        parts: dict[str, bool] = {}
        for element in self._chain("table", style_id or self._defaults.get("table", "")):
            said_bold = said(element.find(W + "rPr")).bold
            bold = said_bold if bold is None else bold
            for part in element.iterchildren(W + "tblStylePr"):
                part_bold = said(part.find(W + "rPr")).bold
                if part_bold is not None:
                    parts.setdefault(part.get(W + "type", ""), part_bold)
        return TableStyle(bold, frozenset(name for name, is_bold in parts.items() if is_bold))

    def list_of(self, style_id: str | None) -> str | None:
        """The list that a numbering style stands for."""
        for element in self._chain("numbering", style_id or ""):
            place = list_place(element.find(W + "pPr"))
            if place.list_id is not None:
                return place.list_id
        return None

    def look(self, run: Look, style: ParagraphStyle, in_bold_table: bool) -> Look:
        """How a run looks in the end.

        Bold and hidden are toggles (17.7.3): what table, paragraph and character style say cancels out
        in pairs, and what the run says itself counts whatever they say.
        """
        character = self.character(run.style) if run.style else NOTHING
        below = character.over(style.look).over(self.base)
        bold = run.bold
        if bold is None:
            bold = bool(self.base.bold) or (in_bold_table ^ bool(style.look.bold) ^ bool(character.bold))
        hidden = run.hidden
        if hidden is None:
            hidden = bool(self.base.hidden) or bool(style.look.hidden) ^ bool(character.hidden)
        settled = run.over(below)
        return Look(run.style, bold, hidden, bool(settled.raised), settled.size, settled.font, settled.struck)

    def _resolved(self, style_id: str | None) -> ParagraphStyle:
        if style_id is None or ("paragraph", style_id) not in self._elements:
            style_id = self._defaults.get("paragraph", "")
        chain = [*self._chain("paragraph", style_id)]
        look = NOTHING
        for element in reversed(chain):
            look = said(element.find(W + "rPr")).over(look)
        list_id = level = None
        list_style = ""
        for element in chain:
            place = list_place(element.find(W + "pPr"))
            level = place.level if level is None else level
            if list_id is None and place.list_id is not None:
                list_id, list_style = place.list_id, element.get(W + "styleId", "")
        return ParagraphStyle(
            style_id,
            look,
            self._heading(chain),
            any(_folded(_name(element)) in _vocabulary()["caption"] for element in chain),
            ListPlace(list_id, level),
            list_style,
        )

    @staticmethod
    def _heading(chain: list[etree._Element]) -> int | None:
        for element in chain:
            stated = outline_level(element.find(W + "pPr"))
            if stated is not None:
                return stated or None
            named = _level_of(_name(element)) or _level_of(element.get(W + "styleId", ""))
            if named:
                return named
        return None

    def _chain(self, kind: str, style_id: str) -> Iterator[etree._Element]:
        """A style and those that it is based on, nearest first."""
        seen: set[str] = set()
        while style_id not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(style_id)
            element = self._elements.get((kind, style_id))
            if element is None:
                return
            yield element
            based_on = element.find(W + "basedOn")
            style_id = "" if based_on is None else based_on.get(VAL, "")


def list_place(properties: etree._Element | None) -> ListPlace:
    """What the ``w:numPr`` of paragraph properties says."""
    numbered = None if properties is None else properties.find(W + "numPr")
    if numbered is None:
        return NO_LIST_PLACE
    list_id, level = numbered.find(W + "numId"), numbered.find(W + "ilvl")
    return ListPlace(
        None if list_id is None else list_id.get(VAL),
        None if level is None else min(_LEVELS - 1, max(0, number(level.get(VAL)))),
    )


def outline_level(properties: etree._Element | None) -> int | None:
    """The heading level that paragraph properties state: from 1, 0 for body text, ``None`` for nothing."""
    outline = None if properties is None else properties.find(W + "outlineLvl")
    if outline is None:
        return None
    level = number(outline.get(VAL), _LEVELS)
    return level + 1 if 0 <= level < _LEVELS else 0


def is_attribute_on(element: etree._Element, name: str) -> bool:
    return element.get(W + name, "0") in ("1", "true", "on")


def is_heading_name(name: str) -> bool:
    return _level_of(name) is not None


def _name(style: etree._Element) -> str:
    name = style.find(W + "name")
    return "" if name is None else name.get(VAL, "")


def _level_of(name: str) -> int | None:
    words = _vocabulary()
    folded = _folded(name)
    if folded in words["title"]:
        return 1
    found = re.fullmatch(r"(\D+)([1-9])", folded)
    return int(found[2]) if found and found[1] in words["heading"] else None


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in plain if c.isalnum())


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    words = tomllib.loads((files("ingest.docx") / "headings.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(map(_folded, names)) for kind, names in words.items()}
