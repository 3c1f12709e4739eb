"""Formulas of Office Math in one line: ``(a + b)/c``, ``x^2``, ``√(y)``.

ECMA-376 part 1, 22.1. A target's formula must keep what is divided by what, so fractions and powers get
brackets wherever their parts are more than one word.
"""

from __future__ import annotations

import re

from lxml import etree

from ingest.docx.names import M, W
from ingest.wordprocessing.equations import bracketed

_TEXTS = (M + "t", W + "t")
_PROPERTIES = re.compile(r"\{[^}]*\}\w+Pr$")
_DEEPEST = 64


def in_line(element: etree._Element, depth: int = 0) -> str:
    """What a formula, or any part of one, says."""
    if depth > _DEEPEST:
        return "".join(child.text or "" for child in element.iter(*_TEXTS))
    name = etree.QName(element).localname
    if element.tag in _TEXTS:
        return element.text or ""

    def part(local: str) -> str:
        found = element.find(M + local)
        return "" if found is None else in_line(found, depth + 1)

    if name == "f":
        return f"{bracketed(part('num'))}/{bracketed(part('den'))}"
    if name in ("sSup", "sSub", "sSubSup"):
        below, above = part("sub"), part("sup")
        return (
            bracketed(part("e"))
            + (f"_{bracketed(below)}" if below else "")
            + (f"^{bracketed(above)}" if above else "")
        )
    if name == "rad":
        degree = part("deg")
        return f"{degree}√({part('e')})"
    if name == "nary":
        below, above = part("sub"), part("sup")
        limits = (f"_{bracketed(below)}" if below else "") + (f"^{bracketed(above)}" if above else "")
        return f"{_property(element, 'chr', '∫')}{limits} {part('e')}"
    if name == "func":
        return f"{part('fName')} {bracketed(part('e'))}"
    if name in ("eqArr", "m"):  # equations, or rows of a matrix, below each other
        return "; ".join(in_line(row, depth + 1) for row in element if not _PROPERTIES.search(str(row.tag)))
    if name == "mr":
        return " ".join(in_line(cell, depth + 1) for cell in element)
    if name == "d":
        between = _property(element, "sepChr", "|")
        inside = between.join(in_line(e, depth + 1) for e in element.iterchildren(M + "e"))
        return f"{_property(element, 'begChr', '(')}{inside}{_property(element, 'endChr', ')')}"
    return "".join(in_line(child, depth + 1) for child in element if not _PROPERTIES.search(str(child.tag)))


def _property(element: etree._Element, local: str, default: str) -> str:
    found = element.find(f"{M}{etree.QName(element).localname}Pr/{M}{local}")
    return default if found is None else found.get(M + "val", default)
