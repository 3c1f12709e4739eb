"""The report as people use it: in a browser, wide and narrow, in both languages, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

PHONE = {"width": 390, "height": 800}
SHOWN = ".documents tbody tr:not([hidden])"


def names(page: Any) -> list[str]:
    return [cell.inner_text() for cell in page.locator(f"{SHOWN} .file").all()]


def test_filters_filter(opened: Any, one_file: Path) -> None:
    page = opened(one_file).page
    assert len(names(page)) == 5
    page.select_option("select[name=found]", "error")
    assert names(page) == ["evaluacion-2021.docx", "perfil-de-cargo-2022.md", "plan-anual-2023.docx"]
    page.select_option("select[name=format]", "docx")
    assert names(page) == ["evaluacion-2021.docx", "plan-anual-2023.docx"]
    page.fill("input[name=text]", "EVALUACION anual")  # without its accent, in any case
    assert names(page) == ["evaluacion-2021.docx"]
    assert page.inner_text(".shown-count") == "1"
    page.fill("input[name=text]", "no such words")
    assert names(page) == []
    page.click("button[type=reset]")
    page.wait_for_function("document.querySelector('.shown-count').textContent === '5'")
    assert len(names(page)) == 5


def test_columns_sort(opened: Any, one_file: Path) -> None:
    page = opened(one_file).page
    page.click(".documents thead th:nth-child(5) button")
    years = [cell.inner_text() for cell in page.locator(f"{SHOWN} td:nth-child(5)").all()]
    assert years == sorted(years)
    page.click(".documents thead th:nth-child(5) button")
    assert [cell.inner_text() for cell in page.locator(f"{SHOWN} td:nth-child(5)").all()] == years[::-1]
    assert page.get_attribute(".documents thead th:nth-child(5)", "aria-sort") == "descending"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_from_a_finding_reaches_its_cell(opened: Any, one_file: Path, scripts: bool) -> None:
    page = opened(one_file, java_script_enabled=scripts).page
    assert not page.locator("article.document >> visible=true").count()
    page.click("text=evaluacion-2021.docx >> xpath=../a")
    assert page.locator("article.document >> visible=true").count() == 1
    assert not page.locator(".overview").is_visible()
    finding = page.locator(".finding.error >> visible=true", has_text="earned-product")
    target = finding.locator(".where a")
    name = target.get_attribute("href").removeprefix("#")
    target.click()
    cell = page.locator(f"[id='{name}']")
    assert cell.is_visible()
    assert "5%" in cell.inner_text()
    assert "wrong" in cell.get_attribute("class")
    assert page.locator("article.document >> visible=true").count() == 1
    page.locator(".back a >> visible=true").click()
    assert page.locator(".overview").is_visible()


def test_the_language_changes_without_a_script_and_stays_with_one(
    opened: Any, one_file: Path, many_files: Path
) -> None:
    page = opened(one_file, java_script_enabled=False).page
    assert "Hallazgos por regla" in page.inner_text("main")
    page.check("#lang-en", force=True)
    assert "Findings by rule" in page.inner_text("main")
    assert "Hallazgos por regla" not in page.inner_text("main")

    page = opened(many_files).page
    page.check("#lang-en", force=True)
    assert page.get_attribute("html", "lang") == "en"
    page.click(".documents tbody a >> nth=0")
    page.wait_for_load_state()
    assert page.url.endswith(".html?lang=en")
    assert "What was understood" in page.inner_text("main")
    assert "Lo que se entendió" not in page.inner_text("main")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_asked_for_and_nothing_goes_wrong(
    opened: Any, one_file: Path, many_files: Path, scheme: str
) -> None:
    pages = [one_file, many_files, *sorted((many_files.parent / "report").iterdir())]
    for path in pages:
        seen = opened(path, color_scheme=scheme)
        seen.page.check("#lang-en", force=True)
        seen.page.wait_for_load_state("networkidle")
        assert seen.said == []
        assert seen.asked == [path.as_uri()]


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_its_window(opened: Any, one_file: Path, many_files: Path, width: int) -> None:
    for path in (one_file, *sorted((many_files.parent / "report").iterdir())):
        page = opened(path, viewport={**PHONE, "width": width}).page
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_axe_finds_no_serious_violation(
    opened: Any, one_file: Path, many_files: Path, axe: str, scheme: str, language: str
) -> None:
    documents = sorted((many_files.parent / "report").iterdir())
    for path in (one_file, *documents):
        page = opened(path, color_scheme=scheme, bypass_csp=True).page
        page.check(f"#lang-{language}", force=True)
        page.add_script_tag(content=axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [
            (one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == [], path.name


def test_it_is_used_by_keyboard_alone(opened: Any, one_file: Path) -> None:
    page = opened(one_file).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus(".documents tbody a >> nth=0")
    page.keyboard.press("Enter")
    assert page.locator("article.document >> visible=true").count() == 1


def test_print_shows_every_document(opened: Any, one_file: Path) -> None:
    page = opened(one_file).page
    page.emulate_media(media="print")
    assert page.locator("article.document >> visible=true").count() == 5
    assert not page.locator(".filters").is_visible()
    assert len(page.pdf()) > 20_000
