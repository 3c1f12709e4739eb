"""First stage: bytes → ``Document``. What a file holds, each thing with its place.

``read`` is the door: it recognizes the format by the bytes and hands them to the format's reader, a
package of its own beside this file. Whatever is wrong with a file becomes a ``Problem`` of its document.
"""

from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
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


def __getattr__(name: str) -> Any:
    """The stage itself is loaded when something is read: its types alone need no library."""
    if name not in ("read", "read_bytes"):
        raise AttributeError(f"module 'ingest' has no attribute {name!r}")
    from ingest import reading

    return getattr(reading, name)
