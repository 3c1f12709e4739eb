from __future__ import annotations

import pytest

from normalize.glyphs import NO_BREAK, fold, note_marks_starred, plain


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12,5\u00a0%", f"12,5{NO_BREAK}%"),
        ("1\u202f234", f"1{NO_BREAK}234"),
        ("1\u2009234", f"1{NO_BREAK}234"),
        ("1\u3000234", "1 234"),
        ("\u22125", "-5"),
        ("5\u201310", "5-10"),
        ("1\u2019234", "1'234"),
        ("５％", "5%"),
        ("٣٤", "34"),
        ("12\u00ad,5", "12,5"),
        ("\ufeff5", "5"),
        ("5\t%\n", "5 %\n"),
        ("1\u2028000", "1\n000"),
        ("≥ 85%", "≥ 85%"),
        ("ponderación", "ponderación"),
    ],
)
def test_plain_forms(text, wanted):
    assert plain(text) == wanted


def test_ascii_keeps_all_but_control_characters():
    assert plain("a\x00b\x7fc~!") == "a b c~!"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("5%¹", "5%*"), ("5¹²", "5**"), ("m²", "m²"), ("¹", "*"), ("5%", "5%")],
)
def test_raised_digits_are_note_marks_but_behind_a_letter(text, wanted):
    assert note_marks_starred(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("AÑO", "ano"), ("Ponderación", "ponderacion"), ("ÇÃO", "cao"), ("plain", "plain"), ("e\u0301", "e")],
)
def test_fold_takes_accents_and_capitals_off(text, wanted):
    assert fold(text) == wanted
