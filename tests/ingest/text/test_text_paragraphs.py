"""Running text between tables, and columns of spaces."""

from __future__ import annotations

import pytest

from ingest.document import Paragraph, Part


def test_empty_lines_and_items_part_paragraphs(read, paragraphs) -> None:
    text = "Título\nsegunda línea\n\nIntro:\n- uno\nsigue uno\n- dos\n1. tres\na) cuatro\n2.-Cinco\n• seis"
    assert paragraphs(read(text)) == [
        "Título\nsegunda línea",
        "Intro:",
        "- uno\nsigue uno",
        "- dos",
        "1. tres",
        "a) cuatro",
        "2.-Cinco",
        "• seis",
    ]


@pytest.mark.parametrize("line", ["10-05-2014 fecha", "-5 grados", "1,5 veces", "a la vez", "2015 fue"])
def test_what_only_looks_like_an_item_goes_on(read, paragraphs, line: str) -> None:
    assert paragraphs(read(f"Texto\n{line}")) == [f"Texto\n{line}"]


def test_drawn_lines_and_empty_items_part_and_are_not_text(read, paragraphs) -> None:
    assert paragraphs(read("uno\n-----\ndos\n=====\ntres\n- - -\ncuatro\n-\ncinco\n____\n")) == [
        "uno",
        "dos",
        "tres",
        "cuatro",
        "cinco\n____",
    ]


def test_notes_are_told_by_the_mark_before_them(read) -> None:
    document = read("Texto con nota¹.\n\n- ¹ Explica la nota.\n² También.\n")
    first, *notes = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert (first.text, first.marks, first.part) == ("Texto con nota.", ("1",), Part.BODY)
    assert [(note.part, note.marks, note.text) for note in notes] == [
        (Part.NOTE, ("1",), "Explica la nota."),
        (Part.NOTE, ("2",), "También."),
    ]


def test_bold_paragraphs(read) -> None:
    (bold, plain) = read("**BIENES Y/O\nSERVICIOS**\n\nTexto **en negrita** en parte.").blocks
    assert (bold.text, bold.is_bold) == ("BIENES Y/O\nSERVICIOS", True)
    assert (plain.text, plain.is_bold) == ("Texto en negrita en parte.", False)


def test_places_are_line_numbers(read) -> None:
    assert [block.place.path for block in read("uno\n\n\ndos\n").blocks] == ["line 1", "line 4"]


def test_columns_of_spaces_are_a_table_where_all_lines_agree(read, rows) -> None:
    text = (
        "Producto      Unidad    Meta\n"
        "Pensiones     Casos    1.404\n"
        "Bonos         Casos      785\n"
        "Otros         Casos        2\n"
    )
    (table,) = read(text).tables()
    assert rows(table) == [
        ["Producto", "Unidad", "Meta"],
        ["Pensiones", "Casos", "1.404"],
        ["Bonos", "Casos", "785"],
        ["Otros", "Casos", "2"],
    ]
    assert (table.method, table.confidence) == ("text-spaces", 0.8)


@pytest.mark.parametrize(
    "text",
    [
        "     Balmaceda 696\n     Teléfono: 51\n     La Serena\n",
        "Uno  dos\ntres  cuatro\n",
        "Nombre   Cargo\nJuan     Jefe\nAna      Jefa\n",
        "a  1\nbb cc dd ee  2\nlarga línea sin columnas en medio\n",
        "Texto  con  espacios  dobles\nque no   forman columnas 5\npor más    que se mire\n",
        "1  2  3\n4  5  6\n7  8  9\n",
    ],
)
def test_other_spaces_are_no_table(read, text: str) -> None:
    assert not list(read(text).tables())


def test_rulings_between_aligned_rows_are_left_out(read, rows) -> None:
    ruling = "----------------\n"
    text = f"Producto    Meta\n{ruling}Pensiones      5\nBonos         10\n{ruling}Total         15\n"
    (table,) = read(text).tables()
    assert rows(table)[1:] == [["Pensiones", "5"], ["Bonos", "10"], ["Total", "15"]]
