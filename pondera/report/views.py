"""A document, a finding and a dataset as pieces of HTML, in one language, for notebooks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from normalize.dataset import Rows
from normalize.schema import DocumentRow, FindingRow
from pondera.messages import Language
from pondera.report.collected import Collected
from pondera.report.document_page import article, document_name, in_words
from pondera.report.facts import facts_of
from pondera.report.page import rendered
from pondera.report.wording import Wording
from pondera.views import whole_documents

MOST_DOCUMENTS = 20


def document_view(rows: Rows, original: Path | None, language: Language) -> str:
    """The page of the one document in ``rows``; ``original`` as for ``document_page.article``."""
    words = Wording(language)
    return str(rendered("view.html", words=words, article=article(rows, original, words)))


def finding_view(finding: FindingRow, rows: Rows, original: Path | None, language: Language) -> str:
    """A finding of the one document in ``rows``, with the rows that it rests on."""
    words = Wording(language)
    (told,) = facts_of(replace(rows, findings=(finding,)), original).findings
    told = replace(told, cell="")
    box = rendered("finding.html", words=words, told=told, **in_words(words))
    return str(rendered("view.html", words=words, article=box))


def dataset_view(rows: Rows, language: Language) -> str:
    """What a dataset holds, and its first documents."""
    collected = Collected()
    documents: list[tuple[DocumentRow, Counter[str]]] = []
    for one in whole_documents(rows):
        collected.add(one)
        if len(documents) < MOST_DOCUMENTS:
            counts = Counter(finding.severity for finding in one.findings)
            documents.append((one.documents[0], counts))
    view = rendered(
        "view.html",
        words=Wording(language),
        collected=collected,
        documents=documents,
        left_out=collected.documents - len(documents),
        name_of=document_name,
    )
    return str(view)
