"""How a column of the dataset is declared: its type, its meaning in two languages, its bounds and keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

DECIMAL_DIGITS = 38
DECIMAL_PLACES = 10
"""Of every decimal column, in Parquet and DuckDB."""

CONFIDENCE = {"minimum": 0, "maximum": 1}
"""Bounds of every confidence."""


def declare(
    en: str,
    es: str,
    *,
    key: bool = False,
    refers_to: str = "",
    values: type[StrEnum] | tuple[str, ...] = (),
    required: bool = False,
    pattern: str = "",
    bounds: dict[str, int] | None = None,
) -> Any:
    """A declared column. ``key``: (part of) the primary key; ``refers_to``: ``table.column``; ``values``: the
    closed vocabulary; ``required``: never null or empty; ``bounds``: ``minimum`` and ``maximum``."""
    vocabulary = tuple(value.value for value in values) if isinstance(values, type) else values
    return field(
        metadata={
            "en": en,
            "es": es,
            "key": key,
            "refers_to": refers_to,
            "values": vocabulary,
            "required": required or key,
            "pattern": pattern,
            "bounds": bounds or {},
        }
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of the dataset, as declared."""

    name: str
    type: type
    """str, int, float, bool or Decimal."""
    nullable: bool
    en: str
    es: str
    key: bool
    refers_to: str
    values: tuple[str, ...]
    required: bool
    pattern: str
    bounds: dict[str, int]
