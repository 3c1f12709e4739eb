"""Formulas (MathML), written in one line as those of .docx files are.

A formula is an object of its own inside a document; LibreOffice writes it as presentation MathML 2.
"""

from __future__ import annotations

from lxml import etree

from ingest.docx.formulas import in_line
from ingest.docx.names import M
from ingest.odt.names import MATH

_DEEPEST = 64
_TEXTS = frozenset(MATH + name for name in ("mi", "mn", "mo", "mtext", "ms"))
_PARTS = {
    MATH + "mfrac": ("f", ("num", "den")),
    MATH + "msup": ("sSup", ("e", "sup")),
    MATH + "msub": ("sSub", ("e", "sub")),
    MATH + "msubsup": ("sSubSup", ("e", "sub", "sup")),
    MATH + "mover": ("sSup", ("e", "sup")),
    MATH + "munder": ("sSub", ("e", "sub")),
    MATH + "munderover": ("sSubSup", ("e", "sub", "sup")),
    MATH + "mroot": ("rad", ("e", "deg")),
    MATH + "msqrt": ("rad", ("e",)),
}
"""MathML elements, the Office Math element that says the same, and what their children are to it."""
_NOT_SHOWN = frozenset(MATH + name for name in ("annotation", "annotation-xml", "mphantom"))


def formula_of(math: etree._Element) -> str:
    """What a ``math:math`` says."""
    formula = etree.Element(f"{M}oMath")
    _fill(formula, math, 0)
    return in_line(formula)


def _fill(into: etree._Element, element: etree._Element, depth: int) -> None:
    """Append what ``element`` says to an Office Math element."""
    if element.tag in _NOT_SHOWN:
        return
    if element.tag in _TEXTS or depth > _DEEPEST:
        text = "".join(str(piece) for piece in element.itertext())
        etree.SubElement(into, f"{M}t").text = " ".join(text.split())
        return
    kind = _PARTS.get(str(element.tag))
    children = [*element.iterchildren(etree.Element)]
    if kind is None or len(children) < len(kind[1]):
        for child in children:
            _fill(into, child, depth + 1)
        return
    name, parts = kind
    whole = etree.SubElement(into, M + name)
    if len(parts) == 1:
        held = etree.SubElement(whole, M + parts[0])
        for child in children:
            _fill(held, child, depth + 1)
        return
    for part, child in zip(parts, children, strict=False):
        _fill(etree.SubElement(whole, M + part), child, depth + 1)
