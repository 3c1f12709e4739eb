"""The tables of a dataset as one Excel workbook, for people: a sheet per table, frozen headers, filters, a
link from each finding to its activity.

A document's text is never a formula. What Excel cannot hold is not cut: rows beyond a sheet's end go on in
another sheet, the rest of a text too long for a cell stands in the sheet ``long_texts``, and a number with
more digits than Excel's is written as text. The first sheet says so, and what each column means.

Source of the limits: Excel specifications and limits (Microsoft). Memory: XlsxWriter keeps one row of each
sheet; findings wait in a file until the rows of the activities are known.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.utility import xl_rowcol_to_cell

from normalize.schema import DESCRIPTIONS, PARQUET_ONLY, TABLES, columns
from pondera.messages import Language, say
from pondera.writing.arrow import arrow_schema
from pondera.writing.csv_files import printed
from pondera.writing.names import WORKBOOK

SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
"""Excel counts in UTF-16: a character beyond the basic plane is two."""
SHEET_LINKS = 65_530
DIGITS = 15
"""Significant digits of Excel's numbers."""
SHEETS = ("activities", "findings", "documents")
"""Stand first: what people look at."""
LONG_TEXTS = "long_texts"
WIDEST, NARROWEST = 60, 9
LOOKED_AT = 200
"""Rows from which a column gets its width."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(slots=True)
class _Sheet:
    """The sheets that a table goes over, as one."""

    table: str
    sheets: list[Any]
    widths: list[int]
    most: int
    """Rows of one sheet, the header included."""
    row: int = 1
    """The next in the last sheet."""
    rows: int = 0
    """In all of them."""

    @property
    def name(self) -> str:
        return str(self.sheets[-1].get_name())


class Workbook:
    """Writes ``dataset.xlsx`` in ``folder``: the tables but for those of ``schema.PARQUET_ONLY``. Raises
    OSError where the disk does not take it."""

    def __init__(self, folder: Path) -> None:
        self._spool = tempfile.TemporaryDirectory(prefix=".workbook-", dir=folder)
        self._book = xlsxwriter.Workbook(
            str(folder / WORKBOOK),
            {"constant_memory": True, "tmpdir": self._spool.name, "use_zip64": True},
        )
        self._book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})  # the same bytes each time
        self._head = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._plain = self._book.add_format({"valign": "top"})
        self._quoted = self._book.add_format({"valign": "top", "quote_prefix": True})
        self._link = self._book.get_default_url_format()
        self._about = self._book.add_worksheet("about")
        order = [*SHEETS, *(table for table in TABLES if table not in SHEETS)]
        self._sheets = {table: self._begun(table) for table in order if table not in PARQUET_ONLY}
        self._long: list[Any] = []
        self._long_row = 0
        self._places: dict[str, tuple[str, int]] = {}
        """item_id → the sheet and row where it stands: in activities, else in items."""
        path = Path(self._spool.name) / "findings.arrow"
        self._findings_file = path
        self._findings = pa.ipc.new_file(str(path), arrow_schema("findings"))

    def write(self, table: str, batch: Any) -> None:
        if table == "findings":
            self._findings.write_table(batch)
        elif table in self._sheets:
            self._write(self._sheets[table], batch)

    def close(self) -> None:
        self._findings.close()
        with pa.ipc.open_file(str(self._findings_file)) as reader:
            for number in range(reader.num_record_batches):
                self._write(self._sheets["findings"], pa.Table.from_batches([reader.get_batch(number)]))
        for sheet in self._sheets.values():
            self._finish(sheet)
        self._explain()
        try:
            self._book.close()
        except XlsxFileError as refusal:
            raise OSError(str(refusal)) from refusal
        self._spool.cleanup()

    # -- rows

    def _write(self, sheet: _Sheet, batch: Any) -> None:
        declared = columns(sheet.table)
        names = [column.name for column in declared]
        item = names.index("item_id") if "item_id" in names else None
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if sheet.row == sheet.most:
                self._go_on(sheet)
            self._write_row(sheet, values)
            if item is not None and values[item]:
                if sheet.table == "findings":
                    self._link_item(sheet, item, values[item])
                elif sheet.table in ("activities", "items"):
                    self._note_place(sheet, values[item])
            sheet.row += 1
            sheet.rows += 1

    def _write_row(self, sheet: _Sheet, values: Iterable[Any]) -> None:
        last = sheet.sheets[-1]
        looked_at = sheet.rows < LOOKED_AT
        for at, value in enumerate(values):
            if value is None or value == "":
                continue
            if looked_at:
                sheet.widths[at] = max(sheet.widths[at], min(len(str(value)) + 1, WIDEST))
            if isinstance(value, bool):
                last.write_boolean(sheet.row, at, value, self._plain)
            elif isinstance(value, (int, float, Decimal)) and _fits(value):
                last.write_number(sheet.row, at, value, self._plain)
            else:
                self._write_text(sheet, at, printed(value))

    def _write_text(self, sheet: _Sheet, at: int, text: str) -> None:
        if _size(text) > CELL_CHARACTERS:
            text = self._shortened(sheet, at, text)
        style = self._quoted if text.startswith(_FORMULA_STARTS) else self._plain
        sheet.sheets[-1].write_string(sheet.row, at, text, style)

    def _shortened(self, sheet: _Sheet, at: int, text: str) -> str:
        """The beginning of a text that no cell holds; the whole of it goes to ``long_texts`` in pieces."""
        place = f"{sheet.name}!{xl_rowcol_to_cell(sheet.row, at)}"
        for number, piece in enumerate(_pieces(text, CELL_CHARACTERS), 1):
            if not self._long or self._long_row == SHEET_ROWS:
                self._long.append(self._book.add_worksheet(_numbered(LONG_TEXTS, len(self._long) + 1)))
                self._long_row = 1
                for column, name in enumerate(("cell", "piece", "text")):
                    self._long[-1].write_string(0, column, name, self._head)
                self._long[-1].freeze_panes(1, 0)
            self._long[-1].write_string(self._long_row, 0, place, self._plain)
            self._long[-1].write_number(self._long_row, 1, number, self._plain)
            self._long[-1].write_string(self._long_row, 2, piece, self._quoted)
            self._long_row += 1
        ending = f" […] → {LONG_TEXTS}"
        return next(_pieces(text, CELL_CHARACTERS - len(ending))) + ending

    def _note_place(self, sheet: _Sheet, item_id: str) -> None:
        known = self._places.get(item_id)
        if known is None or (sheet.table == "activities" and not known[0].startswith("activities")):
            self._places[item_id] = sheet.name, sheet.row

    def _link_item(self, sheet: _Sheet, at: int, item_id: str) -> None:
        if (place := self._places.get(item_id)) is not None:
            name, row = place
            sheet.sheets[-1].write_url(
                sheet.row, at, f"internal:'{name}'!A{row + 1}", self._link, string=item_id
            )

    # -- sheets

    def _begun(self, table: str) -> _Sheet:
        widths = [max(NARROWEST, len(column.name) + 2) for column in columns(table)]
        most = min(SHEET_ROWS, SHEET_LINKS + 1) if table == "findings" else SHEET_ROWS
        sheet = _Sheet(table, [], widths, most)
        self._go_on(sheet)
        return sheet

    def _go_on(self, sheet: _Sheet) -> None:
        """Begins another sheet of a table."""
        new = self._book.add_worksheet(_numbered(sheet.table, len(sheet.sheets) + 1))
        for at, column in enumerate(columns(sheet.table)):
            new.write_string(0, at, column.name, self._head)
        new.freeze_panes(1, 0)
        sheet.sheets.append(new)
        sheet.row = 1

    def _finish(self, sheet: _Sheet) -> None:
        for number, one in enumerate(sheet.sheets, 1):
            for at, width in enumerate(sheet.widths):
                one.set_column(at, at, width)
            last = sheet.row - 1 if number == len(sheet.sheets) else sheet.most - 1
            one.autofilter(0, 0, max(last, 1), len(sheet.widths) - 1)

    def _explain(self) -> None:
        """The first sheet: what the workbook holds, and what its columns mean."""
        about = self._about
        lines: list[tuple[Any, ...]] = [
            *((say(key, language),) for language in Language for key in ("workbook-what", "workbook-limits")),
            (),
            ("sheet", "", "rows", "en", "es"),
            *((table, "", sheet.rows, *DESCRIPTIONS[table]) for table, sheet in self._sheets.items()),
            (),
            ("sheet", "column", "", "en", "es"),
            *((table, one.name, "", one.en, one.es) for table in self._sheets for one in columns(table)),
        ]
        for row, values in enumerate(lines):
            for at, value in enumerate(values):
                style = self._head if values[0] == "sheet" else self._plain
                if isinstance(value, int):
                    about.write_number(row, at, value, style)
                elif value:
                    about.write_string(row, at, value, style)
        for at, width in enumerate((18, 20, 10, 60, 60)):
            about.set_column(at, at, width)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"


def _fits(value: int | float | Decimal) -> bool:
    """Whether Excel's numbers hold a value digit by digit."""
    if isinstance(value, float):
        return True
    digits = Decimal(value).normalize().as_tuple()
    return len(digits.digits) <= DIGITS


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _pieces(text: str, size: int) -> Iterator[str]:
    """The text in pieces that a cell holds."""
    start = 0
    while start < len(text):
        end = min(len(text), start + size)
        while _size(text[start:end]) > size:
            end -= max(1, (_size(text[start:end]) - size + 1) // 2)
        yield text[start:end]
        start = end
