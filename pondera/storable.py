"""What a file can hold: text without lone surrogates, numbers within the declared decimal.

Readers and stages should give nothing else; a document that they got wrong is mended or refused here, by
itself, before it can spoil the files of a whole run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from typing import Any

from normalize.dataset import Rows
from normalize.schema import DECIMAL_DIGITS, DECIMAL_PLACES, columns

_LIMIT = Decimal(10) ** (DECIMAL_DIGITS - DECIMAL_PLACES)
_QUANTUM = Decimal(1).scaleb(-DECIMAL_PLACES)
_CONTEXT = Context(prec=2 * DECIMAL_DIGITS, rounding=ROUND_HALF_EVEN)


class Unstorable(ValueError):
    """A number that no column of the dataset can hold."""


def storable(rows: Rows) -> Rows:
    """The same rows, decimals rounded to the declared places, surrogates that stand alone replaced by U+FFFD.
    Raises ``Unstorable`` for a number with too many digits, an infinity or a NaN."""
    return Rows(**{table.name: _table(table.name, getattr(rows, table.name)) for table in fields(Rows)})


def _table(table: str, rows: Iterable[Any]) -> tuple[Any, ...]:
    texts, decimals = _columns_of(table, str), _columns_of(table, Decimal)
    return tuple(_row(row, texts, decimals) for row in rows)


@cache
def _columns_of(table: str, kind: type) -> tuple[str, ...]:
    return tuple(column.name for column in columns(table) if column.type is kind)


def _row(row: Any, texts: tuple[str, ...], decimals: tuple[str, ...]) -> Any:
    changed: dict[str, object] = {}
    for name in texts:
        text = getattr(row, name)
        if text is not None and not _encodable(text):
            changed[name] = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for name in decimals:
        number = getattr(row, name)
        if number is not None and (fitted := _fitted(number)) is not number:
            changed[name] = fitted
    return replace(row, **changed) if changed else row


def _encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _fitted(number: Decimal) -> Decimal:
    """The number itself where it needs no rounding; ``copy_abs`` compares its size, since ``abs`` rounds."""
    exponent = number.as_tuple().exponent
    too_large = not isinstance(exponent, int) or number.copy_abs() >= _LIMIT
    if not too_large and isinstance(exponent, int) and exponent < -DECIMAL_PLACES:
        number = number.quantize(_QUANTUM, context=_CONTEXT)
        too_large = number.copy_abs() >= _LIMIT
    if too_large:
        raise Unstorable(f"{number} does not fit {DECIMAL_DIGITS} digits with {DECIMAL_PLACES} places")
    return number
