"""earned-product, result-sum, weighted-result, formula-result: broken, nearly broken, clean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

NAMES = (
    "Publicar el boletín trimestral",
    "Capacitar a los encargados comunales",
    "Actualizar el registro de usuarios",
)
CLEAN = (("40%", "100%", "40%"), ("30%", "50%", "15%"), ("30%", "80%", "24%"))


@pytest.fixture
def evaluation(table: Callable, told: Callable) -> Callable:
    """Weight, compliance and earned figure of three activities, the result and the weighted result."""

    def make(
        rows: tuple[tuple[str, str, str], ...] = CLEAN,
        result: str = "",
        weighted: str = "",
        share: str = "12,5",
    ) -> object:
        body = [
            (str(at), name, "Informe", *figures)
            for at, (name, figures) in enumerate(zip(NAMES, rows, strict=True), 1)
        ]
        lines = [
            ((label, 1, 5), figure)
            for label, figure in (
                ("Resultado Desempeño Anual", result),
                ("Resultado Ponderado Anual", weighted),
            )
            if figure
        ]
        header = (
            "N°",
            "Actividad",
            "Medio de verificación",
            "Ponderación (%)",
            "Cumplimiento (%)",
            "Ponderación ganada (%)",
        )
        return told(
            "# Evaluación del Programa de Trabajo 2021",
            f"Ponderación por región (%): {share}",
            table(header, *body, *lines),
        )

    return make


def test_an_evaluation_in_order(evaluation: Callable) -> None:
    assert evaluation(CLEAN, "79%", "9,88%").rules == []


def test_earned_that_is_not_the_product(evaluation: Callable) -> None:
    told = evaluation((("40%", "100%", "30%"), *CLEAN[1:]), "69%")
    finding = told.only("earned-product")
    assert told.rules == ["earned-product"]
    assert (finding.severity, finding.expected, finding.observed) == ("error", "40%", "30%")
    assert told.cells(finding) == ["30%", "40%", "100%"]
    assert "40% × 100% = 40%, but 30% stands as earned" in finding.message_en


def test_earned_that_was_rounded(evaluation: Callable) -> None:
    assert evaluation((("35%", "33%", "12%"), ("35%", "33%", "12%"), ("30%", "33%", "10%"))).rules == []


def test_earned_that_was_cut_off_is_a_note(evaluation: Callable) -> None:
    finding = evaluation((("35%", "33%", "11%"), ("35%", "100%", "35%"), CLEAN[2])).only("earned-product")
    assert (finding.severity, finding.expected, finding.observed) == ("info", "11.55%", "11%")


def test_rows_that_are_mostly_no_product_are_a_note(evaluation: Callable) -> None:
    found = evaluation((("40%", "100%", "4%"), ("30%", "50%", "3%"), ("30%", "80%", "5%")))
    assert {finding.severity for finding in found.findings} == {"info"}


def test_a_result_that_is_not_the_sum(evaluation: Callable) -> None:
    told = evaluation(CLEAN, "82%")
    finding = told.only("result-sum")
    assert told.rules == ["result-sum"]
    assert (finding.severity, finding.expected, finding.observed) == ("error", "79%", "82%")
    assert told.cells(finding) == ["82%", "40%", "15%", "24%"]


def test_a_result_may_be_added_up_before_or_after_rounding(evaluation: Callable) -> None:
    rows = (("35%", "33%", "12%"), ("35%", "33%", "12%"), ("30%", "33%", "10%"))
    assert evaluation(rows, "33%").rules == []  # 35 × 0,33 + 35 × 0,33 + 30 × 0,33
    assert evaluation(rows, "34%").rules == []  # 12 + 12 + 10
    assert evaluation(rows, "36%").rules == ["result-sum"]


def test_a_weighted_result_that_is_not_the_product(evaluation: Callable) -> None:
    told = evaluation(CLEAN, "79%", "10,88%")
    finding = told.only("weighted-result")
    assert told.rules == ["weighted-result"]
    assert (finding.severity, finding.expected, finding.observed) == ("error", "9.88%", "10.88%")
    assert told.cells(finding) == ["10,88%", "79%"]
    assert "12.5% × 79% = 9.88%" in finding.message_en


def test_a_weighted_result_that_was_cut_off_is_a_note(evaluation: Callable) -> None:
    assert evaluation(CLEAN, "79%", "9,9", "12,50").rules == []
    assert evaluation(CLEAN, "79%", "9,8", "12,50").only("weighted-result").severity == "info"


@pytest.fixture
def indicator(table: Callable, told: Callable) -> Callable:
    def make(target: str) -> object:
        head = ("N°", "Indicador", "Fórmula de cálculo", "Meta", "Mide", "Ponderación")
        row = ("1", "Solicitudes respondidas en plazo", "(N° en plazo / N° total)*100", target, "1", "100%")
        return told("# Programa de Mejoramiento de la Gestión 2022", table(head, row))

    return make


@pytest.mark.parametrize(
    "target",
    ["50,0 % [(4/8)*100]", "91,7 % [(11/12)*100]", "92 % [(11/12)*100]", "(131.373.642 / 111.726.656) * 100"],
)
def test_results_that_follow_from_their_quotient(indicator: Callable, target: str) -> None:
    assert "formula-result" not in indicator(target).rules


def test_a_result_that_does_not_follow(indicator: Callable) -> None:
    told = indicator("55,0 % [(4/8)*100]")
    finding = told.only("formula-result")
    assert told.rules == ["formula-result"]
    assert (finding.severity, finding.expected, finding.observed) == ("error", "50%", "55%")
    assert told.cells(finding) == ["55,0 % [(4/8)*100]"]
    assert "4 / 8 gives 50%, but 55% stands there" in finding.message_en


def test_a_result_that_was_cut_off_is_a_note(indicator: Callable) -> None:
    assert indicator("91,6 % [(11/12)*100]").only("formula-result").severity == "info"


def test_a_quotient_by_nothing_is_left_alone(indicator: Callable) -> None:
    assert "formula-result" not in indicator("50,0 % [(4/0)*100]").rules


@pytest.mark.parametrize(
    ("result", "expected"),
    [("8,8", ""), ("8,7", ""), ("35,9", ""), ("7,8", "8.79"), ("30,0", "35.9")],
)
def test_the_result_of_marks_is_their_weighted_mean(
    told: Callable, table: Callable, result: str, expected: str
) -> None:
    rows = [
        ("Cobertura de salud", "0,30", "9,6"),
        ("Consultas de control", "0,20", "10,0"),
        ("Tiempo de espera", "0,30", "6,5"),
        ("Exames a tiempo", "0,20", "9,8"),
        ("Nota final", "", result),
    ]
    found = told("# Evaluación 2021", table(("Indicador", "Peso", "Nota"), *rows))
    assert [finding.expected for finding in found.findings] == ([expected] if expected else [])
    assert ("weighted mean of" in "".join(one.message_en for one in found.findings)) == (expected == "8.79")


def test_points_that_a_grade_earns_are_no_share_of_the_target(table: Callable, told: Callable) -> None:
    head = ("Indicador", "Peso", "Meta", "Resultado alcanzado", "% de alcance", "Nota", "Nota ponderada")
    rows = [
        ("Visitar las oficinas", "3", "≥ 40", "44", "110%", "10", "30"),
        ("Atender consultas", "2", "50", "40", "80%", "8", "16"),
        ("Publicar informes", "5", "10", "9", "90%", "9", "45"),
        ("Total", "10", "", "", "", "", "91"),
    ]
    found = told("# Evaluación del contrato 2020", table(head, *rows))
    assert "earned-product" not in found.rules
    assert found.only("percent-range").severity == "info"
