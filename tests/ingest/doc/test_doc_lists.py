"""Automatic numbers and bullets: counted as Word counts, printed as the levels say."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from ingest.doc.numbering import language_of, printed

LIST, LEVEL = 0x460B, 0x260A


def level(
    form: int,
    pattern: str,
    start: int = 1,
    *,
    follow: int = 0,
    flags: int = 0,
    limit: int = 0,
    looks: bytes = b"",
) -> bytes:
    head = struct.pack("<IBB9sBIIBBBB", start, form, flags, bytes(9), follow, 0, 0, len(looks), 0, limit, 0)
    return head + looks + struct.pack("<H", len(pattern)) + pattern.encode("utf-16-le")


def lists(*definitions: list[bytes]) -> bytes:
    """PlfLst with its levels behind it: one level makes a simple list, else nine."""
    heads = [
        struct.pack("<II18sBB", number + 1, 0, bytes(18), len(levels) == 1, 0)
        for number, levels in enumerate(definitions)
    ]
    levels = b"".join(b"".join(found) for found in definitions)
    return struct.pack("<H", len(heads)) + b"".join(heads) + levels


def overrides(*uses: tuple[int, list[bytes]]) -> bytes:
    heads = [struct.pack("<IIIBBBB", number, 0, 0, len(levels), 0, 0, 0) for number, levels in uses]
    rest = b"".join(struct.pack("<I", 0xFFFFFFFF) + b"".join(levels) for _, levels in uses)
    return struct.pack("<I", len(heads)) + b"".join(heads) + rest


def listed(write: Any, definitions: bytes, uses: bytes, *items: tuple[int, int]) -> list[str]:
    """Paragraphs "x" of the given override and level, as they are read."""
    file = write.file({"lists": definitions, "list_overrides": uses})
    for number, depth in items:
        file.add("x\r", write.sprm(LIST, number), write.sprm(LEVEL, depth))
    return [text.removesuffix("x") for text in file.texts()]


NINE = [level(0, "\0."), level(4, "\1)"), level(0, "\0.\1.\2"), *[level(255, "")] * 6]


def test_levels_count_on_and_start_anew_below(write: Any) -> None:
    items = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (1, 2), (1, 3)]
    labels = listed(write, lists(NINE), overrides((1, [])), *items)
    assert labels == ["1. ", "a) ", "b) ", "2. ", "a) ", "2.a.1 ", ""]


def test_a_level_that_goes_on_and_one_that_restarts_late(write: Any) -> None:
    levels = [level(0, "\0"), level(0, "\1", flags=8, limit=0), level(0, "\2", flags=8, limit=1), *NINE[3:]]
    items = [(1, 0), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2), (1, 1), (1, 2)]
    assert listed(write, lists(levels), overrides((1, [])), *items) == [
        "1 ", "1 ", "1 ", "2 ", "2 ", "1 ", "3 ", "2 ",
    ]  # fmt: skip


def test_an_override_starts_anew_where_it_says_so(write: Any) -> None:
    start_at_5 = struct.pack("<II", 5, 0x10)
    uses = overrides((1, []), (1, [start_at_5]), (1, []))
    labels = listed(write, lists([level(0, "\0.-")]), uses, (1, 0), (2, 0), (2, 0), (3, 0))
    assert labels == ["1.- ", "5.- ", "6.- ", "7.- "]


def test_an_override_starts_all_its_levels_anew_at_once(write: Any) -> None:
    levels = [level(0, "\0."), level(0, "\0.\1."), *NINE[2:]]
    anew = [struct.pack("<II", 1, 0x10), struct.pack("<II", 1, 0x11)]
    labels = listed(
        write, lists(levels), overrides((1, []), (1, anew)), (1, 0), (1, 0), (1, 1), (2, 1), (2, 1)
    )
    assert labels == ["1. ", "2. ", "2.1. ", "1.1. ", "1.2. "]


def test_bullets_count_for_the_levels_below_them(write: Any) -> None:
    levels = [level(23, "\uf0b7"), level(0, "\1."), *NINE[2:]]
    labels = listed(write, lists(levels), overrides((1, [])), (1, 0), (1, 1), (1, 1), (1, 0), (1, 1))
    assert labels == ["• ", "1. ", "2. ", "• ", "1. "]


def test_an_override_with_a_level_of_its_own(write: Any) -> None:
    own = struct.pack("<II", 0, 0x30) + level(1, "\0°", start=4, follow=2)
    assert listed(write, lists([level(0, "\0.")]), overrides((1, [own])), (1, 0), (1, 0)) == ["IV°", "V°"]


def test_legal_numbers_are_arabic(write: Any) -> None:
    levels = [level(1, "\0"), level(3, "\0.\1", flags=4), *NINE[2:]]
    assert listed(write, lists(levels), overrides((1, [])), (1, 0), (1, 1)) == ["I ", "1.1 "]


def test_bullets_of_symbol_fonts_and_hidden_numbers(write: Any) -> None:
    bullets = lists(
        [level(23, "\uf0b7", follow=1)], [level(23, "o", follow=2)], [level(0, "\0", looks=b"\x3c\x08\1")]
    )
    labels = listed(write, bullets, overrides((1, []), (2, []), (3, [])), (1, 0), (2, 0), (3, 0))
    assert labels == ["• ", "◦", ""]


def test_a_number_alone_in_a_cell(write: Any) -> None:
    file = write.file({"lists": lists([level(0, "\0.")]), "list_overrides": overrides((1, []))})
    numbered = write.sprm(LIST, 1)
    for _ in range(2):
        file.add("\x07", write.sprm(0x2416, 1), numbered)
        file.add(
            "\x07", write.sprm(0x2416, 1), write.sprm(0x2417, 1), numbered, write.row_definition([0, 900])
        )
    cells = file.tables()[0].cells
    assert [(cell.text, cell.typed_text) for cell in cells] == [("1.", ""), ("2.", "")]


@pytest.mark.parametrize("number", [0, 2, 999, 0xF801])
def test_lists_that_are_not_there(write: Any, number: int) -> None:
    assert listed(write, lists([level(0, "\0.")]), overrides((1, [])), (number, 0)) == [""]


def test_an_override_of_a_list_that_is_not_there(write: Any) -> None:
    assert listed(write, lists([level(0, "\0.")]), overrides((9, [])), (1, 0)) == [""]


def test_an_override_of_a_level_that_is_none(write: Any) -> None:
    anew = [struct.pack("<II", 7, 0x1F)]
    assert listed(write, lists([level(0, "\0.")]), overrides((1, anew)), (1, 0)) == ["1. "]


def test_lists_that_break_off(write: Any) -> None:
    for cut in (3, 20, 35, 60):
        listed(write, lists(NINE)[:cut], overrides((1, [struct.pack("<II", 5, 0x30)])), (1, 0), (1, 8))
    listed(write, struct.pack("<H", 0xFFFF), struct.pack("<I", 0xFFFFFFFF), (1, 0))


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (4, 0, "4"), (4, 1, "IV"), (1999, 2, "mcmxcix"), (3, 3, "C"), (28, 4, "bb"), (5, 22, "05"),
        (3, 23, ""), (3, 255, ""), (99999, 0, ""), (3, 14, "3"), (11, 18, "⑪"), (2, 57, "- 2 -"),
    ],
)  # fmt: skip
def test_number_formats(number: int, form: int, text: str) -> None:
    assert printed(number, form) == text


def test_languages_of_numbers_in_words() -> None:
    assert (language_of(0x340A), language_of(0x0416), language_of(0x0411)) == ("es", "pt", "")
