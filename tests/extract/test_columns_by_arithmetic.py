"""Roles of columns and kinds of rows that the figures themselves tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract import Reading
from extract.reading import Role, RowKind
from ingest import Table

Make = Callable[..., Table]
Read = Callable[..., Reading]

MONTHS = ["E", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"]


def _roles(read: Reading) -> list[Role]:
    return [column.role for column in read.tables[0].columns]


def test_a_score_that_is_weight_times_attainment_is_earned(table: Make, reading: Read) -> None:
    rows = [["Objetivo", "Resultado final", "Peso", "Puntuación"]]
    rows += [["Abrir la sala", "95 %", "30", "28,5"], ["Ordenar el fondo", "80 %", "20", "16"]]
    rows += [["Medir el uso", "100 %", "25", "25"], ["Gastar lo previsto", "70 %", "25", "18,5"]]
    assert _roles(reading(table(rows)))[1:] == [Role.COMPLIANCE, Role.WEIGHT, Role.EARNED]


@pytest.mark.parametrize(
    "last", [["100 %", "25", "25"], ["70 %", "25", "40"]], ids=["nothing was lost", "more than its weight"]
)
def test_columns_that_are_no_product_stay_weights(last: list[str], table: Make, reading: Read) -> None:
    rows = [["Objetivo", "Cumplimiento", "Peso", "Puntuación"]]
    rows += [["Abrir la sala", "100 %", "30", "30"], ["Ordenar el fondo", *last]]
    assert _roles(reading(table(rows)))[-1] is Role.WEIGHT


def test_initials_of_the_months_are_months(table: Make, reading: Read) -> None:
    band = [("Actividad", 2, 1), ("Meta anual", 2, 1), ("Programación mensual", 1, 12)]
    read = reading("# Plan operativo 2022", table([band, MONTHS, ["Barrer calles", "24", *["2"] * 12]]))
    columns = read.tables[0].columns
    assert [column.role for column in columns[2:]] == [Role.PROGRAMMED] * 12
    assert [column.period[0] for column in columns[2:5]] == ["enero", "febrero", "marzo"]
    assert columns[2].header == "Programación mensual / E"


def test_other_single_letters_are_no_months(table: Make, reading: Read) -> None:
    read = reading(table([["Actividad", "P", "E"], ["Barrer calles", "24", "20"], ["Podar", "3", "2"]]))
    assert _roles(read)[1:] == [Role.PROGRAMMED, Role.EXECUTED]


NOTES = [["Compromiso", "Ponderador", "Nota", "Nota ponderada"]]
NOTES += [["Actualizar", "60%", "6,0", "3,60"], ["Responder", "40%", "7,0", "2,80"]]


def test_a_last_row_that_sums_the_weights_is_a_total(table: Make, reading: Read) -> None:
    read = reading(table([*NOTES, ["Nota compromisos", "100%", "", "6,40"]]))
    assert read.tables[0].row_kinds[-1] is RowKind.TOTAL
    assert [item.text for item in read.items] == ["Actualizar", "Responder"]


@pytest.mark.parametrize(
    "last",
    [
        ["Informar", "100%", "5,0", "5,00"],
        ["Informar", "90%", "", "6,40"],
        ["Informar de lo hecho a cada una de las oficinas del país", "100%", "", "6,40"],
    ],
    ids=["fills every column", "no sum", "a sentence"],
)
def test_a_last_row_of_a_thing_is_no_total(last: list[str], table: Make, reading: Read) -> None:
    assert reading(table([*NOTES, last])).tables[0].row_kinds[-1] is RowKind.ITEM


def test_a_group_does_not_take_what_its_first_row_says(table: Make, reading: Read) -> None:
    rows = [["Objetivo", "Actividad", "Responsable", "Peso"]]
    rows += [[("Ordenar el archivo", 2, 1), "Describir", "Ana", "50"], ["Guardar", "Luis", "50"]]
    objective, *activities = reading(table(rows)).items
    assert [objective.responsible, *(one.responsible for one in activities)] == ["", "Ana", "Luis"]


def test_a_group_takes_what_all_its_rows_say(table: Make, reading: Read) -> None:
    rows = [["Objetivo", "Actividad", "Responsable", "Peso"]]
    rows += [[("Ordenar el archivo", 2, 1), "Describir", ("Ana", 2, 1), "50"], ["Guardar", "50"]]
    assert {one.responsible for one in reading(table(rows)).items} == {"Ana"}


def test_percentages_below_a_repeated_header_are_attainment(table: Make, reading: Read) -> None:
    header = ["Indicador", "Meta", "Resultado", "Taxa de realização"]
    rows = [header, ["Ler", "10", "9", "90%"], header, ["Contar", "20", "10", "50%"]]
    assert _roles(reading(table(rows)))[-1] is Role.COMPLIANCE
