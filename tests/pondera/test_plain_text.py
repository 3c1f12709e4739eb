"""Text of documents cannot steer the terminal or the page."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pondera.plain_text import one_line, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Año 2021: 5 %", "Año 2021: 5 %"),
        ("a\tb\nc", "a b\nc"),
        ("\x1b[31mrojo\x07", "\ufffd[31mrojo\ufffd"),
        ("abc\u202edef", "abc\ufffddef"),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters()))
def test_no_control_character_is_left(text: str) -> None:
    assert all(unicodedata.category(character) != "Cc" for character in printable(text) if character != "\n")


@given(st.text(), st.integers(2, 40))
def test_one_line_is_one_line_within_its_width(text: str, width: int) -> None:
    line = one_line(text, width)
    assert "\n" not in line
    assert len(line) <= width
    assert line == one_line(line, width)


def test_a_cut_is_seen() -> None:
    assert one_line("uno dos tres", 8) == "uno dos…"
    assert one_line("uno  dos\ntres") == "uno dos tres"
