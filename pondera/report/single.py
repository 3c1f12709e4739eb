"""One document's page by itself: ``pondera show --html``."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from markupsafe import Markup

from normalize.dataset import Rows
from normalize.schema import DocumentRow
from pondera.messages import Language
from pondera.report.document_page import article, document_name
from pondera.report.page import rendered
from pondera.report.wording import Wording


def document_html(rows: Rows, original: Path | None, language: Language) -> str:
    """A whole page of the one document in ``rows``, in both languages, ``language`` shown first; ``original``
    as for ``document_page.article``."""
    return page_of(article(rows, original, both(language)), rows.documents[0], both(language))


def both(first: Language) -> Wording:
    return Wording(first, *(language for language in Language if language != first))


def page_of(content: Markup, document: DocumentRow, words: Wording, back: str = "") -> str:
    """A page around one document's article; ``back`` leads to the list of documents."""
    page = rendered(
        "document.html",
        words=words,
        title=f"{document_name(document)} – Pondera",
        heading=words("report-title"),
        article=content,
        back=back,
        version=version("pondera"),
    )
    return str(page)
