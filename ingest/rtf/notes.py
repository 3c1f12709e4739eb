"""Foot- and endnotes: their numbers, and what they say apart from the text.

RTF specification 1.9.1, "Footnotes". A note stands in the text as a group right behind its mark.
"""

from __future__ import annotations

from typing import NamedTuple

from ingest.rtf.flow import Flow
from ingest.wordprocessing.drafts import Draft, Run
from ingest.wordprocessing.numerals import numeral

FORMATS = {
    "ar": "decimal",
    "alc": "lowerLetter",
    "auc": "upperLetter",
    "rlc": "lowerRoman",
    "ruc": "upperRoman",
    "chi": "chicago",
}
"""Ends of the control words ``\\ftnn…`` and ``\\aftnn…``, with the number format that they set."""


class Note(NamedTuple):
    is_endnote: bool
    mark: str
    """Empty where the author typed one of his own, into the text and the note."""
    content: list[Draft]


class Notes:
    def __init__(self) -> None:
        self.notes: list[Note] = []
        """In the order of their marks."""
        self._waiting: Run | None = None
        self._counts = {False: 0, True: 0}
        self._formats = {False: "decimal", True: "decimal"}
        self._restarts = {False: False, True: False}

    def set_format(self, is_endnote: bool, number_format: str) -> None:
        self._formats[is_endnote] = number_format

    def restart_by_section(self, is_endnote: bool) -> None:
        self._restarts[is_endnote] = True

    def begin_section(self) -> None:
        for is_endnote, restarts in self._restarts.items():
            if restarts:
                self._counts[is_endnote] = 0

    def refer(self, flow: Flow) -> None:
        """An automatic mark in the text; the note that follows tells what it is."""
        self._waiting = flow.add_reference()

    def begin(self) -> Run | None:
        """The mark that the note which begins here explains, if it is an automatic one."""
        mark, self._waiting = self._waiting, None
        return mark

    def end(self, flow: Flow, mark: Run | None) -> None:
        """Number the note and keep what it says."""
        content = flow.finish()
        label = ""
        if mark is not None:
            self._counts[flow.is_endnote] += 1
            label = numeral(self._counts[flow.is_endnote], self._formats[flow.is_endnote])
            mark.text = label
        self.notes.append(Note(flow.is_endnote, label, content))
