"""What all tests share: where the samples and the development set are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine fails no test, and where CI judges a change the examples are the same each time.
settings.register_profile("project", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("project")

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def samples(project: Path) -> Path:
    return project / "samples"


@pytest.fixture(scope="session")
def shared(project: Path) -> Path:
    """The development set (documents, gold, scorers) beside the project; the test is skipped without it."""
    folder = project.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the development set is not beside the project")
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that tests measured on the development set (``record_property("figures", …)``)."""
    told = [
        f"{report.nodeid.rsplit('::', 1)[-1]}: {value}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, value in report.user_properties
        if name == "figures"
    ]
    if told:
        terminalreporter.section("figures on the development set")
        for line in sorted(told):
            terminalreporter.write_line(line)
