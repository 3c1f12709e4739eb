"""HTML as browsers show it: what can be seen, tables with their spans, malformed markup mended by libxml2.

Places are lines of the file for paragraphs, and paths (``body/table[2]/row[3]/cell[1]``) for tables, since
whole files may stand on one line.
"""

from __future__ import annotations

from ingest.document import Document, Source
from ingest.encoding import decode
from ingest.errors import Unreadable
from ingest.html.assembly import Assembly
from ingest.html.flow import flow_of
from ingest.html.parsing import declared_encoding, left_out, parse
from ingest.html.properties import properties_of
from ingest.limits import Limits


def read_document(data: bytes, source: Source, limits: Limits, password: str | None) -> Document:  # noqa: ARG001
    """The document in an HTML file. Raises Unreadable where libxml2 makes nothing of it."""
    decoded = decode(data, declared_encoding(data))
    root, problems = parse(decoded.text)
    if root is None:
        if problems:
            raise Unreadable(problems[0])
        return Document(source, problems=decoded.problems)
    assembly = Assembly(limits, problems)
    assembly.add(flow_of(root))
    problems += left_out(root)
    return Document(
        source, tuple(assembly.blocks), (*decoded.problems, *problems), properties=properties_of(root)
    )
