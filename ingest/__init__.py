"""First stage: bytes → ``Document``. What a file holds, each thing with its place.

``read`` is the door: it recognizes the format by the bytes and hands them to the format's reader, a
package of its own beside this file. Whatever is wrong with a file becomes a ``Problem`` of its document.
"""

from ingest.access import Access, PdfReader
from ingest.document import (
    Block,
    Box,
    Cell,
    Document,
    Format,
    Heading,
    Host,
    Paragraph,
    Part,
    Place,
    Source,
    Status,
    Table,
)
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.problems import Outcome, Problem
from ingest.reading import read, read_bytes

__all__ = [
    "Access",
    "Block",
    "Box",
    "Cell",
    "Document",
    "Format",
    "Heading",
    "Host",
    "Limits",
    "Outcome",
    "Paragraph",
    "Part",
    "PdfReader",
    "Place",
    "Problem",
    "Source",
    "Status",
    "Table",
    "Unreadable",
    "read",
    "read_bytes",
]
