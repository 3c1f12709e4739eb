"""Flat OPC: the parts of a Word package inside one XML file, as Word 2007 and later save "Word XML".

The schema is ``http://schemas.microsoft.com/office/2006/xmlPackage``: ``pkg:part`` with ``pkg:xmlData`` or
``pkg:binaryData``. Only XML parts are kept; pictures in base64 are of no use to a reader of text.
"""

from __future__ import annotations

from lxml import etree

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.problems import Problem, problem
from ingest.xml import parse_xml

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_MARK = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_LOOK = 4096
"""Bytes in which the root element of a flat file stands."""


def is_flat(data: bytes) -> bool:
    """Whether bytes look like flat OPC: XML (UTF-8 or UTF-16) whose first elements name its schema."""
    head = data[:_LOOK].replace(b"\0", b"")
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and _MARK in head


class FlatPackage:
    """The XML parts of a flat file by name. Raises Unreadable where it cannot be parsed or holds none."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        parsed = parse_xml(data, "pkg:package", limits)
        self._problems = parsed.problems
        self._parts: dict[str, tuple[str, etree._Element]] = {}
        for part in parsed.root.iterchildren(_PKG + "part"):
            content = part.find(_PKG + "xmlData")
            if content is not None and len(content):
                name = part.get(_PKG + "name", "").lstrip("/")
                self._parts.setdefault(name.lower(), (name, content[0]))
        if not self._parts:
            raise Unreadable(problem("package_empty"))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self._parts.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").lower() in self._parts

    def read(self, name: str) -> bytes:
        """The part written out on its own. Raises KeyError where there is no such part."""
        return etree.tostring(self._parts[name.lstrip("/").lower()][1], with_tail=False)
