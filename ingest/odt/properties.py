"""What a document says of itself (``meta.xml``, OpenDocument 1.3 part 3, 4.3), under Dublin Core names."""

from __future__ import annotations

from lxml import etree

from ingest.odt.names import DC, META, OFFICE

_NAMES = {
    DC + "title": "title",
    META + "initial-creator": "creator",
    DC + "subject": "subject",
    DC + "description": "description",
    DC + "language": "language",
    META + "creation-date": "created",
    DC + "date": "modified",
}


def properties_of(root: etree._Element | None) -> dict[str, str]:
    """Without those that are empty; dates in ISO 8601 as the file writes them."""
    found: dict[str, str] = {}
    for holder in () if root is None else root.iterchildren(OFFICE + "meta"):
        last_creator = ""
        for element in holder:
            value = " ".join((element.text or "").split())
            name = _NAMES.get(str(element.tag))
            if name and value:
                found.setdefault(name, value)
            elif element.tag == DC + "creator":
                last_creator = value
        if last_creator:
            found.setdefault("creator", last_creator)
    return found
