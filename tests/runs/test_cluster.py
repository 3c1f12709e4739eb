"""A run on a real Dask scheduler with two workers, one of which is killed, with a real S3 server as store."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra dask is not installed")
pytest.importorskip("s3fs", reason="the extra dask is not installed")

import fsspec

from pondera.merging_datasets import merge_datasets
from pondera.messages import Language
from pondera.runs.cluster import run_on_cluster
from pondera.runs.options import Options
from pondera.runs.running import run_collection
from pondera.runs.segments import VERSION
from pondera.runs.state import TOKEN
from pondera.writing.names import STATE

DOCUMENTS = 6


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def page(number: int) -> str:
    return f"# Plan {number}\n\n| Actividad | Ponderación |\n|---|---|\n| Sembrar {number} | {number}% |\n"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    (folder / "sub").mkdir()
    for number in range(DOCUMENTS):
        (folder / "sub" / f"{number:02}.md").write_text(page(number), encoding="utf-8")
    (folder / "copy.md").write_text(page(3), encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 and nothing more")
    return folder


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """A bucket of an S3 server on this machine; workers find it by the environment."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    given = {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "FSSPEC_S3_ENDPOINT_URL": f"http://127.0.0.1:{port}",
    }
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    fsspec.config.set_conf_env(fsspec.config.conf)
    try:
        fsspec.filesystem("s3").mkdir("archive")
        yield "s3://archive"
    finally:
        server.stop()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
        fsspec.config.conf.pop("s3", None)


@pytest.fixture
def cluster(store: str) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler's address and two workers, which know the store by their environment."""
    assert store.startswith("s3://")
    address = f"tcp://127.0.0.1:{free_port()}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    port = address.rpartition(":")[2]
    scheduler = subprocess.Popen([*command, "--host", "127.0.0.1", "--port", port, "--no-dashboard"], **quiet)
    command = [sys.executable, "-m", "distributed.cli.dask_worker"]
    workers = [
        subprocess.Popen([*command, address, "--nthreads", "1", "--no-nanny", "--no-dashboard"], **quiet)
        for _ in range(2)
    ]
    try:
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def waive_one(to: Path, document: Path) -> None:
    """Accepts a finding of a document, which a run told of in ``to``."""
    with (to / "documents.csv").open(encoding="utf-8", newline="") as file:
        ids = {row["document_id"]: row["path"] for row in csv.DictReader(file)}
    with (to / "findings.csv").open(encoding="utf-8", newline="") as file:
        told = [row for row in csv.DictReader(file) if ids[row["document_id"]].endswith(document.name)]
    waivers = f'[[waivers]]\nfinding = "{told[0]["fingerprint"]}"\nreason = "Agreed"\n'
    document.with_name(document.name + ".waivers.toml").write_text(waivers, encoding="utf-8")


def tables(url: str) -> dict[str, bytes]:
    fs, root = fsspec.core.url_to_fs(url)
    return {path.rpartition("/")[2]: fs.cat_file(path) for path in sorted(fs.glob(f"{root}/*.csv"))}


def test_the_same_bytes_as_a_local_run_though_a_worker_is_killed(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], store: str, archive: Path, tmp_path: Path
) -> None:
    for _ in range(2):
        run_collection(
            [archive], tmp_path / "here", formats=["csv"], language=Language.EN, options=Options(workers=0)
        )
        waive_one(tmp_path / "here", archive / "sub" / "02.md")
    fs = fsspec.filesystem("s3")
    fs.put(str(archive) + "/", "archive/in/", recursive=True)
    address, workers = cluster

    class Killer:
        def __init__(self) -> None:
            self.told: list[str] = []

        def started(self, documents: int) -> None:
            self.documents = documents

        def finished(self, path: str, status: str, detail: str) -> None:
            self.told.append(path)
            assert (status == "ok") == (detail == "")
            if len(self.told) == 1:
                workers[0].send_signal(signal.SIGKILL)

    killer = Killer()
    summary = run_on_cluster(
        [f"{store}/in"],
        f"{store}/out",
        scheduler=address,
        formats=["csv"],
        language=Language.EN,
        watcher=killer,
        batch=1,
    )
    assert workers[0].wait() == -signal.SIGKILL
    assert summary.documents == DOCUMENTS + 2
    assert (summary.copies, summary.statuses["failed"]) == (1, 1)
    assert sorted(killer.told) == sorted(set(killer.told))
    assert len(killer.told) == killer.documents == DOCUMENTS + 1
    assert tables(f"{store}/out") == tables(str(tmp_path / "here"))
    assert b"Agreed" in tables(f"{store}/out")["findings.csv"]
    assert len(fs.glob("archive/out/.pondera/*.segment")) == 1  # each batch had left one
    fs.rm("archive/in/sub/05.md")
    fs.rm("archive/out/.pondera/ledger.sqlite")  # as if the client had been lost
    again = run_on_cluster(
        [f"{store}/in"], f"{store}/out", scheduler=address, formats=["csv"], language=Language.EN
    )
    assert (again.read, again.removed, again.documents) == (0, ["sub/05.md"], DOCUMENTS + 1)
    third = run_on_cluster(
        [f"{store}/in"], f"{store}/out", scheduler=address, formats=["csv"], language=Language.EN
    )
    assert (third.read, third.documents, third.published) == (0, DOCUMENTS + 1, False)
    asked = Options(verify=True, report=True, copies=True)
    whole = run_on_cluster(
        [f"{store}/in"],
        f"{store}/out",
        scheduler=address,
        formats=["csv", "parquet"],
        language=Language.EN,
        options=asked,
        quarantine=f"{store}/aside",
    )
    assert (whole.read, whole.verified, whole.changed) == (0, DOCUMENTS + 1, [])
    local = tmp_path / "local"
    fs.get("archive/in/", str(local), recursive=True)
    run_collection(
        [local],
        tmp_path / "here2",
        formats=["csv", "parquet"],
        language=Language.EN,
        options=Options(report=True),
    )
    assert fs.cat_file("archive/out/report.html") == (tmp_path / "here2" / "report.html").read_bytes()
    (listed,) = csv.DictReader(io.StringIO(fs.cat_file("archive/aside/quarantine.csv").decode()))
    assert (listed["path"], listed["original"]) == ("broken.docx", f"{store}/in/broken.docx")
    assert fs.cat_file(f"archive/aside/{listed['copy']}") == (archive / "broken.docx").read_bytes()
    told = [json.loads(line) for line in fs.cat_file("archive/out/events.jsonl").splitlines()]
    kinds = Counter(event["eventType"] for event in told)
    assert (kinds["fixity check"], kinds["quarantine"]) == (DOCUMENTS + 1, 1)


def test_what_was_merged_into_a_dataset_stays_with_its_events(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], archive: Path, tmp_path: Path
) -> None:
    """On a share: paths that the client and the workers see."""
    out, other = tmp_path / "out", tmp_path / "other"
    other.mkdir()
    (other / "more.md").write_text(page(77), encoding="utf-8")
    for folder, to in ((archive, out), (other, tmp_path / "b")):
        run_collection([folder], to, formats=["parquet"], language=Language.EN, options=Options(workers=0))
    merge_datasets([out, tmp_path / "b"], out, formats=["parquet"])
    before = (out / "events.jsonl").read_text(encoding="utf-8")
    (tmp_path / "third").mkdir()
    (tmp_path / "third" / "new.md").write_text(page(88), encoding="utf-8")
    added = run_on_cluster(
        [str(tmp_path / "third")],
        str(out),
        scheduler=cluster[0],
        formats=["csv", "parquet"],
        language=Language.EN,
    )
    assert added.read == 1
    rows = list(csv.DictReader((out / "documents.csv").open(encoding="utf-8", newline="")))
    assert len(rows) == DOCUMENTS + 2 + 2
    assert {"more.md", "new.md", "broken.docx"} <= {row["path"] for row in rows}
    assert (out / "events.jsonl").read_text(encoding="utf-8").startswith(before)

    token = out / STATE / TOKEN
    token.write_text(token.read_text(encoding="ascii").removesuffix(VERSION) + "-PND1", encoding="ascii")
    record = out / "run.json"
    told = json.loads(record.read_text(encoding="utf-8"))
    record.write_text(json.dumps({**told, TOKEN: token.read_text(encoding="ascii")}), encoding="utf-8")
    for segment in (out / STATE).glob("*.segment"):
        segment.write_bytes(b"PND1" + segment.read_bytes()[4:])
    (tmp_path / "fourth").mkdir()
    (tmp_path / "fourth" / "last.md").write_text(page(99), encoding="utf-8")
    run_on_cluster(
        [str(tmp_path / "fourth")],
        str(out),
        scheduler=cluster[0],
        formats=["csv", "parquet"],
        language=Language.EN,
    )
    rows = list(csv.DictReader((out / "documents.csv").open(encoding="utf-8", newline="")))
    assert len(rows) == DOCUMENTS + 2 + 3


def test_a_scheduler_that_is_not_there_is_an_error_of_the_system(tmp_path: Path, archive: Path) -> None:
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(OSError):
        run_on_cluster(
            [str(archive)],
            str(tmp_path / "out"),
            scheduler=f"tcp://127.0.0.1:{free_port()}",
            formats=["csv"],
            language=Language.EN,
        )
