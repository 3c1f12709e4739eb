"""The dataset in memory: what ``pondera.read`` gives, its tables as pandas tables."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from normalize.dataset import Rows
from normalize.schema import TABLES, Column, columns

if TYPE_CHECKING:
    import pandas as pd

_INTEGER = "Int64"
"""pandas' integers that may be missing."""


class Dataset:
    """Each table of the dataset is an attribute (``documents``, ``tables``, ``columns``, ``cells``,
    ``items``, ``measures``, ``totals``, ``weight_groups``, ``findings``, ``activities``, ``names``), made
    when it is first asked for.

    Decimals are ``decimal.Decimal`` in columns of objects, so that sums stay exact; integers ``Int64``;
    columns with a closed vocabulary categorical, with every word of it as category.
    """

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        """The same as plain rows, one tuple per table."""
        self._frames: dict[str, pd.DataFrame] = {}

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(f"a dataset has no table {name!r}: it has {', '.join(TABLES)}")
        if name not in self._frames:
            self._frames[name] = _frame(getattr(self.rows, name), name)
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def to_pandas(self, table: str) -> pd.DataFrame:
        """A table by its name, as the attribute of that name gives it. Raises KeyError for a name that is no
        table."""
        _refuse_unknown(table)
        frame: pd.DataFrame = getattr(self, table)
        return frame

    def to_arrow(self, table: str) -> Any:
        """A table as ``pyarrow.Table``, with the types and descriptions of the Parquet files. Raises KeyError
        for a name that is no table."""
        from pondera.writing.arrow import arrow_table

        _refuse_unknown(table)
        return arrow_table(table, getattr(self.rows, table))

    def to_polars(self, table: str) -> Any:
        """A table as ``polars.DataFrame``: exact decimals, columns with a closed vocabulary as ``Enum`` with
        every word of it. Raises KeyError for a name that is no table, ImportError where polars is not
        installed (``pip install 'pondera[polars]'``)."""
        arrow = self.to_arrow(table)
        import polars as pl

        closed = [column for column in columns(table) if column.values]
        return pl.DataFrame(arrow).with_columns(
            pl.when(pl.col(column.name) != "").then(pl.col(column.name)).cast(pl.Enum(column.values))
            for column in closed
        )

    def __repr__(self) -> str:
        counts = ", ".join(f"{table} {len(getattr(self.rows, table))}" for table in TABLES)
        return f"<pondera.Dataset: {counts}>"


def _refuse_unknown(table: str) -> None:
    if table not in TABLES:
        raise KeyError(f"{table!r} is no table: there are {', '.join(TABLES)}")


def _frame(rows: tuple[Any, ...], table: str) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        {
            column.name: _series([getattr(row, column.name) for row in rows], column)
            for column in columns(table)
        }
    )


def _series(values: list[Any], column: Column) -> pd.Series[Any]:
    import pandas as pd

    if column.values:
        known = pd.CategoricalDtype([str(value) for value in column.values])
        return pd.Series([str(value) if value else None for value in values], dtype=known)
    if column.type is int:
        return pd.Series(values, dtype=_INTEGER)
    if column.type is Decimal:
        return pd.Series(values, dtype=object)
    if column.type is str:
        return pd.Series([None if value is None else str(value) for value in values], dtype="str")
    return pd.Series(values, dtype=column.type)
