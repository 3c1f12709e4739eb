"""A browser without a window, and reports to open in it. Skipped, saying so, where there is none.

Chromium is looked for under its usual names, axe-core in ``node_modules`` of the project or at ``AXE_CORE``;
``.ci/run`` puts both there where the system allows it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import pondera
from pondera.messages import Language
from pondera.report import writer
from pondera.report.writer import Report
from pondera.views import whole_documents

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def axe(project: Path) -> str:
    path = Path(os.environ.get("AXE_CORE") or project / "node_modules" / "axe-core" / "axe.min.js")
    if not path.is_file():
        pytest.skip("axe-core is not there: npm install --no-save axe-core, or set AXE_CORE to axe.min.js")
    return path.read_text(encoding="utf-8")


@dataclass
class Seen:
    """What a page did while it was open."""

    page: Any
    said: list[str] = field(default_factory=list)
    """Lines on its console, and its errors."""
    asked: list[str] = field(default_factory=list)
    """Addresses that it asked for."""


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    """``opened(path, **context)``: a page with a file of the disk in it."""
    contexts = []

    def open_it(path: Path, **settings: Any) -> Seen:
        context = browser.new_context(**settings)
        contexts.append(context)
        seen = Seen(context.new_page())
        seen.page.on("console", lambda line: seen.said.append(line.text))
        seen.page.on("pageerror", lambda error: seen.said.append(str(error)))
        seen.page.on("request", lambda request: seen.asked.append(request.url))
        seen.page.goto(path.as_uri())
        return seen

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def one_file(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the samples: everything in one file."""
    return _report(samples, tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="session")
def many_files(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with each document's page in a file of its own."""
    before = writer.SINGLE_FILE_BYTES
    writer.SINGLE_FILE_BYTES = 0
    try:
        return _report(samples, tmp_path_factory.mktemp("many"))
    finally:
        writer.SINGLE_FILE_BYTES = before


def _report(samples: Path, folder: Path) -> Path:
    documents = [
        path for path in sorted(samples.iterdir()) if path.name not in ("README.md", "make_samples.py")
    ]
    report = Report(folder, Language.ES)
    for rows in whole_documents(pondera.read(*documents, language="es").rows):
        report.write(rows)
    report.close()
    return folder / "report.html"
