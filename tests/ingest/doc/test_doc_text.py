"""What of the characters is seen: pieces, deletions, hidden text, fields, symbols, superscripts."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from ingest.document import Heading, Paragraph

DELETED, INSERTED, HIDDEN, SPECIAL, BOLD, RAISED = 0x0800, 0x0801, 0x083C, 0x0855, 0x0835, 0x2A48
SYMBOL, STYLE, SIZE, FONT, DATA, PICTURE = 0x6A09, 0x4A30, 0x4A43, 0x4A4F, 0x0806, 0x6A03


def only(file: Any) -> Any:
    (block,) = file.blocks()
    return block


@pytest.mark.parametrize(("value", "expected"), [(1, "ab"), (0x81, "ab"), (0, "axb"), (0x80, "axb")])
def test_deleted_text_goes_by_the_value_of_its_toggle(write: Any, value: int, expected: str) -> None:
    assert write.file().add([("a", b""), ("x", write.sprm(DELETED, value)), ("b\r", b"")]).texts() == [
        expected
    ]


def test_tracked_and_hidden_text_is_reported(write: Any) -> None:
    file = write.file().add([("a", write.sprm(INSERTED, 1)), ("b", write.sprm(HIDDEN, 1)), ("\r", b"")])
    reading = file.reading()
    assert [block.text for block in reading.blocks() if isinstance(block, Paragraph)] == ["a"]
    assert {problem.kind for problem in reading.problems} == {"tracked_changes", "hidden_text"}


def test_a_deleted_mark_joins_two_paragraphs(write: Any) -> None:
    deleted = write.sprm(DELETED, 1)
    assert write.file().add([("uno ", b""), ("\r", deleted)]).add("dos\r").texts() == ["uno dos"]


def test_a_hidden_mark_joins_two_paragraphs_but_not_two_figures(write: Any) -> None:
    hidden = write.sprm(HIDDEN, 1)
    assert write.file().add([("10%", b""), ("\r", hidden)]).add("5%\r").texts() == ["10% 5%"]


def test_nothing_joins_across_the_border_of_a_table(write: Any) -> None:
    hidden = write.sprm(HIDDEN, 1)
    file = write.file().row(["a"], [0, 900]).add([("\r", hidden)]).row(["b"], [0, 900])
    assert [table.cells[0].text for table in file.tables()] == ["a", "b"]


def test_bold_as_the_style_says_or_the_opposite(write: Any, styled: Any) -> None:
    bold, as_style, opposite = (write.sprm(BOLD, value) for value in (1, 0x80, 0x81))
    for style, looks, expected in (
        (0, b"", False), (0, bold, True), (0, as_style, False), (0, opposite, True), (3, b"", True),
        (3, as_style, True), (3, opposite, False), (0, write.sprm(STYLE, 4), True),
        (0, write.sprm(STYLE, 10), False),
    ):  # fmt: skip
        assert only(styled().add([("x\r", looks)], style=style)).is_bold is expected


def test_sizes_and_plain_text(write: Any) -> None:
    looks = write.sprm(SIZE, 23) + write.sprm(BOLD, 1)
    assert only(write.file().add([("texto", looks), ("\r", b"")])).size == 11.5
    assert not only(write.file().add([("texto\r", looks + write.sprm(0x2A33, 0))])).is_bold


def test_a_style_may_build_on_itself(styled: Any) -> None:
    assert styled().add("x\r", style=6).texts() == ["x"]


def test_headings_by_style_title_and_outline_level(write: Any, styled: Any) -> None:
    file = styled().add("a\r", style=1).add("b\r", style=5).add("c\r", write.sprm(0x2640, 0))
    file.add("d\r", write.sprm(0x2640, 9), style=1).add("e\r", style=8)
    levels = [block.level if isinstance(block, Heading) else 0 for block in file.blocks()]
    assert levels == [2, 2, 1, 0, 1]


def test_characters_of_control(write: Any) -> None:
    text = "a\x0bb\x1ec\x1fd\x0ce\x05\x01\r"
    assert write.file().add(text).texts() == ["a\nb\u2011c\u00add\ne"]


def test_surrogate_pairs_are_one_character(write: Any) -> None:
    assert write.file().add("a\U0001f600b\r").texts() == ["a\U0001f600b"]


def test_eight_bit_pieces_are_in_code_page_1252(write: Any) -> None:
    assert write.file(width=1).add("año – 5 €\r").texts() == ["año – 5 €"]


def test_symbols_are_shown_and_typed_as_stored(write: Any) -> None:
    fonts = fonts_of("Arial", "Symbol")
    symbol = write.sprm(SYMBOL, 1 | 0xF0B3 << 16) + write.sprm(SPECIAL, 1)
    file = write.file({"fonts": fonts}).row([[("(", symbol), (" 95%", b"")]], [0, 900])
    (cell,) = file.tables()[0].cells
    assert cell.text == "≥ 95%"
    assert cell.typed_text == "\uf0b3 95%"


def test_private_characters_of_a_cell_are_typed_as_stored(write: Any) -> None:
    file = write.file({"fonts": fonts_of("Arial", "Symbol")})
    of_symbols = write.sprm(FONT, 1)
    file.row([[("5 \uf06d", of_symbols), ("g", b"")], "5 g"], [0, 900, 1800])
    cells = file.tables()[0].cells
    assert [(cell.text, cell.typed) for cell in cells] == [("5 μg", "5 \uf06dg"), ("5 g", None)]


def test_raised_figures_are_typed_plain_unless_they_stand_by_a_figure(write: Any) -> None:
    raised = write.sprm(RAISED, 1)
    file = write.file().row(
        [[("mg·kg", b""), ("-1", raised), ("·day", b""), ("-1", raised)], [("10", b""), ("6", raised)]],
        [0, 900, 1800],
    )
    cells = file.tables()[0].cells
    assert [(cell.text, cell.typed_text) for cell in cells] == [
        ("mg·kg⁻¹·day⁻¹", "mg·kg-1·day-1"), ("10⁶", "10⁶"),
    ]  # fmt: skip


def test_what_was_typed_in_lines_that_run_on(write: Any) -> None:
    hidden, raised = write.sprm(0x083C, 1), write.sprm(RAISED, 1)
    file = write.file().row([[("m", b""), ("-1", raised), ("\r", hidden), ("95", b"")]], [0, 900])
    (cell,) = file.tables()[0].cells
    assert (cell.text, cell.typed_text) == ("m⁻¹ 95", "m-1 95")


def test_private_characters_by_their_font(write: Any) -> None:
    file = write.file({"fonts": fonts_of("Arial", "Symbol")})
    assert file.add([("30\uf0b0C\r", write.sprm(FONT, 1))]).texts() == ["30°C"]


@pytest.mark.parametrize(
    ("before", "text", "expected", "marks"),
    [
        ("Objetivo", "1", "Objetivo", ("1",)), ("120 m", "2", "120 m²", ()), ("10", "6", "10⁶", ()),
        ("95%", "3", "95%", ("3",)), ("N", "o", "Nº", ()),
    ],
)  # fmt: skip
def test_superscripts(write: Any, before: str, text: str, expected: str, marks: tuple[str, ...]) -> None:
    block = only(write.file().add([(before, b""), (text, write.sprm(RAISED, 1)), ("\r", b"")]))
    assert (block.text, block.marks) == (expected, marks)


def field(write: Any, *parts: str) -> list[tuple[str, bytes]]:
    """Text in which the marks of fields are special characters, as Word writes them."""
    special = write.sprm(SPECIAL, 1)
    return [(part, special if part in "\x13\x14\x15\x01" else b"") for part in parts]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("a", "\x13", " PAGE ", "\x14", "7", "\x15", "b"), "a7b"),
        (("a", "\x13", " XE índice ", "\x15", "b"), "ab"),
        (("\x13", " IF ", "\x13", " X ", "\x14", "1", "\x15", " = 1 ", "\x14", "sí", "\x15"), "sí"),
        (("\x13", " TOC ", "\x14", "\x13", " REF ", "\x14", "ver", "\x15", " más", "\x15"), "ver más"),
        (("a", "\x13", " PAGE ", "b"), "a PAGE b"),
        (("a", "\x15", "b", "\x14", "c"), "abc"),
        (("\x13", ' SYMBOL 179 \\f "Symbol" ', "\x15", " 5"), "≥ 5"),
        (("\x13", " EQ \\f(3;", "\x13", " REF x ", "\x14", "8", "\x15", ") ", "\x14", "\x15", " %"), "3/8 %"),
        (("\x13", " MACROBUTTON Nada pulse aquí ", "\x15"), "pulse aquí"),
        (("\x13", " FORMCHECKBOX ", "\x15", "sí"), "sí"),
    ],
)
def test_fields_show_their_results(write: Any, parts: tuple[str, ...], expected: str) -> None:
    assert write.file().add([*field(write, *parts), ("\r", b"")]).texts() == [expected]


def test_embedded_objects_with_words_are_said_to_be_unread(write: Any) -> None:
    parts = (
        "\x13",
        " EMBED Excel.Sheet.8 ",
        "\x14",
        "\x01",
        "\x15",
        "\x13",
        " EMBED MSPhotoEd.3 ",
        "\x14",
        "\x15",
    )
    reading = write.file().add([*field(write, *parts), ("tabla\r", b"")]).reading()
    assert [block.text for block in reading.blocks() if isinstance(block, Paragraph)] == ["tabla"]
    assert [problem.message("en") for problem in reading.problems] == [
        "It embeds an object of Excel.Sheet.8, which was not read: compare with the original."
    ]


def test_marks_of_fields_that_are_not_special_are_no_fields(write: Any) -> None:
    assert write.file().add("a\x13b\x14c\x15d\r").texts() == ["abcd"]


def test_a_field_runs_over_paragraphs(write: Any) -> None:
    file = write.file().add([*field(write, "a", "\x13", " TOC "), ("\r", b"")])
    file.add([*field(write, " más ", "\x14", "uno"), ("\r", b"")]).add(
        [*field(write, "dos", "\x15"), ("\r", b"")]
    )
    assert file.texts() == ["a", "uno", "dos"]


def form(kind: int, result: int, default: int, choices: tuple[str, ...] = ()) -> bytes:
    stored = struct.pack("<IHHH", 0xFFFFFFFF, kind | result << 2, 0, 0)
    stored += struct.pack("<HHH", 0, 0, default)[: 4 if kind == 0 else 6] + bytes(20)
    if choices:
        stored += struct.pack("<HHH", 0xFFFF, len(choices), 0)
        stored += b"".join(struct.pack("<H", len(c)) + c.encode("utf-16-le") for c in choices)
    return struct.pack("<IH", len(stored) + 68, 68) + bytes(62) + stored


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (form(1, 1, 0), "☒"), (form(1, 0, 1), "☐"), (form(1, 25, 1), "☒"),
        (form(2, 1, 0, ("no", "sí")), "sí"), (form(2, 25, 0, ("no", "sí")), "no"),
        (form(2, 9, 0, ("no",)), ""),
        (form(0, 0, 0), ""), (b"\1\2", ""), (form(2, 0, 0)[:-10], ""),
    ],
)  # fmt: skip
def test_form_fields_show_their_data(write: Any, stored: bytes, expected: str) -> None:
    data = write.sprm(SPECIAL, 1) + write.sprm(DATA, 1) + write.sprm(PICTURE, 16)
    special = write.sprm(SPECIAL, 1)
    runs = [("\x13", special), (" FORMDROPDOWN ", b""), ("\x01", data), ("\x15", special), (".\r", b"")]
    file = write.file(data=bytes(16) + stored).row([[*runs[:-1], (".", b"")]], [0, 900])
    (cell,) = file.tables()[0].cells
    assert cell.text == expected + "."
    assert cell.typed_text == "."


def pieces(*spans: tuple[int, int, int]) -> bytes:
    """A piece table that takes stretches of the stored text (start, length, Prm) in another order."""
    at, positions, stored = 0, [0], []
    for start, length, prm in spans:
        at += length
        positions.append(at)
        stored.append(struct.pack("<HIH", 0, 1024 + 2 * start, prm))
    table = struct.pack(f"<{len(positions)}I", *positions) + b"".join(stored)
    return b"\x02" + struct.pack("<I", len(table)) + table


def test_pieces_of_a_fast_saved_file(write: Any) -> None:
    file = write.file().add("mundo\r").add("hola \r")
    file.parts["clx"] = pieces((6, 5, 0), (0, 6, 0), (11, 1, 0))
    assert file.texts() == ["hola mundo"]


def test_the_modifier_of_a_piece(write: Any) -> None:
    file = write.file().add("uno dos\r")
    bold = 0x55 << 1 | 1 << 8  # Prm0: sprmCFBold, 1
    file.parts["clx"] = pieces((0, 8, bold))
    assert only(file).is_bold
    grpprl = write.sprm(0x0835, 1)
    file.parts["clx"] = b"\x01" + struct.pack("<H", len(grpprl)) + grpprl + pieces((0, 8, 1))
    assert only(file).is_bold
    file.parts["clx"] = pieces((0, 8, 0x1235 | 1))  # a grpprl that is not there
    assert not only(file).is_bold


def test_pieces_beyond_the_stream_leave_the_rest_in_its_place(write: Any) -> None:
    file = write.file().add("uno\r").add("dos\r")
    file.parts["clx"] = pieces((0, 4, 0), (1 << 20, 2, 0), (4, 2, 0))
    reading = file.reading()
    assert [block.text for block in reading.blocks() if isinstance(block, Paragraph)] == ["uno", "do"]
    assert [problem.kind for problem in reading.problems] == ["damaged_part"]


def test_pieces_that_name_more_than_the_file_holds_are_cut(write: Any) -> None:
    file = write.file().add("x" * 400 + "\r")
    file.parts["clx"] = pieces(*[(0, 401, 0)] * 5000)
    file.counts = {}
    assert sum(len(text) for text in file.texts()) < 40_000


def test_a_file_without_piece_table_has_its_text_in_one(write: Any) -> None:
    file = write.file().add("uno\r")
    file.parts["clx"] = b"\x07garbage"
    assert file.texts() == ["uno"]


def fonts_of(*names: str) -> bytes:
    stored = [bytes(39) + name.encode("utf-16-le") + b"\0\0" for name in names]
    return struct.pack("<HH", len(names), 0) + b"".join(bytes([len(font)]) + font for font in stored)


def test_pictures_are_told_by_their_places(write: Any) -> None:
    special = write.sprm(SPECIAL, 1)
    file = write.file().add("texto\r").add([("\x01", special), ("y más\r", b"")])
    file.row([[("\x01\x01", special)], "b"], [0, 900, 1800]).add([("\x01", b""), ("x\r", b"")])
    reading = file.reading()
    reading.blocks()
    assert [problem.message("en") for problem in reading.problems] == [
        "Pictures that were not read: 3 (body/paragraph[2], body/table[1]/row[1]); if one shows a table, "
        "compare with the original."
    ]


@pytest.mark.parametrize("drawn", ["\x01", "\x08"])
def test_a_document_of_pictures_needs_recognition(write: Any, drawn: str) -> None:
    reading = write.file().add([(drawn, write.sprm(SPECIAL, 1)), ("\r", b"")]).reading()
    assert reading.blocks() == []
    assert "only_pictures" in [problem.kind for problem in reading.problems]


@pytest.mark.parametrize("strike", [0x0837, 0x2A53])
def test_struck_figures_do_not_run_into_others(write: Any, strike: int) -> None:
    struck = write.sprm(strike, 1)
    file = write.file().add([("10%", struck), ("20%\r", b"")]).add([("1", b""), ("5", struck), ("6\r", b"")])
    file.add([("niño", b""), ("s", struck), (", 5", b""), ("m", b""), ("2\r", write.sprm(RAISED, 1))])
    assert file.texts() == ["10% 20%", "1 5 6", "niños, 5m²"]


def test_figures_raised_by_their_position_are_note_marks(write: Any) -> None:
    def block(height: int) -> Any:
        return only(
            write.file().add([("H", b""), ("95%", b""), ("2", write.sprm(0x4845, height)), ("\r", b"")])
        )

    assert (block(6).text, block(6).marks) == ("H95%", ("2",))
    assert block(-6).text == "H95%2"
