"""From a path or bytes to a ``Document``: recognize the format, then call its reader."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath

from ingest.access import PdfReader
from ingest.document import Document, Format, Source
from ingest.errors import Unreadable
from ingest.identify import identify
from ingest.limits import DEFAULT, MIB, Limits
from ingest.problems import Problem, problem

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
    path: Path,
    *,
    name: str | None = None,
    limits: Limits = DEFAULT,
    password: str | None = None,
    pdf_reader: PdfReader = PdfReader.PDFIUM,
) -> Document:
    """The document in a file. ``name`` is the path to remember, the file's name where none is given.

    Raises OSError when the file cannot be opened; what is wrong inside it is in ``Document.problems``.
    """
    name = name or path.name
    size = path.stat().st_size
    if size > limits.file_bytes:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Document(Source(name, size, digest, Format.UNKNOWN), problems=(_too_large(size, limits),))
    return read_bytes(path.read_bytes(), name, limits=limits, password=password, pdf_reader=pdf_reader)


def read_bytes(
    data: bytes,
    name: str,
    *,
    limits: Limits = DEFAULT,
    password: str | None = None,
    pdf_reader: PdfReader = PdfReader.PDFIUM,
) -> Document:
    """The document in ``data``; ``name`` is the path to remember it by.

    Raises nothing for what is wrong with the bytes. Memory: besides ``data``, what the format's reader
    holds; a package that a password protects is held once more, decrypted.
    """
    source = Source(name, len(data), hashlib.sha256(data).hexdigest(), Format.UNKNOWN)
    if len(data) > limits.file_bytes:
        return Document(source, problems=(_too_large(len(data), limits),))
    found = identify(data, limits)
    source = replace(source, format=found.format, puid=found.puid, basis=found.basis)
    if found.problem is not None and found.problem.kind == "encrypted" and password:
        try:
            data = _decrypted(data, password)
        except Unreadable as refusal:
            return Document(source, problems=(refusal.problem,))
        found = identify(data, limits)
        source = replace(source, format=found.format, basis=f"{source.basis}, which holds: {found.basis}")
    if found.problem is not None:
        return Document(source, problems=(found.problem,))
    read_document = import_module(_READERS[found.format]).read_document
    reader: Reader = (
        partial(read_document, reader=pdf_reader) if found.format is Format.PDF else read_document
    )
    try:
        document = reader(data, source, limits, password)
    except Unreadable as refusal:
        return Document(source, problems=(refusal.problem,))
    ending = misleading_ending(name, found.format)
    if not ending:
        return document
    told = problem("name_disagrees", ending=ending, format=found.format)
    return replace(document, problems=(*document.problems, told))


_ENDINGS = {
    ".doc": Format.DOC,
    ".dot": Format.DOC,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".dotx": Format.DOCX,
    ".pdf": Format.PDF,
    ".rtf": Format.RTF,
    ".odt": Format.ODT,
    ".htm": Format.HTML,
    ".html": Format.HTML,
}
"""Of names, with the format that they promise; that of a text promises nothing."""


def misleading_ending(name: str, format_: Format) -> str:
    """The ending of a file's name where it promises another format; empty where it does not."""
    ending = PurePosixPath(name).suffix.lower()
    return ending if _ENDINGS.get(ending, format_) is not format_ else ""


def _decrypted(data: bytes, password: str) -> bytes:
    from ingest.decryption import decrypted  # its library takes longer to load than most documents to read

    return decrypted(data, password)


def _too_large(size: int, limits: Limits) -> Problem:
    return problem("too_large", what=f"{size / MIB:.0f} MiB", limit=f"{limits.file_bytes / MIB:.0f} MiB")
