"""The names of WordprocessingML as lxml gives them, and the way from Strict to Transitional ones.

ECMA-376 part 1 (Strict) and part 4 (Transitional) name the same elements in different namespaces. Every
part is brought to the Transitional names when it is opened, so that readers know one set.
"""

from __future__ import annotations

from lxml import etree

_OOXML = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"

W = f"{{{_OOXML}wordprocessingml/2006/main}}"
R = f"{{{_OOXML}officeDocument/2006/relationships}}"
M = f"{{{_OOXML}officeDocument/2006/math}}"
A = f"{{{_OOXML}drawingml/2006/main}}"
DGM = f"{{{_OOXML}drawingml/2006/diagram}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"

VAL = W + "val"

_TRANSITIONAL = {
    f"{_STRICT}wordprocessingml/main": W[1:-1],
    f"{_STRICT}officeDocument/relationships": R[1:-1],
    f"{_STRICT}officeDocument/math": M[1:-1],
    f"{_STRICT}drawingml/main": A[1:-1],
    f"{_STRICT}drawingml/diagram": DGM[1:-1],
    f"{_STRICT}drawingml/wordprocessingDrawing": f"{_OOXML}drawingml/2006/wordprocessingDrawing",
    f"{_STRICT}drawingml/chart": f"{_OOXML}drawingml/2006/chart",
}


def to_transitional(root: etree._Element) -> None:
    """Give the elements and attributes of a Strict part their Transitional names, in place."""
    if not any(uri in _TRANSITIONAL for uri in root.nsmap.values() if uri):
        return
    for element in root.iter(etree.Element):
        element.tag = _renamed(str(element.tag))
        for name, value in list(element.attrib.items()):
            new = _renamed(str(name))
            if new != name:
                del element.attrib[name]
                element.set(new, value)


def _renamed(name: str) -> str:
    uri, closing, local = name[1:].partition("}")
    if name[:1] == "{" and closing and uri in _TRANSITIONAL:
        return f"{{{_TRANSITIONAL[uri]}}}{local}"
    return name


def is_on(element: etree._Element | None) -> bool | None:
    """The value of an on/off property (ECMA-376 part 1, 17.17.4): ``None`` where the property is absent."""
    if element is None:
        return None
    return element.get(VAL, "true") not in ("0", "false", "off", "none")


def number(text: str | None, default: int = 0, most: int = 1_000_000) -> int:
    """A decimal attribute clamped to ±``most``; ``default`` where it is absent or no number."""
    if text is None:
        return default
    try:
        return max(-most, min(most, int(text)))
    except ValueError:
        return default
