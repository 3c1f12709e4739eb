from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from normalize.dates import read_dates, read_span
from normalize.periods import read_period

MONTHS = [
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre"),
    *("noviembre", "diciembre"),
]
ISO = re.compile(r"|\d{4}(-\d{2})?(/\d{4}(-\d{2})?)?")

days = st.dates(date(1970, 1, 1), date(2069, 12, 31))
years = st.integers(1900, 2099)
months = st.integers(1, 12)


@given(days)
def test_any_day_reads_back_in_every_form(day):
    month = MONTHS[day.month - 1]
    for text in (
        day.isoformat(),
        f"{day.day} de {month} de {day.year}",
        f"{day.day} DE {month.upper()} DE {day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%y}",
        f"{day:%d.%m.%Y}",
        f"{day.day}-{month[:3]}-{day:%y}",
    ):
        (found,) = read_dates(f"hasta el {text}.")
        assert found.day_in(None) == day, text


@given(days, days)
def test_any_span_reads_back(first, last):
    assert read_span(f"{first:%d/%m/%Y} / {last:%d/%m/%Y}", None) == (first.isoformat(), last.isoformat())


@given(years, months, months)
def test_any_months_of_a_year_read_back(year, first, last):
    low, high = sorted((first, last))
    found = read_period((f"{MONTHS[low - 1]} a {MONTHS[high - 1]} de {year}",))
    assert found == (f"{year}-{low:02}" if low == high else f"{year}-{low:02}/{year}-{high:02}")
    assert read_period((str(year), f"A {MONTHS[high - 1]}")) == read_period(
        (f"enero a {MONTHS[high - 1]} {year}",)
    )


@given(years, st.integers(1, 4), st.integers(1, 2))
def test_parts_of_a_year(year, quarter, half):
    roman = ["I", "II", "III", "IV"][quarter - 1]
    wanted = f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}"
    for words in (
        f"Trim. {roman}",
        f"{roman} Trimestre",
        f"Q{quarter}",
        f"{quarter}° trimestre",
        f"Trimestre {quarter}",
    ):
        assert read_period((str(year), words)) == wanted
    assert read_period((f"{half}er semestre {year}",)) == f"{year}-{6 * half - 5:02}/{year}-{6 * half:02}"


@given(st.lists(st.text(max_size=80), max_size=4), st.none() | years)
def test_any_words_give_a_period_or_nothing(words, year):
    assert ISO.fullmatch(read_period(words, year))


@given(st.text(max_size=200), st.none() | years, st.booleans())
def test_any_deadline_gives_days_or_nothing(text, year, month_first):
    for found in read_span(text, year, month_first=month_first):
        assert re.fullmatch(r"|\d{1,4}-\d{2}(-\d{2})?", found)
