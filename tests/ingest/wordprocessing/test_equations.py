"""Equation fields in one line."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.wordprocessing.equations import equation
from ingest.wordprocessing.instructions import shown_by


@pytest.mark.parametrize(
    ("instruction", "said"),
    [
        (r"\f(1;2)", "1/2"),
        (r"\f(1,2)", "1/2"),
        (r"\f(1,5;2)", "1,5/2"),
        (r"\f( informes entregados ; total ) * 100", "(informes entregados)/total * 100"),
        (r"\f(\f(1;2);3)", "(1/2)/3"),
        (r"\f(solo)", "solo"),
        (r"(\f(a;b))*100 = 3,5%", "(a/b)*100 = 3,5%"),
        (r"\r(x) + \r(3;x)", "√(x) + 3√(x)"),
        (r"x\s\up8(2) + y\s\do4(1) + z\s(1;2) + w\s(3)", "x^2 + y_1 + z^1_2 + w^3"),
        (r"\i\su(i=1;n;x\s\do2(i))", "Σ_(i=1)^n x_i"),
        (r"\i (a;b;f)\i\pr(;;g)\i\fc\@(1)", "∫_a^b fΠ g@_1"),
        (r"\b\bc\[(a + b) \b(c) \b\lc\{(d) \b\rc\|(e)", "[a + b] (c) {d e|"),
        (r"\a\al\co2(1;2;3;4)", "1 2 3 4"),
        (r"\l(1;2)", "1,2"),
        (r"\o(a;-)\x\to(5)\d\fo10()", "a-5"),
        (r'\* jc2 \* "Font:Arial" a', "a"),
        (r"1\,5 \(x\) \\", r"1,5 (x) \ ".strip()),
        (r"\f(a;b", "a/b"),
        ("a)b(c", "a)b(c"),
        ("\\", ""),
        ("", ""),
    ],
)
def test_an_equation_in_one_line(instruction: str, said: str) -> None:
    assert equation(instruction) == said


def test_only_equations_are_read_as_such() -> None:
    assert shown_by(r" eq \f(1;2) ") == "1/2"
    assert shown_by(r" EQUIS \f(1;2)") == ""


@given(st.text(alphabet='\\fsoib(){};,1a "*', max_size=60))
def test_no_instruction_breaks_it(instruction: str) -> None:
    assert "\0" not in equation(instruction)


def test_hostile_instructions_take_linear_time() -> None:
    started = time.process_time()
    for hostile in (r"\f(" * 6_000, r"\o " * 10_000, "(" * 20_000, ")" * 10_000, r"\s\up8(a)" * 4_000):
        equation(hostile)
    assert time.process_time() - started < 5
