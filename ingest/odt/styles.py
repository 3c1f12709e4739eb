"""Styles: how text looks, which paragraphs are titles and captions, how wide columns are.

OpenDocument 1.3 part 3, 16 and 20. A style inherits from its parent; those that the program made up for
direct formatting ("automatic") inherit from those that a user sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.docx.look import NOTHING, Look
from ingest.odt.lengths import percent, points, relative, twips
from ingest.odt.names import FO, OFFICE, STYLE, SVG, TEXT
from ingest.rtf.styles import heading_level, is_caption

_LONGEST_CHAIN = 64
_BOLD_FROM = 600
_TEXT_LOOK = STYLE + "text-properties"
_LARGEST = 2000
"""Points."""
_ORDINARY_TABLE = 9600
"""Twips: 17 cm, the text width of an A4 page."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    look: Look = NOTHING
    heading: int | None = None
    """Level that its name stands for ("Title", "Heading 1")."""
    is_caption: bool = False
    list_style: str | None = None
    """The list style that it names; empty where it says that there is none, ``None`` where it is silent."""


class Styles:
    """The styles of one part: its own automatic ones over the common ones.

    ``part`` is the root that holds the automatic styles, ``common`` the root that holds the others; either
    may be ``None``.
    """

    def __init__(self, part: etree._Element | None, common: etree._Element | None) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._fonts: dict[str, str] = {}
        for root, name in ((common, "styles"), (part, "automatic-styles")):
            for element in _within(root, OFFICE + name):
                family = element.get(STYLE + "family", "")
                if element.tag == STYLE + "style":
                    self._styles[family, element.get(STYLE + "name", "")] = element
                elif element.tag == STYLE + "default-style":
                    self._defaults[family] = element
        for root in (common, part):
            for face in _within(root, OFFICE + "font-face-decls"):
                family = face.get(SVG + "font-family", "").strip("'\" ")
                self._fonts[face.get(STYLE + "name", "")] = family
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._texts: dict[tuple[str, Look], Look] = {}

    def paragraph(self, name: str) -> ParagraphStyle:
        found = self._paragraphs.get(name)
        return self._resolved(name) if found is None else found

    def text(self, name: str, around: Look) -> Look:
        """How text with a character style looks inside text that looks like ``around``."""
        found = self._texts.get((name, around))
        if found is None:
            found = around
            for element in reversed([*self._chain("text", name)]):
                found = self.said(element.find(_TEXT_LOOK), found).over(found)
            self._texts[name, around] = found
        return found

    def widths(self, columns: list[str]) -> list[int]:
        """The widths of columns with these styles in twips, 0 where none is stated. Shares of a table
        without a width are taken as shares of an ordinary one."""
        found, shares = [], []
        for name in columns:
            style = self._styles.get(("table-column", name))
            properties = None if style is None else style.find(STYLE + "table-column-properties")
            found.append(0 if properties is None else twips(properties.get(STYLE + "column-width")))
            shares.append(0.0 if properties is None else relative(properties.get(STYLE + "rel-column-width")))
        if any(found) or not any(shares):
            return found
        return [round(share / sum(shares) * _ORDINARY_TABLE) for share in shares]

    def said(self, properties: etree._Element | None, below: Look) -> Look:
        """What ``style:text-properties`` say over the look ``below`` them, to which sizes may be relative."""
        if properties is None:
            return NOTHING
        weight = properties.get(FO + "font-weight")
        position = properties.get(STYLE + "text-position")
        display = properties.get(TEXT + "display")
        font = properties.get(STYLE + "font-name")
        line = properties.get(STYLE + "text-line-through-style") or properties.get(
            STYLE + "text-line-through-type"
        )
        return Look(
            bold=None if weight is None else _is_bold(weight),
            hidden=None if display is None else display == "none",
            raised=None if position is None else _is_raised(position),
            size=_size(properties.get(FO + "font-size"), below.size),
            font=properties.get(FO + "font-family") if font is None else self._fonts.get(font) or font,
            struck=None if line is None else line != "none",
        )

    def _resolved(self, name: str) -> ParagraphStyle:
        """The style of that name, after those that it inherits from, all of which are remembered."""
        default = self._defaults.get("paragraph")
        found = ParagraphStyle(NOTHING if default is None else self.said(default.find(_TEXT_LOOK), NOTHING))
        waiting: list[tuple[str, etree._Element]] = []
        for element in self._chain("paragraph", name):
            known = self._paragraphs.get(element.get(STYLE + "name", ""))
            if known is not None:
                found = known
                break
            waiting.append((element.get(STYLE + "name", ""), element))
        for own_name, element in reversed(waiting):
            shown = element.get(STYLE + "display-name", own_name.replace("_20_", " "))
            found = ParagraphStyle(
                self.said(element.find(_TEXT_LOOK), found.look).over(found.look),
                heading_level(shown) or found.heading,
                found.is_caption or is_caption(shown),
                element.get(STYLE + "list-style-name", found.list_style),
            )
            self._paragraphs[own_name] = found
        self._paragraphs[name] = found
        return found

    def _chain(self, family: str, name: str) -> Iterator[etree._Element]:
        """A style and its parents, nearest first; a broken or circular chain ends where it breaks."""
        seen: set[str] = set()
        while name and name not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(name)
            element = self._styles.get((family, name))
            if element is None:
                return
            yield element
            name = element.get(STYLE + "parent-style-name", "")


def _within(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if root is not None:
        for holder in root.iterchildren(name):
            yield from holder.iterchildren(etree.Element)


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= _BOLD_FROM)


def _is_raised(position: str) -> bool:
    """``super 58%``, ``33% 58%``; not ``0% 100%`` nor ``sub 58%``."""
    where = position.split()[0] if position.split() else ""
    return where == "super" or (percent(where) or 0) > 0


def _size(stated: str | None, below: float | None) -> float | None:
    share = percent(stated)
    size = points(stated) if share is None else below and below * share / 100
    return size if size and 0 < size < _LARGEST else None
