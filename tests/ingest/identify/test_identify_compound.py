"""Compound files: by their streams, and by what is left where the directory is lost."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Mapping

import olefile
import pytest

from ingest.document import Format
from ingest.identification.compound import CompoundFile
from ingest.identify import identify
from ingest.limits import DEFAULT

Compound = Callable[[Mapping[str, bytes]], bytes]
Fib = Callable[..., bytes]


def test_the_maker_of_these_tests_makes_what_olefile_reads(make_compound: Compound) -> None:
    content = {"WordDocument": bytes(range(256)) * 20, "small": b"mini stream" * 9}
    file = olefile.OleFileIO(make_compound(content))
    assert {name: file.openstream(name).read() for (name,) in file.listdir()} == content


def test_starts_of_streams_large_and_small(make_compound: Compound) -> None:
    large = random.Random(1).randbytes(9000)
    file = CompoundFile(
        make_compound({"Large": large, "first": b"a" * 100, "second": b"b" * 130, "none": b""})
    )
    assert len(file) == 4
    assert file.start("Large", 700) == large[:700]
    assert file.start("LARGE", 10**6) == large
    assert file.start("second", 1000) == b"b" * 130
    assert file.start("none", 5) == b""
    assert file.start("absent", 5) == b""
    assert "large" in file and "absent" not in file


def test_names_in_other_case(make_compound: Compound, make_fib: Fib) -> None:
    assert identify(make_compound({"WORDDOCUMENT": make_fib()}), DEFAULT).puid == "fmt/40"


@pytest.mark.parametrize(
    ("version", "ident", "puid"),
    [
        (0x0065, 0xA5DC, "fmt/39"),
        (0x0068, 0xA699, "fmt/39"),
        (0x00C0, 0xA5EC, "fmt/40"),
        (0x010C, 0xA5EC, "fmt/40"),
        (0x00C1, 0x1234, "fmt/609"),
    ],
)
def test_versions_of_word(
    make_compound: Compound, make_fib: Fib, version: int, ident: int, puid: str
) -> None:
    found = identify(make_compound({"WordDocument": make_fib(version, ident=ident)}), DEFAULT)
    assert (found.format, found.puid) == (Format.DOC, puid)


def test_word_with_an_embedded_workbook_in_a_storage_of_its_own(
    make_compound: Compound, make_fib: Fib
) -> None:
    data = bytearray(make_compound({"WordDocument": make_fib(), "Workbook": bytes(5000)}))
    at = data.rfind("Workbook".encode("utf-16-le"))
    data[at + 66] = 1  # now the directory calls it a storage
    assert identify(bytes(data), DEFAULT).format is Format.DOC


def test_a_cut_word_file_goes_to_the_reader_of_word(make_compound: Compound, make_fib: Fib) -> None:
    data = make_compound(
        {"1Table": bytes(4096), "WordDocument": make_fib(0x0101) + bytes(9000), "Data": bytes(9000)}
    )
    assert CompoundFile(data[: len(data) * 7 // 10]).start("WordDocument", 4) == b""
    assert identify(data[: len(data) * 7 // 10], DEFAULT).format is Format.DOC


def test_a_cut_workbook_is_still_a_spreadsheet(make_compound: Compound) -> None:
    data = make_compound({"Workbook": struct.pack("<3H", 0x0809, 16, 0x0600).ljust(9000, b"\0")})
    found = identify(data[: len(data) * 7 // 10], DEFAULT)
    assert (found.puid, found.problem and found.problem.kind) == ("fmt/61", "spreadsheet")


def test_chains_that_run_in_circles_end(make_compound: Compound) -> None:
    data = bytearray(make_compound({"A": bytes(5000), "B": bytes(100)}))
    fat = struct.unpack_from("<L", data, 76)[0]
    for entry in range(128):
        struct.pack_into("<L", data, (fat + 1) * 512 + entry * 4, entry)
    assert identify(bytes(data), DEFAULT).format is Format.UNKNOWN


def test_a_directory_tree_that_runs_in_circles_ends(make_compound: Compound) -> None:
    data = bytearray(make_compound({"A": bytes(100), "B": bytes(100)}))
    at = data.find("B".encode("utf-16-le") + bytes(20))
    struct.pack_into("<3L", data, at + 68, 1, 2, 1)
    assert len(CompoundFile(bytes(data))) == 2


@pytest.mark.parametrize("length", [8, 9, 76, 511, 512, 513, 1024])
def test_only_the_header_is_left(make_compound: Compound, length: int) -> None:
    found = identify(make_compound({"A": bytes(5000)})[:length], DEFAULT)
    assert found.problem is not None
    assert found.problem.kind == "compound_cut"
