"""Whatever the bytes, there is an answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Format
from ingest.identification.kinds import kinds
from ingest.identify import identify
from ingest.limits import DEFAULT

_STARTS = [
    b"PK\x03\x04",
    b"PK\x05\x06",
    bytes.fromhex("d0cf11e0a1b11ae1"),
    b"%PDF-1.",
    b"{\\rtf1",
    b"<?xml ",
    b"<!DOCTYPE ",
    b"MIME-Version: 1.0\n",
    b"\xff\xfe",
    b"\x00\x00\xfe\xff",
    b"",
]


def check(data: bytes) -> None:
    found = identify(data, DEFAULT)
    assert (found.format is Format.UNKNOWN) == (found.problem is not None)
    assert found.basis
    if found.problem is not None:
        assert found.problem.message("es") and found.problem.message("en")


@settings(max_examples=300, deadline=None)
@given(start=st.sampled_from(_STARTS), rest=st.binary(max_size=3000))
def test_random_bytes_behind_known_starts(start: bytes, rest: bytes) -> None:
    check(start + rest)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=2000), encoding=st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_any_text(text: str, encoding: str) -> None:
    check(text.encode(encoding, "surrogatepass"))


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_samples_cut_and_with_flipped_bits(data: st.DataObject, samples_by_kind: dict[str, bytes]) -> None:
    sample = bytearray(samples_by_kind[data.draw(st.sampled_from(sorted(kinds())))])
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(sample) - 1))
        sample[at] ^= 1 << data.draw(st.integers(0, 7))
    check(bytes(sample[: data.draw(st.integers(0, len(sample)))]))


@pytest.mark.parametrize("key", ["docx", "doc", "odt-1.2", "pdfa-2b"])
def test_every_prefix_of_a_sample(key: str, samples_by_kind: dict[str, bytes]) -> None:
    sample = samples_by_kind[key]
    for length in range(0, len(sample), max(1, len(sample) // 200)):
        check(sample[:length])
