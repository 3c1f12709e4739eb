"""Generated documents: every cell and paragraph comes back, whatever way its text was written."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Format, Heading, Paragraph, Source, Table
from ingest.limits import DEFAULT
from ingest.rtf import read_document

LETTERS = st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u00ad")
TEXTS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
WAYS = st.sampled_from(["unicode", "bytes", "mixed", "runs"])


@dataclass(frozen=True)
class GeneratedTable:
    edges: tuple[tuple[int, ...], ...]
    """Of each row, strictly rising multiples of 500 up to the same last one."""
    texts: tuple[tuple[str, ...], ...]


@st.composite
def tables(draw: st.DrawFn) -> GeneratedTable:
    width = draw(st.integers(1, 6))
    rows = []
    texts = []
    for _ in range(draw(st.integers(1, 4))):
        inner = draw(st.sets(st.integers(1, width - 1))) if width > 1 else set()
        rows.append((*(500 * edge for edge in sorted(inner)), 500 * width))
        texts.append(tuple(draw(st.lists(TEXTS, min_size=len(rows[-1]), max_size=len(rows[-1])))))
    return GeneratedTable(tuple(rows), tuple(texts))


def written(text: str, way: str) -> bytes:
    parts = []
    for character in text:
        if character in "\\{}":
            parts.append(b"\\" + character.encode())
        elif character.isascii():
            parts.append(character.encode())
        else:
            parts.append(_foreign(character, way))
        if way == "runs":
            parts.append(b"{}\\b0\\fs20 ")
    return b"".join(parts)


def _foreign(character: str, way: str) -> bytes:
    if way != "unicode":
        try:
            raw = character.encode("cp1252")
        except UnicodeEncodeError:
            pass
        else:
            escaped = b"\\'" + raw.hex().encode()
            return b"\\u%d" % ord(character) + escaped if way == "mixed" else escaped
    units = character.encode("utf-16-le")
    numbers = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    return b"".join(b"\\u%d?" % number for number in numbers)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(TEXTS, tables()), min_size=1, max_size=5), WAYS)
def test_nothing_is_lost(parts: list[str | GeneratedTable], way: str) -> None:
    body = b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}}"
    expected: list[object] = []
    for part in parts:
        if isinstance(part, str):
            body += b"\\pard " + written(part, way) + b"\\par\r\n"
            expected.append(part)
        else:
            for edges, texts in zip(part.edges, part.texts, strict=True):
                body += b"\\trowd" + b"".join(b"\\cellx%d" % edge for edge in edges) + b"\\pard\\intbl "
                body += b"".join(written(text, way) + b"\\cell " for text in texts) + b"\\row\r\n"
            body += b"\\pard\\par\r\n"
            every = sorted({edge for edges in part.edges for edge in edges})
            expected.append(
                [
                    (row, every.index(before) + 1 if before else 0, text)
                    for row, (edges, texts) in enumerate(zip(part.edges, part.texts, strict=True))
                    for before, text in zip((0, *edges), texts, strict=False)
                ]
            )
    document = read_document(body + b"}", Source("a.rtf", 0, "", Format.RTF), DEFAULT, None)
    found: list[object] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found.append([(cell.row, cell.column, cell.text) for cell in block.cells])
        else:
            assert isinstance(block, Heading | Paragraph)
            found.append(block.text)
    assert found == expected
    assert document.problems == ()
