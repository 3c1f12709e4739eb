"""A document's title, what kind of document it is, and the year that it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.folding import fold, mend_breaks
from extract.institution_names import first_name, is_institution
from extract.lexicon import fact_labels
from extract.outline import is_statement, stated_weight
from extract.reading import DocumentType, Evidence
from extract.words import data
from ingest.document import Document, Heading, Paragraph, Part, Table

_YEARS = range(1950, 2081)
_YEAR = re.compile(r"(?<![\d.,/°º-])(?:19|20)\d\d(?![\d.,]*\d)")
_LONGEST_TITLE = 35
"""Words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line near the top of a document and how it is set."""

    text: str
    is_heading: bool = False
    level: int = 9
    is_bold: bool = False
    size: float = 0.0
    in_header: bool = False
    confidence: float = 0.0

    @property
    def is_loud(self) -> bool:
        return self.is_heading or self.is_bold or self.text.isupper()


def first_lines(document: Document, count: int) -> list[Line]:
    """The first lines of a document, page headers and footers last; cells of boxes and one-column tables
    are lines too."""
    body: list[Line] = []
    headers: list[Line] = []
    for block in document.blocks:
        if len(body) >= count:
            break
        if isinstance(block, Table):
            if block.column_count <= 1 or len(block.cells) <= 2:
                body.extend(
                    Line(mend_breaks(cell.text), is_bold=cell.is_bold)
                    for cell in block.cells
                    if cell.text.strip()
                )
            continue
        text = mend_breaks(block.text)
        if not text:
            continue
        if isinstance(block, Heading):
            body.append(Line(text, True, block.level, True))
        elif block.part in (Part.HEADER, Part.FOOTER):
            headers.append(Line(text, in_header=True))
        elif block.part in (Part.BODY, Part.TEXT_BOX):
            body.extend(_lines_of(block))
    return body + headers


def _lines_of(block: Paragraph) -> list[Line]:
    parts = (
        [part.strip() for part in block.text.split("\n") if part.strip()]
        if len(block.text) < 400
        else [mend_breaks(block.text)]
    )
    return [Line(part, is_bold=block.is_bold, size=block.size or 0.0) for part in parts]


def title_of_document(lines: Sequence[Line]) -> Line | None:
    """The line, or the run of lines set alike, that most speaks as a title; None where none does."""
    sizes = {round(line.size, 1) for line in lines if line.size}
    largest = max(sizes) if len(sizes) > 1 else 0.0
    best: tuple[float, int] | None = None
    for at, line in enumerate(lines[:25]):
        score = _speaks_as_title(line, at, largest)
        if score > 0 and (best is None or score > best[0]):
            best = (score, at)
    if best is None:
        return None
    score, at = best
    text = _joined(lines, at)
    return replace(lines[at], text=text, confidence=round(min(score / 8, 1.0), 2))


def _speaks_as_title(line: Line, at: int, largest: float) -> float:
    words = line.text.split()
    folded = fold(line.text)
    if not 2 <= len(words) <= _LONGEST_TITLE or _states_fact(line) or stated_weight(line.text) is not None:
        return 0.0
    if folded.startswith(tuple(data("facts")["title"]["not_a_title"])) or line.in_header:
        return 0.0
    score = 0.0
    score += 3.0 if _kinds_in(folded) else 0.0
    score += 1.0 if any(word in folded.split() for word in data("facts")["title"]["likely"]) else 0.0
    score += 1.0 if _YEAR.search(line.text) else 0.0
    score += 2.0 if line.is_heading and line.level == 1 else 1.0 if line.is_loud else 0.0
    score += 2.0 if largest and line.size >= 0.98 * largest else 0.0
    score -= 0.15 * at
    score -= 1.5 if is_institution(first_name(line.text)) and not _kinds_in(folded) else 0.0
    score -= 1.0 if line.is_heading and line.level > 1 else 0.0
    score -= 2.0 if line.text.endswith((".", ";", ",")) or len(words) > 22 else 0.0
    return score if score > 1.5 else 0.0


def _states_fact(line: Line) -> bool:
    """A line ``label: value``; a heading may have a colon without being one ("Rúbrica: informe final")."""
    if not is_statement(line.text):
        return False
    label = re.split(r"[=:]", line.text, maxsplit=1)[0]
    named = bool(_kinds_in(fold(label))) or bool(
        set(fold(label).split()) & set(data("facts")["title"]["likely"])
    )
    heads = line.is_heading and line.level == 1
    return "=" in line.text or fold(label) in fact_labels() or not (heads or (named and line.is_loud))


def _joined(lines: Sequence[Line], at: int) -> str:
    """The title with the lines before and after it that are set alike and go on with it."""
    first = last = at
    while last + 1 < len(lines) and _goes_on(lines[last], lines[last + 1]):
        last += 1
    while first > 0 and _goes_on(lines[first - 1], lines[first]):
        first -= 1
    return " ".join(line.text for line in lines[first : last + 1])


_OPEN_END = re.compile(
    r"(?:\b(?:de|del|la|el|los|las|y|e|en|para|por|da|do|das|dos|of|the|and|for)|[-–:,])$", re.IGNORECASE
)


def _goes_on(line: Line, following: Line) -> bool:
    alike = (line.is_heading, line.level, line.is_bold, line.size) == (
        following.is_heading,
        following.level,
        following.is_bold,
        following.size,
    )
    if not alike or (following.is_heading and following.level != 1) or is_statement(following.text):
        return False
    if _OPEN_END.search(line.text):
        return True
    begins = fold(following.text).split()
    return bool(begins) and (following.text[0].islower() or begins[0] in ("de", "del", "y", "do", "da", "of"))


def _kinds_in(folded: str) -> dict[DocumentType, str]:
    """The kinds that a text names, each with its longest phrase."""
    found: dict[DocumentType, str] = {}
    padded = f" {folded} "
    for kind, phrases in data("facts")["document_type"].items():
        longest = max((phrase for phrase in phrases if f" {phrase} " in padded), key=len, default="")
        if longest:
            found[DocumentType(kind)] = longest
    return found


def title_evidence(title: Line) -> tuple[Evidence, ...]:
    """What speaks for a line as the title."""
    found = []
    if kinds := _kinds_in(fold(title.text)):
        found.append(Evidence("names a kind of document", ", ".join(sorted(kinds.values())), 0.9))
    if title.is_heading:
        found.append(Evidence("set as a heading", str(title.level), 0.8))
    elif title.is_loud:
        found.append(Evidence("set in bold or capitals", "", 0.6))
    if title.size:
        found.append(Evidence("size of its letters", f"{title.size:g}", 0.6))
    return tuple(found)


def document_type(
    title: Line | None, lines: Sequence[Line], document: Document
) -> tuple[DocumentType, float, tuple[Evidence, ...]]:
    """The kind that the title names, else the one that the first lines name most, else the one whose tables
    alone have such words; how sure that is, and by which words."""
    if title is not None and (kinds := _kinds_in(fold(title.text))):
        kind = _strongest(kinds)
        return kind, 0.9, (Evidence("words of the title", kinds[kind], 0.9),)
    counts: Counter[DocumentType] = Counter()
    phrases: dict[DocumentType, str] = {}
    for at, line in enumerate(lines):
        for kind, phrase in _kinds_in(fold(line.text)).items():
            phrases.setdefault(kind, phrase)
            counts[kind] += max(1, 8 - at) * len(phrase.split()) * (2 if line.is_loud else 1)
    if counts:
        kind = counts.most_common(1)[0][0]
        return kind, 0.6, (Evidence("words of the first lines", phrases[kind], 0.6),)
    for name, known in data("facts")["told_by_tables"].items():
        told = _phrases_in_tables(document, known)
        if len(told) > 1:
            return DocumentType(name), 0.5, (Evidence("words of the tables", ", ".join(told), 0.5),)
    return DocumentType.OTHER, 0.3, ()


def _phrases_in_tables(document: Document, known: Sequence[str]) -> list[str]:
    """Which of the phrases stand in the cells of the document's tables."""
    cells = [
        f" {fold(cell.text)} "
        for block in document.blocks
        if isinstance(block, Table)
        for cell in block.cells
    ]
    return [phrase for phrase in known if any(f" {phrase} " in cell for cell in cells)]


_ABOUT_ANYTHING = frozenset({DocumentType.COURSE_SYLLABUS, DocumentType.JOB_PROFILE})


def _strongest(kinds: dict[DocumentType, str]) -> DocumentType:
    """The kind of the longest phrase; an evaluation is one whatever programme it evaluates, while a course or
    a job may be about evaluations."""
    about = kinds.keys() & _ABOUT_ANYTHING
    if DocumentType.PROGRAMME_EVALUATION in kinds and not about:
        return DocumentType.PROGRAMME_EVALUATION
    return max(about or kinds, key=lambda kind: (len(kinds[kind]), kind))


def years_in(text: str) -> list[int]:
    return [year for found in _YEAR.findall(text) if (year := int(found)) in _YEARS]


def year_of_document(
    title: Line | None, lines: Sequence[Line], document: Document
) -> tuple[int | None, tuple[Evidence, ...]]:
    """The year in the title, else in the loud lines of the first page, else the one most lines name, else the
    one that the tables' headers end with."""
    if title is not None and (found := years_in(title.text)):
        return found[-1], (Evidence("year in the title", title.text[:80], 0.95),)
    loud = [year for line in lines if line.is_loud or line.in_header for year in years_in(line.text)]
    if loud:
        year = Counter(loud).most_common(1)[0][0]
        return year, (Evidence("year in a heading", str(year), 0.8),)
    plain = [line.text for line in lines if not _cites_law(line.text)]
    dated = [
        year
        for text in plain
        if fold(text).startswith("fecha")
        for year in (*_dated_years(text), *years_in(text))
    ]
    said = dated or [year for text in plain for year in (*years_in(text), *_dated_years(text))]
    if said:
        year = Counter(said).most_common(1)[0][0]
        return year, (
            Evidence("date of the document" if dated else "year in the first lines", str(year), 0.6),
        )
    headers = [
        year
        for block in document.blocks
        if isinstance(block, Table)
        for cell in block.cells
        if cell.row < 3
        for year in years_in(cell.text)
    ]
    if headers:
        return max(headers), (Evidence("last year of the tables' headers", str(max(headers)), 0.5),)
    return None, ()


def _dated_years(text: str) -> list[int]:
    return [int(year) for year in re.findall(r"\b\d{1,2}[-/.]\d{1,2}[-/.]((?:19|20)\d\d)\b", text)]


def _cites_law(text: str) -> bool:
    """A line about laws and decrees, whose years are not the document's."""
    return bool(set(fold(text).split()) & set(data("facts")["title"]["law"]))
