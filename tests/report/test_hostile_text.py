"""Text of documents is text on the pages, whatever it holds, and there is only so much of it."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from normalize.dataset import Rows
from pondera.messages import Language
from pondera.report.charts import heat_map, svg
from pondera.report.collected import Mean
from pondera.report.single import document_html
from pondera.report.views import dataset_view, finding_view
from pondera.report.writer import Report


class Tags(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.handlers += [
            str(value) for name, value in attrs if name in ("src", "href") and _leads_out(value)
        ]


def _leads_out(value: str | None) -> bool:
    return not str(value).startswith(("#", "data:image/png;", "report/", "../report.html"))


def pages(rows: Rows, folder: Path) -> list[str]:
    report = Report(folder, Language.ES)
    report.write(rows)
    report.close()
    return [
        (folder / "report.html").read_text(encoding="utf-8"),
        document_html(rows, None, Language.EN),
        dataset_view(rows, Language.ES),
        finding_view(rows.findings[0], rows, None, Language.ES),
    ]


@pytest.fixture(scope="module")
def hostile_pages(hostile: Rows, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return pages(hostile, tmp_path_factory.mktemp("hostile"))


def test_nothing_of_a_document_becomes_markup(hostile_pages: list[str]) -> None:
    for text in hostile_pages:
        seen = Tags(text)
        assert seen.tags.count("script") <= 1
        assert set(seen.tags) & {"img", "b"} <= {"b"}
        assert seen.handlers == []
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text
        assert "49" not in re.findall(r"RTL.{0,40}", text)


def test_control_characters_and_marks_of_direction_do_not_pass(hostile_pages: list[str]) -> None:
    for text in hostile_pages:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]", text)


def test_a_cell_of_100_kilobytes_is_cut(hostile_pages: list[str]) -> None:
    assert max(map(len, hostile_pages)) < 600_000
    assert "x" * 2_000 not in "".join(hostile_pages)
    assert "99003 more characters" in hostile_pages[1]


def test_the_page_allows_no_script_but_its_own_and_no_request(hostile_pages: list[str]) -> None:
    for text in hostile_pages[:2]:
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        assert policy is not None
        assert "default-src" in policy[1]
        assert "unsafe-eval" not in policy[1]
        assert "script-src &#39;sha256-" in policy[1]


def test_labels_of_charts_are_text() -> None:
    mean = Mean()
    mean.add(Decimal(5))
    picture = svg(heat_map({("<script>alert(1)</script>", 2020): mean}))
    assert "<script" not in picture
    assert "&lt;script&gt;" in picture
