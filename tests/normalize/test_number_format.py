from __future__ import annotations

import pytest

from extract.reading import Measure
from normalize.number_format import UNDECIDED, Printed, decide, decide_all, telling_figures
from normalize.numbers import read_number
from normalize.numerals import Convention

COMMA, POINT = Convention.COMMA, Convention.POINT


def printed(*raws, measure=Measure.COUNT):
    return [Printed(raw, number, measure) for raw in raws if (number := read_number(raw)) is not None]


@pytest.mark.parametrize(
    ("raws", "convention"),
    [
        (["7,69", "5%"], COMMA),
        (["1.234.567"], COMMA),
        (["1.234,5"], COMMA),
        (["0.25", "12"], POINT),
        (["1,062,997"], POINT),
        (["1,234.5"], POINT),
        (["1 234,5"], COMMA),
        (["5", "10%", "1'234"], None),
        (["7,69", "0.1"], None),
        (["7,69", "0.1", "0.15"], None),
        (["1.234,5", "0.1"], COMMA),  # what groups and opens decimals counts for more
        ([], None),
    ],
)
def test_figures_that_tell(raws, convention):
    assert decide(printed(*raws)).convention is convention


def test_the_decision_says_what_it_rests_on():
    decision = decide(printed("7,69", "12,5"))
    assert decision.evidence[0].detail.startswith("7,69")
    assert decide(printed("7,69")).confidence < decision.confidence < 1


def test_counts_by_threes_are_thousands():
    assert decide(printed("5.573", "3.987"), habit=COMMA).convention is COMMA
    assert decide(printed("4,108"), habit=POINT).convention is POINT
    assert decide(printed("4,108"), habit=COMMA).convention is None  # one figure against the country's habit
    assert decide(printed("4,108", "1,685", "2,000"), habit=COMMA).convention is POINT
    assert decide(printed("4,108", "1,685")).convention is None
    assert decide(printed("4,108", "1.685"), habit=POINT) == UNDECIDED
    assert decide(printed("12.500", "37.500", measure=Measure.WEIGHT), habit=COMMA).convention is None
    assert decide(printed("- 5", "- 7"), habit=COMMA).convention is None


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("un 7,6% del total", ["7,6"]),
        ("la suma de $1.234.567 pesos", ["1.234.567"]),
        ("4,070.8 mil", ["4,070.8"]),
        ("Ley 16.744 y art. 3.1", []),
        ("versión 1.2.3 del 12.05.2016", []),
        ("el 5 % de 100", []),
        ("12/2016, 10:30", []),
        ("1" * 60 + ",5%", []),
    ],
)
def test_figures_of_running_text(text, raws):
    assert [figure.raw for figure in telling_figures([text])] == raws


def test_only_so_many_figures_of_running_text_are_asked():
    assert len(telling_figures(["7,6% " * 1000])) == 200


def test_a_table_is_decided_by_itself_where_it_tells_and_else_by_the_document():
    tables = {1: printed("7,69", "12,5", "1.234,5"), 2: printed("0.1", "0.15"), 3: printed("5.000"), None: []}
    document, decided = decide_all(tables)
    assert document.convention is None or document.convention is COMMA
    assert decided[1].convention is COMMA
    assert decided[2].convention is POINT
    assert decided[3] is document
    assert decided[None] is document


def test_one_figure_does_not_decide_a_table_against_its_document():
    _, decided = decide_all({1: printed("7,69", "12,5", "1.234,5", "2.345,6"), 2: printed("0.1")})
    assert decided[2].convention is COMMA


def test_running_text_decides_where_no_table_does():
    document, decided = decide_all({1: printed("5.000")}, telling_figures(["un 7,6% del total"]))
    assert document.convention is COMMA and decided[1].convention is COMMA
