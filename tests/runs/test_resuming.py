"""Runs that go on where another one ended, and that add to what is there."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import pondera.runs.publication
import pondera.runs.running
import pondera.runs.state
from pondera.merging_datasets import merge_datasets
from pondera.messages import Language
from pondera.runs.ledger import NAME, Busy, Ledger
from pondera.runs.options import Options
from pondera.runs.running import run_collection
from pondera.runs.summary import Summary
from pondera.writing.merging import merge
from pondera.writing.names import STATE
from pondera.writing.publishing import staged

HERE = Options(workers=0)


def page(number: int) -> str:
    return f"# Plan {number}\n\n| Actividad | Ponderación |\n|---|---|\n| Sembrar {number} | {number}% |\n"


def fill(folder: Path, numbers: range) -> Path:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number:03}.md").write_text(page(number), encoding="utf-8")
    return folder


def run(paths: list[Path], to: Path, options: Options = HERE) -> Summary:
    return run_collection(paths, to, formats=["csv"], language=Language.EN, options=options)


def tables(to: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(to.glob("*.csv"))}


def paths(to: Path) -> list[str]:
    with (to / "documents.csv").open(encoding="utf-8", newline="") as file:
        return [row["path"] for row in csv.DictReader(file)]


def test_nothing_is_read_twice(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(5))
    assert run([archive], tmp_path / "out").read == 5
    again = run([archive], tmp_path / "out")
    assert (again.read, again.reused, again.published) == (0, 5, False)
    assert again.documents == 5


def test_a_changed_file_is_read_again_and_a_removed_one_dropped(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(5))
    run([archive], tmp_path / "out")
    (archive / "001.md").write_text(page(77), encoding="utf-8")
    (archive / "002.md").unlink()
    again = run([archive], tmp_path / "out")
    assert (again.read, again.removed) == (1, ["002.md"])
    fresh = run([archive], tmp_path / "fresh")
    assert fresh.read == 4
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["removed"] == ["002.md"]


def test_what_lies_in_a_folder_that_cannot_be_reached_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = fill(tmp_path / "in", range(2))
    share = fill(archive / "share", range(5, 8))
    run([archive], tmp_path / "out")
    scan = os.scandir

    def refused(path: object) -> object:
        if str(path) == str(share):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    again = run([archive], tmp_path / "out")
    assert again.removed_count == 0
    assert [path for path in paths(tmp_path / "out") if path.startswith("share/")] == [
        "share/",  # says why
        "share/005.md",
        "share/006.md",
        "share/007.md",
    ]


def test_waivers_that_come_change_or_go_are_heeded(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(3))
    beside = archive / "001.md.waivers.toml"
    out = tmp_path / "out"
    run([archive], out)

    def waived() -> dict[str, str]:
        with (out / "findings.csv").open(encoding="utf-8", newline="") as file:
            return {row["fingerprint"]: row["waived"] for row in csv.DictReader(file) if row["waived"]}

    with (out / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["rule"] == "weights-sum"]
    first = next(row["fingerprint"] for row in rows if "1%" in row["observed"])
    for reason in ("Agreed", "Agreed again"):
        beside.write_text(f'[[waivers]]\nfinding = "{first}"\nreason = "{reason}"\n', encoding="utf-8")
        assert run([archive], out).read == 1
        assert waived() == {first: reason}
    assert run([archive], out).read == 0
    beside.unlink()
    assert run([archive], out).read == 1
    assert waived() == {}


def test_waivers_that_are_no_file_are_never_waited_for(tmp_path: Path) -> None:
    archive, out = fill(tmp_path / "in", range(2)), tmp_path / "out"
    beside = archive / "001.md.waivers.toml"
    os.mkfifo(beside)
    run([archive], out)
    with (out / "findings.csv").open(encoding="utf-8", newline="") as file:
        (told,) = (row for row in csv.DictReader(file) if row["rule"] == "waiver-unused")
    assert beside.name in told["message_en"]
    beside.unlink()
    assert run([archive], out).read == 1


def test_a_file_that_moved_is_not_read_again(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(3))
    run([archive], tmp_path / "out")
    (archive / "001.md").rename(archive / "999.md")
    again = run([archive], tmp_path / "out")
    assert again.read == 0
    assert paths(tmp_path / "out") == ["000.md", "002.md", "999.md"]


def test_the_same_size_and_time_hide_a_change_but_not_from_rehash(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(3))
    run([archive], tmp_path / "out")
    changed = archive / "001.md"
    before = changed.stat()
    changed.write_text(page(2), encoding="utf-8")
    os.utime(changed, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run([archive], tmp_path / "out").copies == 0
    assert run([archive], tmp_path / "out", Options(workers=0, rehash=True)).copies == 1


def test_other_options_have_everything_read_again(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(3))
    run([archive], tmp_path / "out")
    spanish = run_collection([archive], tmp_path / "out", formats=["csv"], language=Language.ES, options=HERE)
    assert spanish.read == 3


def test_fresh_starts_over(tmp_path: Path) -> None:
    archive, other = fill(tmp_path / "in", range(3)), fill(tmp_path / "other", range(10, 12))
    run([archive], tmp_path / "out")
    assert run([other], tmp_path / "out").documents == 5
    fresh = run([archive], tmp_path / "out", Options(workers=0, fresh=True))
    assert (fresh.read, fresh.documents) == (3, 3)


def test_another_folder_is_added_and_its_bytes_replace_by_sha256(tmp_path: Path) -> None:
    archive, other = fill(tmp_path / "in", range(3)), fill(tmp_path / "other", range(2, 5))
    run([archive], tmp_path / "out")
    added = run([other], tmp_path / "out")
    assert (added.read, added.kept, added.replaced, added.copies) == (2, 2, 1, 0)
    assert added.documents == 5
    together = fill(tmp_path / "together", range(5))
    run([together], tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_a_dataset_whose_hidden_folder_is_gone_is_kept_and_added_to(tmp_path: Path) -> None:
    archive, other = fill(tmp_path / "in", range(3)), fill(tmp_path / "other", range(10, 12))
    everything = fill(tmp_path / "all", range(3))
    fill(everything, range(10, 12))
    first = run_collection([archive], tmp_path / "out", language=Language.EN, options=HERE)
    assert first.documents == 3
    shutil.rmtree(tmp_path / "out" / STATE)
    run_collection([other], tmp_path / "out", language=Language.EN, options=HERE)
    run_collection([everything], tmp_path / "fresh", language=Language.EN, options=HERE)
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_what_another_version_kept_stays_in_the_dataset(tmp_path: Path) -> None:
    archive, other = fill(tmp_path / "in", range(3)), fill(tmp_path / "other", range(10, 12))
    run([archive], tmp_path / "out")
    for segment in (tmp_path / "out" / STATE).glob("*.segment"):
        segment.write_bytes(b"PND1" + segment.read_bytes()[4:])
    assert run([other], tmp_path / "out").read == 2
    assert len(paths(tmp_path / "out")) == 5
    assert run([archive], tmp_path / "out").read == 3
    assert len(paths(tmp_path / "out")) == 5


def test_what_was_merged_into_it_stays(tmp_path: Path) -> None:
    archive, other = fill(tmp_path / "in", range(3)), fill(tmp_path / "other", range(10, 12))
    everything = fill(fill(fill(tmp_path / "all", range(3)), range(10, 12)), range(20, 21))
    for folder, name in ((archive, "out"), (other, "b")):
        run_collection([folder], tmp_path / name, language=Language.EN, options=HERE)
    with staged(tmp_path / "out") as made:
        merge([tmp_path / "out", tmp_path / "b"], made, ["csv", "parquet"])
    fill(archive, range(20, 21))
    run_collection([archive], tmp_path / "out", language=Language.EN, options=HERE)
    run_collection([everything], tmp_path / "fresh", language=Language.EN, options=HERE)
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_what_was_read_but_not_noted_is_found_in_the_segments(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(4))
    run([archive], tmp_path / "out")
    before = tables(tmp_path / "out")
    for left in (tmp_path / "out" / STATE).glob(NAME + "*"):
        left.unlink()
    again = run([archive], tmp_path / "out")
    assert again.read == 0
    assert tables(tmp_path / "out") == before


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 500])
def test_a_broken_ledger_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    archive = fill(tmp_path / "in", range(4))
    run([archive], tmp_path / "out")
    (tmp_path / "out" / STATE / NAME).write_bytes(damage)
    assert run([archive], tmp_path / "out").read == 0


def test_a_file_removed_while_the_ledger_was_lost_is_dropped(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(4))
    other = fill(tmp_path / "other", range(7, 9))
    run([archive], tmp_path / "out")
    run([other], tmp_path / "out")
    (archive / "002.md").unlink()
    (tmp_path / "out" / STATE / NAME).unlink()
    again = run([archive], tmp_path / "out")
    assert (again.read, again.removed, again.kept) == (0, ["002.md"], 2)
    assert paths(tmp_path / "out") == ["000.md", "001.md", "003.md", "007.md", "008.md"]


def test_a_dataset_is_kept_when_all_that_was_read_for_it_is_lost(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(3))
    run([archive], tmp_path / "out")
    for path in (*(tmp_path / "out" / STATE).glob("*.segment"), tmp_path / "out" / STATE / NAME):
        path.unlink()
    run([fill(tmp_path / "other", range(7, 9))], tmp_path / "out")
    assert paths(tmp_path / "out") == ["000.md", "001.md", "002.md", "007.md", "008.md"]


def test_a_broken_record_is_read_again(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(4))
    run([archive], tmp_path / "out")
    before = tables(tmp_path / "out")
    (segment,) = (tmp_path / "out" / STATE).glob("*.segment")
    data = bytearray(segment.read_bytes())
    data[-20] ^= 255
    segment.write_bytes(data)
    for left in (tmp_path / "out").glob("[a-z]*"):
        left.unlink()
    again = run([archive], tmp_path / "out")
    assert again.read == 1
    assert again.documents == 4
    assert tables(tmp_path / "out") == before


def segments(to: Path) -> list[Path]:
    return sorted((to / STATE).glob("*.segment"))


def test_segments_that_are_mostly_outdated_are_written_anew(tmp_path: Path) -> None:
    archive, out = fill(tmp_path / "in", range(40)), tmp_path / "out"
    run([archive], out)
    (before,) = segments(out)
    size = before.stat().st_size
    for number in range(5, 40):
        (archive / f"{number:03}.md").unlink()
    fill(archive, range(50, 52))
    assert run([archive], out).read == 2
    assert before not in segments(out)
    assert sum(path.stat().st_size for path in segments(out)) < size
    whole = tables(out)
    for left in (out / STATE).glob(NAME + "*"):
        left.unlink()
    assert run([archive], out).read == 0  # what was moved is whole where it stands now
    assert tables(out) == whole
    run([archive], tmp_path / "fresh")
    assert tables(tmp_path / "fresh") == whole
    for path in archive.iterdir():
        path.write_text(page(int(path.stem) + 500), encoding="utf-8")
    old = segments(out)
    assert run([archive], out).read == 7
    assert not set(old) & set(segments(out))


def test_many_small_segments_become_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pondera.runs.state, "_MANY", 3)
    archive, out = tmp_path / "in", tmp_path / "out"
    for number in range(4):
        run([fill(archive, range(number, number + 1))], out)
        assert len(segments(out)) == (number + 1 if number < 3 else 1)
    whole = tables(out)
    for left in (out / STATE).glob(NAME + "*"):
        left.unlink()
    assert run([archive], out).read == 0
    assert tables(out) == whole
    run([archive], tmp_path / "fresh")
    assert tables(tmp_path / "fresh") == whole


def test_all_that_a_power_cut_took_is_read_again_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger was on the disk, the end of the segment was not: its bytes are nulls, or missing."""
    archive, out = fill(tmp_path / "in", range(40)), tmp_path / "out"
    run([archive], out)
    whole = tables(out)
    assemblies = []
    assemble = pondera.runs.publication.assemble

    def counted(*rest: object, **more: object) -> None:
        assemblies.append(1)
        assemble(*rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pondera.runs.publication, "assemble", counted)
    for kept, rest in ((0.7, True), (0.4, False), (0.0, False)):
        (segment,) = segments(out)
        data = segment.read_bytes()
        end = int(len(data) * kept)
        segment.write_bytes(data[:end] + bytes(len(data) - end) * rest)
        for left in out.glob("[a-z]*"):
            left.unlink()
        assemblies.clear()
        assert run([archive], out).read > 0
        assert len(assemblies) == 2
        assert tables(out) == whole
        run([archive], out, Options(workers=0, fresh=True))


def test_two_runs_into_one_folder_do_not_mix(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(2))
    run([archive], tmp_path / "out")
    held = Ledger(tmp_path / "out" / STATE)
    try:
        with pytest.raises(Busy):
            run([archive], tmp_path / "out")
    finally:
        held.close()
    assert run([archive], tmp_path / "out").documents == 2


def test_a_run_with_nothing_to_read_loads_no_stage_and_no_library(tmp_path: Path) -> None:
    archive = fill(tmp_path / "in", range(2))
    run([archive], tmp_path / "out")
    script = (
        "import sys; from pathlib import Path; from pondera.runs.running import run_collection;"
        "from pondera.messages import Language; from pondera.runs.options import Options;"
        f"again = run_collection([Path({str(archive)!r})], Path({str(tmp_path / 'out')!r}), formats=['csv'],"
        " language=Language.EN, options=Options(workers=2));"
        "heavy = {'spacy', 'pyarrow', 'duckdb', 'check', 'extract.understanding', 'ingest.reading'};"
        "print(again.read, sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.split("\n")[0] == "0 []"


def test_verify_sees_what_changed_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = fill(tmp_path / "in", range(3))
    read = pondera.runs.running._Run.read

    def and_then_changed(self: object, job: object) -> None:
        read(self, job)  # type: ignore[arg-type]
        (archive / "001.md").write_text(page(55), encoding="utf-8")

    monkeypatch.setattr(pondera.runs.running._Run, "read", and_then_changed)
    verified = run([archive], tmp_path / "out", Options(workers=0, verify=True))
    assert (verified.verified, verified.changed) == (3, ["001.md"])


def test_killed_at_any_instant_it_ends_with_the_same_bytes(tmp_path: Path) -> None:
    """Killed before it has read anything, and half way; benchmarks/runs_killed.py does it at twenty
    instants."""
    archive = fill(tmp_path / "in", range(12))
    run([archive], tmp_path / "whole")
    script = (
        "import sys; from pathlib import Path; from pondera.runs.running import run_collection;"
        "from pondera.messages import Language; from pondera.runs.options import Options;"
        f"run_collection([Path({str(archive)!r})], Path({str(tmp_path / 'out')!r}), formats=['csv'],"
        " language=Language.EN, options=Options(workers=2))"
    )
    for kill in range(2):
        running = subprocess.Popen([sys.executable, "-c", script])
        _wait_until_read(tmp_path / "out" / STATE, running, 6 * kill)
        running.send_signal(signal.SIGKILL)
        running.wait()
    subprocess.run([sys.executable, "-c", script], check=True, timeout=120)
    assert tables(tmp_path / "out") == tables(tmp_path / "whole")


def _wait_until_read(state: Path, running: subprocess.Popen[bytes], documents: int) -> None:
    """Waits until about so many documents stand in the segments, or the run is through."""
    end = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < end:
        size = sum(path.stat().st_size for path in state.glob("*.segment")) if state.is_dir() else 0
        if size >= documents * 3000:
            return
        time.sleep(0.01)


def test_events_stay_when_datasets_are_merged_and_when_a_run_adds_to_them(tmp_path: Path) -> None:
    def events(to: Path) -> list[str]:
        return (tmp_path / to / "events.jsonl").read_text(encoding="utf-8").splitlines()

    for name, numbers in (("one", range(2)), ("other", range(10, 12))):
        archive = fill(tmp_path / f"in-{name}", numbers)
        run_collection([archive], tmp_path / name, formats=["parquet"], language=Language.EN, options=HERE)
    first, second = events(tmp_path / "one"), events(tmp_path / "other")
    merge_datasets([tmp_path / "one", tmp_path / "other"], tmp_path / "one", formats=["parquet"])
    assert events(tmp_path / "one") == first + second
    merge_datasets([tmp_path / "one", tmp_path / "other"], tmp_path / "one", formats=["parquet"])
    assert events(tmp_path / "one") == first + second
    third = fill(tmp_path / "third", range(20, 21))
    run_collection([third], tmp_path / "one", formats=["parquet"], language=Language.EN, options=HERE)
    told = events(tmp_path / "one")
    assert told[: len(first + second)] == first + second
    assert {json.loads(line)["linkingObjectIdentifier"]["path"] for line in told[len(first + second) :]} == {
        "020.md"
    }
