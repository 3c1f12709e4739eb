"""What a run on the samples must give, row by row, and what its documents were written to show.

``make golden`` (the switch ``PONDERA_GOLDEN=write``) writes ``expected/`` anew; a test fails as long as the
switch is on, so that it cannot stay on unnoticed.
"""

from __future__ import annotations

import difflib
import os
import shutil
import zipfile
from pathlib import Path

import pytest

import pondera
from normalize.dataset import Rows
from normalize.schema import FindingRow
from pondera.messages import Language
from pondera.runs.running import run_collection
from pondera.writing.csv_files import CSV_TABLES

EXPECTED = Path(__file__).parent / "expected"
SWITCH = "PONDERA_GOLDEN"

ABOUT = ("README.md", "make_samples.py")
"""What stands beside the samples and may change without them."""
CLEAN = ("programa-trabajo-2021.docx", "mejoramiento-gestion-2022.txt")


@pytest.fixture(scope="module")
def run(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("golden") / "out"
    documents = [file for file in samples.iterdir() if file.name not in ABOUT]
    summary = run_collection(documents, to, formats=["csv"], language=Language.ES)
    assert summary.failures == [], "a failure must not become what is expected"
    if os.environ.get(SWITCH) == "write":
        EXPECTED.mkdir(exist_ok=True)
        for table in CSV_TABLES:
            shutil.copy(to / f"{table}.csv", EXPECTED)
    return to


def test_the_switch_is_off() -> None:
    assert SWITCH not in os.environ, f"{SWITCH} is on: expected/ was written, not compared"


@pytest.mark.parametrize("table", CSV_TABLES)
def test_a_run_gives_what_is_expected(run: Path, table: str) -> None:
    found, expected = (
        (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines() for folder in (run, EXPECTED)
    )
    difference = list(difflib.unified_diff(expected, found, "expected", "found", lineterm="", n=0))
    assert not difference, "\n".join(difference[:40])


def grave(samples: Path, name: str) -> list[FindingRow]:
    rows: Rows = pondera.read(samples / name).rows
    assert rows.measures, "nothing was read that could be checked"
    return [finding for finding in rows.findings if finding.severity in ("error", "warning")]


@pytest.mark.parametrize("name", CLEAN)
def test_clean_samples_are_clean(samples: Path, name: str) -> None:
    assert [(finding.rule, finding.message_en) for finding in grave(samples, name)] == []


@pytest.mark.parametrize(
    ("name", "seeded"),
    [
        ("evaluacion-2021.docx", {"weights-sum", "earned-product", "result-sum"}),
        ("plan-anual-2023.docx", {"total-row"}),
        ("perfil-de-cargo-2022.md", {"weights-sum", "weight-unreadable"}),
    ],
)
def test_what_is_wrong_in_a_sample_is_found_once_and_nothing_else(
    samples: Path, name: str, seeded: set[str]
) -> None:
    assert sorted(finding.rule for finding in grave(samples, name)) == sorted(seeded)


def test_the_word_samples_are_what_their_script_writes(samples: Path, tmp_path: Path) -> None:
    names: dict[str, object] = {"__name__": "make_samples", "__file__": str(samples / "make_samples.py")}
    exec(compile((samples / "make_samples.py").read_text(encoding="utf-8"), "make_samples.py", "exec"), names)
    names["write"](tmp_path)  # type: ignore[operator]
    written = sorted(file.name for file in tmp_path.iterdir())
    assert written == sorted(file.name for file in samples.glob("*.docx"))
    for name in written:  # entry by entry: another zlib may pack the same content into other bytes
        with zipfile.ZipFile(samples / name) as kept, zipfile.ZipFile(tmp_path / name) as made:
            assert kept.namelist() == made.namelist()
            for entry in kept.namelist():
                assert kept.read(entry) == made.read(entry), f"{name}: {entry}"


def test_every_sample_is_explained(samples: Path) -> None:
    text = (samples / "README.md").read_text(encoding="utf-8")
    for file in samples.iterdir():
        assert file.name in text or file.name in ABOUT, file.name
