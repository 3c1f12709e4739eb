"""``pondera bag`` at the terminal."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import bagit
import pytest

from pondera.runs.ledger import Ledger
from pondera.writing.names import REPORT_FOLDER, STATE

PAGE = "# Plan\n\n| Actividad | Ponderación |\n|---|---|\n| Sembrar | 5% |\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two documents, one by a name with letters that are not ASCII, and a link to nowhere."""
    folder = tmp_path / "in"
    (folder / "año 2021").mkdir(parents=True)
    (folder / "año 2021" / "ponderación.md").write_text(PAGE, encoding="utf-8")
    (folder / "copy.md").write_text(PAGE, encoding="utf-8")
    (folder / "lost.md").symlink_to(folder / "nowhere.md")
    return folder


@pytest.fixture
def done(program, archive: Path, tmp_path: Path) -> Path:
    """What a run over the archive wrote."""
    to = tmp_path / "out"
    assert program("run", archive, "--to", to, "--format", "csv", "--workers", "0", "--no-report").code == 0
    return to


def test_a_bag_that_validates_with_originals_dataset_and_events(program, done: Path, archive: Path) -> None:
    before = {path: path.read_bytes() for path in archive.rglob("*.md") if path.exists()}
    told = program("bag", done)
    assert told.code == 0
    bag = done.with_name("out-bag")
    assert str(bag) in told.out and "2" in told.out
    bagit.Bag(str(bag)).validate()
    assert {path.name for path in bag.glob("manifest-*.txt")} == {
        "manifest-sha256.txt",
        "manifest-sha512.txt",
    }
    originals = bag / "data" / "originals"
    kept = {str(path.relative_to(originals)) for path in originals.rglob("*") if path.is_file()}
    assert kept == {"año 2021/ponderación.md", "copy.md"}
    assert {path: path.read_bytes() for path in before} == before
    for name in ("documents.csv", "datapackage.json", "events.jsonl"):
        assert (bag / "data" / "dataset" / name).read_bytes() == (done / name).read_bytes()
    events = (bag / "data" / "dataset" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    paths = {json.loads(line)["linkingObjectIdentifier"]["path"] for line in events}
    assert paths == {"año 2021/ponderación.md", "copy.md", "lost.md"}


def test_a_bag_that_was_touched_no_longer_validates(program, done: Path, tmp_path: Path) -> None:
    assert program("bag", done, "--to", tmp_path / "bag").code == 0
    original = tmp_path / "bag" / "data" / "originals" / "copy.md"
    original.write_text(PAGE.replace("5%", "6%"), encoding="utf-8")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path / "bag")).validate()


@pytest.mark.parametrize("gone", [True, False])
def test_an_original_that_is_not_what_was_read_gives_3_and_no_bag(
    program, done: Path, archive: Path, tmp_path: Path, gone: bool
) -> None:
    if gone:
        (archive / "copy.md").unlink()
    else:
        (archive / "copy.md").write_text("something else", encoding="utf-8")
    refused = program("bag", done, "--to", tmp_path / "bag")
    assert refused.code == 3
    assert "copy.md" in refused.err
    assert [path.name for path in tmp_path.iterdir() if "bag" in path.name] == []


def test_the_pages_of_a_report_are_in_it_and_nothing_else_of_their_folder(
    program, done: Path, tmp_path: Path
) -> None:
    (done / REPORT_FOLDER).mkdir()
    for name in ("0123456789abcdef.html", "notes.html"):
        (done / REPORT_FOLDER / name).write_text("<p>")
    assert program("bag", done, "--to", tmp_path / "bag").code == 0
    pages = tmp_path / "bag" / "data" / "dataset" / REPORT_FOLDER
    assert [page.name for page in pages.iterdir()] == ["0123456789abcdef.html"]


def test_while_a_run_writes_there_is_no_bag(program, done: Path, tmp_path: Path) -> None:
    with closing(Ledger(done / STATE)):
        refused = program("bag", done, "--to", tmp_path / "bag")
    assert (refused.code, "empaquete de nuevo" in refused.err) == (2, True)
    assert [path.name for path in tmp_path.iterdir() if "bag" in path.name] == []


def test_what_no_run_wrote_and_a_bag_that_exists_give_2(program, done: Path, tmp_path: Path) -> None:
    assert program("bag", tmp_path / "in", "--to", tmp_path / "bag").code == 2
    (tmp_path / "bag").mkdir()
    assert program("bag", done, "--to", tmp_path / "bag").code == 2
    assert list((tmp_path / "bag").iterdir()) == []
