"""Word binary documents (.doc of Word 6.0 to 2007), read natively after the [MS-DOC] specification.

``read_document`` is the door. Inside, from bytes to blocks: ``compound`` (streams), ``fib`` (where all of
it is), ``pieces`` (the text), ``formatting`` (which bytes are formatted how), ``styles`` and ``looks`` (what
that comes to), ``lines`` (paragraphs as a person sees them), ``layout`` and ``tables`` (rows, cells, spans),
``reader`` (all stories in their order).
"""

from __future__ import annotations

from ingest.doc.reader import read_document

__all__ = ["read_document"]
