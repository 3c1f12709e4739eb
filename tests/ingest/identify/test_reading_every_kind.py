"""The door: each kind of file goes to its reader or is named, and nothing raises on the way."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Document, Format, Status, read_bytes
from ingest.identification.kinds import kinds
from ingest.reading import _READERS


def check(document: Document) -> None:
    for problem in document.problems:
        assert problem.message("es") != problem.message("en")
    if document.status is not Status.OK:
        assert document.problems


def test_every_format_has_a_reader() -> None:
    assert set(_READERS) == set(Format) - {Format.UNKNOWN}
    for package in _READERS.values():
        assert callable(import_module(package).read_document)


@pytest.mark.parametrize("key", kinds())
def test_a_file_of_each_kind_is_read_or_named(key: str, samples_by_kind: dict[str, bytes]) -> None:
    document = read_bytes(samples_by_kind[key], "archivo")
    check(document)
    assert document.source.format is kinds()[key].format
    if kinds()[key].problem is not None:
        assert document.problems == (kinds()[key].problem,)
        assert document.status in {Status.FAILED, Status.NEEDS_OCR}


@settings(max_examples=300, deadline=None, derandomize=True)
@given(data=st.data())
def test_changed_files_of_each_kind_never_raise(
    data: st.DataObject, samples_by_kind: dict[str, bytes]
) -> None:
    sample = bytearray(samples_by_kind[data.draw(st.sampled_from(sorted(kinds())))])
    for _ in range(data.draw(st.integers(0, 5))):
        sample[data.draw(st.integers(0, len(sample) - 1))] = data.draw(st.integers(0, 255))
    check(read_bytes(bytes(sample[: data.draw(st.integers(0, len(sample)))]), "archivo", password="x"))


@pytest.mark.parametrize(
    ("name", "told"), [("a.pdf", [".pdf"]), ("a.DOCX", [".docx"]), ("a.txt", []), ("a", []), ("a.csv", [])]
)
def test_a_name_that_promises_another_format_is_told(name: str, told: list[str]) -> None:
    document = read_bytes(b"El plan de obras.", name)
    assert document.source.format is Format.TEXT
    assert [dict(found.facts)["ending"] for found in document.problems] == told
    assert document.status is Status.OK
