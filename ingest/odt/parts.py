"""The parts of an OpenDocument text: a zip package, or one flat XML file that holds them all."""

from __future__ import annotations

import posixpath

from lxml import etree

from ingest.errors import Unreadable
from ingest.limits import MIB, Limits
from ingest.odt.names import XLINK
from ingest.package import Package
from ingest.problems import Problem, problem
from ingest.xml import parse_xml

_MANIFEST = "META-INF/manifest.xml"
_CONTENT, _STYLES, _META = "content.xml", "styles.xml", "meta.xml"


class Parts:
    """``content``, ``styles`` and ``meta`` are the roots of the document's parts, the latter two ``None``
    where they cannot be had; those of a flat file are all its one root.

    Raises Unreadable where the package is refused or encrypted, or holds no text.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._problems: dict[Problem, None] = {}
        self._package = Package(data, limits) if data[:2] == b"PK" else None
        self.styles: etree._Element | None
        self.meta: etree._Element | None
        if self._package is None:
            parsed = parse_xml(data, "office:document", limits)
            self._problems.update(dict.fromkeys(parsed.problems))
            self.content = self.styles = self.meta = parsed.root
            return
        if b"encryption-data" in self._package.start(_MANIFEST, MIB):
            raise Unreadable(problem("encrypted_odf"))
        if _CONTENT not in self._package:
            raise Unreadable(problem("missing_part", part=_CONTENT))
        content = parse_xml(self._package.read(_CONTENT), _CONTENT, limits)
        self._problems.update(dict.fromkeys(content.problems))
        self.content = content.root
        self.styles = self.tree(_STYLES)
        self.meta = self.tree(_META)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was met so far, each once."""
        package = () if self._package is None else self._package.problems
        return tuple(dict.fromkeys((*package, *self._problems)))

    def report(self, kind: str, **facts: object) -> None:
        self._problems[problem(kind, **facts)] = None

    def tree(self, name: str) -> etree._Element | None:
        """The root of a part; ``None``, with a problem where it cannot be had, without one where it is not
        there."""
        if self._package is None or name not in self._package:
            return None
        try:
            parsed = parse_xml(self._package.read(name), name, self._limits)
        except Unreadable:
            self.report("damaged_part", what=name)
            return None
        self._problems.update(dict.fromkeys(parsed.problems))
        return parsed.root

    def object(self, element: etree._Element) -> etree._Element | None:
        """What a ``draw:object`` embeds: its root element, ``None`` where it is not there."""
        inside = next(element.iterchildren(etree.Element), None)
        if inside is not None:
            return inside
        folder = posixpath.normpath(element.get(XLINK + "href", "").lstrip("/"))
        return self.tree(f"{folder}/{_CONTENT}")
