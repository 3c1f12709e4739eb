"""Where headers are, what columns say, what rows are there for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract import Reading
from extract.reading import Role, RowKind, TableKind
from ingest import Table

Make = Callable[..., Table]
Read = Callable[..., Reading]


def _roles(reading: Reading, table: int = 0) -> list[str]:
    return [column.role.value for column in reading.tables[table].columns]


def test_a_plain_weight_table(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["Actividad", "Ponderación (%)"],
                ["Elaborar el plan", "60"],
                ["Ejecutar", "40"],
                ["Total", "100"],
            ]
        )
    )
    (only,) = read.tables
    assert only.kind is TableKind.WEIGHTS
    assert _roles(read) == ["activity", "weight"]
    assert only.row_kinds == (RowKind.HEADER, RowKind.ITEM, RowKind.ITEM, RowKind.TOTAL)
    assert only.columns[1].unit == "%"
    assert [(total.raw, total.covers) for total in read.totals] == [("100", (1, 2))]


def test_two_level_headers_give_measure_and_period(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                [
                    ("Propósito / Producto", 2, 1),
                    ("Unidad de medida", 2, 1),
                    ("Año 2015", 1, 2),
                    ("2016", 1, 1),
                ],
                ["Programado", "Ejecutado (A junio)", "Programado"],
                ["Resoluciones emitidas", "Resoluciones", "1,644", "1,316", "1,050"],
                ["Visitas hechas", "Visitas", "200", "150", "210"],
            ]
        )
    )
    columns = read.tables[0].columns
    assert [column.header for column in columns[2:]] == [
        "Año 2015 / Programado",
        "Año 2015 / Ejecutado (A junio)",
        "2016 / Programado",
    ]
    assert [column.role for column in columns[2:]] == [Role.PROGRAMMED, Role.EXECUTED, Role.PROGRAMMED]
    assert [column.period for column in columns[2:]] == [("Año 2015",), ("Año 2015", "A junio"), ("2016",)]
    assert read.tables[0].header_rows == 2
    assert read.tables[0].kind is TableKind.PROGRAMMED_EXECUTED


def test_bands_above_the_header_are_titles_and_state_the_programmes_weight(
    table: Make, reading: Read
) -> None:
    read = reading(
        table(
            [
                [("Actividad III.1: Programa de mejoras", 1, 3)],
                [("INSTITUCIÓN = Servicio X", 1, 1), ("Ponderación Programa de Trabajo (%) = 2,2%", 1, 2)],
                ["Objetivo", "Actividades comprometidas", "Ponderación actividad (%)"],
                ["Definir", "Reunir al equipo", "1,2"],
                ["Informar", "Enviar el informe", "1,0"],
            ]
        )
    )
    (only,) = read.tables
    assert only.row_kinds[:3] == (RowKind.TITLE, RowKind.TITLE, RowKind.HEADER)
    assert only.caption == "Actividad III.1: Programa de mejoras"
    programme = read.items[0]
    assert (programme.kind.value, programme.number, programme.text) == (
        "programme",
        "III.1",
        "Programa de mejoras",
    )
    assert [figure.raw for figure in read.figures if figure.item == programme.key] == ["2,2%"]


def test_a_second_header_begins_a_second_table(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["Problema", "Territorio", "Instituciones participantes"],
                [
                    "Falta de coordinación entre los servicios de la comuna y sus oficinas",
                    "Comuna A",
                    "Municipio",
                ],
                ["Objetivos específicos", "Actividades", "Ponderación (%)"],
                ["Mejorar", "Reunirse", "60"],
                ["Ampliar", "Visitar", "40"],
            ]
        )
    )
    assert [len(one.row_kinds) for one in read.tables] == [2, 3]
    assert _roles(read, 1) == ["specific_objective", "activity", "weight"]
    assert {item.row for item in read.items if item.table == 2} == {1, 2}


def test_key_values_have_no_header_and_no_items(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["**Servicio**", "Instituto X"],
                ["**Dependencia**", "Dirección Nacional"],
                ["**Región**", "Maule"],
            ]
        )
    )
    assert read.tables[0].header_rows == 0
    assert read.tables[0].kind is TableKind.INFORMATION
    assert not read.items


def test_a_repeated_header_is_no_item(table: Make, reading: Read) -> None:
    header = ["Actividad", "Medio de verificación", "Peso"]
    read = reading(table([header, ["Uno de ellos", "Acta", "50"], header, ["Otro más", "Acta", "50"]]))
    assert [item.text for item in read.items] == ["Uno de ellos", "Otro más"]


def test_sentences_under_a_weight_header_lower_its_confidence(table: Make, reading: Read) -> None:
    prose = "Se realizaron las reuniones con todos los equipos de la región durante el año"
    read = reading(table([["Actividad", "Ponderación"], ["Uno de ellos", prose], ["Otro más", prose]]))
    assert read.tables[0].columns[1].confidence < 0.6


def test_figures_in_a_column_of_numbers_that_number_rows_are_numbers(table: Make, reading: Read) -> None:
    read = reading(
        table([["N°", "Atributo", "Ponderador"], ["1", "Liderazgo", "40%"], ["2", "Gestión", "60%"]])
    )
    assert _roles(read) == ["number", "attribute", "weight"]
    assert [item.number for item in read.items] == ["1", "2"]


@pytest.mark.parametrize("label", ["Total", "TOTAL GENERAL", "Suma", "Σ", "Soma", "Grand total", "Subtotal"])
def test_total_labels(table: Make, reading: Read, label: str) -> None:
    read = reading(
        table([["Actividad", "Peso"], ["Elaborar el plan", "60%"], ["Ejecutarlo", "40%"], [label, "100%"]])
    )
    assert read.tables[0].row_kinds[-1] is RowKind.TOTAL
    assert len(read.items) == 2


def test_result_lines_are_items_of_their_own(table: Make, reading: Read) -> None:
    read = reading(
        "Ponderación de la región (%) = 10",
        table(
            [
                ["Actividades", "Ponderación (%)", "Cumple (100%) / No cumple (0%)", "Ponderación ganada"],
                ["Elaborar el plan", "60", "100%", "60"],
                ["Ejecutar el plan", "40", "0%", "0"],
                [("Resultado Desempeño Anual", 1, 3), "60"],
                [("Resultado Ponderado Anual", 1, 3), "6"],
            ]
        ),
    )
    assert [item.text for item in read.items if item.kind.value == "result"] == [
        "Resultado Desempeño Anual",
        "Resultado Ponderado Anual",
    ]
    assert [(f.measure.value, f.raw) for f in read.figures][-2:] == [("earned", "60"), ("earned", "6")]


def test_an_empty_document_has_an_empty_reading(reading: Read) -> None:
    read = reading()
    assert (read.tables, read.items, read.figures, read.totals) == ((), (), (), ())


def test_a_table_without_text_is_passed_over(table: Make, reading: Read) -> None:
    assert reading(table([["", ""], ["", ""]])).tables == ()


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Meta programada (personas)", "personas"),
        ("Ejecutado (N° de talleres)", "N° de talleres"),
        ("Meta (horas de capacitación)", "horas de capacitación"),
        ("Meta (valores)", ""),
        ("Meta (acumulada)", ""),
        ("Meta (ver notas)", ""),
        ("Meta (2016)", ""),
        ("Meta (%)", "%"),
    ],
)
def test_a_header_says_in_brackets_what_its_column_counts(
    table: Make, reading: Read, header: str, unit: str
) -> None:
    made = reading(table([["Actividad", header], ["Capacitar", "120"], ["Visitar", "300"]]))
    assert made.tables[0].columns[1].unit == unit


def test_a_column_of_units_says_more_than_a_header(table: Make, reading: Read) -> None:
    made = reading(
        table([["Actividad", "Unidad de medida", "Meta (personas)"], ["Capacitar", "Taller", "120"]])
    )
    assert made.tables[0].columns[2].unit == ""
