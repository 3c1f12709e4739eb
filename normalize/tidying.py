"""A reading → the rows of one document: the door of this stage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from extract.reading import Fact, LogicalTable, Reading, RowKind
from ingest.document import Heading, Part, Table
from ingest.problems import Outcome, Problem
from normalize.dataset import Rows
from normalize.dates import month_first, read_span
from normalize.figures import running_text
from normalize.measures import measure
from normalize.periods import read_period
from normalize.schema import CellRow, ColumnRow, DocumentRow, ItemRow, PassageRow, TableRow
from normalize.texts import Mender, folded, repaired

ID_DIGITS = 16
MOST_PROBLEMS_TOLD = 3


def tidy(reading: Reading, *, language: str = "es") -> Rows:
    """The dataset's rows for one document; findings and activities are left empty, as is ``duplicate_of``,
    which only the run knows. ``language`` (``es`` or ``en``) is that of ``status_detail``."""
    document_id = reading.document.source.sha256[:ID_DIGITS]
    mender = Mender(running_text(reading))
    measured = measure(reading, document_id)
    convention = measured.number_format.convention
    return Rows(
        documents=(_document_row(reading, document_id, convention.value if convention else None, language),),
        tables=tuple(_table_row(table, document_id, mender) for table in reading.tables),
        columns=tuple(
            row
            for table in reading.tables
            for row in _column_rows(table, document_id, reading.facts.year, mender)
        ),
        cells=tuple(row for table in reading.tables for row in _cell_rows(table, document_id)),
        passages=tuple(_passage_rows(reading, document_id)),
        items=tuple(_item_rows(reading, document_id, mender)),
        measures=measured.measures,
        totals=measured.totals,
        weight_groups=measured.weight_groups,
    )


def _said(fact: Fact) -> str:
    return folded(fact.canonical or repaired(fact.raw))


def _document_row(
    reading: Reading, document_id: str, number_format: str | None, language: str
) -> DocumentRow:
    document, facts = reading.document, reading.facts
    return DocumentRow(
        document_id=document_id,
        sha256=document.source.sha256,
        path=document.source.path,
        size_bytes=document.source.size,
        format=document.source.format,
        puid=document.source.puid,
        status=document.status,
        status_detail=status_detail(document.problems, language),
        duplicate_of="",
        pages=document.pages,
        language=facts.language,
        title=folded(repaired(facts.title.raw or facts.title.canonical)),
        document_type=facts.document_type,
        institution=_said(facts.institution),
        institution_raw=folded(facts.institution.raw),
        unit=_said(facts.unit),
        region=_said(facts.region),
        region_code=facts.region_code,
        country=facts.country,
        year=facts.year,
        number_format=number_format,
        region_raw=folded(facts.region.raw),
        notes=_told(document.problems, language, lambda outcome: outcome == Outcome.NOTED),
    )


def status_detail(problems: Sequence[Problem], language: str) -> str:
    """What of a document could not be read, as ``documents.status_detail`` says it."""
    return _told(problems, language, lambda outcome: outcome > Outcome.NOTED)


def _told(problems: Sequence[Problem], language: str, is_wanted: Callable[[Outcome], bool]) -> str:
    """The problems of the wanted outcomes, gravest first, in one line."""
    told = sorted(
        (problem for problem in problems if is_wanted(problem.outcome)),
        key=lambda problem: -problem.outcome,
    )
    messages = list(dict.fromkeys(folded(problem.message(language)) for problem in told))
    shown = messages[:MOST_PROBLEMS_TOLD]
    if (rest := len(messages) - len(shown)) > 0:
        shown.append(f"(y {rest} más)" if language == "es" else f"(and {rest} more)")
    return " ".join(shown)


def _table_row(table: LogicalTable, document_id: str, mender: Mender) -> TableRow:
    return TableRow(
        table_id=f"{document_id}-t{table.number}",
        document_id=document_id,
        number=table.number,
        page_first=table.page_first,
        page_last=table.page_last,
        caption=mender.clean(table.caption),
        kind=table.kind,
        rows=table.row_count,
        columns=table.column_count,
        header_rows=table.header_rows,
        method=table.method,
        confidence=_confidence(table.confidence),
    )


def _column_rows(
    table: LogicalTable, document_id: str, year: int | None, mender: Mender
) -> Iterable[ColumnRow]:
    for column in table.columns:
        yield ColumnRow(
            table_id=f"{document_id}-t{table.number}",
            column=column.column,
            header=mender.clean(column.header),
            role=column.role,
            period=read_period(column.period, year),
            unit=folded(column.unit),
            confidence=_confidence(column.confidence),
            source=column.source,
        )


def _cell_rows(table: LogicalTable, document_id: str) -> Iterable[CellRow]:
    for cell in table.cells:
        box = cell.place.box
        kind = table.row_kinds[cell.row] if cell.row < len(table.row_kinds) else None
        yield CellRow(
            table_id=f"{document_id}-t{table.number}",
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            text=cell.text,
            is_header=cell.is_header if kind is None else kind is RowKind.HEADER,
            page=cell.place.page,
            x0=box.x0 if box else None,
            y0=box.y0 if box else None,
            x1=box.x1 if box else None,
            y1=box.y1 if box else None,
        )


def _passage_rows(reading: Reading, document_id: str) -> Iterable[PassageRow]:
    begun = sorted(table.block for table in reading.tables)
    number = 0
    for index, block in enumerate(reading.document.blocks):
        if isinstance(block, Table):
            continue
        number += 1
        yield PassageRow(
            document_id=document_id,
            passage=number,
            kind="heading" if isinstance(block, Heading) else block.part,
            level=block.level if isinstance(block, Heading) else None,
            mark="" if isinstance(block, Heading) or block.part is not Part.NOTE else " ".join(block.marks),
            text=block.text,
            tables_before=bisect_left(begun, index),
            page=block.place.page,
        )


def _item_rows(reading: Reading, document_id: str, mender: Mender) -> Iterable[ItemRow]:
    parents = {item.key: item.parent for item in reading.items}
    months_first = month_first(running_text(reading))
    for item in reading.items:
        starts, ends = read_span(item.deadline, reading.facts.year, month_first=months_first)
        yield ItemRow(
            item_id=f"{document_id}-i{item.key}",
            document_id=document_id,
            table_id="" if item.table is None else f"{document_id}-t{item.table}",
            parent_id="" if item.parent is None else f"{document_id}-i{item.parent}",
            level=_level(item.key, parents),
            kind=item.kind,
            number=folded(item.number),
            text=mender.clean(item.text or item.text_raw),
            text_raw=item.text_raw,
            objective=mender.clean(item.objective),
            product=mender.clean(item.product),
            indicator=mender.clean(item.indicator),
            verification=mender.clean(item.verification),
            responsible=mender.clean(item.responsible),
            deadline=mender.clean(item.deadline),
            territory=mender.clean(item.territory),
            row=item.row,
            column=item.column,
            page=item.place.page,
            starts=starts,
            ends=ends,
        )


def _level(key: int, parents: dict[int, int | None]) -> int:
    """How many ancestors an item has; an item that comes round to itself ends the count."""
    passed = {key}
    parent = parents[key]
    while parent is not None and parent not in passed:
        passed.add(parent)
        parent = parents.get(parent)
    return len(passed) - 1


def _confidence(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)
