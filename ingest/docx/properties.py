"""What a document says of itself (``docProps/core.xml``, ECMA-376 part 2, clause 8)."""

from __future__ import annotations

from lxml import etree

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_NAMES = {
    _DC + "title": "title",
    _DC + "creator": "creator",
    _DC + "language": "language",
    _DC + "subject": "subject",
    _DC + "description": "description",
    _TERMS + "created": "created",
    _TERMS + "modified": "modified",
}


def core_properties(root: etree._Element | None) -> dict[str, str]:
    """Dublin Core names to values, those that are empty left out; dates in ISO 8601, as they stand."""
    found: dict[str, str] = {}
    for element in () if root is None else root:
        name, value = _NAMES.get(str(element.tag)), " ".join((element.text or "").split())
        if name and value:
            found.setdefault(name, value)
    return found
