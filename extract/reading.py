"""What a document means: the type that understanding gives and normalizing starts from.

Everything here still speaks in the document's own words: a figure is its exact text and the cell it stands
in, a period is what the header says. Reading numbers, periods and units is the next stage's work. What this
stage decides, it decides with a confidence and the evidence that it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.document import Cell, Document, Place


class Role(StrEnum):
    """What a column says of its rows (``columns.role``)."""

    OBJECTIVE = "objective"
    PRODUCT = "product"
    SPECIFIC_OBJECTIVE = "specific_objective"
    ACTIVITY = "activity"
    INDICATOR = "indicator"
    FORMULA = "formula"
    ATTRIBUTE = "attribute"
    SYSTEM = "system"
    STAGE = "stage"
    NUMBER = "number"
    WEIGHT = "weight"
    COMPLIANCE = "compliance"
    EARNED = "earned"
    PROGRESS = "progress"
    TARGET = "target"
    BASELINE = "baseline"
    PROGRAMMED = "programmed"
    EXECUTED = "executed"
    BUDGET = "budget"
    AMOUNT = "amount"
    COUNT = "count"
    MEASURES_ONLY = "measures_only"
    VERIFICATION = "verification"
    RESPONSIBLE = "responsible"
    DEADLINE = "deadline"
    TERRITORY = "territory"
    PARTICIPANTS = "participants"
    UNIT_OF_MEASURE = "unit_of_measure"
    TOTAL = "total"
    REMARKS = "remarks"
    DESCRIPTION = "description"
    OTHER = "other"


class Measure(StrEnum):
    """What a figure measures (``measures.measure``)."""

    WEIGHT = "weight"
    COMPLIANCE = "compliance"
    EARNED = "earned"
    PROGRESS = "progress"
    TARGET = "target"
    BASELINE = "baseline"
    PROGRAMMED = "programmed"
    EXECUTED = "executed"
    BUDGET = "budget"
    AMOUNT = "amount"
    COUNT = "count"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


class TableKind(StrEnum):
    """``tables.kind``"""

    WEIGHTS = "weights"
    EVALUATION = "evaluation"
    OBJECTIVES = "objectives"
    INDICATORS = "indicators"
    STAGES = "stages"
    PROGRAMMED_EXECUTED = "programmed_executed"
    BUDGET = "budget"
    COUNTS = "counts"
    REMUNERATION = "remuneration"
    INFORMATION = "information"
    LAYOUT = "layout"
    OTHER = "other"


class ItemKind(StrEnum):
    """``items.kind``"""

    PROGRAMME = "programme"
    OBJECTIVE = "objective"
    PRODUCT = "product"
    SPECIFIC_OBJECTIVE = "specific_objective"
    ACTIVITY = "activity"
    INDICATOR = "indicator"
    SYSTEM = "system"
    STAGE = "stage"
    STAGE_OBJECTIVE = "stage_objective"
    OUTPUT = "output"
    ATTRIBUTE = "attribute"
    COMMITMENT = "commitment"
    BUDGET_LINE = "budget_line"
    RESULT = "result"
    OTHER = "other"


class DocumentType(StrEnum):
    """``documents.document_type``"""

    WORK_PROGRAMME = "work_programme"
    PROGRAMME_EVALUATION = "programme_evaluation"
    MANAGEMENT_IMPROVEMENT_PROGRAMME = "management_improvement_programme"
    ANNUAL_WORK_PLAN = "annual_work_plan"
    JOB_PROFILE = "job_profile"
    COURSE_SYLLABUS = "course_syllabus"
    OTHER = "other"


class RowKind(StrEnum):
    """What a row of a table is there for."""

    TITLE = "title"
    """A band above the header: a caption, or facts about the whole table."""
    HEADER = "header"
    ITEM = "item"
    SECTION = "section"
    """Opens a group of rows: a spanning or lone cell that names what they belong to."""
    TOTAL = "total"
    RESULT = "result"
    """States what came out of the rows above it ("Resultado Desempeño Anual")."""
    BLANK = "blank"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why something was decided: ``signal`` names the kind of reason, ``detail`` what was seen."""

    signal: str
    detail: str
    score: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Column:
    column: int
    header: str
    """All header levels joined with `` / ``."""
    role: Role
    levels: tuple[str, ...] = ()
    """The header texts that stand above the column, from the top."""
    period: tuple[str, ...] = ()
    """The words of the header that say which time it is about ("2016", "A junio"), from the top."""
    unit: str = ""
    """The words of the header that say in which unit or scale ("%", "US$ MILES", "puntos")."""
    bound: str = ""
    """``>=`` or ``<=`` where the column states the least or the most that a weight may be."""
    confidence: float = 0.0
    source: str = "lexicon"
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """A table as a reader sees it: parts over several pages joined, each cell keeping its own page."""

    number: int
    """From 1, in reading order."""
    cells: tuple[Cell, ...]
    kind: TableKind
    caption: str
    columns: tuple[Column, ...]
    row_kinds: tuple[RowKind, ...]
    """One per row of the grid."""
    header_rows: int
    method: str
    confidence: float
    column_count: int
    page_first: int | None = None
    page_last: int | None = None
    block: int = 0
    """Index of its first part among the document's blocks."""
    evidence: tuple[Evidence, ...] = ()
    """Where its header was found, and why it is of its kind."""

    @property
    def row_count(self) -> int:
        return len(self.row_kinds)


@dataclass(frozen=True, slots=True)
class Item:
    key: int
    """From 1, in reading order."""
    kind: ItemKind
    text_raw: str
    """As in the cell, number and line breaks included."""
    number: str = ""
    """As printed, without punctuation at its ends."""
    text: str = ""
    """The number and list marks taken off; still to be cleaned."""
    parent: int | None = None
    table: int | None = None
    """Number of its table; none for an item stated in running text."""
    row: int | None = None
    column: int | None = None
    """Where its text stands."""
    place: Place = field(default_factory=Place)
    objective: str = ""
    product: str = ""
    indicator: str = ""
    verification: str = ""
    responsible: str = ""
    deadline: str = ""
    territory: str = ""
    unit_of_measure: str = ""
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    """Why it is an item, and of that kind."""
    parent_evidence: tuple[Evidence, ...] = ()
    """Why it belongs to its parent."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The exact text of one figure, what it measures and of which item."""

    item: int
    measure: Measure
    raw: str
    table: int | None = None
    row: int | None = None
    column: int | None = None
    position: int = 0
    """0; 1, 2, … where one cell holds several figures, in their order."""
    period: tuple[str, ...] = ()
    unit: str = ""
    """Words that say its unit or scale and stand beside it: the column's, or a unit-of-measure cell's."""
    bound: str = ""
    """As its column's."""
    place: Place = field(default_factory=Place)
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    """Why it belongs to its item."""
    passage: int | None = None
    """Of a figure of running text: the number of the passage that states it (from 1, tables left out), …"""
    offset: int | None = None
    """… and where in the passage's text it begins."""
    listing: int | None = None
    """Of a figure that stands in a list of running text: the number of the list, whose figures are of one
    kind."""


@dataclass(frozen=True, slots=True)
class Total:
    """A figure in a row that states a total of the rows that it covers. Total rows are no items."""

    table: int
    row: int
    column: int
    label: str
    raw: str
    measure: Measure | None
    covers: tuple[int, ...]
    """The rows that it adds up, as far as the layout tells: those since the section began or the last
    total of its rank, section rows, blank rows and other totals left out."""
    period: tuple[str, ...] = ()
    unit: str = ""
    place: Place = field(default_factory=Place)
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the document says of itself: as printed, and its canonical form where known."""

    raw: str = ""
    canonical: str = ""
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


NOTHING_SAID = Fact()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the document says of itself; ``NOTHING_SAID`` where it does not."""

    title: Fact = NOTHING_SAID
    document_type: DocumentType = DocumentType.OTHER
    type_confidence: float = 0.0
    type_evidence: tuple[Evidence, ...] = ()
    institution: Fact = NOTHING_SAID
    unit: Fact = NOTHING_SAID
    region: Fact = NOTHING_SAID
    region_code: str = ""
    country: str = ""
    country_evidence: tuple[Evidence, ...] = ()
    year: int | None = None
    year_evidence: tuple[Evidence, ...] = ()
    language: str = ""
    language_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    document: Document
    facts: DocumentFacts
    tables: tuple[LogicalTable, ...] = ()
    items: tuple[Item, ...] = ()
    figures: tuple[Figure, ...] = ()
    totals: tuple[Total, ...] = ()
