"""Every table but ``cells`` as CSV: RFC 4180, UTF-8 without a byte order mark, a header row, CRLF."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

from normalize.schema import PARQUET_ONLY, TABLES, columns

CSV_TABLES = tuple(table for table in TABLES if table not in PARQUET_ONLY)


class CsvFiles:
    def __init__(self, folder: Path) -> None:
        self._open = ExitStack()
        self._writers = {}
        for table in CSV_TABLES:
            file = self._open.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            self._writers[table] = csv.writer(file, lineterminator="\r\n")
            self._writers[table].writerow([column.name for column in columns(table)])

    def write(self, table: str, batch: Any) -> None:
        if table in self._writers:
            texts = (
                _texts(batch.column(at).to_pylist(), column.type) for at, column in enumerate(columns(table))
            )
            self._writers[table].writerows(zip(*texts, strict=True))

    def close(self) -> None:
        self._open.close()


def _texts(values: list[Any], kind: type) -> list[Any]:
    """A column as it stands in CSV; the ``csv`` module itself writes text, whole numbers and nulls so. Of
    figures few are unlike: each is printed once."""
    if kind in (str, int):
        return values
    texts = {value: printed(value) for value in set(values)}
    return [texts[value] for value in values]


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
