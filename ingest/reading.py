"""From a path or bytes to a ``Document``: recognize the format, then call its reader."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ingest.document import Document, Format, Source
from ingest.errors import Unreadable
from ingest.identify import identify
from ingest.limits import DEFAULT, Limits
from ingest.problems import problem

Reader = Callable[[bytes, Source, Limits, str | None], Document]

_READERS = {
    Format.DOC: "ingest.doc",
    Format.DOCX: "ingest.docx",
    Format.PDF: "ingest.pdf",
    Format.RTF: "ingest.rtf",
    Format.ODT: "ingest.odt",
    Format.HTML: "ingest.html",
    Format.MARKDOWN: "ingest.markdown",
    Format.TEXT: "ingest.text",
}
"""The package of each format's reader; its ``read_document`` is a ``Reader``. Imported when first needed,
so that reading one format does not load the libraries of all."""


def read(
    path: Path, *, name: str | None = None, limits: Limits = DEFAULT, password: str | None = None
) -> Document:
    """The document in a file. ``name`` is the path to remember, the file's name where none is given.

    Raises OSError when the file cannot be opened; what is wrong inside it is in ``Document.problems``.
    """
    name = name or path.name
    size = path.stat().st_size
    if size > limits.file_bytes:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        refusal = problem("too_large", what=f"{size} bytes", limit=f"{limits.file_bytes} bytes")
        return Document(Source(name, size, digest, Format.UNKNOWN), problems=(refusal,))
    return read_bytes(path.read_bytes(), name, limits=limits, password=password)


def read_bytes(data: bytes, name: str, *, limits: Limits = DEFAULT, password: str | None = None) -> Document:
    """The document in ``data``; ``name`` is the path to remember it by."""
    found = identify(data, limits)
    source = Source(name, len(data), hashlib.sha256(data).hexdigest(), found.format, found.puid, found.basis)
    if found.problem is not None:
        return Document(source, problems=(found.problem,))
    package = _READERS[found.format]
    reader: Reader = import_module(package).read_document
    try:
        return reader(data, source, limits, password)
    except Unreadable as refusal:
        return Document(source, problems=(refusal.problem,))
