"""Formulas (RTF specification 1.9.1, "Math"), written in one line as those of .docx files are.

Their control words are the names of Office Math elements with an ``m`` before them.
"""

from __future__ import annotations

from lxml import etree

from ingest.docx.formulas import in_line
from ingest.docx.names import M
from ingest.rtf.groups import Group

_PROPERTIES = "Pr"


def formula_of(group: Group, codec: str) -> str:
    """What a ``\\moMath`` group says."""
    formula = etree.Element(f"{M}oMath")
    _fill(formula, group, codec)
    return in_line(formula)


def _fill(element: etree._Element, group: Group, codec: str) -> None:
    for inner in group.groups:
        name = _name(inner)
        if name:
            child = etree.SubElement(element, M + name)
            if str(element.tag).endswith(_PROPERTIES):
                child.set(M + "val", inner.text(codec))
            else:
                _text(child, inner, codec)
                _fill(child, inner, codec)
        else:
            _text(element, inner, codec)
            _fill(element, inner, codec)


def _text(element: etree._Element, group: Group, codec: str) -> None:
    text = "".join(c for c in group.text(codec) if c.isprintable())
    if text:
        etree.SubElement(element, f"{M}t").text = text


def _name(group: Group) -> str:
    """The Office Math element that the group stands for; empty for a group that only formats."""
    word = next(iter(group.words), "")
    return word[1:] if word.startswith("m") and word != "mmath" else ""
