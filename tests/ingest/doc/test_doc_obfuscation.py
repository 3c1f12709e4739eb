"""Word's XOR protection: files obfuscated here are opened with their password, and with no other."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.doc import read_document
from ingest.doc.obfuscation import cleared, key_of
from ingest.document import Block, Format, Source
from ingest.errors import Unreadable
from ingest.limits import DEFAULT

RECORDED = Path(__file__).parents[1] / "wordprocessing" / "recorded"
VERIFIERS = {"0824": 0xD10DCC1F, "VelvetSweatshop": 0x9A0A}
"""Of passwords whose verifier is published; of the second, only the lower half."""


def read(data: bytes, password: str | None) -> tuple[Block, ...]:
    return read_document(data, Source("x.doc", len(data), "", Format.DOC), DEFAULT, password).blocks


def verifier_of(password: bytes) -> int:
    """lKey, straight from the words of [MS-OFFCRYPTO]: hash below, number above."""
    from msoffcrypto.method.xor_obfuscation import DocumentXOR

    checked = 0
    for byte in reversed(bytes([len(password)]) + password):
        checked = (checked >> 14 & 1 | checked << 1 & 0x7FFF) ^ byte
    number = DocumentXOR.create_xor_key_method1(password.decode("latin-1"))
    return (checked ^ 0xCE4B) | number << 16


def obfuscated(data: bytes, password: bytes) -> bytes:
    """The document with its three streams obfuscated, byte by byte as the specification says it."""
    verifier = verifier_of(password)
    low, high = verifier >> 16 & 0xFF, verifier >> 24
    padding = [0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0, 0xBE, 0x0F, 0, 0xBF, 0x0F, 0]
    key = []
    for at, byte in enumerate([*password, *padding][:16]):
        mixed = byte ^ (high if at & 1 else low)
        key.append((mixed << 7 | mixed >> 1) & 0xFF)
    file = io.BytesIO(data)
    with olefile.OleFileIO(file, write_mode=True) as compound:
        for name in ("WordDocument", "0Table", "1Table", "Data"):
            if not compound.exists(name):
                continue
            stream = bytearray(compound.openstream(name).read())
            head = 0x34 if stream[:2] == b"\xdc\xa5" else 0x44
            for at in range(head if name == "WordDocument" else 0, len(stream)):
                if stream[at] and stream[at] ^ key[at % 16]:
                    stream[at] ^= key[at % 16]
            if name == "WordDocument":
                flags = struct.unpack_from("<H", stream, 10)[0] | 0x8100
                struct.pack_into("<HHI", stream, 10, flags, 0xBF, verifier)
            compound.write_stream(name, bytes(stream))
    return file.getvalue()


@pytest.mark.parametrize("password", ["0824", "secreto", "quince letras 15", "ñandú", "x"])
@pytest.mark.parametrize("name", ["spans", "notes"])
def test_the_password_opens_the_document(name: str, password: str) -> None:
    data = (RECORDED / f"{name}.doc").read_bytes()
    closed = obfuscated(data, password.encode("latin-1")[:15])
    assert read(closed, password) == read(data, None)
    for wrong, kind in ((None, "encrypted"), ("otra", "wrong_password")):
        with pytest.raises(Unreadable) as refused:
            read(closed, wrong)
        assert refused.value.problem.kind == kind


def test_the_password_opens_a_document_of_word_95(shared: Path) -> None:
    path = shared / "bench" / "doc" / "files" / "poi__Bug60942.doc"
    if not path.is_file():
        pytest.skip("the test documents are not beside the project")
    data = path.read_bytes()
    assert read(obfuscated(data, b"secreto"), "secreto") == read(data, None)


def test_published_verifiers() -> None:
    assert verifier_of(b"0824") == VERIFIERS["0824"]
    assert verifier_of(b"VelvetSweatshop") & 0xFFFF == VERIFIERS["VelvetSweatshop"]
    assert key_of("0824", VERIFIERS["0824"]) is not None
    assert key_of("0824", VERIFIERS["0824"] ^ 0x10000) is None
    assert key_of("", VERIFIERS["0824"]) is None


def test_a_password_by_its_code_page() -> None:
    """Some programs wrote the characters of the system's code page, Word the lower bytes of Unicode."""
    for stored in ("€", "\u20ac".encode("utf-16-le")[:1].decode("latin-1")):
        assert key_of("€", verifier_of(stored.encode("cp1252"))) is not None


@given(st.binary(max_size=80), st.binary(min_size=16, max_size=16), st.integers(0, 80))
def test_what_is_obfuscated_twice_is_in_the_clear(stream: bytes, key: bytes, head: int) -> None:
    assert cleared(cleared(stream, key, head), key, head) == stream
    assert cleared(stream, key, head)[:head] == stream[:head]
