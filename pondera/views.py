"""Documents and findings of a dataset one by one; in a notebook they look as they do in the report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from normalize.dataset import Rows
from normalize.schema import DocumentRow, FindingRow
from pondera.messages import Language, preferred_language

if TYPE_CHECKING:
    from collections.abc import Iterator


class Document:
    """One document: ``rows`` holds all that the dataset says of it."""

    def __init__(self, rows: Rows, original: Path | None = None) -> None:
        self.rows = rows
        self.original = original
        """Its file, as far as that is known; pictures of PDF pages come from it."""

    @property
    def row(self) -> DocumentRow:
        return self.rows.documents[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The gravest first."""
        order = ("error", "warning", "info")
        rows = sorted(self.rows.findings, key=lambda finding: order.index(finding.severity))
        return tuple(Finding(row, self) for row in rows)

    def __repr__(self) -> str:
        row = self.row
        counts = f"items {len(self.rows.items)}, figures {len(self.rows.measures)}"
        return f"<pondera.Document {row.path!r}: {row.status}, {counts}, findings {len(self.rows.findings)}>"

    def _repr_html_(self) -> str:
        from pondera.report.views import document_view

        return document_view(self.rows, self.original, preferred_language())


class Finding:
    """One finding, with the document that it is about."""

    def __init__(self, row: FindingRow, document: Document) -> None:
        self.row = row
        self.document = document

    def message(self, language: str | None = None) -> str:
        """What is wrong and what to do, in ``es`` or ``en``; in the language of the environment by default.
        Raises ValueError for any other."""
        spoken = preferred_language() if language is None else Language(language)
        return self.row.message_es if spoken is Language.ES else self.row.message_en

    def __repr__(self) -> str:
        return f"<pondera.Finding {self.row.severity} {self.row.rule}: {self.message()}>"

    def _repr_html_(self) -> str:
        from pondera.report.views import finding_view

        return finding_view(self.row, self.document.rows, self.document.original, preferred_language())


def documents_of(rows: Rows, originals: dict[str, Path]) -> Iterator[Document]:
    """One by one, in their order; ``originals``: path of a document → its file."""
    for one in whole_documents(rows):
        yield Document(one, originals.get(one.documents[0].path))


def whole_documents(rows: Rows) -> Iterator[Rows]:
    """The rows of each document of a dataset, with its findings."""
    from check.documents import documents_in

    findings: dict[str, list[FindingRow]] = {}
    for finding in rows.findings:
        findings.setdefault(finding.document_id, []).append(finding)
    for one in documents_in(rows):
        yield replace(one, findings=tuple(findings.get(one.documents[0].document_id, ())))
