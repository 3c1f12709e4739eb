"""Formulas in presentation MathML (of OpenDocument files and of HTML), written in one line as those of .docx
files are."""

from __future__ import annotations

from lxml import etree

from ingest.docx.formulas import in_line
from ingest.docx.names import M

_DEEPEST = 64
_TEXTS = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_PARTS = {
    "mfrac": ("f", ("num", "den")),
    "msup": ("sSup", ("e", "sup")),
    "msub": ("sSub", ("e", "sub")),
    "msubsup": ("sSubSup", ("e", "sub", "sup")),
    "mover": ("sSup", ("e", "sup")),
    "munder": ("sSub", ("e", "sub")),
    "munderover": ("sSubSup", ("e", "sub", "sup")),
    "mroot": ("rad", ("e", "deg")),
    "msqrt": ("rad", ("e",)),
}
"""MathML elements, the Office Math element that says the same, and what their children are to it."""
_NOT_SHOWN = frozenset({"annotation", "annotation-xml", "mphantom"})


def formula_of(math: etree._Element) -> str:
    """What a ``math`` element says, in the namespace of MathML or, as in HTML, in none."""
    formula = etree.Element(f"{M}oMath")
    _fill(formula, math, 0)
    return in_line(formula)


def _fill(into: etree._Element, element: etree._Element, depth: int) -> None:
    """Append what ``element`` says to an Office Math element."""
    tag = str(element.tag).rpartition("}")[2]
    if tag in _NOT_SHOWN:
        return
    if tag in _TEXTS or depth > _DEEPEST:
        text = "".join(str(piece) for piece in element.itertext())
        etree.SubElement(into, f"{M}t").text = " ".join(text.split())
        return
    kind = _PARTS.get(tag)
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
