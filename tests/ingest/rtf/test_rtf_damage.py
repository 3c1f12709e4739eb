"""Cut, mangled and hostile files: what can be read is, nothing is raised, no time runs away."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Document, Format, Paragraph, Source, Status, Table
from ingest.errors import Unreadable
from ingest.limits import DEFAULT
from ingest.rtf import read_document

ReadRtf = Callable[..., Document]
FILES = Path(__file__).parent / "files"
START = b"{\\rtf1\\ansi "
MANY = 100_000
LONGEST = 20.0
"""Seconds; a file that takes time in proportion to its size needs a small part of one."""


def kinds(document: Document) -> list[str]:
    return [found.kind for found in document.problems]


def test_what_is_no_rtf_is_refused(read_rtf: ReadRtf) -> None:
    with pytest.raises(Unreadable):
        read_rtf(b"hello", whole=True)


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf", b"\r\n ", b"\0"])
def test_what_stands_before_the_file_is_no_text(read_rtf: ReadRtf, prefix: bytes) -> None:
    (block,) = read_rtf(prefix + START + b"a\\par}", whole=True).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "a"


def test_a_cut_file_gives_what_stands_before_the_cut(read_rtf: ReadRtf) -> None:
    document = read_rtf(START + b"\\trowd\\cellx1\\cellx2\\pard\\intbl a\\cell {b c", whole=True)
    table, cut = document.blocks
    assert isinstance(table, Table) and isinstance(cut, Paragraph)
    assert ([cell.text for cell in table.cells], cut.text) == (["a"], "b c")
    assert kinds(document) == ["rtf_cut"]
    assert document.status is Status.PARTIAL
    assert "2" in document.problems[0].message("es")


@pytest.mark.parametrize(
    ("end", "text"),
    [
        (b"weight 7,6", "weight "),
        (b"weight", "weight"),
        (b"weight 7,69 ", "weight 7,69 "),
        (b"weight 7,6\\'39", "weight "),
    ],
)
def test_a_figure_at_the_cut_is_dropped(read_rtf: ReadRtf, end: bytes, text: str) -> None:
    (block,) = read_rtf(START + end, whole=True).blocks
    assert isinstance(block, Paragraph)
    assert block.text == text


def test_a_cut_inside_a_group_that_is_stepped_over(read_rtf: ReadRtf) -> None:
    document = read_rtf(START + b"a\\par{\\pict 0102", whole=True)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["a"]
    assert kinds(document) == ["rtf_cut", "pictures"]


def test_braces_too_many_lose_nothing(read_rtf: ReadRtf) -> None:
    document = read_rtf(START + b"a\\par}} b\\par}", whole=True)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["a", " b"]
    assert kinds(document) == ["rtf_unopened"]


@pytest.mark.parametrize(("rest", "expected"), [(b"\0\r\n  \0", []), (b"junk", ["rtf_trailing"])])
def test_what_follows_the_file(read_rtf: ReadRtf, rest: bytes, expected: list[str]) -> None:
    document = read_rtf(START + b"a\\par}" + rest, whole=True)
    assert len(document.blocks) == 1
    assert kinds(document) == expected


def test_groups_too_deep_are_stepped_over_and_told(read_rtf: ReadRtf) -> None:
    deep = b"{" * 5000 + b"x" + b"}" * 5000
    document = read_rtf(START + b"a" + deep + b"b\\par}", whole=True)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["ab"]
    assert kinds(document) == ["rtf_too_deep"]


def test_a_destination_outside_any_group_swallows_nothing(read_rtf: ReadRtf) -> None:
    document = read_rtf(START + b"\\pict\\fonttbl\\footnote\\* a\\par}", whole=True)
    assert [block.text.strip() for block in document.blocks if isinstance(block, Paragraph)] == ["a"]


HOSTILE = {
    "open braces": b"{" * MANY,
    "closing braces": b"}" * MANY,
    "empty groups after the end": b"}" + b"{}" * MANY + b"\\par",
    "unclosed destinations": b"{\\listtext" * MANY,
    "unclosed stars": b"{\\*" * MANY,
    "font tables": b"{\\fonttbl{\\f0 A;}}" * (MANY // 10),
    "deep font table": b"{\\fonttbl" + b"{" * MANY,
    "headers": b"".join(b"{\\header %d\\par}" % n for n in range(MANY // 10)),
    "style chain": b"{\\stylesheet"
    + b"".join(b"{\\s%d\\sbasedon%d x;}" % (n, n + 1) for n in range(MANY // 10)),
    "raised digits": b"a\\super 1\\nosupersub " * (MANY // 10),
    "notes without marks": b"\\chftn " * MANY,
    "cells": b"\\trowd\\cellx1 " + b"x\\cell" * MANY + b"\\row",
    "edges": b"\\trowd" + b"".join(b"\\cellx%d" % n for n in range(MANY)) + b"x\\cell\\row",
    "ragged rows": b"".join(b"\\trowd\\cellx%d x\\cell\\row" % (n * 100) for n in range(4000)),
    "depths": b"\\intbl\\itap99 a\\nestcell\\itap1 b\\cell " * (MANY // 40),
    "absurd depth": b"\\intbl\\itap9999999999 a\\par" * (MANY // 20),
    "absurd fallbacks": b"\\uc9999999 " + b"\\u65 " * MANY,
    "line ends after a fallback": b"\\u65 " + b"\n" * MANY + b"{" * 9,
    "absurd binary": b"{\\bin99999999999 x}" * 9,
    "negative binary": b"{\\bin-5 x}" * (MANY // 10),
    "code pages": b"".join(b"\\ansicpg%d" % n for n in range(MANY // 10)),
    "digits": b"\\fs" + b"9" * MANY,
    "letters": b"\\" + b"a" * MANY,
    "cut figure without blanks": b"x" * MANY + b"1",
    "merges down": b"\\trowd\\clvmrg\\cellx1\\clvmrg\\cellx2 a\\cell b\\cell\\row" * (MANY // 40),
    "formula": b"{\\mmath{\\*\\moMath " + b"{\\mf{\\mnum " * (MANY // 10),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_take_no_time(read_rtf: ReadRtf, name: str) -> None:
    start = time.process_time()
    document = read_rtf(START + HOSTILE[name], whole=True)
    assert time.process_time() - start < LONGEST
    assert all(found.message("es") and found.message("en") for found in document.problems)


STRAY = (b"{", b"}", b"\\", b"\\cell ", b"\\row ", b"\\par ", b"{\\*", b"\xff")

WORDS = st.sampled_from(
    rb"\par \pard \cell \row \trowd \intbl \itap2 \nestcell \nestrow \cellx1000 \cellx2000 \clmgf \clmrg"
    rb" \clvmgf \clvmrg \trhdr \super \nosupersub \b \b0 \v \v0 \deleted \u241? \u-10179 \uc0 \uc3 \'e1 \'93"
    rb" \f0 \f2 \plain {\*\x {\field {\*\fldinst {\fldrslt {\footnote \chftn {\header {\shptxt {\listtext"
    rb" {\pict {\upr {\*\ud {\fonttbl{\f2\fcharset128_A;}} {\stylesheet{\s1_heading_1;}} \s1 \ls1 \bin4"
    rb" \sect \tab \~ \* \' \\ } } } {"
    rb" {\*\nesttableprops {\nonesttables {\info{\title_x}} {\*\moMath{\mf{\mnum_a}}} a 7,69 ~ -".split()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, st.binary(max_size=4)), max_size=60))
def test_no_bytes_raise(pieces: list[bytes]) -> None:
    body = b" ".join(piece.replace(b"_", b" ") for piece in pieces)
    document = _read(START + body)
    for table in document.tables():
        seen = {(row, column) for cell in table.cells for row in cell.rows for column in cell.columns}
        assert len(seen) == sum(cell.row_span * cell.column_span for cell in table.cells)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_no_noise_raises(noise: bytes) -> None:
    _read(START + noise)


@pytest.mark.parametrize("path", sorted(FILES.glob("*.rtf")), ids=lambda path: path.stem)
def test_mutations_of_real_files_never_raise(path: Path) -> None:
    whole = path.read_bytes()
    chance = random.Random(path.stem)
    for _ in range(250):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(5, len(data))
            kind = chance.randrange(4)
            if kind == 0:
                data[at] ^= 1 << chance.randrange(8)
            elif kind == 1:
                del data[at : at + chance.randint(1, 40)]
            elif kind == 2:
                start = chance.randrange(5, len(whole))
                data[at:at] = whole[start : start + chance.randint(1, 200)]
            else:
                data[at:at] = chance.choice(
                    (b"{", b"}", b"\\", b"\\cell ", b"\\row ", b"\\par ", b"{\\*", b"\xff")
                )
            if len(data) < 20:
                break
        if data.startswith(b"{\\rtf"):
            _read(bytes(data))


@pytest.mark.parametrize("path", sorted(FILES.glob("*.rtf")), ids=lambda path: path.stem)
def test_every_cut_of_a_real_file_is_partial(path: Path) -> None:
    whole = path.read_bytes()
    end = whole.rindex(b"}")
    for cut in range(6, end, 7):
        assert _read(whole[:cut]).status is Status.PARTIAL, cut


def _read(data: bytes) -> Document:
    return read_document(data, Source("a.rtf", len(data), "", Format.RTF), DEFAULT, None)
