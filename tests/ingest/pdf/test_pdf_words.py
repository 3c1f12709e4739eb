"""Words from glyphs as real pages set them: spaced letters, kerning, ligatures, overprints, clipping."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Document, Table, read_bytes
from ingest.pdf.glyphs import from_the_right
from ingest.pdf.opening import opened, read_sheet
from ingest.pdf.overprints import layers
from ingest.pdf.spacing import spelled

Reader = Callable[..., Document]


def lines(document: Document) -> list[str]:
    return [
        line for block in document.blocks if not isinstance(block, Table) for line in block.text.split("\n")
    ]


def shown(operators: str) -> str:
    return f"0 g BT /F1 10 Tf 1 0 0 1 60 700 Tm {operators} 0 Tc ET"


@pytest.mark.parametrize("spacing", [1, 1.8, 2, 3, 4])
def test_character_spacing_parts_no_words(sheet: Any, read_sheets: Reader, spacing: float) -> None:
    page = sheet().raw(
        shown(f"{spacing} Tc (PROGRAMA DE TRABAJO 2016) Tj 0 -30 Td (10,5) Tj 0 -30 Td (A 1) Tj")
    )
    assert lines(read_sheets(page)) == ["PROGRAMA DE TRABAJO 2016", "10,5", "A 1"]


def test_each_letter_has_the_ink_of_its_own_text_object(sheet: Any, pdf: Callable[..., bytes]) -> None:
    page, wanted = sheet(), []
    for k in range(40):
        letters = "abcdefghijklmnopqrstuvwxyz"[: 1 + k * 7 % 17]
        page.raw(
            f"{k / 255:.5f} g BT /F1 10 Tf 1 0 0 1 {60 + 9 * (k % 2)} {800 - 17 * k} Tm ({letters}) Tj ET"
        )
        wanted += [(letter, k * 0x010101) for letter in letters]
    with opened(pdf(page), None) as document:
        read = read_sheet(document, 0)
    assert read
    seen = zip(map(chr, read.glyphs.code.tolist()), read.glyphs.ink.tolist(), strict=True)
    assert list(seen) == wanted


def test_what_is_written_from_the_right_is_known() -> None:
    turning = {"R", "AL", "AN", "RLE", "RLO", "RLI"}
    every = [code for code in range(0x11000) if unicodedata.bidirectional(chr(code)) in turning]
    assert all(from_the_right(np.array([0x41, code], np.uint32)) for code in every)
    assert not from_the_right(np.array([*range(0x590), 0x2019, 0x20AC, 0xFB01, 0xFFFE], np.uint32))


def test_letters_with_blanks_between_are_words(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(60, 100, "P R O G R A M A   D E   T R A B A J O")
    for k, letter in enumerate("OBJETIVOS"):
        page.text(60 + 12 * k, 150, letter)
    assert lines(read_sheets(page)) == ["PROGRAMA DE TRABAJO", "OBJETIVOS"]


@pytest.mark.parametrize(
    "text",
    [
        "E F M A M J J A S O N D",
        "L M M J V S D",
        "X X X X X X",
        "A B C D E F",
        "1 2 3 4 5 6",
        "x y z w v t",
        "a e i",
    ],
)
def test_heads_of_narrow_columns_and_figures_stay_apart(sheet: Any, read_sheets: Reader, text: str) -> None:
    assert lines(read_sheets(sheet().text(60, 100, text))) == [text]


def test_figures_set_apart_by_themselves_stay_apart(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().raw(shown("3 Tc (123) Tj")).text(60, 300, "Una página con texto.")
    assert lines(read_sheets(page))[0] == "1 2 3"


def test_a_ruling_between_spaced_letters_parts_them(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().grid([50, 96, 200], [100, 120, 140]).text(60, 114, "M E T A P E S O")
    page.text(60, 134, "Uno").text(110, 134, "7")
    (table,) = read_sheets(page).tables()
    assert not any(" " not in cell.text and len(cell.text) > 4 for cell in table.cells)


@given(st.lists(st.floats(0.1, 9.0), min_size=1, max_size=30), st.data())
def test_only_ends_of_words_are_joined(gaps: list[float], data: st.DataObject) -> None:
    count = len(gaps) + 1
    code = np.array(
        data.draw(st.lists(st.sampled_from([ord(c) for c in "aeMT7"]), min_size=count, max_size=count))
    )
    parted = np.array(data.draw(st.lists(st.booleans(), min_size=count - 1, max_size=count - 1)), dtype=bool)
    x0 = np.concatenate(([0.0], np.cumsum(np.array(gaps) + 5.0)))
    joined = spelled(parted, x0, x0 + 5.0, np.zeros(count, int), np.full(count, 10.0), code.astype(np.uint32))
    assert not (joined & ~parted).any()
    digits = code == ord("7")
    assert not (joined & (digits[1:] | digits[:-1])).any()


def test_kerned_arrays_are_words(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().raw(
        shown("[(A) 80 (V) 70 (A) -20 (nc) 15 (e) -280 (a) 30 (nual) -300 (1) 20 (0,) 10 (5)] TJ")
    )
    assert lines(read_sheets(page)) == ["AVAnce anual 10,5"]


def mapped(pdf_of_objects: Callable[..., bytes], content: bytes, pairs: bytes) -> bytes:
    """A page of text in a font whose codes stand for the signs that ``pairs`` say (ISO 32000-1, 9.10.3)."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        b"1 begincodespacerange <00> <FF> endcodespacerange %s endcmap end end" % pairs
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] "
            b"/Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            font,
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
        ]
    )


def test_ligatures_are_their_letters(pdf_of_objects: Callable[..., bytes]) -> None:
    pairs = b"2 beginbfchar <21> <00660069> <22> <FB02> endbfchar 1 beginbfrange <61> <7A> <0061> endbfrange"
    data = mapped(pdf_of_objects, b'BT /F1 12 Tf 40 200 Td (o!cina y con"icto) Tj ET', pairs)
    (text,) = lines(read_bytes(data, "a.pdf"))
    assert text.split(" ")[0] == "oficina"
    assert text.split(" ")[-1] == "conflicto"


def test_text_from_right_to_left_is_left_as_it_is_drawn(pdf_of_objects: Callable[..., bytes]) -> None:
    pairs = b"1 beginbfrange <61> <7A> <05D0> endbfrange"
    data = mapped(pdf_of_objects, b"BT /F1 12 Tf 40 200 Td (abc de) Tj ET", pairs)
    assert lines(read_bytes(data, "a.pdf")) == ["\u05d0\u05d1\u05d2 \u05d3\u05d4"]


def test_soft_hyphens_and_hyphens_at_line_ends_are_kept_with_their_line(
    sheet: Any, read_sheets: Reader
) -> None:
    page = sheet().grid([80, 160, 240], [100, 120, 160]).text(84, 114, "Meta").text(164, 114, "Peso")
    page.text(84, 134, "Capaci-").text(84, 146, "tación").text(164, 134, "pobla\xad").text(164, 146, "ción")
    (table,) = read_sheets(page).tables()
    assert [cell.text for cell in table.cells if cell.row] == ["Capaci-\ntación", "pobla-\nción"]


def test_different_texts_over_each_other_are_read_one_by_one(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(60, 100, "Peso").text(100, 100, "10").text(101, 100, "25")
    page.text(60, 150, "Meta de atención").text(60, 150.68, "Plazo mayor")
    page.text(60, 200, "Nombre: ____________").text(105, 199.5, "Ana Rojas")
    words = " ".join(lines(read_sheets(page))).split()
    assert {"10", "25", "Meta", "atención", "Plazo", "mayor", "Nombre:", "____________", "Ana"} <= set(words)


def test_one_text_drawn_over_itself_comes_once(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for shift in (0, 0.2, 0.4, 0.6):
        page.text(60 + shift, 100, "Programa 2016").text(60, 150 + shift, "Metas 11")
    assert lines(read_sheets(page)) == ["Programa 2016", "Metas 11"]


def test_accents_drawn_over_letters_stay_in_their_word(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(60, 100, "accion").text(81.5, 100, "\xb4")
    assert len(lines(read_sheets(page))[0].split()) == 1


def test_layers_are_none_where_signs_stand_beside_each_other() -> None:
    x = np.arange(4.0) * 5
    code, line, seen = np.full(4, 65, np.uint32), np.zeros(4, int), np.ones(4, bool)
    assert layers(code, x, x + 5, line, np.arange(4), seen) is None
    over = layers(
        code, np.array([0.0, 1.0, 5.0, 6.0]), np.array([5.0, 6, 10, 11]), line, np.array([0, 1, 0, 1]), seen
    )
    assert over is not None
    assert over.tolist() == [0, 1, 0, 1]


CLIPPED = (
    "q 60 690 100 30 re W n 0 g BT /F1 10 Tf 1 0 0 1 62 700 Tm (Visible) Tj "
    "1 0 0 1 150 700 Tm (Cortado) Tj 1 0 0 1 262 700 Tm (Oculto) Tj ET Q"
)


@pytest.mark.parametrize("form", [False, True])
def test_text_outside_its_clipping_path_is_left_out_and_counted(
    sheet: Any, read_sheets: Reader, form: bool
) -> None:
    document = read_sheets(sheet().raw(CLIPPED).text(60, 300, "Sin recorte."), form=form)
    assert lines(document) == ["Visible Cortado", "Sin recorte."]
    (problem,) = document.problems
    assert (problem.kind, dict(problem.facts)["count"]) == ("pdf_hidden_text", "6")


def test_clipping_paths_inside_each_other(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().raw(
        "q 50 600 m 300 600 l 300 760 l 50 760 l h W n q 60 690 400 30 re W n 0 g BT /F1 10 Tf "
        "1 0 0 1 62 700 Tm (Adentro) Tj 1 0 0 1 330 700 Tm (Afuera) Tj 1 0 0 1 62 620 Tm (Abajo) Tj ET Q Q"
    )
    document = read_sheets(page.text(60, 300, "Sin recorte."))
    assert lines(document) == ["Adentro", "Sin recorte."]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_clipping_on_turned_pages(sheet: Any, read_sheets: Reader, rotate: int) -> None:
    document = read_sheets(sheet(rotate=rotate).raw(CLIPPED).text(60, 300, "Sin recorte."))
    assert sorted(lines(document)) == ["Sin recorte.", "Visible Cortado"]
