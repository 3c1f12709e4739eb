"""What a document says of itself: title, institution, place, year, language, and what kind of plan it is."""

from __future__ import annotations

from extract.reading import DocumentFacts, Fact
from ingest.document import Document, Heading, Paragraph


def facts_of(document: Document) -> DocumentFacts:
    """The facts of a document; ``NOTHING_SAID`` where it states none."""
    title = next(
        (b.text for b in document.blocks if isinstance(b, Heading | Paragraph) and b.text.strip()), ""
    )
    return DocumentFacts(title=Fact(title, title, 0.3))
