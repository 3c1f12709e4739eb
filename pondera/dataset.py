"""The dataset in memory: what ``pondera.read`` gives, its tables as pandas tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalize.dataset import Rows
from normalize.schema import TABLES, Column, columns
from pondera.messages import preferred_language
from pondera.views import Document, documents_of

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

    A dataset is also a sequence of its documents: ``for document in dataset``, ``dataset[0]``,
    ``dataset["folder/plan.docx"]``. In a notebook it shows what it holds, and so do a document and each
    of its findings. ``originals``: path of a document → its file, where that is known.
    """

    def __init__(self, rows: Rows, originals: dict[str, Path] | None = None) -> None:
        self.rows = rows
        """The same as plain rows, one tuple per table."""
        self._originals = originals or {}
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

    def __len__(self) -> int:
        """How many documents."""
        return len(self.rows.documents)

    def __iter__(self) -> Iterator[Document]:
        return documents_of(self.rows, self._originals)

    def __getitem__(self, which: int | str) -> Document:
        """A document by its place, or by its path. Raises IndexError and KeyError where there is none."""
        if isinstance(which, str):
            for document in self:
                if document.row.path == which:
                    return document
            raise KeyError(which)
        return list(self)[which]

    def _repr_html_(self) -> str:
        from pondera.report.views import dataset_view

        return dataset_view(self.rows, preferred_language())

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
