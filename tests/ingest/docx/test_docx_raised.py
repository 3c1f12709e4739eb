"""Raised characters: marks of notes, or powers and ordinals that belong to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.wordprocessing.raised import Piece, settled


def up(text: str) -> Piece:
    return Piece(text, is_raised=True)


@pytest.mark.parametrize(
    ("before", "raised", "after", "text", "marks"),
    [
        ("Ponderación", "1", "", "Ponderación", ("1",)),
        ("Nº", "3", "", "Nº", ("3",)),
        ("Actividad (%)", "6", "", "Actividad (%)", ("6",)),
        ("Meta", "1, 2", "", "Meta", ("1", "2")),
        ("Meta", " 4 ", "anual", "Meta anual", ("4",)),
        ("Meta", "(5)", "", "Meta", ("(5)",)),
        ("Meta", "**", "", "Meta", ("**",)),
        ("95", "2", "", "95", ("2",)),
        ("1.644", "1", " casos", "1.644 casos", ("1",)),
        ("Año 2016", "3", "", "Año 2016", ("3",)),
        ("", "1", " Fuente: SENCE", " Fuente: SENCE", ("1",)),
        ("Indicador", "a", "", "Indicador", ("a",)),
        ("m", "2", "", "m²", ()),
        ("Superficie en km", "2", " totales", "Superficie en km² totales", ()),
        ("35 мм", "2", ".", "35 мм².", ()),
        ("x", "2", "", "x²", ()),
        ("10", "6", "", "10⁶", ()),
        ("s", "-1", "", "s⁻¹", ()),
        ("n", "o", " 5", "nº 5", ()),
        ("1", "a", " etapa", "1ª etapa", ()),
        ("1", "er", " semestre", "1er semestre", ()),
        ("3 ", "1", "/2", "3 ¹/2", ()),
        ("Total", "1234", "", "Total¹²³⁴", ()),
    ],
)
def test_marks_hang_on_the_text_and_powers_belong_to_it(before, raised, after, text, marks):
    found = settled([Piece(before), up(raised), Piece(after)])
    assert (found.text, found.marks) == (text, marks)


def test_a_line_that_is_raised_as_a_whole_is_text():
    assert settled([up("12"), Piece(" "), up("3")]).text == "12 3"


def test_notes_take_the_brackets_around_them():
    pieces = [Piece("Meta"), up("("), Piece("7", is_note=True), up(")"), Piece(" anual")]
    found = settled(pieces)
    assert (found.text, found.marks) == ("Meta anual", ("7",))


def test_typed_and_automatic_marks_side_by_side():
    found = settled([Piece("Meta"), up("1,"), Piece("7", is_note=True)])
    assert (found.text, found.marks) == ("Meta", ("1", "7"))


def test_a_note_alone_has_no_text():
    found = settled([Piece("1", is_note=True)])
    assert (found.text, found.marks) == ("", ("1",))


def test_what_is_drawn_is_no_part_of_what_was_typed():
    found = settled([Piece("a"), up("9"), Piece("b"), Piece("☒", typed=""), Piece("c")])
    assert (found.text, found.typed, found.marks) == ("ab☒c", "a9bc", ("9",))


def test_what_is_drawn_among_raised_pieces_alone():
    found = settled([up("☒"), Piece("☐", is_raised=True, typed="")])
    assert (found.text, found.typed) == ("☒☐", "☒")


@pytest.mark.parametrize(
    ("before", "raised", "text", "typed"),
    [
        ("mg·kg", "-1", "mg·kg⁻¹", "mg·kg-1"),
        ("120 m", "2", "120 m²", "120 m2"),
        ("10", "6", "10⁶", None),
        ("10", "-6", "10⁻⁶", None),
        ("1", "a", "1ª", None),
        ("95%", "3", "95%", None),
        ("95 %", "3", "95 %", None),
        ("Indicador", "1", "Indicador", "Indicador1"),
        ("Meta", "(1)", "Meta", "Meta(1)"),
        ("x", "n+1", "xⁿ⁺¹", "xn+1"),
        ("x", "ab1", "xab1", None),
    ],
)
def test_raised_characters_are_typed_plain_unless_they_stand_by_a_figure(before, raised, text, typed):
    found = settled([Piece(before), up(raised)])
    assert (found.text, found.typed) == (text, typed)


def test_raised_figures_before_a_figure_stay_raised_in_what_was_typed():
    found = settled([Piece("120 m"), up("2"), Piece("5")])
    assert (found.text, found.typed) == ("120 m²5", None)


PIECES = st.lists(
    st.builds(
        Piece,
        st.text(alphabet="aN1295%(), *²\n", max_size=4),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, ""]),
    )
)


@given(PIECES)
def test_text_that_is_not_raised_is_kept_in_order(pieces):
    found = settled(pieces)
    flat = "".join(piece.text for piece in pieces if not piece.is_raised and not piece.is_note)
    rest = iter(found.text)
    assert all(character in rest for character in flat)
    plain = "".join(p.text for p in pieces if not (p.is_raised or p.is_note) and p.typed is None)
    rest = iter(found.text if found.typed is None else found.typed)
    assert all(character in rest for character in plain)


@given(st.integers(0, 99999), st.integers(1, 99))
def test_no_mark_ever_runs_into_a_figure(figure, mark):
    """Either the mark hangs apart, or its digits are raised ones: 95 and a mark 2 is never 952."""
    found = settled([Piece(str(figure)), up(str(mark))])
    assert found.text == str(figure) or not found.text.isascii()
    assert found.typed is None
