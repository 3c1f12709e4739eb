"""Every table but ``cells`` as CSV: RFC 4180, UTF-8 without a byte order mark, a header row, CRLF."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from decimal import Decimal
from operator import attrgetter
from pathlib import Path

from normalize.dataset import Rows
from normalize.schema import PARQUET_ONLY, TABLES, columns

CSV_TABLES = tuple(table for table in TABLES if table not in PARQUET_ONLY)


class CsvFiles:
    def __init__(self, folder: Path) -> None:
        self._open = ExitStack()
        self._tables = []
        for table in CSV_TABLES:
            file = self._open.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            writer = csv.writer(file, lineterminator="\r\n")
            names = [column.name for column in columns(table)]
            writer.writerow(names)
            self._tables.append((table, writer, attrgetter(*names)))

    def write(self, rows: Rows) -> None:
        for table, writer, values_of in self._tables:
            writer.writerows(map(printed, values_of(row)) for row in getattr(rows, table))

    def close(self) -> None:
        self._open.close()


def printed(value: str | int | float | bool | Decimal | None) -> str:
    """A value as it stands in CSV: null is empty, truth ``true`` or ``false``, a number plain digits without
    exponent and without zeros behind its last decimal."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return _plain(Decimal(repr(value)))
        case Decimal():
            return _plain(value)
        case _:
            return str(value)


def _plain(number: Decimal) -> str:
    digits = format(number, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits
