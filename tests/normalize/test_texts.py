from __future__ import annotations

import time

import pytest

from normalize.texts import Mender, folded, repaired


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("  a \n b\t c ", "a b c"),
        ("Ponderacio\u0301n", "Ponderación"),
        ("progra\u00adma", "programa"),
        ("a\u00a0\u2009b", "a b"),
        ("\ufeffa\u200b", "a"),
        ("a\x07b\x00", "ab"),
        ("línea\u2028otra", "línea otra"),
        ("", ""),
    ],
)
def test_white_space_and_characters(text, wanted):
    assert folded(text) == wanted


def test_text_of_a_wrong_encoding_is_read_again():
    assert repaired("EvaluaciÃ³n del aÃ±o") == "Evaluación del año"
    assert repaired("Evaluación «final» – 5 €") == "Evaluación «final» – 5 €"
    assert repaired("plain") == "plain"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("imple-\nmentación del plan", "implementación del plan"),
        ("imple-  \n  mentación", "implementación"),
        ("imple\u2010\nmentación", "implementación"),
        ("co-ejecución del plan", "co-ejecución del plan"),
        ("co-\nejecución", "co-ejecución"),
        ("Norte-\nSur", "Norte-Sur"),
        ("IMPLE-\nMENTACIÓN", "IMPLEMENTACIÓN"),
        ("2015-\n2018", "2015-2018"),
        ("COVID-\n19", "COVID-19"),
        ("uno -\ndos", "uno - dos"),
        ("uno\ndos", "uno dos"),
        ("Pondera ción de las Actividades", "Ponderación de las Actividades"),
        ("PONDERA CIÓN", "PONDERACIÓN"),
        ("Cumpli miento.", "Cumplimiento."),
        ("5 ciones", "5 ciones"),
        ("Región Ción", "Región Ción"),
        ("la mente humana", "la mente humana"),
    ],
)
def test_cut_words(text, wanted):
    assert Mender().clean(text) == wanted


def test_the_document_itself_says_whether_a_hyphen_belongs_to_a_word():
    assert Mender(["la red socio-comunitaria"]).clean("socio-\ncomunitaria") == "socio-comunitaria"
    assert Mender(["la coordinación"]).clean("co-\nordinación") == "coordinación"
    assert Mender(["plan norte-sur"]).clean("norte-\nsur") == "norte-sur"


def test_long_words_without_a_hyphen_cost_no_more_than_their_length():
    mender = Mender()
    started = time.process_time()
    mender.clean("a" * 200_000 + "\n" + "-" * 200_000)
    assert time.process_time() - started < 2
