"""Parts of a document that could not be read: what is not there must not pass as clean."""

from __future__ import annotations

from collections.abc import Iterator

from check.rule import Breach, Severity, rule
from check.view import DocumentView, Spot


@rule("unreadable-part", Severity.WARNING)
def unreadable_part(view: DocumentView) -> Iterator[Breach]:
    """``status_detail`` says which part, in the language of the run."""
    document = view.document
    if document.status != "ok":
        yield Breach(
            Spot(),
            observed=document.status,
            facts={"detail": document.status_detail},
            wording={"needs_ocr": "needs_ocr", "failed": "failed"}.get(document.status, ""),
        )
