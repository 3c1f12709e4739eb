"""contents-order, stated-total-in-text, stated-change, few-activities by the document's own word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CONTENTS = (
    "CONTENIDO:",
    "I. Propósito del plan ........ 3",
    "II. Base legal ........ 4",
    "III. Metas ........ 5",
)
BUDGET = (
    ("Proyecto", "Presupuesto 2021 (US$)"),
    ("Talleres de capacitación", "12,000"),
    ("Compra de equipos", "8,500"),
    ("Total", "20,500"),
)


def sections(*titles: str) -> tuple[str, ...]:
    return tuple(block for title in titles for block in (f"# {title}", "Texto de la sección."))


# -- contents-order


def test_sections_as_in_the_contents(told: Callable) -> None:
    found = told(*CONTENTS, *sections("I. Propósito del plan anual", "II. Base legal", "III. Metas"))
    assert "contents-order" not in found.rules


def test_two_sections_change_places(told: Callable) -> None:
    found = told(*CONTENTS, *sections("I. Propósito del plan", "II. Metas", "III. Base legal"))
    assert [f.observed for f in found.findings] == ["III Base legal", "II Metas"]
    assert {(f.rule, f.severity) for f in found.findings} == {("contents-order", "info")}
    assert "has “Base legal” as II, and the section is III" in found.findings[0].message_en


def test_another_title_and_a_section_that_is_not_there(told: Callable) -> None:
    found = told(*CONTENTS, *sections("I. Propósito del plan", "II. Reglamentos y normas"))
    assert ["calls section II “Base legal”" in found.findings[0].message_en, len(found.findings)] == [True, 2]
    assert "No section III “Metas”" in found.findings[1].message_en


def test_sections_that_are_headed_in_another_way(told: Callable) -> None:
    assert told(*CONTENTS, *sections("Propósito del plan", "Metas", "Base legal")).rules == []


def test_roman_numbers(told: Callable) -> None:
    lines = (
        "Índice",
        *(
            f"{number}. Parte {name}"
            for number, name in zip(
                ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), "abcdefghij", strict=True
            )
        ),
    )
    assert told(*lines, *sections(*(line for line in lines[1:]))).rules == []


# -- stated-total-in-text


@pytest.mark.parametrize(
    ("sentence", "fires"),
    [
        ("El presupuesto total de los proyectos asciende a US$20,500.", False),
        ("El presupuesto total de los proyectos asciende a US$25,000.", True),
        ("El presupuesto total de los proyectos asciende a US$20.5 mil.", False),
        ("El presupuesto total de los proyectos es de cerca de US$25,000.", False),
        ("El presupuesto total de los proyectos 2019 asciende a US$25,000.", False),
        ("El presupuesto total de los proyectos asciende a US$250,000.", False),
        ("El monto de la compra de equipos es de US$8,500.", False),
        ("El total de personas del edificio es de 25,000.", False),
    ],
)
def test_a_total_in_the_text(told: Callable, table: Callable, sentence: str, fires: bool) -> None:
    found = told("# Plan Anual de Trabajo 2021", "San Salvador, El Salvador.", sentence, table(*BUDGET))
    assert found.rules == (["stated-total-in-text"] if fires else [])
    if fires:
        finding = found.findings[0]
        assert (finding.severity, finding.expected, finding.observed) == ("warning", "20500", "US$25,000")


# -- stated-change


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Se logró un aumento del 34% en la cobertura, de 30 a 89 comunas.", "197%"),
        ("Se logró un aumento del 197% en la cobertura, de 30 a 89 comunas.", None),
        ("Se logró un aumento del 196,7% en la cobertura, de 30 a 89 comunas.", None),
        ("Se logró una disminución del 25%, de 80 a 60 días.", None),
        ("Se logró una disminución del 33%, de 80 a 60 días.", "25%"),
        ("La cobertura aumentó de 40% a 50%, un aumento del 25%.", None),
        ("La cobertura aumentó de 40% a 50%, un aumento del 10%.", None),
        ("La cobertura aumentó de 40% a 50%, un aumento del 30%.", "25%"),
        ("Hubo un aumento de cerca del 34%, de 30 a 89 comunas.", "197%"),
        ("Hubo un aumento de casi 34%, de 30 a 89 comunas.", None),
        ("Hubo un aumento de 34 puntos, de 30% a 89%.", None),
        ("Se atendió al 34% de las comunas, de 30 a 89 años.", None),
        ("An increase of 10%, from 200 to 230 visits.", "15%"),
        ("La matrícula pasó de 200 a 250 alumnos, lo que representa un incremento de 30%.", "25%"),
        ("El gasto disminuyó de $ 1.000.000 a $ 800.000, una reducción del 25%.", "20%"),
        ("Hubo un aumento aproximado del 30%, de 100 a 131 casos.", None),
        ("Se aumentó el plazo de 30 a 45 días; el 80% de los casos se resolvió.", None),
        ("De 2015 a 2016 las visitas aumentaron un 12%.", None),
        ("Atiende a personas de 18 a 65 años, con un aumento de 20% en la demanda.", None),
        ("El horario es de 9 a 17 horas, con un aumento del 10% en las visitas.", None),
    ],
)
def test_a_rise_or_fall_in_the_text(told: Callable, sentence: str, expected: str | None) -> None:
    found = told("# Informe 2021", sentence)
    assert found.rules == ([] if expected is None else ["stated-change"])
    if expected is not None:
        assert (found.findings[0].severity, found.findings[0].expected) == ("warning", expected)


def test_a_rise_in_a_cell_is_placed_there(told: Callable, table: Callable) -> None:
    remark = "Se logró un aumento del 34% en la cobertura, de 30 a 89 comunas de la región."
    rows = (("Publicar el boletín", "60%", remark), ("Abrir una oficina", "40%", ""))
    found = told("# Programa 2021", table(("Actividad", "Ponderación (%)", "Observaciones"), *rows))
    finding = found.only("stated-change")
    assert (finding.row, finding.column) == (1, 2)


# -- few-activities


ASKED = "Actividades comprometidas por el servicio, al menos 2 por objetivo."
PLAN = (
    ("Objetivo", "Actividad", "Ponderación (%)"),
    (("Difundir los servicios", 2, 1), "Publicar el boletín", "30%"),
    ("Abrir una oficina", "30%"),
    ("Mejorar la atención", "Capacitar a los encargados", "40%"),
)


@pytest.mark.parametrize(
    ("notes", "fires"),
    [
        ((ASKED,), True),
        ((ASKED.replace("2", "dos"),), True),
        ((), False),
        ((ASKED.replace("2", "1"),), False),
        ((ASKED, ASKED.replace("2", "3")), False),
        (("Al menos 2 informes por objetivo.",), False),
    ],
)
def test_the_number_that_a_note_asks_for(
    told: Callable, table: Callable, notes: tuple[str, ...], fires: bool
) -> None:
    found = told("# Programa 2021", table(*PLAN), *notes)
    assert found.rules == (["few-activities"] if fires else [])
    if fires:
        assert found.item(found.findings[0]) == "Mejorar la atención"
