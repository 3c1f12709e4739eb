from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.rtf import tokens
from ingest.rtf.groups import read_group
from ingest.rtf.tokens import TOKEN, code_point, end_of_group, mended, past_fallback


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (b"abc", [tokens.TEXT]),
        (b"{a}", [tokens.BRACE, tokens.TEXT, tokens.BRACE]),
        (b"\\par", [tokens.WORD]),
        (b"\\fs24 a", [tokens.PARAMETER, tokens.TEXT]),
        (b"\\li-360", [tokens.PARAMETER]),
        (b"\\'e1", [tokens.HEX]),
        (b"\\'zz", [tokens.SYMBOL, tokens.TEXT]),
        (b"\\~\\*", [tokens.SYMBOL, tokens.SYMBOL]),
        (b"\\u225?b", [tokens.FALLBACK, tokens.TEXT]),
        (b"\\u225{", [tokens.UNICODE, tokens.BRACE]),
        (b"\\u225\\par", [tokens.UNICODE, tokens.WORD]),
        (b"\\u8212\\emdash b", [tokens.FALLBACK, tokens.TEXT]),
        (b"\\ul\\uc1", [tokens.WORD, tokens.PARAMETER]),
        (b"a\r\nb\x00c", [tokens.TEXT] * 3),
        (b"\\", []),
    ],
)
def test_each_token_has_its_kind(data: bytes, kinds: list[int]) -> None:
    assert [token.lastindex for token in TOKEN.finditer(data)] == kinds


def test_one_blank_after_a_word_belongs_to_it() -> None:
    assert [token[0] for token in TOKEN.finditer(b"\\b  a")] == [b"\\b ", b" a"]


def test_a_number_of_absurd_length_is_one_token() -> None:
    (token,) = TOKEN.finditer(b"\\fs" + b"9" * 100_000)
    assert token[tokens.PARAMETER] == b"9999999999"


@pytest.mark.parametrize(
    ("data", "end"),
    [
        (b"a}b", 1),
        (b"{a}}", 3),
        (b"\\{\\}}", 4),
        (b"\\\\}", 2),
        (b"\\bin3 }}}}", 9),
        (b"\\bin}", 4),
        (b"\\binary3 }", 9),
        (b"\\bin-4 }", 7),
        (b"\\bin99 }", 8),
        (b"{a}", 3),
    ],
)
def test_the_end_of_a_group(data: bytes, end: int) -> None:
    assert min(end_of_group(data, 0), len(data)) == end


@pytest.mark.parametrize(
    ("data", "count", "end"),
    [
        (b"abc", 2, 2),
        (b"\\'e1\\'e9x", 2, 8),
        (b"\\~a", 1, 2),
        (b"a}", 5, 1),
        (b"\\par", 1, 0),
        (b"\r\na", 1, 3),
    ],
)
def test_fallback_characters_are_stepped_over(data: bytes, count: int, end: int) -> None:
    assert past_fallback(data, 0, count) == end


@pytest.mark.parametrize(
    ("number", "character"),
    [(b"241", "ñ"), (b"-3913", "\uf0b7"), (b"128512", "😀"), (b"-99999", "\ufffd"), (b"9999999", "\ufffd")],
)
def test_code_points(number: bytes, character: str) -> None:
    assert code_point(number) == character


def test_surrogates_are_joined_and_lone_ones_replaced() -> None:
    assert mended("a\ud83d\ude00b\ud83dc") == "a😀b\ufffdc"


@given(st.text())
def test_mending_leaves_whole_text_alone(text: str) -> None:
    assert mended(text) == text


def test_a_group_of_definitions_is_a_tree() -> None:
    data = b"{\\f0\\fswiss\\fcharset0 Ar\\'edal{\\*\\falt Helv};}{\\f1 \\u26085?;}"
    group = read_group(data, 0, len(data))
    first, second = group.all_named("f")
    assert (first.number("f"), first.number("fcharset", -1), first.text("cp1252")) == (0, 0, "Aríal;")
    assert first.groups[0].text("cp1252") == "Helv"
    assert second.text("cp1252") == "日;"
    assert second.number("absent", 7) == 7
    assert group.first("none") is None


def test_a_group_of_definitions_knows_its_fallback_size() -> None:
    for data, text in (
        (b"\\uc0 \\u241x", "ñx"),
        (b"\\uc2 \\u241??x", "ñx"),
        (b"{\\uc0}\\u241?x", "ñx"),
        (b"a\\{\\}\\bin2 }}b", "a{}b"),
    ):
        assert read_group(data, 0, len(data)).text("cp1252") == text


def test_too_deep_definitions_are_stepped_over() -> None:
    data = b"{" * 200 + b"\\f9 deep" + b"}" * 200 + b"{\\f1 x}"
    (found,) = read_group(data, 0, len(data)).all_named("f")
    assert found.number("f") == 1
