"""From the paths that a person gives to a stream of documents, in the order of their names."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import check
from ingest.walk import Found, Missed, walk
from normalize.dataset import Rows
from normalize.names import named
from normalize.schema import DocumentRow, FindingRow
from normalize.wide_view import activities
from pondera.messages import Language
from pondera.pipeline import Outcome, missed_document, read_document
from pondera.settings import NOTHING_SET, Settings


def read_collection(paths: Sequence[Path], language: Language, settings: Settings = NOTHING_SET) -> Rows:
    """All rows of all documents in ``paths``, and of the collection that they make, in memory. Raises
    FileNotFoundError for a path that does not exist."""
    rows = named(Rows.of(outcome.rows for outcome in read_all(walk(paths), language, settings)))
    if len(rows.documents) < 2 and not settings.rules:
        return rows
    from pondera.between_documents import rows_between

    return with_findings_between(rows, rows_between(rows, settings))


def with_findings_between(rows: Rows, found: Iterable[FindingRow]) -> Rows:
    """Rows with findings between their documents, each behind those of its own document; activities count
    them too."""
    by_document: dict[str, list[FindingRow]] = {document.document_id: [] for document in rows.documents}
    between = tuple(found)
    accepting = [finding for finding in between if finding.waived]
    for finding in (*rows.findings, *between):
        if not check.is_used(finding, accepting):
            by_document[finding.document_id].append(finding)
    rows = replace(rows, findings=tuple(finding for some in by_document.values() for finding in some))
    return replace(rows, activities=activities(rows))


def read_all(
    files: Iterable[Found | Missed], language: Language, settings: Settings = NOTHING_SET
) -> Iterator[Outcome]:
    """What comes of each file, in their order.

    A file whose bytes an earlier one had is a copy: it gets a row in ``documents`` that says of which, under
    the identifier of the first with ``-2``, ``-3``, … behind it, and no rows elsewhere, so that no figure
    counts twice.
    """
    files = list(files)
    sizes = {file: _size(file.path) for file in files if isinstance(file, Found)}
    shared = Counter(sizes.values())
    firsts: dict[str, DocumentRow] = {}
    copies: Counter[str] = Counter()
    for file in files:
        if isinstance(file, Missed):
            yield missed_document(file, language)
            continue
        candidate = shared[sizes[file]] > 1
        first = firsts.get(_sha256(file.path)) if candidate else None
        if first is not None:
            copies[first.sha256] += 1
            document_id = f"{first.document_id}-{copies[first.sha256] + 1}"
            copy = replace(first, document_id=document_id, path=file.name, duplicate_of=first.path)
            yield Outcome(Rows(documents=(copy,)), seconds=0.0)
            continue
        outcome = read_document(file.path, file.name, language, settings)
        if candidate and outcome.document.sha256:
            firsts[outcome.document.sha256] = outcome.document
        yield outcome


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _sha256(path: Path) -> str:
    """Empty where the file cannot be read; reading it will say why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
