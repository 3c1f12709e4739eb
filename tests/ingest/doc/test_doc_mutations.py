"""Whatever happens to a file's bytes, reading it ends soon and raises nothing but Unreadable.

Some mutations run with every test run; ``PONDERA_MUTATIONS=20000`` runs as many as it says, over the
development set's files as well, and keeps what breaks the reader beside the system's temporary files.
"""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.doc import read_document
from ingest.document import Document, Format, Source
from ingest.errors import Unreadable
from ingest.limits import DEFAULT

HERE = Path(__file__).parent
RECORDED = sorted((HERE.parent / "wordprocessing" / "recorded").glob("*.doc"))
WANTED = int(os.environ.get("PONDERA_MUTATIONS", "0"))
USUAL = 800
LARGEST = 400_000
"""Larger files are left out: their mutations are mostly of pictures."""
PATIENCE = 5.0
"""Seconds of processor time after which a reading counts as hanging."""
SECTOR = 512


class Hangs(Exception):
    pass


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise Hangs

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def read(data: bytes) -> Document | None:
    source = Source("mutated.doc", len(data), "", Format.DOC)
    try:
        return read_document(data, source, DEFAULT, None)
    except Unreadable:
        return None


def flip_bits(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 4, 16, 64))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def set_numbers(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 4, 16))):
        at = rng.randrange(max(1, len(data) - 4))
        data[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\0\0\0\x80"))


def change_head(data: bytearray, rng: random.Random) -> None:
    """Damage where it hurts: the FIB and the header of the compound file."""
    start = rng.choice((0, SECTOR))
    for _ in range(rng.choice((1, 3, 9))):
        data[(start + rng.randrange(1024)) % len(data)] = rng.randrange(256)


def change_formatting(data: bytearray, rng: random.Random) -> None:
    """Another sprm in the place of one that is there, or another operand."""
    for _ in range(rng.choice((1, 8, 32))):
        sprm = rng.choice((b"\x49\x66", b"\x16\x24", b"\x17\x24", b"\x08\xd6", b"\x4b\x24", b"\x4c\x24"))
        at = data.find(sprm, rng.randrange(len(data)))
        if at >= 0:
            data[at + rng.randrange(8) : at + 9] = data[at + rng.randrange(8) : at + 9]
            data[min(at + rng.randrange(2, 6), len(data) - 1)] = rng.randrange(256)


def cut(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(1, len(data)) :]


def shuffle_sectors(data: bytearray, rng: random.Random) -> None:
    count = len(data) // SECTOR
    for _ in range(rng.choice((1, 2, 8))):
        a, b = rng.randrange(count), rng.randrange(count)
        first, second = data[a * SECTOR : (a + 1) * SECTOR], data[b * SECTOR : (b + 1) * SECTOR]
        data[a * SECTOR : (a + 1) * SECTOR], data[b * SECTOR : (b + 1) * SECTOR] = second, first


def blank_sectors(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 4))):
        at = rng.randrange(len(data) // SECTOR) * SECTOR
        data[at : at + SECTOR] = bytes([rng.choice((0, 0xFF, 0x07, 0x13))]) * SECTOR


MUTATIONS: list[Callable[[bytearray, random.Random], None]] = [
    flip_bits,
    set_numbers,
    change_head,
    change_formatting,
    cut,
    shuffle_sectors,
    blank_sectors,
]


def mutated(seeds: list[bytes], number: int) -> bytes:
    rng = random.Random(number)
    data = bytearray(rng.choice(seeds))
    for mutate in rng.sample(MUTATIONS, rng.choice((1, 1, 2))):
        if len(data) >= 2 * SECTOR:
            mutate(data, rng)
    return bytes(data)


def test_mutated_files_end_soon_and_raise_only_the_readers_own() -> None:
    seeds = [path.read_bytes() for path in RECORDED]
    bench = HERE.parents[3] / "shared" / "bench" / "doc" / "files"
    if WANTED and bench.is_dir():
        seeds += [p.read_bytes() for p in sorted(bench.iterdir()) if SECTOR * 4 < p.stat().st_size < LARGEST]
    kept = Path(tempfile.gettempdir()) / "pondera-mutations"
    broken: list[str] = []
    counts = {"ok": 0, "partial": 0, "failed": 0, "unreadable": 0, "needs_ocr": 0}
    slowest = 0.0
    for number in range(WANTED or USUAL):
        data = mutated(seeds, number)
        started = time.process_time()
        try:
            with patience(PATIENCE):
                document = read(data)
        except Exception as error:  # noqa: BLE001 - any exception at all is what this test looks for
            kept.mkdir(exist_ok=True)
            (kept / f"{number}.doc").write_bytes(data)
            broken.append(f"{number}: {type(error).__name__}: {error}")
            continue
        slowest = max(slowest, time.process_time() - started)
        counts["unreadable" if document is None else document.status.value] += 1
    summary = f"{counts}, slowest {slowest:.2f} s, broken {len(broken)}"
    if WANTED:
        print(summary)
    assert not broken, summary + "\n" + "\n".join(broken[:20])
