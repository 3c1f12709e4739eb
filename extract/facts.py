"""What a document says of itself: title, kind, institution, place, year and language.

The first page speaks loudest: its headings, its lines ``label: value``, its key-value table. What is printed
is kept beside the canonical name; what nothing says stays empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.folding import fold, mend_breaks
from extract.gazetteer import Institution, Mention, Subdivision, acronyms, capital_of, mentions
from extract.institution_names import first_name, is_institution, title_case
from extract.lexicon import labels, matches
from extract.reading import NOTHING_SAID, DocumentFacts, Evidence, Fact
from extract.titles import (
    Line,
    document_type,
    first_lines,
    title_evidence,
    title_of_document,
    year_of_document,
)
from extract.words import data
from extract.words import words as listed
from ingest.document import Document, Table

_OPENING = 40
"""Lines from the top that may say what the document is."""
_FILLERS = frozenset(listed("grammar", "fillers"))
_LOUD = 10
"""First lines whose headings may name a region of the country."""
_NEXT_LABEL = re.compile(r"[.;]\s+(?=[^\W\d_a-z][^=:.;]{2,50}[=:])")
"""A line may go on with another label: "Servicio: Deportes. Monto: 3.200 €"."""
_STATEMENT = re.compile(r"^(?P<label>[^=:]{3,50}?)\s*[=:]\s*(?P<value>.{2,200})$")


@dataclass(frozen=True, slots=True)
class _Statement:
    """``label: value``, from a line or from a row of a key-value table."""

    label: str
    value: str


def facts_of(document: Document) -> DocumentFacts:
    """The facts of a document; ``NOTHING_SAID`` where it states none."""
    lines = first_lines(document, _OPENING)
    statements = list(_statements(document, lines))
    title = title_of_document(lines)
    institution = _institution(lines, statements, title)
    language, language_why = _language(document)
    country, country_why = _country_of(institution, lines, document)
    subdivision, region = _region(lines, statements, country)
    if subdivision is not None:
        if country != subdivision.country:
            country_why = (Evidence("country of its region", subdivision.name, region.confidence),)
        country = subdivision.country
    kind, kind_confidence, kind_why = document_type(title, lines, document)
    year, why = year_of_document(title, lines, document)
    return DocumentFacts(
        title=Fact(title.text, title.text, title.confidence, title_evidence(title))
        if title is not None
        else NOTHING_SAID,
        document_type=kind,
        type_confidence=kind_confidence,
        type_evidence=kind_why,
        institution=institution.fact,
        unit=_unit(lines, statements, institution),
        region=region,
        region_code=subdivision.code if subdivision is not None else "",
        country=country,
        country_evidence=country_why,
        year=year,
        year_evidence=why,
        language=language,
        language_evidence=language_why,
    )


def _statements(document: Document, lines: Sequence[Line]) -> Iterator[_Statement]:
    for line in lines:
        if found := _STATEMENT.match(line.text):
            yield _Statement(fold(found["label"]), _NEXT_LABEL.split(found["value"])[0].strip())
    for block in document.blocks:
        if isinstance(block, Table) and block.column_count in (2, 4) and block.row_count <= 30:
            grid = block.grid()
            for row in grid:
                for key, value in zip(row[::2], row[1::2], strict=True):
                    if key is not None and value is not None and key is not value and len(value.text) < 200:
                        yield _Statement(fold(key.text), mend_breaks(value.text))


@dataclass(frozen=True, slots=True)
class _Named:
    fact: Fact = NOTHING_SAID
    country: str = ""


def _institution(lines: Sequence[Line], statements: Sequence[_Statement], title: Line | None) -> _Named:
    """By a line that is labelled so, a known name near the top, a line that is a name of its kind, an
    acronym."""
    told = [
        s.value
        for s in statements
        if s.label in labels("facts", "institution") and not re.match(r"^[\W\d_]*$", s.value)
    ]
    for text, signal, sure in (
        *((value, "labelled", 0.95) for value in told),
        *((line.text, "line near the top", 0.85) for line in lines),
    ):
        known = next((m for m in mentions(text) if m.institutions), None)
        if known is not None:
            return _named(_printed(text, known), known.institutions, signal, sure)
    named = [
        name
        for line in lines
        if not _STATEMENT.match(line.text)
        and is_institution(name := first_name(line.text))
        and (title is None or line.text != title.text or name != line.text)
    ]
    weak = [s.value for s in statements if s.label in labels("facts", "institution_or_unit")]
    for value in told:
        if not (named and value in weak and not is_institution(first_name(value))):
            return _unknown(first_name(value), "labelled", 0.8)
    for name in named:
        return _unknown(name, "line that names an institution", 0.6)
    short = Counter(word for line in lines for word in _acronyms_in(line.text))
    if short:
        known_by = acronyms()[short.most_common(1)[0][0]]
        return _named(short.most_common(1)[0][0], (known_by,), "acronym", 0.6)
    return _Named()


def _acronyms_in(text: str) -> Iterator[str]:
    """The acronyms of known institutions in a line. One that is a word or a person's name as well counts in
    brackets or alone, as does a short one in a line of capitals."""
    doubtful = data("facts")["institution"]["words_too"]
    shouts = text.isupper()
    for found in re.finditer(r"\b[A-Z]{3,10}\b", text):
        word = found.group()
        if word not in acronyms():
            continue
        set_off = text.strip() == word or f"({word})" in text
        if set_off or not (word in doubtful or (shouts and len(word) < _TELLING)):
            yield word


_TELLING = 5
"""Letters from which on a word of capitals among others is hardly one by chance."""


def _named(raw: str, found: Sequence[Institution], signal: str, sure: float) -> _Named:
    country = found[0].country if len({one.country for one in found}) == 1 else ""
    return _Named(Fact(raw, found[0].name, sure, (Evidence(signal, raw, sure),)), country)


def _unknown(raw: str, signal: str, sure: float) -> _Named:
    canonical = title_case(raw) if raw.isupper() else raw
    return _Named(Fact(raw, canonical, sure, (Evidence(signal, raw, sure),)))


def _printed(text: str, mention: Mention) -> str:
    """The words of the text that the mention stands for, as printed."""
    words = text.split()
    size = len(mention.name.split())
    for start in range(len(words) - size + 1):
        part = " ".join(words[start : start + size])
        if fold(part) == mention.name:
            return part.strip(" ,.;:–-")
    return text


def _region(
    lines: Sequence[Line], statements: Sequence[_Statement], country: str
) -> tuple[Subdivision | None, Fact]:
    """By a labelled value, by the words "Región de", by a line that is the name, by the capital near the
    top."""
    region_labels, both = labels("facts", "region"), labels("facts", "institution")
    told = [s.value for s in statements if s.label in region_labels]
    beside = [s.value for s in statements if s.label in both]
    named = [
        part
        for line in lines
        for part in re.findall(
            r"\b(?:regi[oó]n|regi[aã]o|departamento|provincia|estado)\s*(?:de[l ]?|da|do|:|=)?\s*(.{3,60})",
            line.text,
            re.IGNORECASE,
        )
    ]
    whole = [line.text for line in lines if len(line.text.split()) <= 7]
    for texts, signal, sure in (
        (told, "labelled", 0.95),
        (beside, "beside the institution", 0.9),
        (named, "named as region", 0.85),
        (whole, "line near the top", 0.6),
    ):
        for text in texts:
            for mention in mentions(text):
                if not mention.subdivisions:
                    continue
                if signal == "line near the top" and not mention.by_capital and not _is_all(text, mention):
                    continue
                if (
                    signal == "line near the top"
                    and mention.name in _words_too()
                    and _is_word(mention, country)
                ):
                    continue
                if signal in ("labelled", "named as region", "beside the institution") and mention.by_capital:
                    continue
                one = next((s for s in mention.subdivisions if s.country == country), None)
                if one is None and (country or len(mention.subdivisions) > 1):
                    continue
                one = one or mention.subdivisions[0]
                raw = _printed(text, mention)
                return one, Fact(raw, one.name, sure, (Evidence(signal, text[:80], sure),))
    return None, NOTHING_SAID


def _is_word(mention: Mention, country: str) -> bool:
    """A name that may be a word is none of a place where no region of the country bears it, or headers do."""
    bears = any(one.country == country for one in mention.subdivisions)
    return not bears or any(match.score == 1 for match in matches(mention.name))


@cache
def _words_too() -> frozenset[str]:
    """Names of places that are words or names of persons as well."""
    return frozenset(data("facts")["subdivision"]["words_too"])


def _is_all(text: str, mention: Mention) -> bool:
    """The line is the region's name and nothing else, but for its country: many a name is a common word."""
    kinds = {*labels("facts", "region"), "de", "del", "do", "da", "la"}
    said = f" {fold(text)} "
    for known in data("facts")["country"].values():
        for country in known:
            if country != mention.name:
                said = said.replace(f" {country} ", " ")
    rest = [word for word in said.split() if word not in kinds]
    return rest == [word for word in mention.name.split() if word not in kinds]


def _unit(lines: Sequence[Line], statements: Sequence[_Statement], institution: _Named) -> Fact:
    for statement in statements:
        is_part = statement.label in labels("facts", "institution_or_unit") and not (
            statement.value.startswith(institution.fact.raw) or is_institution(first_name(statement.value))
        )
        if (is_part or statement.label in labels("facts", "unit")) and len(statement.value.split()) <= 12:
            return Fact(statement.value, statement.value, 0.8, (Evidence("labelled", statement.label, 0.8),))
    nouns = tuple(data("facts")["institution"]["unit_nouns"])
    for line in lines[:12]:
        if (
            fold(line.text).startswith(nouns)
            and 2 <= len(line.text.split()) <= 10
            and not _is_place(line.text)
        ):
            text = title_case(line.text) if line.text.isupper() else line.text
            return Fact(line.text, text, 0.6, (Evidence("line near the top", line.text, 0.6),))
    return NOTHING_SAID


_OF_PLACE = re.compile(r"^(?:departamento|provincia|department)\s+(?:de[l ]?\s*|of\s+)?", re.IGNORECASE)


def _is_place(text: str) -> bool:
    """ "Departamento de La Unión, El Salvador": a department of the country, not of the institution."""
    head = _OF_PLACE.match(text)
    if head is None:
        return False
    found = next((mention for mention in mentions(text[head.end() :]) if mention.subdivisions), None)
    return found is not None and found.start <= 1


_SAID = 3
"""Words of a language that must be told from the others' before it is believed."""


def _language(document: Document) -> tuple[str, tuple[Evidence, ...]]:
    """By the words that are frequent in one language and rare in the others, and by endings that only one of
    them has; a short table has few of the former."""
    text = " ".join(_sample(document, 400))
    every = re.findall(r"[^\W\d_]+", text)
    seen = Counter(word.lower() for word in every if len(word) > 1 or word.islower())  # "E" is no "and"
    scores = {code: float(sum(seen[word] for word in known)) for code, known in _words_of_language().items()}
    for code, endings in data("facts")["language_endings"].items():
        ends = tuple(endings)
        scores[code] += sum(count for word, count in seen.items() if len(word) > 4 and word.endswith(ends))
    (best, most), (_, second) = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    if most < _SAID or most <= second:
        return "", ()
    sure = round(most / (most + second), 2)
    return best, (Evidence("words of the language", f"{most:.0f} / {second:.0f}", sure),)


def _prices(sign: str, text: str) -> bool:
    """The sign of a currency stands alone or before a figure, and in no longer sign."""
    return re.search(rf"(?<![\w$]){re.escape(sign)}(?=[\s\d)]|$)", text) is not None


@cache
def _words_of_language() -> dict[str, frozenset[str]]:
    return {code: frozenset(known) for code, known in data("facts")["language"].items()}


def _sample(document: Document, texts: int) -> Iterator[str]:
    given = 0
    for block in document.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                yield cell.text
                given += 1
        else:
            yield block.text
            given += 1
        if given >= texts:
            return


def _country_of(
    institution: _Named, lines: Sequence[Line], document: Document
) -> tuple[str, tuple[Evidence, ...]]:
    """The institution's, else the one whose name or people are named most, else the one that all regions in
    the loud first lines lie in."""
    if institution.country:
        return institution.country, (Evidence("country of its institution", institution.fact.canonical, 0.9),)
    raw = " ".join(_sample(document, 300))
    text = f" {fold(raw)} "
    counts: Counter[str] = Counter(
        {
            code: sum(text.count(f" {word} ") for word in known)
            for code, known in data("facts")["country"].items()
        }
    )
    (best, most), *_ = counts.most_common(1)
    if most:
        return best, (Evidence("words for the country", f"{best}: {most}", 0.7),)
    money = {code: sign for sign, code in data("facts")["money_of_country"].items() if _prices(sign, raw)}
    if len(money) == 1:
        (code, sign), *_ = money.items()
        return code, (Evidence("money of the country", sign, 0.7),)
    loud = [line.text for line in lines[:_LOUD] if line.is_loud or line.text == institution.fact.raw]
    places = [
        {one.country for one in mention.subdivisions} | capital_of(mention.name)
        for text in loud
        for mention in mentions(text)
        if mention.subdivisions
        and not mention.by_capital
        and mention.name not in _FILLERS
        and mention.name not in _words_too()
    ]
    shared: set[str] = set.intersection(*places) if places else set()
    if len(shared) != 1:
        return "", ()
    return shared.copy().pop(), (Evidence("regions named at the top", "; ".join(loud)[:80], 0.5),)
