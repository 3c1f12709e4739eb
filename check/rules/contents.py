"""The table of contents against the sections that follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from check.rule import Breach, Severity, rule
from check.view import DocumentView, Spot
from check.words import words
from normalize.glyphs import fold

LEAST_ENTRIES = 3
SAME_TITLE = 85
"""Of 100: two lines name the same section."""
LONGEST_TITLE = 160
_NUMBERED = re.compile(r"^[\s•·\-–]*([IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2})*)\s*[.):\-–]*\s+(\D.*)$")
_LEADER = re.compile(r"(?:[\s.…_·]{2,}|\t)\d{1,3}$")
"""What leads to the page at the end of an entry."""
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class _Section:
    number: str
    title: str
    order: tuple[int, ...]
    page: int | None

    def alike(self, other: _Section) -> float:
        """Of 100. A title that goes on where the other ends is the same one."""
        short, long = sorted((fold(self.title), fold(other.title)), key=len)
        return 100.0 if long.startswith(short) else fuzz.ratio(short, long)


@rule("contents-order", Severity.INFO)
def contents_order(view: DocumentView) -> Iterator[Breach]:
    """Each entry against the section of its number; nothing is said where most numbers are not found, since
    the sections are then headed in another way."""
    entries, sections = _read(view)
    by_number: dict[tuple[int, ...], _Section] = {}
    for section in sections:
        by_number.setdefault(section.order, section)
    known = [entry for entry in entries if entry.order in by_number]
    if len(entries) < LEAST_ENTRIES or 2 * len(known) < len(entries):
        return
    for entry in entries:
        headed = by_number.get(entry.order)
        if headed is not None and entry.alike(headed) >= SAME_TITLE:
            continue
        moved = max(by_number.values(), key=entry.alike)
        if entry.alike(moved) >= SAME_TITLE:
            yield _breach(entry, moved, "")
        else:
            yield _breach(entry, headed, "called" if headed is not None else "absent")


def _breach(entry: _Section, section: _Section | None, wording: str) -> Breach:
    found = section or entry
    return Breach(
        Spot(page=found.page),
        expected=f"{entry.number} {entry.title}",
        observed=f"{found.number} {found.title}" if section is not None else "",
        facts={"number": entry.number, "title": entry.title, "there": found.number, "called": found.title},
        wording=wording,
        discriminator=entry.title,
    )


def _read(view: DocumentView) -> tuple[list[_Section], list[_Section]]:
    """The entries of the table of contents and the numbered lines after it; a list of entries ends where a
    number does not follow from the one before."""
    lines = [
        (line.strip(), passage.page)
        for passage in view.rows.passages
        if passage.kind not in ("header", "footer", "note")
        for line in passage.text.split("\n")
        if line.strip()
    ]
    begins = next(
        (at for at, (line, _) in enumerate(lines) if fold(line).strip(" :.") in words("contents")), None
    )
    entries: list[_Section] = []
    sections: list[_Section] = []
    if begins is None:
        return entries, sections
    running = [passage for passage in view.rows.passages if passage.kind == "header"]
    is_list = True
    for line, page in lines[begins + 1 :]:
        section = _section(line, page)
        if is_list and (section is None or (entries and section.order <= entries[-1].order)):
            is_list = bool(section is None and not entries)
        if section is not None:
            (entries if is_list else sections).append(section)
    headers = (_section(line, passage.page) for passage in running for line in passage.text.split("\n"))
    return entries, [*sections, *(header for header in headers if header is not None)]


def _section(line: str, page: int | None) -> _Section | None:
    found = _NUMBERED.match(line)
    if found is None or len(line) > LONGEST_TITLE:
        return None
    number, title = found[1], _LEADER.sub("", found[2]).strip(" .:")
    if not title:
        return None
    order = (_roman(number),) if number[0].isalpha() else tuple(int(step) for step in number.split("."))
    return _Section(number, title, order, page)


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    return sum(
        -value if value < max(values[at + 1 :], default=0) else value for at, value in enumerate(values)
    )
