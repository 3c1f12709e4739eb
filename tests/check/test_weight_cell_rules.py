"""weight-range, weight-unreadable, weight-crowded, weights-mixed-units: broken, nearly broken, clean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

NAMES = (
    "Publicar el boletín trimestral",
    "Capacitar a los encargados comunales",
    "Actualizar el registro de usuarios",
    "Instalar puntos de atención",
)


@pytest.fixture
def programme(table: Callable, told: Callable) -> Callable:
    """Weights of four activities → what is told of the programme."""

    def make(*weights: str) -> object:
        rows = [(name, "Informe", weight) for name, weight in zip(NAMES, weights, strict=True)]
        return told(
            "# Programa 2021", table(("Actividad", "Medio de verificación", "Ponderación (%)"), *rows)
        )

    return make


def test_weights_out_of_range(programme: Callable) -> None:
    told = programme("120%", "-40%", "10%", "10%")
    assert told.grave() == ["weight-range", "weight-range"]
    high, low = told.findings
    assert (high.observed, low.observed, high.expected) == ("120%", "-40%", "0–100%")
    assert told.item(low) == NAMES[1]
    assert told.cells(low) == ["-40%"]


def test_weights_at_the_ends_of_the_range(programme: Callable) -> None:
    assert programme("100%", "0%", "0%", "0%").rules == []


def test_a_weight_that_is_no_number(programme: Callable) -> None:
    told = programme("40%", "30%", "por definir", "30%")
    finding = told.only("weight-unreadable")
    assert told.rules == ["weight-unreadable"]
    assert (finding.severity, finding.observed) == ("error", "por definir")
    assert told.item(finding) == NAMES[2]
    assert told.cells(finding) == ["por definir"]


@pytest.mark.parametrize("blank", ["-", "—", "…", "--"])
def test_a_dash_is_no_unreadable_weight(programme: Callable, blank: str) -> None:
    assert "weight-unreadable" not in programme("40%", "30%", blank, "30%").rules


@pytest.mark.parametrize("words", ["n.a.", "No aplica", "N/A"])
def test_a_weight_left_out_on_purpose_is_a_note(programme: Callable, words: str) -> None:
    assert programme("40%", "30%", words, "30%").only("weight-unreadable").severity == "info"


@pytest.mark.parametrize("words", ["treinta por ciento", "30 por ciento"])
def test_a_weight_in_words_is_read(programme: Callable, words: str) -> None:
    assert programme("40%", words, "20%", "10%").rules == []


def test_two_weights_in_one_cell(programme: Callable) -> None:
    told = programme("40%", "20% 10%", "20%", "10%")
    finding = told.only("weight-crowded")
    assert told.rules == ["weight-crowded"]
    assert (finding.severity, finding.expected, finding.observed) == ("warning", "1", "2")
    assert told.cells(finding) == ["20% 10%"]


def test_one_weight_for_each_activity_of_a_row(table: Callable, told: Callable) -> None:
    rows = [
        ("Huertos", "1.a Publicar el boletín\n1.b Capacitar a los encargados", "Informe", "20%\n10%"),
        ("Semillas", "2.a Actualizar el registro\n2.b Instalar los puntos", "Acta", "30%\n40%"),
    ]
    header = ("Producto", "Actividades", "Medio de verificación", "Ponderación (%)")
    assert "weight-crowded" not in told("# Programa 2021", table(header, *rows)).grave()


def test_cells_that_are_crowded_throughout_are_the_forms_way(programme: Callable) -> None:
    found = programme("20% 20%", "20% 10%", "10% 10%", "5% 5%")
    crowded = [finding for finding in found.findings if finding.rule == "weight-crowded"]
    assert crowded
    assert {finding.severity for finding in crowded} == {"info"}
    assert "Most rows of the table are like this" in crowded[0].message_en


def test_a_fraction_among_percentages(programme: Callable) -> None:
    told = programme("40%", "30%", "0,2", "10%")
    finding = told.only("weights-mixed-units")
    assert told.rules == ["weights-mixed-units"]
    assert (finding.severity, finding.expected, finding.observed) == ("warning", "40%", "0,2")
    assert told.cells(finding) == ["0,2", "40%"]


def test_small_percentages_are_no_fractions(programme: Callable) -> None:
    assert programme("0,5%", "0,5%", "49%", "50%").rules == []


def test_earned_in_another_unit_than_the_weights(table: Callable, told: Callable) -> None:
    def evaluation(*earned: str) -> object:
        header = ("Actividad", "Ponderación (%)", "Cumplimiento (%)", "Ponderación ganada")
        rows = [
            (name, weight, "100%", gain)
            for name, weight, gain in zip(NAMES, ("40%", "30%", "20%", "10%"), earned, strict=True)
        ]
        return told("# Evaluación del Programa 2021", table(header, *rows))

    assert evaluation("40%", "30%", "20%", "10%").rules == []
    mixed = evaluation("0,4", "0,3", "0,2", "0,1")
    finding = mixed.only("weights-mixed-units")
    assert mixed.rules == ["weights-mixed-units"]
    assert (finding.expected, finding.observed, finding.item_id) == ("40%", "0,4", "")
    assert "What was earned is written as “0,4”" in finding.message_en


@pytest.mark.parametrize(("last", "rules"), [("0,60", []), ("1,00", []), ("6,00", ["weights-mixed-units"])])
def test_compliance_in_another_unit_than_its_column(
    table: Callable, told: Callable, last: str, rules: list[str]
) -> None:
    done = ("0,95", "1,00", "0,80", last)
    rows = list(zip(NAMES, ("30%", "30%", "20%", "20%"), done, strict=True))
    found = told("# Evaluación 2021", table(("Actividad", "Ponderación", "Cumplimiento"), *rows))
    assert found.rules == rules


@pytest.mark.parametrize(
    ("header", "marks", "rules"),
    [
        ("Nota", ("9,6", "10,0", "6,5", "9,8"), []),
        ("Nota", ("9,6", "10,0", "16,5", "9,8"), ["weights-mixed-units"]),
        ("Puntaje obtenido", ("9,6", "10,0", "6,5", "9,8"), ["weights-mixed-units"]),
    ],
)
def test_marks_are_no_shares_of_the_weights(
    table: Callable, told: Callable, header: str, marks: tuple[str, ...], rules: list[str]
) -> None:
    rows = list(zip(NAMES, ("0,30", "0,20", "0,30", "0,20"), marks, strict=True))
    assert told("# Evaluación 2021", table(("Actividad", "Peso", header), *rows)).rules == rules


def test_figures_above_their_weights_are_marks(table: Callable, told: Callable) -> None:
    names = [
        f"{name} {region}" for name in NAMES for region in ("norte", "centro", "sur", "austral", "insular")
    ]
    rows = [(name, "0,05", "8,5" if at else "4,0") for at, name in enumerate(names)]
    assert told("# Evaluación 2021", table(("Actividad", "Peso", "Puntaje obtenido"), *rows)).rules == []


@pytest.mark.parametrize(
    ("stated", "rules"),
    [
        ("100%", []),
        ("", []),
        ("90%", ["total-row"]),
        ("por definir", ["weight-unreadable"]),
    ],
)
def test_weights_that_a_result_line_adds_up(
    table: Callable, told: Callable, stated: str, rules: list[str]
) -> None:
    rows = list(zip(NAMES, ("40%", "30%", "20%", "10%"), ("40%", "30%", "20%", "5%"), strict=True))
    header = ("Actividad", "Ponderación", "Ponderación ganada")
    found = told("# Evaluación 2021", table(header, *rows, ("Resultado final", stated, "95%")))
    assert found.rules == rules
    if rules == ["total-row"]:
        finding = found.only("total-row")
        assert (finding.expected, finding.observed, finding.difference) == ("100%", "90%", -10)
        assert found.cells(finding) == ["90%", "40%", "30%", "20%", "10%"]


@pytest.mark.parametrize(("stated", "rules"), [("1,00", []), ("0,90", ["total-row"])])
def test_fractions_that_a_result_line_adds_up(
    table: Callable, told: Callable, stated: str, rules: list[str]
) -> None:
    rows = list(zip(NAMES, ("0,40", "0,30", "0,20", "0,10"), ("0,40", "0,30", "0,20", "0,05"), strict=True))
    header = ("Actividad", "Ponderación", "Ponderación ganada")
    found = told("# Evaluación 2021", table(header, *rows, ("Resultado final", stated, "0,95")))
    assert found.rules == rules
