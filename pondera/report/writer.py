"""The report of a run, written as the rows of its documents come by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markupsafe import Markup

from check.rule import declared
from normalize.dataset import Rows
from normalize.schema import DocumentRow, FindingRow
from pondera.messages import Language
from pondera.report.collected import Collected
from pondera.report.document_page import article, document_name, in_words
from pondera.report.facts import SEVERITIES
from pondera.report.overview import collection_charts, rules_chart
from pondera.report.page import rendered
from pondera.report.single import both, page_of
from pondera.report.wording import say
from pondera.writing.names import REPORT, REPORT_FOLDER

SINGLE_FILE_BYTES = 1_500_000
"""Up to this size of all documents' pages together they are part of ``report.html``; beyond it each is a file
of its own in ``report/``."""
LIST_LENGTH = 1_000
"""Documents in one page of the list; the further pages are files in ``report/``."""
MOST_BETWEEN = 500
"""Findings between documents that are shown."""
MOST_OPTIONS = 400
"""Values of a filter; a column that has more is left to the search."""
FILTERS = {
    "status": "status",
    "type": "document_type",
    "format": "format",
    "year": "year",
    "institution": "institution",
    "region": "region",
}
"""Name of each filter → its column of ``documents``."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document in the list."""

    document: DocumentRow
    counts: Counter[str]


def nowhere(document: DocumentRow) -> Path | None:  # noqa: ARG001
    """Where the file of a document is, for those who do not know."""
    return None


class Report:
    """Writes ``report.html``, and ``report/`` where the documents' pages are many, into a folder.

    ``original`` says where the file of a document is, None where that is not known. Memory: the pages while
    they fit into one file, a list of at most ``LIST_LENGTH`` documents, and sums.
    """

    def __init__(
        self,
        folder: Path,
        language: Language,
        original: Callable[[DocumentRow], Path | None] = nowhere,
    ) -> None:
        self._folder = folder
        self._words = both(language)
        self._original = original
        self._collected = Collected()
        self._articles: list[tuple[DocumentRow, Markup]] = []
        """The pages of documents, as long as all of them are part of ``report.html``."""
        self._size = 0
        self._is_split = False
        self._entries: list[_Entry] = []
        """Of the page of the list that is being filled."""
        self._first_entries: list[_Entry] = []
        """Of the first page of the list, once it is full."""
        self._list_page = 1
        self._between: list[tuple[DocumentRow, FindingRow]] = []
        self._between_count = 0

    def write(self, rows: Rows, page: Markup | None = None) -> None:
        """Takes up the rows of one document, the next in order, with its page where that is made already."""
        document = rows.documents[0]
        for finding in rows.findings:
            if finding.rule in between_documents():
                self._between_count += 1
                if self._between_count <= MOST_BETWEEN:
                    self._between.append((document, finding))
        self._collected.add(rows)
        page = page or article(rows, self._original(document), self._words)
        self._size += len(page.encode())
        if self._size > SINGLE_FILE_BYTES and not self._is_split:
            self._split()
        if self._is_split:
            self._write_page(page, document)
        else:
            self._articles.append((document, page))
        self._list(_Entry(document, Counter(str(finding.severity) for finding in rows.findings)))

    def close(self) -> None:
        """Writes what only the end knows. The folder of pages is not there where all are in one file."""
        own = self._entries
        if self._list_page > 1:
            self._write_list_page(has_next=False)
            own = self._first_entries
        rules = rules_chart(self._collected, self._words)
        text = rendered(
            "report.html",
            words=self._words,
            title=say("report-title", self._words.first),
            heading=self._words("report-title"),
            version=version("pondera"),
            collected=self._collected,
            formats=sorted(self._collected.formats.items()),
            entries=[self._shown(entry, f"{REPORT_FOLDER}/") for entry in own],
            filters=list(self._filters(own)),
            paging=_paging(1, self._list_page > 1, f"{REPORT_FOLDER}/"),
            between=self._between,
            between_left_out=self._between_count - len(self._between),
            **in_words(self._words),
            link_of=self._link_of,
            rules=rules,
            charts=list(collection_charts(self._collected, self._words)),
            articles=[page for _, page in self._articles],
        )
        _write(self._folder / REPORT, text)

    def _split(self) -> None:
        """From now on each document's page is a file; so are those that were waiting."""
        self._is_split = True
        (self._folder / REPORT_FOLDER).mkdir()
        for document, page in self._articles:
            self._write_page(page, document)
        self._articles.clear()

    def _write_page(self, page: Markup, document: DocumentRow) -> None:
        text = page_of(page, document, self._words, back=f"../{REPORT}")
        _write(self._folder / REPORT_FOLDER / f"{document.document_id}.html", text)

    def _list(self, entry: _Entry) -> None:
        if len(self._entries) == LIST_LENGTH:
            if not self._is_split:
                self._split()
            if self._list_page == 1:
                self._first_entries = self._entries
            else:
                self._write_list_page(has_next=True)
            self._list_page += 1
            self._entries = []
        self._entries.append(entry)

    def _write_list_page(self, *, has_next: bool) -> None:
        text = rendered(
            "list_page.html",
            words=self._words,
            title=say("report-title", self._words.first),
            heading=self._words("report-title"),
            version=version("pondera"),
            entries=[self._shown(entry, "") for entry in self._entries],
            filters=list(self._filters(self._entries)),
            paging=_paging(self._list_page, has_next, ""),
        )
        _write(self._folder / REPORT_FOLDER / list_page_name(self._list_page), text)

    def _shown(self, entry: _Entry, folder: str) -> dict[str, Any]:
        document = entry.document
        page = f"{folder}{document.document_id}.html"
        return {
            "name": document_name(document),
            "path": document.path,
            "link": page if self._is_split else f"#d-{document.document_id}",
            "is_page": self._is_split,
            "status": str(document.status),
            "type": str(document.document_type),
            "institution": document.institution,
            "region": document.region,
            "year": document.year,
            "format": str(document.format),
            "is_copy": bool(document.duplicate_of),
            "counts": entry.counts,
            "found": " ".join(severity for severity in SEVERITIES if entry.counts[severity]) or "none",
        }

    def _filters(self, entries: list[_Entry]) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
        """Name of each filter → its values with their words in Spanish and in English."""
        found = ("none", *SEVERITIES)
        yield "found", [_option("found", one) for one in found]
        for name, column in FILTERS.items():
            values = sorted({str(value) for entry in entries if (value := getattr(entry.document, column))})
            if len(values) <= MOST_OPTIONS:
                yield name, [_option(name, value) for value in values]

    def _link_of(self, finding: FindingRow) -> str:
        if self._is_split:
            return f"{REPORT_FOLDER}/{finding.document_id}.html#{finding.finding_id}"
        return f"#{finding.finding_id}"


@cache
def between_documents() -> frozenset[str]:
    """The rules that compare documents."""
    return frozenset(rule.name for rule in declared() if rule.is_between)


def list_page_name(number: int) -> str:
    return f"documents-{number}.html"


def _option(name: str, value: str) -> tuple[str, str, str]:
    """A value of a filter with its words in Spanish and in English."""
    keys = {"status": f"status-{value}", "type": f"type-{value}", "found": f"report-found-{value}"}
    key = keys.get(name)
    if key is None:
        return value, value, value
    return value, say(key, Language.ES), say(key, Language.EN)


def _paging(number: int, has_next: bool, folder: str) -> list[tuple[int, str]]:
    """This page of the list, without a link, with the one before and the one behind it."""
    pages: list[tuple[int, str]] = []
    if number == 2:
        pages.append((1, f"../{REPORT}"))
    elif number > 2:
        pages.append((number - 1, list_page_name(number - 1)))
    pages.append((number, ""))
    if has_next:
        pages.append((number + 1, f"{folder}{list_page_name(number + 1)}"))
    return pages if len(pages) > 1 else []


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8", errors="replace", newline="\n")
