"""Parts of a document that could not be read: what is not there must not pass as clean."""

from __future__ import annotations

from collections.abc import Iterator

from check.rule import Breach, Severity, rule
from check.view import DocumentView, Spot
from normalize import status_detail


@rule("unreadable-part", Severity.WARNING)
def unreadable_part(view: DocumentView) -> Iterator[Breach]:
    """Which part is said by the problems of reading; where only the dataset is at hand by ``status_detail``,
    in the language of the run that wrote it."""
    document = view.document
    if document.status != "ok":
        yield Breach(
            Spot(),
            observed=document.status,
            facts={"detail": document.status_detail},
            told={
                language: {"detail": detail}
                for language in ("en", "es")
                if (detail := status_detail(view.problems, language))
            },
            wording={"needs_ocr": "needs_ocr", "failed": "failed"}.get(document.status, ""),
        )
