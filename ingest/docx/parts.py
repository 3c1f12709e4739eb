"""The parts of a Word package: which is the document itself, and which parts it points to.

Open Packaging Conventions, ECMA-376 part 2. python-docx's own opener is not used: it knows neither Strict
documents nor templates, reads every part before it is asked for, and gives up where one is missing.
"""

from __future__ import annotations

import posixpath
from typing import Protocol
from urllib.parse import unquote

from lxml import etree

from ingest.docx.flat import FlatPackage, is_flat
from ingest.docx.names import R, to_transitional
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.package import Package
from ingest.problems import Problem, problem
from ingest.xml import parse_xml

_USUAL_DOCUMENT = "word/document.xml"


class PartStore(Protocol):
    """What holds the bytes of parts by name: a zip package or a flat XML file."""

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def problems(self) -> tuple[Problem, ...]: ...

    def __contains__(self, name: str) -> bool: ...

    def read(self, name: str) -> bytes: ...


class Relation:
    """One relationship: its id, the last word of its type (``styles``, ``header``), its target's name."""

    __slots__ = ("id", "is_external", "kind", "target")

    def __init__(self, element: etree._Element, base: str) -> None:
        self.id = element.get("Id", "")
        self.kind = element.get("Type", "").rstrip("/").rpartition("/")[2]
        self.is_external = element.get("TargetMode") == "External"
        target = unquote(element.get("Target", ""))
        self.target = target if self.is_external else _part_name(base, target)


class Parts:
    """The parts of one document, parsed when asked for and not kept.

    Raises Unreadable where the package is refused or holds no main document part.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._store: PartStore = FlatPackage(data, limits) if is_flat(data) else Package(data, limits)
        self._relations: dict[str, list[Relation]] = {}
        self._problems: dict[Problem, None] = {}
        self.main = self._main()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was met so far, each once."""
        return tuple(dict.fromkeys((*self._store.problems, *self._problems)))

    def report(self, kind: str, **facts: object) -> None:
        self._problems[problem(kind, **facts)] = None

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the parts of a kind that ``part`` points to (``""`` is the package itself)."""
        return [r.target for r in self._relations_of(part) if r.kind == kind and not r.is_external]

    def target(self, part: str, relation: str | None) -> str | None:
        """The part behind a relationship's id."""
        return next((r.target for r in self._relations_of(part) if r.id == relation), None)

    def tree(self, name: str, *, is_needed: bool = False) -> etree._Element | None:
        """A part's root under Transitional names; ``None``, with a problem, where it cannot be had.

        A part that is refused makes the whole document Unreadable only where ``is_needed``.
        """
        if name not in self._store:
            self.report("damaged_part", what=name)
            return None
        try:
            parsed = parse_xml(self._store.read(name), name, self._limits)
        except Unreadable:
            if is_needed:
                raise
            self.report("damaged_part", what=name)
            return None
        self._problems.update(dict.fromkeys(parsed.problems))
        to_transitional(parsed.root)
        return parsed.root

    def _relations_of(self, part: str) -> list[Relation]:
        known = self._relations.get(part)
        if known is None:
            folder, name = posixpath.split(part)
            where = posixpath.join(folder, "_rels", f"{name}.rels")
            root = self.tree(where) if where in self._store else None
            known = [] if root is None else [Relation(e, folder) for e in root if _local(e) == "Relationship"]
            self._relations[part] = known
        return known

    def _main(self) -> str:
        declared = [name for name in self.related("", "officeDocument") if name in self._store]
        if declared:
            return declared[0]
        if _USUAL_DOCUMENT in self._store:
            return _USUAL_DOCUMENT
        raise Unreadable(problem("missing_part", part=_USUAL_DOCUMENT))


def relation_id(element: etree._Element) -> str | None:
    return element.get(R + "id")


def _part_name(base: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
