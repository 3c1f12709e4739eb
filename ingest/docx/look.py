"""How text looks, as far as reading needs it: bold, hidden, raised, its size and its font."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ingest.docx.names import VAL, W, is_on, number

_STYLE = W + "rStyle"
_BOLD = W + "b"
_HIDDEN = (W + "vanish", W + "specVanish")
_SIZE = W + "sz"
_RAISED = W + "vertAlign"
_POSITION = W + "position"
_STRUCK = (W + "strike", W + "dstrike")
_FONTS = W + "rFonts"
_FONT_NAMES = (W + "ascii", W + "hAnsi", W + "cs")


@dataclass(frozen=True, slots=True)
class Look:
    """What one level (a style, a run) says; ``None`` where it says nothing."""

    style: str | None = None
    bold: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    size: float | None = None
    """In points."""
    font: str | None = None
    struck: bool | None = None
    """Struck out by hand, not by a tracked change."""

    def over(self, below: Look) -> Look:
        """This level laid over another: what it leaves open is the other's."""
        if self == NOTHING:
            return below
        return Look(
            self.style,
            below.bold if self.bold is None else self.bold,
            below.hidden if self.hidden is None else self.hidden,
            below.raised if self.raised is None else self.raised,
            below.size if self.size is None else self.size,
            self.font or below.font,
            below.struck if self.struck is None else self.struck,
        )


NOTHING = Look()


def said(properties: etree._Element | None) -> Look:
    """What a ``w:rPr`` says itself, styles apart (ECMA-376 part 1, 17.3.2)."""
    if properties is None or not len(properties):
        return NOTHING
    style = bold = hidden = raised = size = font = struck = None
    for child in properties:
        tag = child.tag
        if tag == _BOLD:
            bold = is_on(child)
        elif tag == _SIZE:
            size = _points(child.get(VAL))
        elif tag == _FONTS:
            font = next((name for key in _FONT_NAMES if (name := child.get(key))), None)
        elif tag == _STYLE:
            style = child.get(VAL)
        elif tag in _HIDDEN:
            hidden = hidden or is_on(child)
        elif tag == _RAISED:
            raised = child.get(VAL) == "superscript"
        elif tag == _POSITION:
            raised = bool(raised) or number(child.get(VAL), 0) > 0
        elif tag in _STRUCK:
            struck = struck or is_on(child)
    return Look(style, bold, hidden, raised, size, font, struck)


def _points(value: str | None) -> float | None:
    """Half points, or a measure with its unit as Strict documents may write it (``11pt``)."""
    text = (value or "").strip()
    is_points = text.endswith("pt")
    try:
        size = float(text.removesuffix("pt"))
    except ValueError:
        return None
    size = size if is_points else size / 2
    return size if 0 < size < 2000 else None
