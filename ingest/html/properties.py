"""What an HTML file says of itself in its head, under Dublin Core names."""

from __future__ import annotations

import re

from ingest.html.parsing import Element, all_text, tag_of

_NAMES = {
    "author": "creator",
    "dc.creator": "creator",
    "dcterms.creator": "creator",
    "dc.title": "title",
    "dcterms.title": "title",
    "description": "description",
    "dc.description": "description",
    "keywords": "subject",
    "dc.subject": "subject",
    "dc.language": "language",
    "dc.date": "created",
    "dcterms.created": "created",
    "dcterms.modified": "modified",
}
_DATES = ("created", "modified")
_ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.+Z-]{2,24})?)?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def properties_of(root: Element) -> dict[str, str]:
    """Title, language and meta elements; the first of each. Dates that are not in ISO 8601 are left out."""
    found: dict[str, str] = {}
    language = (root.get("lang") or "").strip()
    if _LANGUAGE.fullmatch(language):
        found["language"] = language
    head = next((child for child in root if tag_of(child) == "head"), None)
    for element in head if head is not None else ():
        tag = tag_of(element)
        if tag == "title":
            _keep(found, "title", all_text(element))
        elif tag == "meta":
            name = _NAMES.get(element.get("name", "").strip().lower())
            if name:
                _keep(found, name, element.get("content", ""))
    return found


def _keep(found: dict[str, str], name: str, value: str) -> None:
    value = " ".join(value.split())
    if value and (name not in _DATES or _ISO_DATE.fullmatch(value)):
        found.setdefault(name, value)
