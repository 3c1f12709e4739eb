"""URLs with a password in them: it is used, and stands nowhere."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.access import Access
from pondera.messages import Language
from pondera.pipeline import Failure, failed
from pondera.runs.ledger import Ledger, Listed
from pondera.runs.logins import Logins, without_password, without_secrets
from pondera.runs.options import Options
from pondera.runs.quarantine import LIST, Quarantine
from pondera.runs.segments import Entry
from pondera.runs.task import How, Seen, Task
from pondera.runs.work import Desk
from pondera.settings import Settings

SECRET = "hosted://ana:s3cr:e@t@host:22/in"
TOLD = "hosted://ana@host:22/in"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (SECRET, TOLD),
        ("sftp://ana:secret@host", "sftp://ana@host"),
        ("sftp://ana@host/a", "sftp://ana@host/a"),
        ("ftp://:secret@host/a@b:c", "ftp://@host/a@b:c"),
        ("s3://bucket/a:b@c", "s3://bucket/a:b@c"),
        ("/folder/a:b@c://d:e@f/g", "/folder/a:b@c://d:e@f/g"),
        ("notes a:b@c", "notes a:b@c"),
        ("zip://a.docx::sftp://ana:secret@host/b.zip", "zip://a.docx::sftp://ana@host/b.zip"),
        ("https://host/a.docx?sv=1&sig=secret%3D&x=2", "https://host/a.docx?sv=1&sig=…&x=2"),
        ("s3://bucket/a?key=b.docx", "s3://bucket/a?key=b.docx"),
    ],
)
def test_a_url_is_written_without_its_password(given: str, written: str) -> None:
    assert without_password(given) == written
    logins = Logins.of([given])
    assert logins.full(written.encode()) == given.encode()
    assert "secret" not in repr(logins)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Could not write to sftp:/ana:s3:c@host/out (at sftp://ana:pw@host:22/x)", "sftp:/ana@host/out"),
        ("https://host/a?X-Amz-Signature=abc&b=1: refused", "X-Amz-Signature=…&b=1: refused"),
    ],
)
def test_no_text_shows_a_password(given: str, shown: str) -> None:
    assert shown in without_secrets(given)
    assert not any(secret in without_secrets(given) for secret in ("s3:c", ":pw", "abc"))


def test_a_place_without_a_known_password_stays_as_it_is() -> None:
    logins = Logins.of([SECRET])
    assert logins.full(f"{TOLD}/sub/a.md".encode()) == f"{SECRET}/sub/a.md".encode()
    for other in (b"hosted://eva@host:22/in", b"hosted://host:22/in", b"/folder/\xff"):
        assert logins.full(other) == other


@pytest.fixture
def store() -> Iterator[None]:
    """A store with a host, whose paths do not name it, with one file in it."""
    pytest.importorskip("fsspec", reason="the extra dask is not installed")
    import fsspec
    from fsspec.implementations.memory import MemoryFileSystem

    class Hosted(MemoryFileSystem):  # type: ignore[misc]
        protocol = "hosted"

        @classmethod
        def _strip_protocol(cls, path: str) -> str:
            return "/" + path.partition("://")[2].partition("/")[2] if "://" in path else path

    fsspec.register_implementation("hosted", Hosted, clobber=True)
    Hosted().pipe("/in/a.docx", b"PK")
    yield
    Hosted().rm("/in", recursive=True)


@pytest.mark.usefixtures("store")
def test_neither_ledger_nor_segment_has_it(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    from pondera.runs.stores import walk_urls

    def found() -> Iterator[tuple[bytes, str, int, int, str]]:
        for file in walk_urls([SECRET]):
            yield without_password(file.url).encode(), file.name, file.size, file.modified, file.waivers

    with closing(Ledger(tmp_path)) as ledger:
        ledger.find(found(), rehash=False)
        number = ledger.file_number(f"{TOLD}/a.docx".encode())
        desk = Desk(tmp_path, How(Language.EN))
        task = Task(number, "a.docx", f"{SECRET}/a.docx".encode())
        answer = desk.keep(task, failed(Failure("a.docx", 2, "", "")), Seen(), began=datetime.now(UTC))
        assert bytes.fromhex(answer.about["location"]) == f"{TOLD}/a.docx".encode()
        entry = desk.flush()
        desk.close()
        assert entry is not None
        ledger.read(number, answer.about, entry)
        assert ledger.find(found(), rehash=False) == 1
        assert SECRET not in repr(replace(task, location=SECRET.encode()))
    written = [path.read_bytes() for path in tmp_path.iterdir()]
    assert written
    assert not any(b"s3cr" in content or b"s3cr".hex().encode() in content for content in written)


def test_what_dask_writes_into_its_log_has_none() -> None:
    """It logs a task that fails, with what it was given."""
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    from pondera.runs.cluster_dataset import Wanted

    how = How(Language.EN, Settings(access=Access(password="of a document")))
    wanted = Wanted(TOLD, ["csv"], how, Options(), TOLD, "", Logins.of([SECRET]))
    task = Task(1, "a.docx", f"{SECRET}/a.docx".encode())
    logged = repr((task, how, wanted, Logins.of([SECRET])))
    assert "a.docx" in logged
    assert not any(secret in logged for secret in ("s3cr", "of a document"))
    assert wanted.logins.url(wanted.state).startswith(SECRET)


@pytest.mark.usefixtures("store")
def test_what_could_not_be_read_is_copied_and_listed_without_it(tmp_path: Path) -> None:
    row = failed(Failure("a.docx", 2, "ab" * 32, "cut")).document
    listed = Listed("a.docx", f"{TOLD}/a.docx".encode(), row.sha256, Entry("one", 0, 0), 1)
    with Quarantine(tmp_path, copies=True, logins=Logins.of([SECRET])) as quarantine:
        quarantine.tell(listed, {"fault": ""}, row)
    with (tmp_path / LIST).open(encoding="utf-8", newline="") as file:
        (told,) = csv.DictReader(file)
    assert told["original"] == f"{TOLD}/a.docx"
    assert (tmp_path / told["copy"]).read_bytes() == b"PK"
