"""What holds for any text: it is read, wholly, in order, and alike each time."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.document import Document, Table
from ingest.limits import Limits

WORDS = st.sampled_from(
    [
        "Producto",
        "5%",
        "12,5",
        "",
        "Realizar actividades con otros servicios.",
        "1.- Uno",
        "- dos",
        "Total",
        "·",
        "ñandú",
        "2015",
        "a",
    ]
)
LINES = st.one_of(
    st.just(""),
    st.just("\t"),
    WORDS,
    WORDS.map(lambda word: "\t" + word),
    st.lists(WORDS, min_size=2, max_size=5).map("\t".join),
    st.lists(WORDS, min_size=2, max_size=4).map("   ".join),
)
TEXTS = st.lists(LINES, max_size=30).map("\n".join)


def seen(document: Document) -> str:
    pieces = [
        piece
        for block in document.blocks
        for piece in (block.cells if isinstance(block, Table) else (block,))
    ]
    return "".join(
        c for piece in pieces for c in "".join((piece.text, *piece.marks)) if c.isalnum() or c == "%"
    )


@given(TEXTS)
@settings(max_examples=300)
@example("\ta\n\n\tb\n\nc\n\n\n\td")
@example("a\tb\n\nc\td\n\n\te")
@example("\ta\tb\n\tc\nd")
@example("Producto\tTotal" + "\n\t" * 8)
def test_nothing_is_lost_and_nothing_changes_places(read, source: str) -> None:
    wanted = "".join(c for c in source if c.isalnum() or c == "%")
    assert seen(read(source)) == wanted


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_any_text_is_read(read, source: str) -> None:
    document = read(source)
    assert document == read(source)
    for table in document.tables():
        assert 0 < table.confidence <= 1
        table.grid()


@given(st.binary(max_size=300))
def test_any_bytes_are_read(read, data: bytes) -> None:
    assert read(data).status in ("ok", "partial")


@given(TEXTS, st.integers(1, 12))
def test_no_table_goes_beyond_its_bound(read, source: str, most: int) -> None:
    document = read(source, Limits(table_cells=most))
    assert all(
        table.row_count == 1 or table.row_count * table.column_count <= most for table in document.tables()
    )
    assert seen(document) == seen(read(source))


@given(TEXTS)
def test_cells_never_overlap(read, source: str) -> None:
    for table in read(source).tables():
        taken = [(row, column) for cell in table.cells for row in cell.rows for column in cell.columns]
        assert len(taken) == len(set(taken))
        assert [(cell.row, cell.column) for cell in table.cells] == sorted(
            (cell.row, cell.column) for cell in table.cells
        )
