"""The names of OpenDocument as lxml gives them (OASIS OpenDocument 1.3, part 3, 1.4)."""

from __future__ import annotations

from lxml import etree

_URN = "urn:oasis:names:tc:opendocument:xmlns:"

OFFICE = f"{{{_URN}office:1.0}}"
TEXT = f"{{{_URN}text:1.0}}"
TABLE = f"{{{_URN}table:1.0}}"
STYLE = f"{{{_URN}style:1.0}}"
DRAW = f"{{{_URN}drawing:1.0}}"
META = f"{{{_URN}meta:1.0}}"
MANIFEST = f"{{{_URN}manifest:1.0}}"
FO = f"{{{_URN}xsl-fo-compatible:1.0}}"
SVG = f"{{{_URN}svg-compatible:1.0}}"
FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
DC = "{http://purl.org/dc/elements/1.1/}"
MATH = "{http://www.w3.org/1998/Math/MathML}"

PARAGRAPH, HEADING = TEXT + "p", TEXT + "h"


def count(element: etree._Element, name: str, most: int, default: int = 1) -> int:
    """A whole number from 1 to ``most``; ``default`` where the attribute is absent or no number."""
    try:
        return max(1, min(most, int(element.get(name, default))))
    except ValueError:
        return default


def is_true(element: etree._Element, name: str) -> bool:
    return element.get(name) == "true"
