"""Foot- and endnotes: which mark each reference shows, and which notes the text refers to.

ECMA-376 part 1, 17.11. Marks are numbers in the order of their references, in the format that the section
or the document's settings state, unless the author typed one of his own.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ingest.docx.names import VAL, W, number
from ingest.wordprocessing.numerals import numeral

FOOTNOTE, ENDNOTE = "footnote", "endnote"
_USUAL_FORMAT = {FOOTNOTE: "decimal", ENDNOTE: "lowerRoman"}


@dataclass(frozen=True, slots=True)
class Reference:
    """One note that the text refers to, under its mark."""

    kind: str
    note_id: str
    mark: str


@dataclass(frozen=True, slots=True)
class _Manner:
    """How one section numbers its notes of one kind."""

    number_format: str
    start: int
    restarts: bool


class NoteMarks:
    """Gives marks in reading order and remembers what was referred to.

    ``sections`` are the ``w:sectPr`` of the body in order; ``settings`` the settings part or ``None``.
    """

    def __init__(self, settings: etree._Element | None, sections: list[etree._Element]) -> None:
        self._manners = {
            kind: [_manner(kind, section, settings) for section in sections]
            or [_manner(kind, None, settings)]
            for kind in _USUAL_FORMAT
        }
        self._section = 0
        self._next = {kind: manners[0].start for kind, manners in self._manners.items()}
        self.references: list[Reference] = []

    def refer(self, kind: str, note_id: str, typed: str) -> str:
        """The mark of the next reference; ``typed`` is the author's own mark, empty where Word numbers."""
        mark = typed
        if not typed:
            mark = numeral(self._next[kind], self._manner(kind).number_format)
            self._next[kind] += 1
        self.references.append(Reference(kind, note_id, mark))
        return mark

    def end_section(self) -> None:
        """Go on to the next section: numbers start anew there if it says so."""
        self._section += 1
        for kind in _USUAL_FORMAT:
            manner = self._manner(kind)
            if manner.restarts:
                self._next[kind] = manner.start

    def _manner(self, kind: str) -> _Manner:
        manners = self._manners[kind]
        return manners[min(self._section, len(manners) - 1)]


def note_texts(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    """The notes of a notes part by their id, separators left out."""
    notes = () if root is None else root.iterchildren(W + kind)
    return {note.get(W + "id", ""): note for note in notes if note.get(W + "type", "normal") == "normal"}


def _manner(kind: str, section: etree._Element | None, settings: etree._Element | None) -> _Manner:
    def stated(name: str) -> str | None:
        for holder in (section, settings):
            found = None if holder is None else holder.find(f"{W}{kind}Pr/{W}{name}")
            if found is not None:
                return found.get(VAL)
        return None

    return _Manner(
        stated("numFmt") or _USUAL_FORMAT[kind],
        number(stated("numStart"), 1),
        stated("numRestart") == "eachSect",
    )
