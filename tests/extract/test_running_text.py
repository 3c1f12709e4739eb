"""Figures and deadlines of running text: what is taken, what is left, and what they are said of."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import understand
from extract.folding import flat
from extract.reading import ItemKind, Measure
from extract.sentences import sentence_spans
from extract.statements import readable, statements
from ingest import read
from normalize import tidy
from normalize.dataset import Rows

Tidied = Callable[[str], Rows]


@pytest.fixture
def tidied(tmp_path: Path) -> Tidied:
    def of(text: str) -> Rows:
        path = tmp_path / "text.md"
        path.write_text(text, encoding="utf-8")
        return tidy(understand(read(path)))

    return of


def said(text: str, language: str = "es") -> list[tuple[str, str]]:
    return [(one.measure.value, one.raw) for one in statements(text, language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Se registra un avance de un 70%.", ("progress", "70%")),
        ("Nº participantes: 12", ("count", "12")),
        ("Avance (%): 70", ("progress", "70")),
        ("El nivel de cumplimiento de la meta fue de 92,5 %.", ("compliance", "92,5 %")),
        ("Se ejecutaron $ 12.500.000.", ("executed", "$ 12.500.000")),
        ("El convenio asciende a 3.000 euros.", ("amount", "3.000 euros")),
        ("La meta es atender a 1.200 personas.", ("target", "1.200 personas")),
        ("Se espera un avance de 60%.", ("target", "60%")),
        ("Meta: al menos 30 visitas.", ("target", "al menos 30 visitas")),
        ("Meta: entre 10% y 20%", ("target", "entre 10% y 20%")),
        ("Línea base: 18 días hábiles", ("baseline", "18 días hábiles")),
        ("Avance: cerca de un 70%", ("progress", "cerca de un 70%")),
        ("La obra está ejecutada en un 90%.", ("progress", "90%")),
        ("Nota final: 87%", ("earned", "87%")),
        ("O progresso do projeto é de 40%.", ("progress", "40%")),
        ("Participaram da oficina 27 servidores.", ("count", "27 servidores")),
        ("The work is 80% complete.", ("progress", "80%")),
        ("The final exam counts for 40% of the final grade.", ("weight", "40%")),
        ("A total of 120 participants attended.", ("count", "120 participants")),
        ("The target is to reach 2,400 users.", ("target", "2,400 users")),
    ],
)
def test_a_figure_is_taken_with_the_words_that_announce_it(text: str, found: tuple[str, str]) -> None:
    assert found in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "La Ley N° 19.882 y el Decreto 15 de 2014 fijan el avance.",
        "Teléfono: (51) 224787, avance del plan",
        "El proyecto “100% Plataforma” continúa.",
        "El avance del proyecto “100% Plataforma” continúa.",
        "Cumple (100%), No cumple (0%)",
        "Si el avance es de 70%, se aprueba.",
        "Por ejemplo, un avance de 50%.",
        "El avance puede ser de 0% a 100%.",
        "El avance no es de 70%.",
        "Un avance superior a 90%.",
        "El año anterior el avance fue de 88%.",
        "El cumplimiento aumentó en un 12%.",
        "Avance de 30% a 45%",
        "El avance es de hasta un 70%.",
        "El 78% de los usuarios está satisfecho.",
        "El avance se describe en la página 70.",
        "Avance: véase el artículo 40.",
        "Del avance del 2016 nada se sabe.",
        "Avance 2016",
        "sin figuras",
    ],
)
def test_what_only_looks_like_a_figure_is_left(text: str) -> None:
    assert said(text) == []


def test_no_is_in_the_in_portuguese() -> None:
    text = "No período, o avanço foi de 40%."
    assert said(text, "pt") == [("progress", "40%")]
    assert said(text, "es") == []


def test_a_quotient_stands_behind_its_result() -> None:
    text = "Meta 2016: 50.0 % [(4 /8 )*100]."
    every = list(statements(text))
    assert [(one.measure.value, one.raw, one.position) for one in every] == [
        ("target", "50.0 %", 0),
        ("numerator", "4", 1),
        ("denominator", "8", 2),
    ]
    assert all(text[one.start :].startswith(one.raw) for one in every)
    assert every[0].period == ("2016",)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("El avance fue de 34% en 2010.", ("2010",)),
        ("A junio de 2018, el avance es de 50%.", ("A junio de 2018",)),
        ("El avance 2017 fue de 50% y el avance 2018 es de 60%.", ("2018",)),
        ("El avance es de 50%, un 15% más que en 2018.", ()),
        ("En 2016 y en 2017 se dijo que el avance es de 50%.", ()),
    ],
)
def test_the_period_is_the_one_said_of_the_figure(text: str, period: tuple[str, ...]) -> None:
    assert list(statements(text))[-1].period == period


def test_two_periods_in_a_clause_make_a_figure_less_sure() -> None:
    sure, unsure = (
        next(statements(text)).confidence
        for text in ("En 2016 el avance es de 50%.", "En 2016 y en 2017 se dijo que el avance es de 50%.")
    )
    assert unsure < sure


def test_a_figure_leads_back_to_its_passage(tidied: Tidied) -> None:
    rows = tidied("# Plan de trabajo 2016\n\nHola.\n\nEl avance es de un 70%.\n")
    (figure,) = rows.measures
    (passage,) = [one for one in rows.passages if one.passage == figure.passage]
    assert figure.offset is not None
    assert passage.text[figure.offset :].startswith(figure.raw)
    assert (figure.table_id, figure.row, figure.column) == ("", None, None)


def subjects(rows: Rows) -> list[tuple[str, str, str]]:
    texts = {item.item_id: item.text for item in rows.items}
    return [(one.measure, one.raw, texts[one.item_id]) for one in rows.measures if one.passage]


TABLE = """
| N° | Actividad | Responsable |
|---|---|---|
| 1 | Levantar el inventario general | Archivo |
| 2 | Describir los fondos antiguos | Archivo |
"""


def test_an_item_is_known_by_its_number_and_by_its_name(tidied: Tidied) -> None:
    rows = tidied(
        "# Informe 2018\n\nLa actividad 2 lleva un avance de 30%.\n\n"
        f"En cuanto a levantar el inventario general, el avance es de 90%.\n{TABLE}"
    )
    assert subjects(rows) == [
        ("progress", "30%", "Describir los fondos antiguos"),
        ("progress", "90%", "Levantar el inventario general"),
    ]


def test_where_several_items_have_the_number_nothing_is_guessed(tidied: Tidied) -> None:
    rows = tidied(f"# Informe 2018\n\nLa actividad 2 lleva un avance de 30%.\n{TABLE}\n## Otra\n{TABLE}")
    assert subjects(rows) == []


def test_a_number_that_nothing_has_makes_an_item_of_its_own(tidied: Tidied) -> None:
    rows = tidied("# Informe 2018\n\nLa actividad 7 lleva un avance de 30%.\n")
    (item,) = rows.items
    assert (item.number, item.text, item.kind) == ("7", "actividad 7", ItemKind.ACTIVITY)


def test_a_section_that_names_no_item_ends_the_one_before(tidied: Tidied) -> None:
    rows = tidied(
        "# Informe 2018\n\n## Objetivo 1. Atender mejor\n\n### Avance\n\nEl avance es de 30%.\n\n"
        "## Conclusiones\n\nEl avance es de 50%.\n"
    )
    assert subjects(rows) == [("progress", "30%", "Atender mejor"), ("progress", "50%", "Informe 2018")]


def test_a_particular_subject_is_an_item_and_not_the_document(tidied: Tidied) -> None:
    rows = tidied(
        "# Informe 2018\n\nLa construcción del puente presenta un avance físico de 64% y un avance "
        "financiero de 58%.\n\nEn riego se bonificaron predios por un monto de $ 8.900.\n"
    )
    assert subjects(rows) == [
        ("progress", "64%", "La construcción del puente"),
        ("progress", "58%", "La construcción del puente"),
        ("amount", "$ 8.900", "En riego se bonificaron predios por un monto de $ 8.900"),
    ]


def test_what_a_table_says_already_is_not_said_twice(tidied: Tidied) -> None:
    table = "| Línea | Presupuesto |\n|---|---|\n| Equipos | $ 2.000 |\n| Viajes y traslados | $ 3.000 |\n"
    rows = tidied(f"# Plan 2018\n\nEl presupuesto total es de $ 5.500.\n\n{table}")
    assert subjects(rows) == []
    rows = tidied("# Plan 2018\n\nEl presupuesto total es de $ 5.500.\n")
    assert subjects(rows) == [("budget", "$ 5.500", "Plan 2018")]


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("El plazo de ejecución vence el 30 de junio de 2016.", "2016-06-30"),
        ("Debe terminarse a más tardar el 30/06/2016.", "2016-06-30"),
        ("O prazo termina em 31 de dezembro de 2016.", "2016-12-31"),
        ("The work is due by March 31, 2016.", "2016-03-31"),
        ("Plazo: del 1 de marzo de 2016 al 30 de junio de 2016.", "2016-06-30"),
        ("El plazo para las consultas vence el 30 de junio de 2016.", ""),
        ("El informe final se entregará a más tardar el 30 de junio de 2016.", ""),
        ("Si el plazo vence el 30 de junio de 2016, se prorroga.", ""),
    ],
)
def test_a_deadline_is_told_of_the_heading_s_item(sentence: str, ends: str, tidied: Tidied) -> None:
    rows = tidied(f"# Plan 2016\n\n## Objetivo 1. Atender mejor a todos\n\n{sentence}\n")
    assert [item.ends for item in rows.items] == ([ends] if ends else [])


LIST = """# Curso de archivos 2022

## {heading}

- Examen parcial: {first}%
- Trabajo final: {second}%
- Asistencia (20%)
"""


def test_a_list_of_weights_is_a_group(tidied: Tidied) -> None:
    rows = tidied(LIST.format(heading="Ponderaciones", first=30, second=50))
    assert [(m.measure, m.value) for m in rows.measures] == [
        ("weight", Decimal(30)),
        ("weight", Decimal(50)),
        ("weight", Decimal(20)),
    ]
    (group,) = rows.weight_groups
    assert (group.members, group.sum, group.consistent) == (3, 100, True)


def test_a_list_that_misses_a_hundred_is_one_still(tidied: Tidied) -> None:
    rows = tidied(LIST.format(heading="Evaluación", first=30, second=45))
    (group,) = rows.weight_groups
    assert (group.sum, group.consistent) == (95, False)


def test_shares_under_another_heading_are_no_weights(tidied: Tidied) -> None:
    assert tidied(LIST.format(heading="Estadísticas", first=30, second=50)).measures == ()
    rows = tidied("# Evaluación 2016\n\n## Evaluación\n\n- Hombres: 45%\n- Mujeres: 55%\n")
    assert rows.measures == ()


def test_parts_and_their_parts_in_one_list_are_left(tidied: Tidied) -> None:
    text = LIST.format(heading="Ponderaciones", first=50, second=50) + "- Lecturas: 25%\n- Foro: 25%\n"
    assert tidied(text).weight_groups == ()


@given(st.text(max_size=200))
def test_what_is_made_comparable_keeps_its_places(text: str) -> None:
    assert len(flat(text)) == len(text) == len(readable(text))
    spans = list(sentence_spans(text))
    assert all(begin < end for begin, end in spans)
    assert "".join(text.split()) == "".join("".join(text[begin:end] for begin, end in spans).split())


@given(st.text(alphabet="avance de un 70%$.,:()N° meta es 12 Ley", max_size=120))
def test_a_statement_is_always_a_part_of_its_text(text: str) -> None:
    for one in statements(text):
        assert isinstance(one.measure, Measure)
        assert text[one.start :].startswith(one.raw)
