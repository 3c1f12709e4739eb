"""``pondera run``"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from frictionless import validate

import extract
import pondera.runs.publication
from pondera.writing.names import DESCRIPTOR, OWN_FILES, STATE


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    shutil.copy(samples / "programa-trabajo-2021.docx", made / "plan.docx")
    shutil.copy(samples / "programa-trabajo-2021.docx", made / "plan-copia.docx")
    (made / "vacío.docx").touch()
    return made


def only_what_was_read(to: Path) -> bool:
    """Whether a folder holds no file of a dataset: what a run leaves that could not end."""
    return {path.name for path in to.iterdir()} <= {STATE}


def test_a_summary(program, folder: Path, tmp_path: Path) -> None:
    done = program("run", folder, "--to", tmp_path / "out")
    assert done.code == 0
    assert "Documentos: 3 (leídos 2, en parte 0, solo imágenes 0, no leídos 1)" in done.out
    assert "Tablas: 1 · ítems: " in done.out
    assert "Hallazgos: " in done.out
    assert "Copias exactas de otro archivo: 1" in done.out
    assert "revisar vacío.docx: " in done.out
    assert str(tmp_path / "out") in done.out


def test_the_same_again_says_that_nothing_changed(program, folder: Path, tmp_path: Path) -> None:
    program("run", folder, "--to", tmp_path / "out")
    written = (tmp_path / "out" / DESCRIPTOR).stat()
    done = program("run", folder, "--to", tmp_path / "out", "--lang", "es")
    assert "Nada ha cambiado" in done.out
    assert "Leídos ahora: 0; de antes, sin cambios: 2" in done.out
    assert (tmp_path / "out" / DESCRIPTOR).stat().st_mtime_ns == written.st_mtime_ns
    (folder / "vacío.docx").unlink()
    done = program("run", folder, "--to", tmp_path / "out")
    assert "Ya no están y salieron del conjunto de datos: 1" in done.out


def test_in_english(program, folder: Path, tmp_path: Path) -> None:
    done = program("run", folder, "--to", tmp_path / "out", "--lang", "en")
    assert "Documents: 3 (read 2, " in done.out
    assert "The file is empty" in (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8")


def test_quiet_says_nothing(program, folder: Path, tmp_path: Path) -> None:
    done = program("run", folder, "--to", tmp_path / "out", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "out" / "items.csv").exists()


def test_strict_ends_with_3_and_still_writes_the_dataset(program, folder: Path, tmp_path: Path) -> None:
    assert program("run", folder, "--to", tmp_path / "out", "--strict").code == 3
    assert (tmp_path / "out" / DESCRIPTOR).exists()
    assert program("run", folder / "plan.docx", "--to", tmp_path / "ok", "--strict").code == 0


def test_formats(program, folder: Path, tmp_path: Path) -> None:
    assert program("run", folder, "--to", tmp_path / "out", "--format", "parquet, csv").code == 0
    assert (tmp_path / "out" / "cells.parquet").exists()
    assert not (tmp_path / "out" / "dataset.duckdb").exists()


@pytest.mark.parametrize("formats", ["ods", "csv,ods", "", ","])
def test_an_unknown_format_gives_2(program, folder: Path, tmp_path: Path, formats: str) -> None:
    done = program("run", folder, "--to", tmp_path / "out", "--format", formats)
    assert done.code == 2
    assert "csv, parquet, duckdb" in done.err
    assert not (tmp_path / "out").exists()


def test_a_path_that_does_not_exist_gives_3_and_the_cure(program, folder: Path, tmp_path: Path) -> None:
    done = program("run", folder, tmp_path / "nada", "--to", tmp_path / "out")
    assert done.code == 3
    assert f"No existe {tmp_path / 'nada'}: revise" in done.err
    assert not (tmp_path / "out").exists()


def test_a_folder_without_documents_gives_3(program, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = program("run", tmp_path / "in", "--to", tmp_path / "out")
    assert done.code == 3
    assert "No hay ningún documento" in done.err


def test_the_input_folder_is_no_target(program, folder: Path) -> None:
    done = program("run", folder, "--to", folder)
    assert done.code == 2
    assert "--to" in done.err
    assert not (folder / DESCRIPTOR).exists()


def test_a_target_with_strangers_gives_2_and_names_them(program, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "items.csv").write_text("mío")
    done = program("run", folder, "--to", tmp_path / "out")
    assert done.code == 2
    assert "items.csv" in done.err
    assert (tmp_path / "out" / "items.csv").read_text() == "mío"


def test_a_target_that_is_a_file_gives_2(program, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mío")
    done = program("run", folder, "--to", tmp_path / "out")
    assert done.code == 2
    assert "es un archivo" in done.err


def test_a_target_that_cannot_be_written_gives_2(
    program, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pondera.runs.publication, "assemble", full)
    done = program("run", folder, "--to", tmp_path / "out")
    assert done.code == 2
    assert "No space left on device" in done.err
    assert only_what_was_read(tmp_path / "out")


@pytest.mark.parametrize("formats", ["csv", "parquet", "duckdb", "xlsx"])
def test_a_disk_that_fills_gives_2_and_leaves_nothing(samples: Path, tmp_path: Path, formats: str) -> None:
    """A limit on the size of a file stands for the full disk: the same error from the system."""
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "from pondera.cli import main; main()"
    )
    plan = str(samples / "plan-anual-2023.docx")
    arguments = ["run", plan, "--to", str(tmp_path / "out"), "--format", formats, "--lang", "en"]
    done = subprocess.run([sys.executable, "-c", limited, *arguments], capture_output=True, text=True)
    assert done.returncode == 2, done.stderr
    assert "Could not write to" in done.stderr
    assert "Traceback" not in done.stderr
    assert only_what_was_read(tmp_path / "out")


def test_a_mistake_of_the_program_gives_4_and_its_trace(
    program, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pondera.runs.publication, "assemble", broken)
    done = program("run", folder, "--to", tmp_path / "out")
    assert done.code == 4
    assert "ZeroDivisionError" in caplog.text
    assert only_what_was_read(tmp_path / "out")


def test_a_person_who_stops_it_gets_130_and_nothing_half(
    program, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(extract, "understand", stopped)
    done = program("run", folder, "--to", tmp_path / "out", "--workers", "0")
    assert done.code == 130
    assert done.err.startswith("Interrumpido. Lo que se leyó está guardado en")
    assert only_what_was_read(tmp_path / "out")


@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX signals all its processes")
def test_the_keyboard_stops_every_process_and_only_the_run_says_so(folder: Path, tmp_path: Path) -> None:
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"Actividad\tPonderación\n{number}.- Sembrar\t{number}%\n")
    state = tmp_path / "out" / STATE
    command = [Path(sys.executable).with_name("pondera"), "run", str(folder), "--to", str(state.parent)]
    running = subprocess.Popen(
        [*command, "--workers", "2", "--lang", "en"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    latest = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < latest and not list(state.glob("ledger*")):
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    lines = [line for line in told.splitlines() if "documents, " not in line]  # a slow machine tells progress
    assert len(lines) == 1, told
    assert lines[0].startswith("Interrupted. What was read is kept in")
    assert only_what_was_read(state.parent)


def test_what_cannot_be_reached_was_not_read_before(program, folder: Path, tmp_path: Path) -> None:
    (folder / "lost.docx").symlink_to(folder / "nowhere.docx")
    done = program("run", folder, "--to", tmp_path / "out", "--workers", "0")
    assert "no leídos 2" in done.out
    assert "de antes" not in done.out
    again = program("run", folder, "--to", tmp_path / "out", "--workers", "0", "--lang", "es")
    assert "Leídos ahora: 0; de antes, sin cambios: 2" in again.out


def test_a_folder_that_goes_away_is_what_is_told(
    program, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", str(folder))

    monkeypatch.setattr(pondera.runs.running, "walk", gone)
    done = program("run", folder, "--to", tmp_path / "out")
    assert done.code == 3
    assert f"No existe {folder}: revise" in done.err


def test_a_breakdown_on_a_document_ends_with_0_and_a_count(
    program, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(extract, "understand", broken)
    done = program("run", folder / "plan.docx", "--to", tmp_path / "out", "--workers", "0")
    assert done.code == 0
    assert "no leídos 1" in done.out
    assert (
        json.loads((tmp_path / "out" / "run.json").read_text())["failures"][0]["fault"] == "ZeroDivisionError"
    )


@pytest.mark.parametrize("delay", [0.4, 0.9])
def test_killed_in_the_middle_no_half_dataset_looks_whole(folder: Path, tmp_path: Path, delay: float) -> None:
    (folder / "plan-copia.docx").unlink()
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"Actividad\tPonderación\n{number}.- Sembrar\t{number}%\n")
    to = tmp_path / "out"
    to.mkdir()
    (to / "README.md").write_text("mine")
    command = [Path(sys.executable).with_name("pondera"), "run", str(folder), "--to", str(to)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    running.kill()
    running.wait()
    if (to / DESCRIPTOR).exists():
        written = {*OWN_FILES, STATE, "README.md"} - {"cells.csv", "passages.csv", "dataset.xlsx"}
        assert {file.name for file in to.iterdir()} == written
    subprocess.run([*command, "--quiet"], check=True, timeout=120)
    report = validate(str(to / DESCRIPTOR))
    assert report.valid
    assert (to / "README.md").read_text() == "mine"
    assert [path.name for path in to.glob(".pondera-*")] == []
    assert not (to / STATE / "part").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["s3://archivo/planes", "--to", "out"], "s3://archivo/planes es una URL"),
        (["samples", "--to", "s3://archivo/out"], "s3://archivo/out es una URL"),
        (["samples", "--to", "out", "--engine", "dask"], "--scheduler"),
        (["samples", "--to", "out", "--quarantine", "s3://archivo/aparte"], "s3://archivo/aparte es una URL"),
    ],
)
def test_what_a_cluster_needs_is_said(program, project: Path, arguments: list[str], told: str) -> None:
    given = [str(project / "samples") if one == "samples" else one for one in arguments]
    done = program("run", *given)
    assert done.code == 2
    assert told in done.err
