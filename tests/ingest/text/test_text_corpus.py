"""The five texts of the development set: the tables that a careful person sees in them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ingest import Document, Table, read

TEXTS = (
    "inp-2007-gt.txt",
    "ips-2010-tarapaca.md",
    "ips-2015-adp.txt",
    "ips-2024-pmg.txt",
    "isss-2017-pat.txt",
)


def folded(text: str) -> str:
    """Without case, white space, list marks and numbers of items that the .docx makes by itself."""
    return re.sub(r"[\s·•]|(?m:^\s*i{1,3}\))", "", text).casefold()


def grid(table: Table) -> list[list[str]]:
    """A text at each position where a cell begins, nothing where one goes on."""
    return [
        [
            folded(cell.text) if cell and (cell.row, cell.column) == (row, column) else ""
            for column, cell in enumerate(line)
        ]
        for row, line in enumerate(table.grid())
    ]


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Path:
    return shared / "corpus"


@pytest.mark.parametrize("name", TEXTS)
def test_every_table_of_the_gold_is_there(shared: Path, name: str) -> None:
    document = read(shared / "corpus" / "text" / name)
    assert document.status == "ok"
    found = [(table.column_count, table.row_count) for table in document.tables()]
    gold = json.loads((shared / "gold" / f"{Path(name).stem}.json").read_text(encoding="utf-8"))
    for wanted in gold["tables"]:
        if wanted.get("optional") or name.endswith(".md"):
            continue
        heads = wanted.get("header_rows", 1)
        counts = [wanted["body_rows"], *wanted.get("accept", {}).get("body_rows", [])]
        titles = range(5)  # rows above the headers that span all columns
        sizes = {(len(wanted["columns"]), count + heads + above) for count in counts for above in titles}
        assert sizes & set(found), (wanted["key"], found)


@pytest.mark.parametrize("name", TEXTS)
def test_every_word_of_the_gold_items_is_in_some_block(shared: Path, name: str) -> None:
    document = read(shared / "corpus" / "text" / name)
    gold = json.loads((shared / "gold" / f"{Path(name).stem}.json").read_text(encoding="utf-8"))
    words = words_of(" ".join(texts(document)))
    assert not [item["text"] for item in gold["items"] if words_of(item["text"]) - words]


@pytest.mark.parametrize("name", TEXTS)
def test_no_letter_or_figure_of_the_text_is_lost(corpus: Path, name: str) -> None:
    source = (corpus / "text" / name).read_text(encoding="utf-8")
    source = re.sub(r"</?(?:b|u|p)>|(?m:^\|[-|]+\|$)", "", source)
    document = read(corpus / "text" / name)
    kept = "".join(texts(document))
    wanted = "".join(character for character in source if character.isalnum())
    assert sorted(c for c in kept if c.isalnum()) == sorted(c for c in raised_lowered(wanted) if c.isalnum())


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def raised_lowered(text: str) -> str:
    return text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))


def texts(document: Document) -> list[str]:
    """All that the blocks hold, note marks included."""
    found: list[str] = []
    for block in document.blocks:
        for piece in block.cells if isinstance(block, Table) else (block,):
            found.extend((piece.text, *piece.marks))
    return found


def test_words_export_gives_the_same_cells_as_the_same_document_in_docx(corpus: Path) -> None:
    """Each table of the text is a table of the .docx from its last row upwards: the same text in every
    position, although nothing in the text marks rows and columns."""
    from_word = [grid(table) for table in read(corpus / "inp-2007-gt.docx").tables()]
    for table in read(corpus / "text" / "inp-2007-gt.txt").tables():
        found = grid(table)
        while found and found[0][0] and not any(found[0][1:]):
            found = found[1:]  # a title: a box of its own in the .docx, or a row
        assert any(found == other[-len(found) :] for other in from_word), found[0]


def test_pipes_give_the_same_head_spans_as_the_same_document_in_docx(corpus: Path) -> None:
    def spans(table: Table) -> list[tuple[int, int, int]]:
        return [(cell.row, cell.column, cell.column_span) for cell in table.cells if cell.row < 5]

    _, form, last = read(corpus / "ips-2010-tarapaca.docx").tables()
    tables = list(read(corpus / "text" / "ips-2010-tarapaca.md").tables())
    assert spans(tables[2]) == spans(form)
    assert spans(tables[4])[:7] == spans(last)[:7]


def test_a_table_cut_by_a_page_break_stays_in_parts_without_an_empty_head(corpus: Path) -> None:
    tables = list(read(corpus / "text" / "ips-2010-tarapaca.md").tables())
    assert [(table.column_count, table.row_count) for table in tables] == [
        (7, 5),
        (7, 2),
        (7, 7),
        (7, 6),
        (5, 7),
    ]
    assert all(any(cell.text for cell in table.cells if cell.row == 0) for table in tables)


def test_note_marks_are_kept_apart(corpus: Path) -> None:
    document = read(corpus / "text" / "ips-2010-tarapaca.md")
    marks = [
        mark
        for block in document.blocks
        if isinstance(block, Table) or block.marks
        for piece in (block.cells if isinstance(block, Table) else (block,))
        for mark in piece.marks
    ]
    assert sorted(marks, key=int) == sorted([*map(str, range(1, 34))] * 2, key=int)
    assert not any(set("¹²³⁴⁵⁶⁷⁸⁹⁰") & set(text) for text in texts(document))


def test_periods_span_their_columns(corpus: Path) -> None:
    tables = [
        table for table in read(corpus / "text" / "isss-2017-pat.txt").tables() if table.column_count == 7
    ]
    assert len(tables) == 6
    for table in tables:
        assert sum(cell.column_span == 2 for cell in table.cells if cell.row == 0) == 2
        assert {cell.row for cell in table.cells if cell.is_header} == {0, 1}


def test_amounts_are_free_of_escapes(corpus: Path) -> None:
    assert not any(
        "\\$" in text or "**" in text for text in texts(read(corpus / "text" / "isss-2017-pat.txt"))
    )
