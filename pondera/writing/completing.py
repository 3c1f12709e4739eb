"""A part that holds a whole collection in the order of its dataset → the dataset.

What a run has read comes in that order, so nothing is joined or sorted: the rows pass by, and what belongs to
the collection as a whole is put between them, the findings between documents and ``names``.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from check.waiving import UNUSED
from normalize.names import SOURCES, Name, fold_names, name_of
from normalize.schema import OF_COLLECTION, TABLES
from pondera.writing.arrow import arrow_table
from pondera.writing.datapackage import write_datapackage
from pondera.writing.files import DatasetFiles
from pondera.writing.found_between import Between, waivers_in, write_found
from pondera.writing.limits import BETWEEN_MIB, limits
from pondera.writing.parts import no_pattern, nothing, quoted

AT_ONCE = 2_000
"""Rows that are held at once, and documents whose findings are put in order together."""
_NAMES_KNOWN = 10_000
"""Different names that are not looked at again."""


def complete(
    part: Path, folder: Path, formats: Sequence[str], *, between: Between
) -> Counter[tuple[str, str]]:
    """Writes the dataset of all documents of ``part`` to ``folder``: every table in each of ``formats``, and
    ``datapackage.json``. Gives how many findings between documents there are, by rule and severity.

    ``part`` has a Parquet file for every table but ``names``, in the declared schema; documents are in the
    order of their paths and then of their SHA-256, copies told as such, and so are all other tables' rows.
    The rows of ``activities`` may have another path for a document, which is put right, and count the
    findings of their own document.

    Raises OSError where the disk is full. Memory: some rows of each table, however many the documents, what
    DuckDB may hold while documents are compared, and each different name once.
    """
    with tempfile.TemporaryDirectory(prefix=".merging-", dir=folder) as spill:
        dataset = DatasetFiles(folder, formats)
        found = Path(spill) / "between.parquet"
        counts = _find_between(between, part, dataset.tables, spill, found)
        completing = _Completing(part, found)
        for table in dataset.tables:
            for rows in completing.rows(table):
                dataset.write_table(table, rows)
        dataset.close()
    write_datapackage(folder, formats, version("pondera"))
    return counts


def _find_between(
    between: Between, part: Path, known: Sequence[str], spill: str, file: Path
) -> Counter[tuple[str, str]]:
    def query(table: str) -> str:
        if table not in known or table in OF_COLLECTION:
            return nothing(table)
        return f"SELECT * FROM read_parquet({quoted(no_pattern(str(part / f'{table}.parquet')))})"

    try:
        with duckdb.connect(f"{spill}/between.duckdb", config=limits(spill, BETWEEN_MIB, 1)) as base:
            waivers = waivers_in(base, query("findings"), between.rules)
            return write_found(base, between, {table: query(table) for table in TABLES}, waivers, file)
    except duckdb.IOException as refusal:
        raise OSError(str(refusal)) from refusal


class _Completing:
    """The rows of the dataset, of ``part`` and of what was ``found`` between its documents."""

    def __init__(self, part: Path, found: Path) -> None:
        self._part = part
        self._found = found

    def rows(self, table: str) -> Iterator[Any]:
        """A table's rows in order, as ``pyarrow.Table`` in the declared schema."""
        if table == "names":
            return iter([arrow_table(table, fold_names(self._names()))])
        if table == "findings":
            return self._findings()
        if table == "activities":
            return self._activities()
        return _rows(self._file(table))

    def _findings(self) -> Iterator[Any]:
        """Those between documents behind the others of their document."""
        own, found = _Following(self._file("findings")), _Following(self._found)
        for documents in self._documents():
            ids = documents["document_id"]
            rows, between = own.of(ids), found.of(ids)
            if between.num_rows:
                rows = pa.concat_tables([_without_used(rows, between), between])
                at = pc.index_in(rows["document_id"], value_set=ids)
                keys = pa.table({"document": at, "line": pa.array(range(rows.num_rows))})
                order = [("document", "ascending"), ("line", "ascending")]
                rows = rows.take(pc.sort_indices(keys, sort_keys=order))
            yield rows

    def _activities(self) -> Iterator[Any]:
        """With their documents' paths, and with the findings between documents counted."""
        own, found = _Following(self._file("activities")), _Following(self._found)
        for documents in self._documents():
            ids = documents["document_id"]
            rows, between = own.of(ids), found.of(ids)
            paths = documents["path"].take(pc.index_in(rows["document_id"], value_set=ids))
            rows = _with(rows, "path", paths)
            if between.num_rows:
                named = between["item_id"].value_counts()
                at = pc.index_in(rows["item_id"], value_set=named.field("values"))
                more = pc.fill_null(named.field("counts").take(at), 0)
                rows = _with(rows, "findings", pc.add(rows["findings"], more))
            yield rows

    def _names(self) -> Counter[Name]:
        """The names in the documents and items, as ``normalize.names.names_in`` has them."""
        known_names = lru_cache(_NAMES_KNOWN)(name_of)
        found: Counter[Name] = Counter()
        for source in SOURCES:
            names = [source.column, *filter(None, [source.known])]
            of_documents = source.table == "documents"
            asked = [*names, "duplicate_of"] if of_documents else names
            for rows in _rows(self._file(source.table), asked):
                firsts = rows.filter(pc.equal(rows["duplicate_of"], "")) if of_documents else rows
                counted = firsts.group_by(names).aggregate([([], "count_all")])
                for *texts, count in _values(counted, *names, "count_all"):
                    if (name := known_names(source.kind, *texts)) is not None:
                        found[name] += count
        return found

    def _documents(self) -> Iterator[Any]:
        """Identifiers and paths of the documents, some at a time, those of one path together."""
        held = None
        for some in _rows(self._file("documents"), ["document_id", "path"]):
            rows = some if held is None else pa.concat_tables([held, some])
            whole = pc.index(rows["path"], rows["path"][-1]).as_py()
            if whole:
                yield rows.slice(0, whole)
            held = rows.slice(whole)
        if held is not None:
            yield held

    def _file(self, table: str) -> Path:
        return self._part / f"{table}.parquet"


class _Following:
    """Rows that are in the order of their documents, as these come by."""

    def __init__(self, file: Path) -> None:
        self._tables = _rows(file)
        self._rest = next(self._tables, None)
        self._nothing = pq.read_schema(file).empty_table()

    def of(self, documents: Any) -> Any:
        """The rows of the next ``documents`` (their identifiers)."""
        found = [self._nothing]
        while self._rest is not None:
            others = pc.is_null(pc.index_in(self._rest["document_id"], value_set=documents))
            count = pc.index(others, True).as_py()
            if count >= 0:
                found.append(self._rest.slice(0, count))
                self._rest = self._rest.slice(count)
                break
            found.append(self._rest)
            self._rest = next(self._tables, None)
        return pa.concat_tables(found)


def _rows(file: Path, names: list[str] | None = None) -> Iterator[Any]:
    """The rows of a Parquet file, some at a time."""
    with pq.ParquetFile(file) as opened:
        for batch in opened.iter_batches(AT_ONCE, columns=names):
            if batch.num_rows:
                yield pa.Table.from_batches([batch])


def _without_used(rows: Any, between: Any) -> Any:
    """Findings of documents without those that say of a waiver that it accepts nothing, and it accepts one
    ``between`` documents."""
    accepting = between.filter(pc.not_equal(between["waived"], ""))
    if not accepting.num_rows:
        return rows
    used = {
        (document_id, key)
        for document_id, *keys in _values(accepting, "document_id", "fingerprint", "finding_id")
        for key in keys
    }
    kept = [
        rule != UNUSED.name or (document_id, observed) not in used
        for document_id, rule, observed in _values(rows, "document_id", "rule", "observed")
    ]
    return rows.filter(pa.array(kept, pa.bool_()))


def _values(rows: Any, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(rows[name].to_pylist() for name in names), strict=True)


def _with(rows: Any, name: str, values: Any) -> Any:
    at = rows.schema.get_field_index(name)
    return rows.set_column(at, rows.schema.field(at), values)
