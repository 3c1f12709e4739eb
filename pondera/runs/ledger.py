"""What a run knows on disk: which files there are, and which bytes have been read with what result.

One SQLite database beside the segments, written as documents finish: a process that is killed leaves what was
finished, and a machine that loses its power at most the last moments. It is held by one run at a time, and no
question asked of it takes memory that grows with the number of files.

A *content* is a file's SHA-256, or ``name:…`` for one whose bytes nobody saw. Files have a content, contents
have a reading; files with one content are copies of one another.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pondera.runs.options import Bounds
from pondera.runs.segments import Entry
from pondera.runs.task import Task

NAME = "ledger.sqlite"
_VERSION = 4
_PAGE = 500
UNSEEN = "name:"
"""What the content of a file begins with whose bytes nobody saw."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY, location BLOB UNIQUE NOT NULL, name TEXT NOT NULL,
    size INTEGER NOT NULL, modified INTEGER NOT NULL, content TEXT, run INTEGER NOT NULL,
    checked TEXT, waivers TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS files_by_content ON files (content, name);
CREATE INDEX IF NOT EXISTS files_by_name ON files (name, content);
CREATE INDEX IF NOT EXISTS files_by_size ON files (size);
CREATE TABLE IF NOT EXISTS readings (
    content TEXT PRIMARY KEY, key TEXT NOT NULL, size INTEGER NOT NULL,
    segment TEXT NOT NULL, place INTEGER NOT NULL, length INTEGER NOT NULL, row INTEGER NOT NULL,
    fault TEXT NOT NULL, bound REAL NOT NULL, digest TEXT NOT NULL, run INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS readings_by_size ON readings (size);
CREATE TABLE IF NOT EXISTS segments (segment TEXT PRIMARY KEY, known INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE todo (id INTEGER PRIMARY KEY, file INTEGER NOT NULL);
"""
_VALID = """
EXISTS (SELECT 1 FROM readings WHERE readings.content = files.content AND readings.key = :key || files.waivers
        AND (readings.fault NOT IN ('timeout', 'memory') OR readings.bound >= CASE readings.fault
             WHEN 'timeout' THEN :timeout ELSE :memory END)
        AND (readings.content NOT LIKE 'name:%' OR readings.run = :run))
"""


class Busy(OSError):
    """Another run is writing into the same folder."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the dataset: the entry of its content's reading, and the how-manieth file with that content
    it is (from 1)."""

    name: str
    location: bytes
    content: str
    entry: Entry
    copy: int
    checked: dict[str, str] | None = None
    """When the file was looked at again (``at``), and its digests then."""


class Ledger:
    """Raises ``Busy`` where another process holds it, OSError where the disk does not take it,
    ``sqlite3.DatabaseError`` where it is broken or of another version: then the segments know it all."""

    def __init__(self, folder: Path) -> None:
        with _system_errors():
            self._base = sqlite3.connect(folder / NAME, timeout=0, isolation_level=None)
            try:
                self._open()
            except BaseException:  # held open, it would be busy for the next run of this process
                self._base.close()
                raise

    def _open(self) -> None:
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")  # also: no shared memory, for network disks
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute("PRAGMA temp_store = FILE")
        (version,) = self._base.execute("PRAGMA user_version").fetchone()
        if version != _VERSION and self._base.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise sqlite3.DatabaseError("the ledger of another version")
        self._base.executescript(_SCHEMA)
        self._base.execute(f"PRAGMA user_version = {_VERSION}")
        self.run = int(self.fact("runs") or 0) + 1
        self.note("runs", str(self.run))

    def close(self) -> None:
        self._base.close()

    def fact(self, name: str) -> str:
        """What was noted under a name; empty where nothing was."""
        row = self._base.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return "" if row is None else str(row[0])

    def note(self, name: str, value: str) -> None:
        with _system_errors():
            self._base.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    # --- which files there are

    def find(self, files: Iterable[tuple[bytes, str, int, int, str]], *, rehash: bool) -> int:
        """Notes the files that this run finds, as location, name, size, time of change and the mark of their
        waivers; what is known of a file whose size and time are the same stays known. Gives their number."""
        upsert = """
            INSERT INTO files (location, name, size, modified, waivers, run) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (location) DO UPDATE SET name = excluded.name, run = excluded.run,
                waivers = excluded.waivers,
                content = CASE WHEN size = excluded.size AND modified = excluded.modified AND NOT ?
                          THEN content END,
                size = excluded.size, modified = excluded.modified
        """
        with self._transaction():
            self._base.executemany(upsert, ((*file, self.run, rehash) for file in files))
        return self._count("SELECT count(*) FROM files WHERE run = ?", self.run)

    def unseen(self) -> Iterator[tuple[int, bytes, str]]:
        """Files of earlier runs that this one has not found: number, location, name."""
        yield from self._pages("SELECT id, location, name FROM files WHERE run < ? AND id > ?", self.run)

    def drop(self, numbers: Iterable[int]) -> None:
        with self._transaction():
            self._base.executemany("DELETE FROM files WHERE id = ?", ((number,) for number in numbers))

    def replace_older(self) -> int:
        """Drops the files of earlier runs, elsewhere, whose bytes this one has found again. Gives their
        number."""
        with _system_errors():
            return self._base.execute(
                "DELETE FROM files WHERE run < :run AND content IN"
                " (SELECT content FROM files WHERE run = :run)",
                {"run": self.run},
            ).rowcount

    # --- what is to be done

    def plan_looks(self) -> int:
        """Plans a look at the files whose bytes may have been read under another name: those of the size of
        another file or of a reading. Gives their number."""
        return self._plan(
            """
            content IS NULL AND (
                EXISTS (SELECT 1 FROM files other WHERE other.size = files.size AND other.id <> files.id)
                OR EXISTS (SELECT 1 FROM readings WHERE readings.size = files.size))
            """,
            {},
        )

    def plan_reading(self, key: str, bounds: Bounds) -> int:
        """Plans what is to be read: of several files with one content, the first. Gives the number."""
        endless = 1e18
        return self._plan(
            f"""
            (content IS NULL OR (NOT {_VALID} AND id = (
                SELECT id FROM files same WHERE same.content = files.content AND same.run = :run
                ORDER BY name, id LIMIT 1)))
            """,
            {"key": key, "timeout": bounds.timeout or endless, "memory": bounds.memory or endless},
        )

    def plan_checks(self) -> int:
        """Plans another look at every file that this run found and whose bytes were seen. Gives their
        number."""
        return self._plan("content NOT LIKE 'name:%'", {})

    def planned(self) -> Iterator[Task]:
        """What was planned last, in the order of the files' names."""
        query = """
            SELECT todo.id, files.id, files.name, files.location, files.size, files.waivers
            FROM todo JOIN files ON files.id = todo.file WHERE todo.id > ?
        """
        for _, number, name, location, size, waivers in self._pages(query, order="todo.id"):
            yield Task(number, name, location, size, waivers=waivers)

    def _plan(self, condition: str, values: dict[str, object]) -> int:
        with _system_errors():
            self._base.execute("DELETE FROM todo")
            return self._base.execute(
                f"INSERT INTO todo (file) SELECT id FROM files WHERE run = :run AND {condition}"
                " ORDER BY name, id",
                {"run": self.run, **values},
            ).rowcount

    # --- what was done

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is noted inside is noted at once."""
        with self._transaction():
            yield

    def seen(self, number: int, content: str, size: int, modified: int) -> None:
        """Notes what a file holds."""
        with _system_errors():
            self._base.execute(
                "UPDATE files SET content = ?, size = ?, modified = coalesce(nullif(?, 0), modified)"
                " WHERE id = ?",
                (content, size, modified, number),
            )

    def read(self, number: int, about: dict[str, Any], entry: Entry) -> None:
        """Notes a reading, which stands at ``entry``, and that it is what the file holds."""
        with self._transaction():
            if about["sha256"]:
                self.seen(number, about["sha256"], about["size"], about["modified"])
            else:  # looked at again by the next run, whatever its time of change
                self._base.execute("UPDATE files SET content = ? WHERE id = ?", (content_of(about), number))
            self._keep(about, entry)

    def checked(self, number: int, at: str, sha256: str, sha512: str) -> None:
        """Notes another look at a file's bytes; digests are empty where it could not be had."""
        with _system_errors():
            told = json.dumps({"at": at, "sha256": sha256, "sha512": sha512})
            self._base.execute("UPDATE files SET checked = ? WHERE id = ?", (told, number))

    def file_number(self, location: bytes) -> int:
        """The number of a file that was found."""
        return self._count("SELECT id FROM files WHERE location = ?", (location,))

    def recover(self, about: dict[str, Any], entry: Entry) -> None:
        """Notes a reading that stands in a segment and that nobody came to note, with its file."""
        file = (bytes.fromhex(about["location"]), about["name"], about["size"], about["modified"])
        with self._transaction():
            self._keep(about, entry)
            self._base.execute(
                "INSERT INTO files (location, name, size, modified, content, run) VALUES (?, ?, ?, ?, ?, 0)"
                " ON CONFLICT (location) DO UPDATE SET content = excluded.content"
                " WHERE size = excluded.size AND modified = excluded.modified",
                (*file, content_of(about)),
            )

    def _keep(self, about: dict[str, Any], entry: Entry) -> None:
        self._base.execute(
            "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                content_of(about),
                about["key"],
                about["size"],
                entry.segment,
                entry.offset,
                entry.length,
                entry.row,
                about["fault"],
                about["bound"],
                about["digest"],
                self.run,
            ),
        )
        self._know(entry)

    def _know(self, entry: Entry) -> None:
        self._base.execute(
            "INSERT INTO segments VALUES (?, ?) ON CONFLICT (segment) DO UPDATE SET"
            " known = max(known, excluded.known)",
            (entry.segment, entry.offset + entry.length),
        )

    def forget(self, content: str) -> None:
        """A reading whose record is broken: its files are read again."""
        with _system_errors():
            self._base.execute("DELETE FROM readings WHERE content = ?", (content,))

    def forget_entry(self, entry: Entry) -> None:
        """As ``forget``, of all documents of an entry."""
        with _system_errors():
            self._base.execute(
                "DELETE FROM readings WHERE segment = ? AND place = ?", (entry.segment, entry.offset)
            )

    def ends(self) -> dict[str, int]:
        """How far each segment is known: name → length."""
        return dict(self._base.execute("SELECT segment, known FROM segments"))

    def live_bytes(self) -> dict[str, int]:
        """How much of each segment is in use: all of an entry of which one document is."""
        return dict(
            self._base.execute(
                "SELECT segment, sum(length) FROM (SELECT DISTINCT segment, place, length FROM readings"
                " WHERE content IN (SELECT content FROM files)) GROUP BY segment"
            )
        )

    def entries(self, segment: str) -> list[Entry]:
        """The entries of a segment that are in use, in order."""
        found = self._base.execute(
            "SELECT DISTINCT place, length FROM readings WHERE segment = ?"
            " AND content IN (SELECT content FROM files) ORDER BY place",
            (segment,),
        )
        return [Entry(segment, place, length) for place, length in found]

    def moved(self, segment: str, entries: Iterable[tuple[Entry, Entry]]) -> None:
        """Notes where the entries of a segment stand now, which is no more."""
        with self._transaction():
            for old, new in entries:
                self._base.execute(
                    "UPDATE readings SET segment = ?, place = ? WHERE segment = ? AND place = ?",
                    (new.segment, new.offset, old.segment, old.offset),
                )
                self._know(new)
            self._base.execute("DELETE FROM readings WHERE segment = ?", (segment,))
            self._base.execute("DELETE FROM segments WHERE segment = ?", (segment,))

    def tidy(self) -> None:
        """Forgets readings that no file needs."""
        with _system_errors():
            self._base.execute("DELETE FROM readings WHERE content NOT IN (SELECT content FROM files)")

    # --- the dataset

    def listed(self) -> Iterator[Listed]:
        """All files of the dataset in order: by name, then by content."""
        rows = self._base.execute(
            """
            SELECT files.name, files.location, files.content, segment, place, length, row, files.checked,
                   row_number() OVER (PARTITION BY files.content ORDER BY files.name, files.id) AS copy
            FROM files JOIN readings ON readings.content = files.content
            ORDER BY files.name, files.content, copy
            """
        )
        while page := rows.fetchmany(_PAGE):
            for name, location, content, segment, place, length, row, checked, copy in page:
                entry = Entry(segment, place, length, row)
                yield Listed(name, location, content, entry, copy, json.loads(checked) if checked else None)

    def first_name(self, content: str) -> str:
        """The first file by name with a content."""
        query = "SELECT name FROM files WHERE content = ? ORDER BY name, id LIMIT 1"
        return str(self._base.execute(query, (content,)).fetchone()[0])

    def location(self, name: str, content: str) -> bytes | None:
        """Where a file of the dataset is."""
        query = "SELECT location FROM files WHERE name = ? AND content = ? LIMIT 1"
        row = self._base.execute(query, (name, content)).fetchone()
        return None if row is None else bytes(row[0])

    def fingerprint(self) -> str:
        """Another text wherever another dataset would come of what is known."""
        made = hashlib.sha256()
        rows = self._base.execute(
            """
            SELECT files.name, files.content, files.checked, readings.digest
            FROM files JOIN readings ON readings.content = files.content ORDER BY files.name, files.content
            """
        )
        while page := rows.fetchmany(_PAGE):
            made.update(json.dumps(page).encode())
        return made.hexdigest()

    # --- SQLite

    def _pages(self, query: str, *values: object, order: str = "id") -> Iterator[tuple[Any, ...]]:
        """The rows of a query page by page, so that the tables may be written to meanwhile; its last blank is
        the first column of the row before."""
        last = 0
        while True:
            page = self._base.execute(f"{query} ORDER BY {order} LIMIT {_PAGE}", (*values, last)).fetchall()
            yield from page
            if len(page) < _PAGE:
                return
            last = page[-1][0]

    def _count(self, query: str, values: object = ()) -> int:
        given = values if isinstance(values, (tuple, dict)) else (values,)
        return int(self._base.execute(query, given).fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """One in which another is begun takes it in."""
        is_inside = self._base.in_transaction
        if is_inside:
            yield
            return
        with _system_errors():
            self._base.execute("BEGIN")
            try:
                yield
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")


def content_of(about: dict[str, Any]) -> str:
    """What a reading is kept under."""
    return str(about["sha256"]) or UNSEEN + str(about["name"])


@contextmanager
def _system_errors() -> Iterator[None]:
    """SQLite's errors of the disk as the system's."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Busy(str(error)) from error
        raise OSError(str(error)) from error


def remove(folder: Path) -> None:
    """Removes the ledger of a folder."""
    for name in (NAME, NAME + "-wal", NAME + "-shm", NAME + "-journal"):
        (folder / name).unlink(missing_ok=True)
