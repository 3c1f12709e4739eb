"""Notes, headers and footers, text boxes: where they begin, what they hang on, how they are numbered."""

from __future__ import annotations

import struct
from typing import Any

from ingest.doc.fib import read_fib
from ingest.doc.reader import Reading
from ingest.doc.stories import read_notes
from ingest.document import Paragraph, Part, Table
from ingest.limits import DEFAULT

SPECIAL = 0x0855


def paragraphs(file: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    blocks = [block for block in file.blocks() if isinstance(block, Paragraph)]
    return [(block.part.value, block.text, block.marks) for block in blocks]


def noted(write: Any, kind: str, number: int, flags: list[int], form: int | None = None) -> Any:
    """Two words with a note each; the notes' story follows the main text."""
    special = write.sprm(SPECIAL, 1)
    file = write.file().add([("uno", b""), ("\x02", special), (" dos", b""), ("\x02", special), ("\r", b"")])
    main = file.length
    file.add([("\x02", special), (" primera\r", b"")]).add([("\x02", special), (" segunda\r", b"")]).add("\r")
    notes = file.length - main
    file.counts[number] = notes
    file.add("\r")
    file.counts[7] = 1
    file.parts[f"{kind}_refs"] = write.plc([3, 8, main], [struct.pack("<h", flag) for flag in flags])
    file.parts[f"{kind}_text"] = write.plc([0, 10, 20, notes], [])
    if form is not None:
        file.parts["dop"] = bytes(492) + struct.pack("<HH", form, form) + bytes(4)
    return file


def test_footnotes_follow_the_text_under_their_marks(write: Any) -> None:
    assert paragraphs(noted(write, "footnote", 1, [1, 1])) == [
        ("body", "uno dos", ("1", "2")), ("note", "primera", ("1",)), ("note", "segunda", ("2",)),
    ]  # fmt: skip


def test_endnotes_count_in_roman_numbers_unless_the_document_says_otherwise(write: Any) -> None:
    assert paragraphs(noted(write, "endnote", 5, [1, 1]))[0][2] == ("i", "ii")
    assert paragraphs(noted(write, "endnote", 5, [1, 1], form=3))[0][2] == ("A", "B")


def test_the_first_section_may_state_the_form_of_notes(write: Any) -> None:
    file = noted(write, "footnote", 1, [1, 1])
    at = len(file.streams()[0])
    file.parts["sections"] = write.plc([0, 9], [struct.pack("<HIHI", 0, at, 0, 0)])
    main, table = file.streams()
    grpprl = write.sprm(0x5040, 4)
    main += struct.pack("<H", len(grpprl)) + grpprl
    assert list(read_notes(read_fib(main), main, table).marks.values()) == ["a", "b"]


def test_a_mark_that_was_typed(write: Any) -> None:
    file = write.file().add([("uno", b""), ("*", write.sprm(0x2A48, 1)), ("\r", b"")])
    main = file.length
    file.add("* nota\r").add("\r").add("\r")
    file.counts[1], file.counts[7] = 8, 1
    file.parts["footnote_refs"] = write.plc([3, main], [struct.pack("<h", 0)])
    file.parts["footnote_text"] = write.plc([0, 7, 8], [])
    assert paragraphs(file)[0] == ("body", "uno", ("*",))
    assert paragraphs(file)[1][1] == "* nota"


def test_notes_whose_positions_run_back_are_read_once(write: Any) -> None:
    file = noted(write, "footnote", 1, [1] * 2)
    file.parts["footnote_refs"] = write.plc([3] * 401, [struct.pack("<h", 1)] * 400)
    file.parts["footnote_text"] = write.plc([0, 10] * 201, [])
    assert len(paragraphs(file)) == 2


def headed(write: Any, stories: list[str], title_page: bool = False, facing: bool = False) -> Any:
    """A document whose header story holds six separators and then ``stories``."""
    file = write.file().add("texto\r")
    main = file.length
    positions = [0] * 7
    for text in stories:
        if text:
            file.add(text + "\r")
        positions.append(file.length - main)
    file.add("\r")
    file.counts[2] = file.length - main
    file.add("\r")
    file.counts[7] = 1
    file.parts["headers"] = write.plc([*positions, file.counts[2]], [])
    file.parts["dop"] = bytes([facing]) + bytes(500)
    file.parts["sections"] = write.plc([0, main], [struct.pack("<HIHI", 0, 60 if title_page else 0, 0, 0)])
    return file


def test_headers_and_footers_come_before_the_text(write: Any) -> None:
    file = headed(write, ["", "arriba", "", "abajo", "", ""])
    assert [(part, text) for part, text, _ in paragraphs(file)] == [
        ("header", "arriba"), ("footer", "abajo"), ("body", "texto"),
    ]  # fmt: skip


def test_headers_of_even_pages_show_only_with_facing_pages(write: Any) -> None:
    stories = ["par", "impar", "", "", "", ""]
    assert [text for _, text, _ in paragraphs(headed(write, stories))] == ["impar", "texto"]
    assert [text for _, text, _ in paragraphs(headed(write, stories, facing=True))] == [
        "par",
        "impar",
        "texto",
    ]


def test_the_header_of_the_first_page_shows_only_where_the_section_has_one(write: Any) -> None:
    assert [text for _, text, _ in paragraphs(headed(write, ["", "h", "", "", "primera", ""]))] == [
        "h",
        "texto",
    ]


def test_a_header_that_sections_repeat_is_read_once(write: Any) -> None:
    file = headed(write, ["", "igual", "", "", "", "", "", "igual", "", "", "", ""])
    assert [text for _, text, _ in paragraphs(file)] == ["igual", "texto"]


def test_the_table_of_a_header_is_read_as_its_rows(write: Any) -> None:
    file = write.file().add("texto\r")
    main = file.length
    file.row(["logo", "oficina"], [0, 900, 1800])
    end = file.length - main
    file.add("\r")
    file.counts[2] = file.length - main
    file.add("\r")
    file.counts[7] = 1
    file.parts["headers"] = write.plc([0] * 8 + [end, end], [])
    blocks = file.blocks()
    assert not any(isinstance(block, Table) for block in blocks)
    assert [(p, t) for p, t, _ in paragraphs(file)] == [("header", "logo\toficina"), ("body", "texto")]


def test_a_text_box_follows_the_paragraph_that_it_hangs_on(write: Any) -> None:
    file = write.file().add([("a", b""), ("\x08", write.sprm(SPECIAL, 1)), ("\r", b"")]).add("b\r")
    main = file.length
    file.add("recuadro\r").add("suelto\r").add("\r")
    file.counts[6] = file.length - main
    file.add("\r")
    file.counts[7] = 1
    boxes = [bytes(14) + struct.pack("<II", number, 0) for number in (77, 78, 0)]
    file.parts["text_boxes"] = write.plc([0, 9, 16, file.counts[6]], boxes)
    file.parts["shapes"] = write.plc([1, main], [struct.pack("<I", 77) + bytes(22)])
    assert [(part, text) for part, text, _ in paragraphs(file)] == [
        ("body", "a"), ("text_box", "recuadro"), ("body", "b"), ("text_box", "suelto"),
    ]  # fmt: skip
    assert file.blocks()[1].place.path == "body/paragraph[1]/text_box[1]/paragraph[1]"


def test_comments_are_left_out_and_said_so(write: Any) -> None:
    file = write.file().add("texto\r").add("comentario\r").add("\r")
    file.counts[4], file.counts[7] = 11, 1
    reading = file.reading()
    assert [block.text for block in reading.blocks() if isinstance(block, Paragraph)] == ["texto"]
    assert [problem.kind for problem in reading.problems] == ["comments_left_out"]
    assert Part.NOTE not in {block.part for block in reading.blocks() if isinstance(block, Paragraph)}


def word_6(text: bytes, stories: tuple[int, int], places: dict[int, bytes], pages: bytes = b"") -> Reading:
    """A file of Word 6.0: its text from 1024 on, characters of main text and headers, parts by their place
    in the FIB, and a page of paragraphs at 512."""
    main = bytearray(8192)
    main[1024 : 1024 + len(text)] = text
    main[512 : 512 + len(pages)] = pages
    struct.pack_into("<HHHHHH", main, 0, 0xA5DC, 101, 0, 0x0C0A, 0, 0)
    struct.pack_into("<II", main, 24, 1024, 1024 + len(text))
    struct.pack_into("<8i", main, 52, stories[0], 0, stories[1], 0, 0, 0, 0, 0)
    main[6000:6004] = struct.pack("<HBB", 2, 153, 0x0A)
    at = 6100
    for pair, stored in places.items():
        struct.pack_into("<II", main, pair, at, len(stored))
        main[at : at + len(stored)] = stored
        at += len(stored)
    data = bytes(main)
    return Reading(read_fib(data), data, data, bytes, DEFAULT)


def test_automatic_numbers_of_word_6_are_said_to_be_missing(write: Any) -> None:
    page = bytearray(512)
    struct.pack_into("<II", page, 0, 1024, 1030)
    page[8] = 250
    page[500:506] = struct.pack("<BHBBB", 2, 0, 13, 11, 0)
    page[511] = 1
    reading = word_6(b"texto\r", (6, 0), {192: write.plc([1024, 1030], [struct.pack("<H", 1)])}, bytes(page))
    assert [block.text for block in reading.blocks() if isinstance(block, Paragraph)] == ["texto"]
    assert "old_word_numbers" in {problem.kind for problem in reading.problems}


def test_headers_of_word_6_are_only_those_that_exist(write: Any) -> None:
    text = b"texto\r" + b"sep\r" + b"arriba\r" + b"abajo\r" + b"otro\r" + b"\r"
    places = {
        176: write.plc([0, 4, 11, 17, 22, 23], []),
        136: write.plc([0, 6], [struct.pack("<HIHI", 0, 6000, 0, 0)]),
        336: b"\0\1" + bytes(80),
    }
    blocks = word_6(text, (6, len(text) - 6), places).blocks()
    assert [(block.part.value, block.text) for block in blocks if isinstance(block, Paragraph)] == [
        ("header", "arriba"), ("header", "otro"), ("footer", "abajo"), ("body", "texto"),
    ]  # fmt: skip
