"""From the paths that a person gives to a stream of documents, in the order of their names."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from normalize.dataset import Rows
from normalize.schema import DocumentRow
from pondera.messages import Language
from pondera.pipeline import Outcome, read_document


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file to read. ``name`` is the path by which the dataset knows it: relative, with ``/``."""

    name: str
    path: Path


def find(paths: Sequence[Path], *, leave_out: Path | None = None) -> list[File]:
    """The files in ``paths``, each once, in the order of their names.

    Names are relative to the one folder that is given; for several paths, to the deepest folder that holds
    them all, so that they are the same in any order of ``paths`` and never stand for two files. Raises
    FileNotFoundError for a path that does not exist.
    """
    given = [_absolute(path) for path in paths]
    for path in given:
        if not path.exists():
            raise FileNotFoundError(path)
    roots = [path if path.is_dir() else path.parent for path in given]
    root = Path(os.path.commonpath(roots)) if roots else Path()
    excluded = _absolute(leave_out) if leave_out else None
    found = {
        file
        for path in given
        for file in _walk(path)
        if excluded is None or path.is_relative_to(excluded) or not file.is_relative_to(excluded)
    }
    return sorted(File(_printable(path.relative_to(root)), path) for path in found)


def _absolute(path: Path) -> Path:
    """Without ``..``, and with symbolic links as they are: the names are those that the person knows."""
    return Path(os.path.normpath(Path.cwd() / path))


def _walk(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in names if not name.startswith((".", "~$")))


def _printable(path: Path) -> str:
    """With ``/``, and the bytes that are not UTF-8 written as ``\\xf1``."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read_all(files: Iterable[File], language: Language) -> Iterator[Outcome]:
    """What comes of each file, in their order.

    A file whose bytes an earlier one had is a copy: it gets a row in ``documents`` that says of which, under
    the identifier of the first with ``-2``, ``-3``, … behind it, and no rows elsewhere, so that no figure
    counts twice.
    """
    files = list(files)
    sizes = {file: _size(file.path) for file in files}
    shared = Counter(sizes.values())
    firsts: dict[str, DocumentRow] = {}
    copies: Counter[str] = Counter()
    for file in files:
        candidate = shared[sizes[file]] > 1
        first = firsts.get(_sha256(file.path)) if candidate else None
        if first is not None:
            copies[first.sha256] += 1
            document_id = f"{first.document_id}-{copies[first.sha256] + 1}"
            copy = replace(first, document_id=document_id, path=file.name, duplicate_of=first.path)
            yield Outcome(Rows(documents=(copy,)), seconds=0.0)
            continue
        outcome = read_document(file.path, file.name, language)
        if candidate and outcome.document.sha256:
            firsts[outcome.document.sha256] = outcome.document
        yield outcome


def read_collection(paths: Sequence[Path], language: Language) -> Rows:
    """All rows of all documents in ``paths``, in memory. Raises FileNotFoundError as ``find``."""
    return Rows.of(outcome.rows for outcome in read_all(find(paths), language))


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
