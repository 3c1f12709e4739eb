"""What cells look like, and the figures that are cut out of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures import figures_in, quotient_in
from extract.shapes import Shape, shape_of


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("", Shape.EMPTY),
        ("  \n", Shape.EMPTY),
        ("5%", Shape.PERCENT),
        ("≥ 85%", Shape.PERCENT),
        ("mayor o igual a 80%", Shape.PERCENT),
        ("quince por ciento", Shape.PERCENT),
        ("1.644", Shape.NUMBER),
        ("1 234,5", Shape.NUMBER),
        ("$3.909.000.-", Shape.MONEY),
        ("US$331,500.00", Shape.MONEY),
        ("$5.3 millones", Shape.MONEY),
        ("100% / 70% / 50%", Shape.SEVERAL),
        ("0,4\n0,4", Shape.SEVERAL),
        ("0,4 0,4", Shape.SEVERAL),
        ("13/01/2005", Shape.DATE),
        ("17 de agosto de 2007", Shape.DATE),
        ("2015", Shape.YEAR),
        ("Año 2015", Shape.YEAR),
        ("1.a", Shape.CODE),
        ("III.1", Shape.CODE),
        ("A3.", Shape.CODE),
        ("X", Shape.MARK),
        ("No cumple", Shape.VERDICT),
        ("Informe final", Shape.SHORT),
        ("Elaborar el informe final de la evaluación del programa y remitirlo", Shape.LONG),
    ],
)
def test_shapes(text: str, shape: Shape) -> None:
    assert shape_of(text) is shape


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("5%", ("5%",)),
        ("100% / 70% / 50%", ("100%", "70%", "50%")),
        ("0,4\n\n0,4", ("0,4", "0,4")),
        ("0,4 0,4", ("0,4", "0,4")),
        ("1 234,5", ("1 234,5",)),
        ("$20, 000", ("$20, 000",)),
        ("entre 10 y 20%", ("entre 10 y 20%",)),
        ("10 a 15", ("10 a 15",)),
        ("Meta: 80%", ("80%",)),
        ("", ()),
        ("pendiente", ()),
        ("19/03/2007", ()),
        ("en 4 sucursales con 21 personas", ()),
    ],
)
def test_figures_of_a_cell(text: str, figures: tuple[str, ...]) -> None:
    assert figures_in(text) == figures


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("50.0 % [(4 /8 )*100]", ("50.0 %", "4", "8")),
        ("25.00 % (1 / 4 * 100)", ("25.00 %", "1", "4")),
        ("117.58 %\n[(131.373.642 /111.726.656 )*100]", ("117.58 %", "131.373.642", "111.726.656")),
    ],
)
def test_a_result_with_its_quotient(text: str, parts: tuple[str, str, str]) -> None:
    found = quotient_in(text)
    assert found is not None
    assert (found.result, found.numerator, found.denominator) == parts


@pytest.mark.parametrize("text", ["50 %", "4 / 8", "ver (1/2)", ""])
def test_no_quotient(text: str) -> None:
    assert quotient_in(text) is None


@given(st.text(max_size=60))
def test_figures_are_cut_out_as_printed(text: str) -> None:
    for figure in figures_in(text):
        assert figure in text


@given(st.lists(st.integers(0, 100), min_size=2, max_size=6), st.sampled_from(["\n", " / ", "; "]))
def test_a_list_of_percentages_gives_each(values: list[int], separator: str) -> None:
    assert figures_in(separator.join(f"{value}%" for value in values)) == tuple(
        f"{value}%" for value in values
    )
