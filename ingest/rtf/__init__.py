"""Rich Text Format: .rtf files of Word, LibreOffice, WordPad and of programs that write reports in it.

After the Rich Text Format (RTF) Specification 1.9.1 (Microsoft, 2008). The libraries that read RTF keep its
plain text only, without the cells of tables and their spans.
"""

from __future__ import annotations

import re

from ingest.document import Document, Part, Source
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.problems import problem
from ingest.rtf.destinations import DESTINATIONS
from ingest.rtf.reader import Reader
from ingest.rtf.words import WORDS
from ingest.wordprocessing.blocks import BlockWriter
from ingest.wordprocessing.drafts import said
from ingest.wordprocessing.wordless import is_wordless

_START = re.compile(rb"(?:\xef\xbb\xbf)?[\s\0]*\{\\rtf")


def read_document(data: bytes, source: Source, limits: Limits, password: str | None) -> Document:  # noqa: ARG001
    """The document in an RTF file, in time and memory linear in its size. Raises Unreadable where the bytes
    do not begin as RTF does."""
    if _START.match(data) is None:
        raise Unreadable(problem("unknown_format", seen="rtf"))
    reader = Reader(data, limits, WORDS, DESTINATIONS)
    reader.read()
    writer = BlockWriter("rtf", limits)
    _write_margins(reader, writer)
    writer.write(reader.body.finish(), "body", Part.BODY)
    for is_endnote, name in ((False, "footnote"), (True, "endnote")):
        notes = [note for note in reader.notes.notes if note.is_endnote == is_endnote]
        for number, note in enumerate(notes, 1):
            writer.write(note.content, f"{name}[{number}]", Part.NOTE, note.mark)
    problems = [*reader.problems, *writer.problems]
    if reader.has_pictures and is_wordless(writer.blocks):
        problems.append(problem("only_pictures"))
    else:
        problems += writer.pictures.problems()
    return Document(
        source,
        tuple(writer.blocks),
        tuple(dict.fromkeys(problems)),
        properties=reader.properties,
    )


def _write_margins(reader: Reader, writer: BlockWriter) -> None:
    """Headers, then footers, each once although every section repeats them."""
    for part in (Part.HEADER, Part.FOOTER):
        seen: set[tuple[str, ...]] = set()
        for found, drafts in reader.margins:
            content = tuple(said(drafts))
            if found is part and any(content) and content not in seen:
                seen.add(content)
                writer.write(drafts, f"{part.value}[{len(seen)}]", part)
