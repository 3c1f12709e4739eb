"""Whatever is written in a convention reads back exactly; nothing that is written takes long or raises."""

from __future__ import annotations

import time
from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from normalize.calendar_words import YEARS
from normalize.number_words import read_words
from normalize.numbers import read_number
from normalize.numerals import MOST_DECIMALS, MOST_DIGITS, Convention, is_representable, read_numeral

CONVENTIONS = {
    "1.234,5": (".", ",", Convention.COMMA),
    "1,234.5": (",", ".", Convention.POINT),
    "1 234,5": ("\u00a0", ",", Convention.COMMA),
    "1\u202f234,5": ("\u202f", ",", Convention.COMMA),
    "1\u2009234.5": ("\u2009", ".", Convention.POINT),
    "1'234.5": ("'", ".", Convention.POINT),
    "1’234,5": ("’", ",", Convention.COMMA),
    "1234,5": ("", ",", Convention.COMMA),
    "1234.5": ("", ".", Convention.POINT),
}

decimals = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(0, 10 ** (MOST_DIGITS - MOST_DECIMALS) - 1),
    st.integers(0, 9),
)
conventions = st.sampled_from(sorted(CONVENTIONS))


def written(value: Decimal, convention: str) -> str:
    """A number as the convention prints it, trailing zeros kept."""
    group, mark, _ = CONVENTIONS[convention]
    whole, _, rest = f"{abs(value):f}".partition(".")
    groups = []
    while len(whole) > 3:
        whole, groups = whole[:-3], [whole[-3:], *groups]
    text = group.join([whole, *groups]) + (mark + rest if rest else "")
    return "-" + text if value < 0 else text


@given(decimals, conventions)
def test_any_decimal_reads_back_in_its_convention(value, convention):
    found = read_number(written(value, convention), CONVENTIONS[convention][2])
    assert found is not None
    assert found.value == value
    assert found.decimals == max(0, -value.as_tuple().exponent)


@given(decimals, conventions, st.sampled_from(["%", " %", "\u00a0%", " por ciento", "%.", " percent", "%*"]))
def test_any_percentage_reads_back(value, convention, sign):
    found = read_number(written(value, convention) + sign, CONVENTIONS[convention][2])
    assert found is not None and found.percent and found.value == value


@given(decimals, conventions, st.sampled_from(["$", "US$ ", "R$", "S/ ", "CLP "]), st.booleans())
def test_any_amount_reads_back(value, convention, sign, minus):
    text = written(value, convention)
    found = read_number(f"({sign}{text})" if minus else sign + text, CONVENTIONS[convention][2], amount=True)
    assert found is not None and found.sign is not None
    assert found.value == (-value if minus else value)


@given(decimals, decimals, conventions)
def test_any_range_reads_back(one, other, convention):
    low, high = sorted((one, other))
    assume(not all(value == int(value) and value in YEARS for value in (low, high)))  # two years are a period
    how = CONVENTIONS[convention][2]
    found = read_number(f"entre {written(low, convention)} y {written(high, convention)}", how)
    assert found is not None and (found.value, found.value_high) == (low, high)


@given(decimals, conventions)
def test_without_a_convention_a_figure_is_right_or_says_that_it_is_not_sure(value, convention):
    found = read_number(written(value, convention))
    assert found is not None
    assert found.value == value or (found.undecided and found.other == value)


@given(decimals, conventions)
def test_the_other_convention_is_right_or_keeps_the_right_reading_beside(value, convention):
    found = read_number(
        written(value, convention),
        Convention.POINT if CONVENTIONS[convention][2] is Convention.COMMA else Convention.COMMA,
    )
    assert found is not None and value in (found.value, found.other)


@given(st.integers(-(10**20), 10**20), conventions)
def test_a_minus_that_touches_its_figure_is_one(value, convention):
    found = read_number(written(Decimal(value), convention), CONVENTIONS[convention][2])
    assert found is not None and found.value == value and not (found.undecided and found.other == -value)


@given(st.integers(0, 10**40), st.integers(0, 40))
def test_what_a_column_cannot_hold_is_refused_never_rounded(digits, places):
    value = Decimal(digits).scaleb(-places)
    found = read_number(written(value, "1234,5"), Convention.COMMA)
    if found is None:
        assert not is_representable(value)
    else:
        assert found.value == value


@given(st.lists(st.text("0123456789", min_size=1, max_size=5), min_size=1, max_size=6), st.data())
def test_digits_are_never_lost_or_made_up(groups, data):
    marks = data.draw(
        st.lists(st.sampled_from([".", ",", " ", "'"]), min_size=len(groups) - 1, max_size=len(groups) - 1)
    )
    for convention in (None, Convention.COMMA, Convention.POINT):
        found = read_numeral(groups, marks, convention)
        if found is not None:
            shifted = found.value.scaleb(found.decimals)
            assert int(shifted) == int("".join(groups))


# -- numbers in words


def words(*lines: str) -> list[str]:
    return [word for line in lines for word in line.split()]


SMALL_ES = words(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis",
    "diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco",
    "veintiseis veintisiete veintiocho veintinueve",
)
TENS_ES = words("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
HUNDREDS_ES = words(
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)
SMALL_EN = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    "seventeen eighteen nineteen",
)
TENS_EN = words("twenty thirty forty fifty sixty seventy eighty ninety")


def in_spanish(value: int) -> str:
    if value < 30:
        return SMALL_ES[value]
    if value < 100:
        tens, rest = divmod(value, 10)
        return TENS_ES[tens - 3] + (f" y {SMALL_ES[rest]}" if rest else "")
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        return (
            "cien" if value == 100 else HUNDREDS_ES[hundreds - 1] + (f" {in_spanish(rest)}" if rest else "")
        )
    for power, one, many in (
        (10**12, "un billon", "billones"),
        (10**6, "un millon", "millones"),
        (1000, "mil", "mil"),
    ):
        times, rest = divmod(value, power)
        if times:
            head = one if times == 1 else f"{in_spanish(times)} {many}"
            return head + (f" {in_spanish(rest)}" if rest else "")
    raise AssertionError(value)


SMALL_PT = words(
    "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis",
    "dezessete dezoito dezenove",
)
TENS_PT = words("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")
HUNDREDS_PT = words(
    "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"
)


def in_portuguese(value: int) -> str:
    if value < 20:
        return SMALL_PT[value]
    if value < 100:
        tens, rest = divmod(value, 10)
        return TENS_PT[tens - 2] + (f" e {SMALL_PT[rest]}" if rest else "")
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        return (
            "cem"
            if value == 100
            else HUNDREDS_PT[hundreds - 1] + (f" e {in_portuguese(rest)}" if rest else "")
        )
    for power, one, many in (
        (10**9, "um bilhao", "bilhoes"),
        (10**6, "um milhao", "milhoes"),
        (1000, "mil", "mil"),
    ):
        times, rest = divmod(value, power)
        if times:
            head = one if times == 1 else f"{in_portuguese(times)} {many}"
            joint = " e " if rest < 100 or (rest < 1000 and rest % 100 == 0) else " "
            return head + (f"{joint}{in_portuguese(rest)}" if rest else "")
    raise AssertionError(value)


def in_english(value: int) -> str:
    if value < 20:
        return SMALL_EN[value]
    if value < 100:
        tens, rest = divmod(value, 10)
        return TENS_EN[tens - 2] + (f"-{SMALL_EN[rest]}" if rest else "")
    for power, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        times, rest = divmod(value, power)
        if times:
            return f"{in_english(times)} {word}" + (f" and {in_english(rest)}" if 0 < rest < 100 else
                                                     f" {in_english(rest)}" if rest else "")  # fmt: skip
    raise AssertionError(value)


@given(st.integers(0, 10**13))
def test_any_number_in_spanish_words_reads_back(value):
    assert read_words(in_spanish(value).split()) == value


@given(st.integers(0, 10**12 - 1))
def test_any_number_in_english_words_reads_back(value):
    assert read_words(in_english(value).replace("-", " ").split()) == value
    found = read_number(in_english(value) + " percent")
    assert found is not None and found.percent and found.value == value


@given(st.integers(0, 10**12 - 1))
def test_any_number_in_portuguese_words_reads_back(value):
    assert read_words(in_portuguese(value).split()) == value
    found = read_number(in_portuguese(value) + " por cento")
    assert found is not None and found.percent and found.value == value


# -- any text at all

PIECES = [
    "1", "23", "456", "7890", ".", ",", "'", " ", "\u00a0", "-", "–", "%", "‰", "$", "US$", "(", ")", "[",
    "]", "/", "*", ":", "≥", "<", ">=", "~", "de", "a", "y", "entre", "hasta", "al menos", "o más", "mil",
    "millones", "por ciento", "puntos", "treinta", "coma", "un", "personas", "enero", "½", "²", "\n", "O",
    "l", "°", "x", "😀",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=450),
    st.lists(st.sampled_from(PIECES), max_size=120).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=120).map(" ".join),
    st.tuples(st.sampled_from(PIECES), st.integers(1, 400)).map(lambda pair: pair[0] * pair[1]),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(texts, st.sampled_from([None, Convention.COMMA, Convention.POINT]), st.booleans(), st.booleans())
def test_no_text_raises(text, convention, amount, from_ocr):
    found = read_number(text, convention, amount=amount, from_ocr=from_ocr)
    if found is not None:
        assert is_representable(found.value)
        assert 0 < found.certainty <= 1
        assert found.value_high is None or found.value_high >= found.value
        assert found.comparator in ("=", ">=", "<=", ">", "<", "~")


def test_no_text_takes_more_than_a_millisecond_per_hundred_characters():
    """The grammar is linear by construction; this catches a phrase or a pattern that is not. Each text is as
    long as a figure's may be, and the fastest of several runs counts."""
    hard = [piece * (400 // len(piece)) for piece in PIECES]
    hard += [f"{piece} " * (400 // (len(piece) + 1)) for piece in PIECES]
    hard += ["1." * 200, "1, 234" * 66, "((1" * 133, "5 (5" * 100, "1/2 de " * 57, "uno y " * 66, "$ 1" * 133]
    read_number("1")
    for text in hard:
        best = min(_seconds(text) for _ in range(5))
        assert best < len(text) / 100 * 0.001 * 2.5, text[:20]


def _seconds(text: str) -> float:
    started = time.process_time()
    read_number(text, from_ocr=True)
    return time.process_time() - started
