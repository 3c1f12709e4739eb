"""Text of unknown encoding: read rightly, and said where it was a guess."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.encoding import decode
from ingest.problems import Outcome

SPANISH = "Planificación de la gestión. AÑO 2007: Nº 1 – “hola” señal, ¿más ÁREA?\n"
PORTUGUESE = "Avaliação das ações: NÃO há informações; à população, três órgãos. SITUAÇÃO\n"
PLAIN = SPANISH.replace("–", "-").replace("“", '"').replace("”", '"')


def kinds(found) -> list[str]:
    return [problem.kind for problem in found.problems]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [SPANISH, PORTUGUESE, "ascii alone", ""])
def test_what_says_its_encoding_is_read_without_a_word(codec: str, text: str) -> None:
    found = decode(text.encode(codec))
    assert (found.text, found.problems) == (text, ())


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_byte_order_marks(mark: str) -> None:
    assert decode(("\ufeff" + SPANISH).encode(mark)).text == SPANISH


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", SPANISH),
        ("cp1252", PORTUGUESE),
        ("mac_roman", SPANISH),
        ("mac_roman", PORTUGUESE),
        ("cp850", PLAIN),
        ("cp850", PORTUGUESE),
        ("utf-16-le", SPANISH),
        ("utf-16-be", SPANISH),
        ("cp1251", "Привет, это документ о планировании деятельности организации"),
        ("cp1253", "Καλημέρα κόσμε, σχέδιο δράσης της υπηρεσίας"),
        ("cp932", "計画と評価の文書です。目標と指標。" * 3),
    ],
)
def test_what_does_not_is_guessed_rightly_and_noted(codec: str, text: str) -> None:
    found = decode(text.encode(codec))
    assert found.text == text
    assert kinds(found) == ["encoding_guessed"]
    assert found.problems[0].outcome is Outcome.NOTED


@pytest.mark.parametrize("text", ["Nº 1", "A\xd1O", "AÑO 5%", "Pensión", "5 €", "más – menos"])
def test_a_few_letters_in_windows_1252_are_enough(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("declared", ["iso-8859-1", "Latin1", " ISO-8859-1 ", "ascii", "windows-1252"])
def test_latin_1_means_windows_1252(declared: str) -> None:
    found = decode("“año”".encode("cp1252"), declared)
    assert (found.text, found.encoding, found.problems) == ("“año”", "cp1252", ())


def test_a_declared_encoding_is_used_where_the_bytes_are_no_utf8() -> None:
    assert decode("δράση".encode("iso8859-7"), "iso-8859-7").text == "δράση"
    assert decode("gestión".encode(), "iso-8859-1").text == "gestión"


@pytest.mark.parametrize(
    "declared", ["utf-8", "nonsense", "rot13", "base64", "utf-16", "idna", "", None, "\x00"]
)
def test_a_declaration_that_cannot_be_is_not_used(declared: str | None) -> None:
    assert decode("gestión".encode("cp1252"), declared).text == "gestión"


def test_single_bad_bytes_in_utf8_are_read_as_windows_1252_and_told() -> None:
    found = decode((SPANISH * 3).encode() + b"gesti\xf3n \x81")
    assert found.text == SPANISH * 3 + "gestión \ufffd"
    assert kinds(found) == ["encoding_damaged"]
    assert found.problems[0].outcome is Outcome.PARTLY_READ
    assert dict(found.problems[0].facts)["count"] == "2"


def test_utf16_with_half_a_character_is_told() -> None:
    found = decode("\ufeffaño".encode("utf-16-le") + b"\x41")
    assert found.text.startswith("año")
    assert kinds(found) == ["encoding_damaged"]


def test_bytes_that_a_declared_encoding_lacks_are_told() -> None:
    found = decode(b"a\xe1\xff", "iso-8859-7")
    assert found.text == "aαÿ"
    assert kinds(found) == ["encoding_damaged"]


def test_nulls_and_control_characters_are_left_out_and_counted() -> None:
    found = decode(b"ab\x00c\x07d\x7f\te\r\n\x0b\x0cf")
    assert found.text == "abcd\te\r\n\x0b\x0cf"
    assert kinds(found) == ["control_characters"]
    assert dict(found.problems[0].facts)["count"] == "3"


def test_text_once_decoded_wrongly_is_mended_and_noted() -> None:
    broken = "Planificación, año, gestión y más".encode().decode("cp1252")
    found = decode(f"{broken}\nlínea sana: SITUAÇÃO\n".encode())
    assert found.text == "Planificación, año, gestión y más\nlínea sana: SITUAÇÃO\n"
    assert kinds(found) == ["mojibake_mended"]


@pytest.mark.parametrize(
    "text", ["SITUAÇÃO", "NÃO É", "CORAÇÃO» «ÃO", "Âmbito – ação", "PÃO…", "AÇÃO™ – ÓRGÃO"]
)
def test_sound_text_is_not_mended(text: str) -> None:
    found = decode(text.encode())
    assert (found.text, found.problems) == (text, ())


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=200))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    found = decode(text.encode())
    assert found.text == text.removeprefix("\ufeff") or kinds(found) == ["mojibake_mended"]


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "iso-8859-1", "cp932", "utf-7", "hz"]))
@example(b"~\x80", "hz")
def test_any_bytes_are_some_text(data: bytes, declared: str | None) -> None:
    found = decode(data, declared)
    assert found == decode(data, declared)
    assert "\x00" not in found.text


@given(st.lists(st.sampled_from(SPANISH.split() + PORTUGUESE.split()), min_size=6, max_size=30))
def test_windows_1252_is_told_by_words_in_any_order(words: list[str]) -> None:
    text = " ".join(words)
    assert decode(text.encode("cp1252")).text == text
