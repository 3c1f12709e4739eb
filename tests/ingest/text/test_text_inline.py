"""Inline markup: what is taken off, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.inline import MARKUP, read_inline


def text_of(source: str) -> str:
    return read_inline(source, markup=True).text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"**\$5.3 millones**", "$5.3 millones"),
        ("un **45%**. Incluye", "un 45%. Incluye"),
        ("***Emisión*** y *curso* de _hoy_ y __ayer__", "Emisión y curso de hoy y ayer"),
        ("**a** **b**", "a b"),
        ("MONTO (US\\$MILES)", "MONTO (US$MILES)"),
        (r"a \| b \* c", "a | b * c"),
        ("<p><u>Servicios</u></p> <p>Beneficios</p>", "Servicios\nBeneficios"),
        ("a<br>b<BR/>c<br />d", "a\nb\nc\nd"),
        ("a<br><br>b", "a\nb"),
        ('<span style="color:red">rojo</span>', "rojo"),
        ("&lt;5 &amp; m&aacute;s&nbsp;&#8805; 3 &#x41;", "<5 & más\xa0≥ 3 A"),
        ("antes <!-- nada --> después", "antes  después"),
        ("una línea\\\notra", "una línea\notra"),
        ("dos  \n  líneas", "dos\nlíneas"),
        ("x\x0by", "x\ny"),
    ],
)
def test_markup_is_taken_off(source: str, text: str) -> None:
    assert text_of(source) == text


@pytest.mark.parametrize(
    "source",
    [
        "Funcionarios del Servicio*",
        "asignación ***: enero, febrero",
        "(4 /8 )*100",
        "(A)*100 + (B)*100",
        "2*3*4 y 2**3**4",
        "5 * 3 * 2",
        "nombre_de_campo y otro_campo",
        "__/__/2014 Firma: ____ y ____",
        "< 5% y > 3 <x> <5",
        "AT&T; Q&A, &noexiste;",
        "$(N^{\\circ} \\text{ de } t_{1} / \\{2\\}) * 100$",
        "de $5.000 a $6.000",
        "<!-- sin fin",
        "* viñeta",
        "\\a \\1",
    ],
)
def test_what_only_looks_like_markup_stays(source: str) -> None:
    assert text_of(source) == source


def test_marks_left_over_by_emphasis_are_the_authors() -> None:
    assert text_of("***Funcionarios del Servicio:** Se refiere") == "*Funcionarios del Servicio: Se refiere"
    assert text_of("****No Funcionario:** Se refiere") == "**No Funcionario: Se refiere"


def test_bold_means_all_that_is_seen() -> None:
    assert read_inline("<b>Etapas 1</b>", markup=True).is_bold
    assert read_inline("**Total** <strong>general</strong>", markup=True).is_bold
    assert not read_inline("**Total** 5%", markup=True).is_bold
    assert not read_inline("*cursiva*", markup=True).is_bold
    assert not read_inline("<b></b>", markup=True).is_bold


def test_a_superscript_is_a_mark_or_an_exponent() -> None:
    found = read_inline(
        "INSTITUCIÓN<sup>1</sup>, REGIÓN² y 10<sup>3</sup> m<sup>2</sup> N<sup>o</sup> 5", markup=True
    )
    assert found.text == "INSTITUCIÓN, REGIÓN y 10³ m² Nº 5"
    assert found.marks == ("1", "2")


def test_a_mark_between_spaces_leaves_one() -> None:
    found = read_inline("Ponderación (%) ³ = 2,2%", markup=False)
    assert (found.text, found.marks) == ("Ponderación (%) = 2,2%", ("3",))
    assert read_inline("texto ¹ ² sigue", markup=False).text == "texto sigue"


def test_a_mark_before_all_text_leads() -> None:
    assert read_inline("¹ Identificar", markup=False).leading_mark
    assert not read_inline("Identificar ¹", markup=False).leading_mark


def test_references_to_notes_are_marks() -> None:
    found = read_inline("texto[^nota] sigue", markup=True)
    assert (found.text, found.marks) == ("texto sigue", ("nota",))


def test_without_markup_only_raised_digits_are_read() -> None:
    found = read_inline("**a** <b>b</b> \\$ REGIÓN²", markup=False)
    assert (found.text, found.marks) == ("**a** <b>b</b> \\$ REGIÓN", ("2",))


@pytest.mark.parametrize("sign", ["un \\$ escapado", "**negrita**", "a<br>b", "<p>x</p>", "<u>x</U>"])
def test_signs_of_markup_are_seen(sign: str) -> None:
    assert MARKUP.search(sign)


@pytest.mark.parametrize("text", ["5 * 3 ** 2", "< 5 > 3", "a_b", "$5", "C:\\datos"])
def test_plain_text_shows_no_signs_of_markup(text: str) -> None:
    assert not MARKUP.search(text)


@given(st.text(alphabet="ab*_<>/bsup&;$\\[^]¹² \n\t|", max_size=200), st.booleans())
def test_any_text_is_read_and_read_alike_twice(source: str, markup: bool) -> None:
    found = read_inline(source, markup=markup)
    assert found == read_inline(source, markup=markup)
    assert found.text == found.text.strip(" \n\t\r")
    assert "\x00" not in found.text


@given(st.text(alphabet="abcXYZ012 .,;:()%áñ*_", max_size=120))
def test_no_letter_or_digit_is_lost_to_emphasis(source: str) -> None:
    found = read_inline(source, markup=True)
    assert [c for c in found.text if c.isalnum()] == [c for c in source if c.isalnum()]


@given(st.text(alphabet="abc 012*_.%", max_size=80))
def test_what_stands_outside_of_tags_is_kept_in_order(source: str) -> None:
    marked = "".join(f"<u>{character}</u>" if character.isalpha() else character for character in source)
    assert [c for c in read_inline(marked, markup=True).text if c.isalnum()] == [
        c for c in source if c.isalnum()
    ]
