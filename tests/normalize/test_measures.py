"""Figures as rows: value, unit, scale, comparator, how sure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extract.reading import Figure, Item, ItemKind, LogicalTable, Measure, RowKind, TableKind, Total
from ingest.document import Document, Format, Paragraph, Source
from normalize import tidy

M = Measure


@pytest.fixture
def rows(make_reading):
    """The rows of figures that one item each has; ``kind`` is that of their table."""

    def read(*figures, kind=TableKind.OTHER, totals=(), **how):
        items = [
            Item(
                key,
                ItemKind.OUTPUT,
                f"Producto {key}",
                table=1,
                row=key,
                column=0,
                unit_of_measure=how.pop("cell", ""),
            )
            for key in sorted({figure.item for figure in figures})
        ]
        table = LogicalTable(1, (), kind, "", (), (RowKind.ITEM,) * 9, 0, "docx", 1.0, 9)
        return tidy(make_reading(items=items, figures=figures, totals=totals, tables=[table], **how))

    return read


def figure(raw, measure=M.EXECUTED, item=1, column=3, **how):
    return Figure(item, measure, raw, table=1, row=item, column=column, **how)


@pytest.fixture
def one(rows):
    def read(raw, measure=M.EXECUTED, *, beside=(), **how):
        said = {name: how.pop(name) for name in ("unit", "period", "confidence") if name in how}
        others = [figure(other, measure, 2, 8) for other in beside]
        return rows(figure(raw, measure, **said), *others, **how).measures[0]

    return read


def test_a_row_says_where_its_figure_stands(rows):
    (row,) = rows(figure("1.234,5", position=2, period=("2016", "A junio"))).measures
    assert (row.item_id[-3:], row.table_id[-3:], row.row, row.column, row.position) == ("-i1", "-t1", 1, 3, 2)
    assert (row.measure, row.period, row.value, row.raw) == (
        "executed",
        "2016-01/2016-06",
        Decimal("1234.5"),
        "1.234,5",
    )
    assert (row.comparator, row.value_high, row.written_as, row.scale) == ("=", None, "bare", 0)
    assert (row.unit, row.confidence, row.precision) == ("count", 1, Decimal("0.1"))


def test_a_figure_of_running_text_has_no_place(make_reading):
    item, figure = Item(1, ItemKind.BUDGET_LINE, "x"), Figure(1, M.BUDGET, "$5.3 millones")
    reading = make_reading(items=[item], figures=[figure])
    (row,) = tidy(reading).measures
    assert (row.table_id, row.row, row.column) == ("", None, None)
    assert (row.value, row.unit, row.scale, row.precision) == (5300000, "CLP", 6, 100000)


@pytest.mark.parametrize(
    ("raw", "unit_words", "value", "unit", "scale"),
    [
        ("1,644", "Resoluciones", "1644", "resolución", 0),
        ("4,070.8", "MONTO (US$MILES)", "4070800", "USD", 3),
        ("1938.51", "MONTO (US$MILES)", "1938510", "USD", 3),
        ("91", "% Ejecución", "91", "percent", 0),
        ("91%", "Horas", "91", "percent", 0),
        ("60 personas", "", "60", "persona", 0),
        ("60 personas", "Beneficiarios", "60", "beneficiario", 0),
        ("60", "", "60", "count", 0),
        ("7 puntos", "", "7", "point", 0),
        ("5.3 millones", "miles de personas", "5300000", "persona", 6),
        ("4 de 8", "talleres", "4", "taller", 0),
        ("4 de 8", "%", "50", "percent", 0),
    ],
)
def test_units_and_scales(one, raw, unit_words, value, unit, scale):
    row = one(raw, unit=unit_words, country="SV")
    assert (row.value, row.unit, row.scale) == (Decimal(value), unit, scale)


def test_a_unit_cell_speaks_where_the_column_does_not(one):
    assert one("60", cell="Talleres").unit == "taller"
    assert one("60", unit="Horas", cell="Talleres").unit == "hora"


def test_money_by_sign_column_and_country(rows):
    def unit(*figures, **how):
        row = rows(*figures, **how).measures[-1]
        return row.unit, row.confidence

    assert unit(figure("$5.000", M.BUDGET), country="CL")[0] == "CLP"
    assert unit(figure("$5.00", M.BUDGET), country="SV") == ("USD", 1)
    assert unit(figure("$5.00", M.BUDGET), country="") == ("$", 0.5)
    assert unit(figure("US$5.00", M.BUDGET), figure("7.00", M.BUDGET, 2), country="CL") == ("USD", 0.9)
    assert unit(figure("5.00", M.BUDGET), country="TT") == ("TTD", 0.8)
    assert unit(figure("5.00", M.BUDGET), country="") == ("count", 0.5)


def test_a_column_of_things_and_money_stays_both(rows):
    mixed = [figure(raw, M.COUNT, key) for key, raw in enumerate(("420", "$35,650", "$1,667"), 1)]
    assert [row.unit for row in rows(*mixed).measures] == ["count", "CLP", "CLP"]
    spent = [figure(raw, M.EXECUTED, key) for key, raw in enumerate(("420", "$35,650", "$1,667"), 1)]
    assert [row.unit for row in rows(*spent).measures] == ["CLP", "CLP", "CLP"]
    assert [row.unit for row in rows(*spent[:2]).measures] == ["count", "CLP"]


def test_what_was_executed_of_a_budget_is_money(rows):
    budget, executed = figure("5.00", M.BUDGET, column=2), figure("4.00", M.EXECUTED)
    assert [row.unit for row in rows(budget, executed, kind=TableKind.BUDGET).measures] == ["CLP", "CLP"]
    assert [row.unit for row in rows(budget, executed).measures] == ["CLP", "count"]
    things = figure("4", M.PROGRAMMED, column=4)
    assert [r.unit for r in rows(budget, things, executed, kind=TableKind.BUDGET).measures] == [
        "CLP",
        "count",
        "count",
    ]


def test_an_ambiguous_figure_follows_its_document(one):
    assert one("12.500", beside=["7,69", "1.234,5"]).value == 12500
    assert one("12.500", beside=["7.69", "1,234.5"]).value == Decimal("12.5")
    assert one("12.500", beside=["7,69", "1.234,5"]).confidence < 0.9


def test_and_else_the_habit_of_its_country_with_little_confidence(one):
    assert one("12.500", country="CL", measure=M.TARGET).value == 12500
    weak = one("12.500", beside=["12,500"], country="MX")
    assert (weak.value, weak.confidence) == (Decimal("12.5"), 0.5)
    nothing = one("12.500", country="")
    assert (nothing.value, nothing.confidence) == (12500, 0.3)


def test_the_other_reading_of_what_is_not_settled_is_kept(one):
    mixed = ["12,500"]
    assert one("12.500", beside=mixed, country="MX").other_value == 12500
    assert one("12.500", beside=mixed, country="").other_value == Decimal("12.5")
    assert one("12.500", beside=mixed, country="", unit="miles de $").other_value == 12500
    assert one("12.500", M.WEIGHT).other_value == 12500
    assert one("- 5", M.BUDGET).other_value == 5
    assert one("12.500", beside=["7,69", "1.234,5"]).other_value is None
    assert one("12,5").other_value is None


def test_a_weight_of_thousands_is_none(rows):
    weights = [figure(raw, M.WEIGHT, key) for key, raw in enumerate(("12.500", "37.500", "50.000"), 1)]
    found = rows(*weights)
    assert [row.value for row in found.measures] == [Decimal("12.5"), Decimal("37.5"), Decimal(50)]
    assert {row.confidence for row in found.measures} == {0.7}  # their sum bears them out, but is no proof
    assert found.weight_groups[0].consistent
    alone = rows(*weights[:2])
    assert {row.confidence for row in alone.measures} == {0.5}


def test_a_weight_of_thousands_is_none_in_a_document_that_groups_so(rows):
    found = rows(figure("12.500", M.WEIGHT, 1), figure("1.234,5", M.COUNT, 2), figure("7,69", M.COUNT, 3))
    assert found.measures[0].value == Decimal("12.5") and found.measures[0].confidence <= 0.5


def test_a_dash_before_a_percentage_is_a_list_mark_and_before_money_a_minus(one):
    weight = one("- 5%", M.WEIGHT)
    assert (weight.value, weight.confidence) == (5, 0.6)
    money = one("- 5", M.BUDGET)
    assert money.value == -5 and money.confidence < 0.6
    assert one("(1.500.000)", M.BUDGET).value == -1500000


def test_two_figures_in_one_cell_are_no_weight_of_thousands(rows):
    assert rows(figure("5 100", M.WEIGHT)).measures == ()
    assert rows(figure("5 100", M.COUNT)).measures[0].value == 5100


@pytest.mark.parametrize("raw", ["412,413,414,417", "412.413.417.421.423", "999,998,997,996,995,994"])
def test_a_list_of_numbers_is_no_number(rows, raw):
    assert rows(figure(raw, M.COUNT)).measures == ()


def test_long_numbers_that_are_none_of_a_list(one):
    assert one("131.373.642").value == 131373642
    assert one("4.400.139.788").value == 4400139788
    assert one("$ 412.413.414.417", M.BUDGET).value == 412413414417


def test_ranges_and_comparators(one):
    row = one("entre 5 y 10%", M.COMPLIANCE)
    assert (row.value, row.value_high, row.written_as, row.unit) == (5, 10, "range", "percent")
    fractions = one("0,05-0,10", M.COMPLIANCE)
    assert (fractions.value, fractions.value_high) == (5, 10)
    thousands = one("5-10", unit="miles de $")
    assert (thousands.value, thousands.value_high, thousands.scale) == (5000, 10000, 3)
    assert one("≥ 85%").comparator == ">="


@pytest.mark.parametrize("raw", ["ver nota 5", "N/A", "", "0,4 0,4", "9" * 29, "4/8"])
def test_what_is_no_number_gives_no_row(rows, raw):
    assert rows(figure(raw), figure("5", item=2)).measures[0].raw == "5"


def test_a_number_that_its_scale_makes_too_long_is_refused(rows):
    assert rows(figure("1" * 26, unit="millones de $")).measures == ()
    assert rows(figure("1-" + "9" * 26, unit="millones de $")).measures == ()


def test_a_weight_with_strange_words_behind_it_is_unsure(one):
    assert one("5 anual", M.WEIGHT).confidence == 0.7
    assert one("5% anual", M.WEIGHT).confidence == 1
    assert one("5 puntos", M.WEIGHT).confidence == 1


def test_confidence_is_that_of_every_step(one):
    assert one("5%", confidence=0.5).confidence == 0.5
    assert one("5% (1)", confidence=0.5).confidence == 0.45


def test_recognized_text_may_hold_letters_for_digits(one):
    document = Document(Source("scan.pdf", 1, "00" * 32, Format.PDF), from_ocr=True)
    row = one("1O,5%", M.WEIGHT, document=document)
    assert (row.value, row.raw, row.confidence) == (Decimal("10.5"), "1O,5%", 0.6)


def test_running_text_may_settle_the_convention(make_reading):
    source = Source("plan.docx", 1, "00" * 32, Format.DOCX)
    document = Document(source, (Paragraph("un 7,6% del total y $4.400.139.788.000"),))
    reading = make_reading(
        items=[Item(1, ItemKind.OUTPUT, "x")],
        figures=[Figure(1, M.COUNT, "12.500")],
        document=document,
        country="",
    )
    rows = tidy(reading)
    assert (rows.measures[0].value, rows.documents[0].number_format) == (12500, "1.234,5")


def test_a_figure_of_no_item_gives_no_row(make_reading):
    assert tidy(make_reading(figures=[Figure(7, M.COUNT, "5")])).measures == ()


def test_totals(rows):
    totals = [
        Total(1, 9, 3, "TOTAL  general", "100%", M.WEIGHT, (1, 2), period=("2016",)),
        Total(1, 9, 4, "Total", "1.234", None, (), unit="personas", confidence=0.5),
        Total(1, 9, 5, "Total", "nada", M.COUNT, (1,)),
        Total(1, 9, 3, "TOTAL", "50%", M.WEIGHT, (1, 2)),
    ]
    found = rows(figure("5"), totals=totals).totals
    assert len(found) == 2  # the third is no number, the fourth stands where the first does
    first, second = found
    assert (first.label, first.measure, first.value, first.unit) == (
        "TOTAL general",
        "weight",
        100,
        "percent",
    )
    assert (first.covers, first.period, first.row, first.column, first.precision) == ("1 2", "2016", 9, 3, 1)
    assert (second.measure, second.value, second.unit, second.covers) == ("", 1234, "persona", "")
    assert second.confidence <= 0.5


def test_the_precision_is_in_the_unit_of_the_value(one):
    assert one("35.300,0", unit="miles de $").precision == 100
    assert one("12,50%").precision == Decimal("0.01")
    assert one("0,75", M.COMPLIANCE).precision == 1
    assert one("treinta por ciento").precision == 1


def test_a_reading_is_not_changed(make_reading):
    reading = make_reading(items=[Item(1, ItemKind.OUTPUT, "x")], figures=[Figure(1, M.COUNT, "5")])
    before = replace(reading)
    assert tidy(reading) == tidy(reading)
    assert reading == before
