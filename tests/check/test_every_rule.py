"""For every rule three documents: one that breaks it, one that nearly does, and one that is clean.

Cases of a rule's finer points stand in the files of its subject. A rule without all three fails here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

import check
from check.rule import declared
from ingest.problems import Problem
from normalize.dataset import Rows
from pondera.between_documents import rows_between
from pondera.settings import NOTHING_SET, Settings

Block = str | Sequence[tuple[str, ...]]
"""A paragraph, a heading (``# …``), or the rows of a table."""


NOTHING_ASKED = check.Parameters()


@dataclass(frozen=True)
class Three:
    """The documents of a rule; ``parameters`` are what the form asks for."""

    breaks: Sequence[Block]
    nearly: Sequence[Block]
    clean: Sequence[Block]
    parameters: check.Parameters = NOTHING_ASKED


PROGRAMME = "# Programa de Trabajo 2021"
EVALUATION = "# Evaluación del Programa de Trabajo 2021"
PLAN = "# Plan Anual de Trabajo 2017"
HEAD = ("Actividad", "Medio de verificación", "Ponderación (%)")
NAMES = ("Publicar el boletín trimestral", "Capacitar a los encargados", "Actualizar el registro de usuarios")


def weights(*figures: str, names: Sequence[str] = NAMES, head: tuple[str, ...] = HEAD) -> list[Block]:
    rows = [(name, "Informe", figure) for name, figure in zip(names, figures, strict=False)]
    return [PROGRAMME, [head, *rows]]


def evaluated(*rows: tuple[str, ...], result: str = "") -> list[Block]:
    head = (
        "Actividad",
        "Medio de verificación",
        "Ponderación (%)",
        "Cumplimiento (%)",
        "Ponderación ganada (%)",
    )
    told = [(name, "Informe", *figures) for name, figures in zip(NAMES, rows, strict=False)]
    closing = [("Resultado Desempeño Anual", "", "", "", result)] if result else []
    return [EVALUATION, [head, *told, *closing]]


def planned(*rows: tuple[str, ...], head: tuple[str, ...]) -> list[Block]:
    return [PLAN, [head, *rows]]


YEARS = ("Producto", "Unidad de medida", "Programado 2015", "Ejecutado 2015", "Programado 2017")
QUARTERS = (
    "Producto",
    "Unidad de medida",
    *(f"Programado T{n} 2021" for n in (1, 2, 3, 4)),
    "Programado 2021",
)
SHARES = ("Actividad", "Programado", "Ejecutado", "% de avance")
BUDGET = ("Gasto", "Monto 2021 ($)")
PARTS = ("Gasto", "Monto ($)", "% del total")
ORDER = ("Actividad", "Fecha de inicio", "Fecha de término")
CONTENTS = ("# Plan Anual 2021", "Índice", "1. Presentación", "2. Diagnóstico", "3. Metas", "4. Presupuesto")
SECTIONS = (
    "# 1. Presentación",
    "Texto.",
    "# 2. Diagnóstico",
    "Texto.",
    "# 3. Metas",
    "Texto.",
    "# 4. Presupuesto",
)
PEOPLE = ("Actividad", "Responsable", "Ponderación (%)")


def with_parents(children: tuple[str, ...], parent: str = "60%") -> list[Block]:
    objectives = [("Objetivo", "Ponderación (%)")]
    objectives += [("1. Mejorar la atención de público", parent), ("2. Ordenar los archivos", "40%")]
    head = ("Actividad", "Medio de verificación", "Ponderación (%)")
    first = [
        (f"1.{n} {name}", "Informe", w) for n, (name, w) in enumerate(zip(NAMES, children, strict=True), 1)
    ]
    second = [
        ("2.1 Depurar el archivo central", "Acta", "25%"),
        ("2.2 Digitalizar resoluciones", "Acta", "15%"),
    ]
    return [
        PROGRAMME,
        objectives,
        "# Objetivo 1. Mejorar la atención de público",
        [head, *first],
        "# Objetivo 2. Ordenar los archivos",
        [head, *second],
    ]


OF_DOCUMENT = {
    "weights-sum": Three(
        weights("50%", "30%", "25%"), weights("33,3%", "33,3%", "33,3%"), weights("50%", "30%", "20%")
    ),
    "weight-missing": Three(
        weights("50%", "", "50%"), weights("50%", "0%", "50%"), weights("50%", "30%", "20%")
    ),
    "weight-range": Three(
        weights("-10%", "60%", "50%"), weights("0%", "0%", "100%"), weights("50%", "30%", "20%")
    ),
    "weight-unreadable": Three(
        weights("50%", "por definir", "50%"), weights("50%", "–", "50%"), weights("50%", "30%", "20%")
    ),
    "weight-crowded": Three(
        weights("50%", "30% 30%", "20%"), weights("50%", "30 %", "20 %"), weights("50%", "30%", "20%")
    ),
    "weights-mixed-units": Three(
        weights("50%", "0,3", "20%"), weights("50%", "30", "20%"), weights("50%", "30%", "20%")
    ),
    "weight-conflict": Three(
        [
            *weights("50%", "30%", "20%"),
            "# Resumen",
            [HEAD, *((n, "Acta", w) for n, w in zip(NAMES, ("50%", "35%", "15%"), strict=True))],
        ],
        [
            *weights("50%", "30,4%", "19,6%"),
            "# Resumen",
            [HEAD, *((n, "Acta", w) for n, w in zip(NAMES, ("50%", "30%", "20%"), strict=True))],
        ],
        [
            *weights("50%", "30%", "20%"),
            "# Resumen",
            [HEAD, *((n, "Acta", w) for n, w in zip(NAMES, ("50%", "30%", "20%"), strict=True))],
        ],
    ),
    "parent-children": Three(
        with_parents(("30%", "15%", "10%")),
        with_parents(("20,1%", "20%", "19,9%")),
        with_parents(("30%", "20%", "10%")),
    ),
    "total-row": Three(
        planned(("Materiales", "120"), ("Jornales", "200"), ("Total", "330"), head=BUDGET),
        planned(("Materiales", "120,4"), ("Jornales", "200,4"), ("Total", "320,9"), head=BUDGET),
        planned(("Materiales", "120"), ("Jornales", "200"), ("Total", "320"), head=BUDGET),
    ),
    "stated-count": Three(
        *(
            [
                "# Programa de Mejoramiento de la Gestión 2022",
                "# Compromisos del indicador de equidad",
                [("Nombre Indicador", "N° de Compromisos"), ("Medidas de equidad", stated)],
                [("N°", "Medidas"), ("1", "Formación de jefaturas"), ("2", "Estudio de la cultura interna")],
            ]
            for stated in ("3", "02", "2")
        )
    ),
    "formula-result": Three(
        [
            PROGRAMME,
            [
                ("Indicador", "Meta 2021", "Ponderación (%)"),
                ("Reclamos respondidos", "60,0 % [(4 /8 )*100]", "50%"),
                ("Trámites digitales", "75,0 % [(6 /8 )*100]", "50%"),
            ],
        ],
        [
            PROGRAMME,
            [
                ("Indicador", "Meta 2021", "Ponderación (%)"),
                ("Reclamos respondidos", "66,7 % [(2 /3 )*100]", "50%"),
                ("Trámites digitales", "75,0 % [(6 /8 )*100]", "50%"),
            ],
        ],
        [
            PROGRAMME,
            [
                ("Indicador", "Meta 2021", "Ponderación (%)"),
                ("Reclamos respondidos", "50,0 % [(4 /8 )*100]", "50%"),
                ("Trámites digitales", "75,0 % [(6 /8 )*100]", "50%"),
            ],
        ],
    ),
    "earned-product": Three(
        evaluated(("40%", "100%", "40%"), ("60%", "50%", "35%")),
        evaluated(("40%", "33,3%", "13,3%"), ("60%", "50%", "30%")),
        evaluated(("40%", "100%", "40%"), ("60%", "50%", "30%")),
    ),
    "result-sum": Three(
        evaluated(("40%", "100%", "40%"), ("60%", "50%", "30%"), result="75%"),
        evaluated(("40%", "33,3%", "13,3%"), ("60%", "33,3%", "20%"), result="33,3%"),
        evaluated(("40%", "100%", "40%"), ("60%", "50%", "30%"), result="70%"),
    ),
    "compliance-missing": Three(
        evaluated(("40%", "100%", "40%"), ("30%", "", ""), ("30%", "50%", "15%")),
        evaluated(("40%", "100%", "40%"), ("30%", "0%", "0%"), ("30%", "50%", "15%")),
        evaluated(("40%", "100%", "40%"), ("30%", "100%", "30%"), ("30%", "50%", "15%")),
    ),
    "compliance-scale": Three(
        *(
            [
                EVALUATION,
                [
                    ("Actividad", "Ponderación (%)", "Cumple (100%) / No cumple (0%)"),
                    (NAMES[0], "60%", done),
                    (NAMES[1], "40%", "100%"),
                ],
            ]
            for done in ("50%", "0%", "100%")
        )
    ),
    "compliance-children": Three(
        *(
            [
                EVALUATION,
                [
                    ("Objetivo", "Actividad", "Ponderación (%)", "Cumplimiento (%)"),
                    ("1. Mejorar la atención", "", "100%", whole),
                    ("", f"1.1 {NAMES[0]}", "60%", "100%"),
                    ("", f"1.2 {NAMES[1]}", "40%", part),
                ],
            ]
            for whole, part in (("0%", "100%"), ("0%", "50%"), ("100%", "100%"))
        )
    ),
    "executed-above-programmed": Three(
        *(
            planned(
                ("Pensiones otorgadas", "Resolución", "800", done, "900"),
                ("Cursos dictados", "Curso", "20", "20", "22"),
                head=YEARS,
            )
            for done in ("1001", "1000", "800")
        )
    ),
    "target-missed": Three(
        *(
            planned(
                ("Pensiones otorgadas", "Resolución", "800", done, "900"),
                ("Cursos dictados", "Curso", "20", "20", "22"),
                head=YEARS,
            )
            for done in ("799", "800", "850")
        )
    ),
    "percent-range": Three(
        *(evaluated(("40%", share, ""), ("60%", "100%", "")) for share in ("120%", "100%", "90%"))
    ),
    "verification-missing": Three(
        [PROGRAMME, [HEAD, (NAMES[0], "Informe", "50%"), (NAMES[1], "", "30%"), (NAMES[2], "Acta", "20%")]],
        [
            PROGRAMME,
            [HEAD, (NAMES[0], "Informe", "50%"), (NAMES[1], "Ídem", "30%"), (NAMES[2], "Acta", "20%")],
        ],
        weights("50%", "30%", "20%"),
    ),
    "responsible-missing": Three(
        *(
            [
                PROGRAMME,
                [
                    PEOPLE,
                    (NAMES[0], "Unidad A", "50%"),
                    (NAMES[1], who, "30%"),
                    (NAMES[2], "Unidad B", "20%"),
                ],
            ]
            for who in ("", "Ídem", "Unidad C")
        )
    ),
    "column-missing": Three(
        [PROGRAMME, [("Actividad", "Ponderación (%)"), (NAMES[0], "60%"), (NAMES[1], "40%")]],
        [
            PROGRAMME,
            [
                ("Actividad", "Verificador", "Ponderación (%)"),
                (NAMES[0], "Acta", "60%"),
                (NAMES[1], "Acta", "40%"),
            ],
        ],
        weights("50%", "30%", "20%"),
        check.Parameters(required_columns=("weight", "verification")),
    ),
    "duplicate-item": Three(
        weights("50%", "30%", "20%", names=(NAMES[0], NAMES[1], NAMES[0])),
        weights("50%", "30%", "20%", names=("Publicar el boletín 1", NAMES[1], "Publicar el boletín 2")),
        weights("50%", "30%", "20%"),
    ),
    "numbering": Three(
        weights(
            "50%", "30%", "20%", names=("1. Publicar el boletín", "2. Capacitar", "4. Actualizar registros")
        ),
        weights(
            "50%", "30%", "20%", names=("3. Publicar el boletín", "4. Capacitar", "5. Actualizar registros")
        ),
        weights(
            "50%", "30%", "20%", names=("1. Publicar el boletín", "2. Capacitar", "3. Actualizar registros")
        ),
    ),
    "date-order": Three(
        *(
            [PROGRAMME, [ORDER, (NAMES[0], "01/03/2021", end), (NAMES[1], "01/04/2021", "30/06/2021")]]
            for end in ("28/02/2021", "01/03/2021", "30/04/2021")
        )
    ),
    "few-activities": Three(
        *(
            [
                PROGRAMME,
                "Cada objetivo tendrá al menos 2 actividades.",
                [
                    ("Objetivo", "Actividad", "Ponderación (%)"),
                    ("1. Mejorar la atención", NAMES[0], "50%"),
                    *more,
                    ("2. Ordenar los archivos", "Depurar el archivo", "20%"),
                    ("2. Ordenar los archivos", "Digitalizar resoluciones", "10%"),
                ],
            ]
            for more in (
                [],
                [("1. Mejorar la atención", NAMES[1], "20%")],
                [("1. Mejorar la atención", NAMES[1], "10%"), ("1. Mejorar la atención", NAMES[2], "10%")],
            )
        )
    ),
    "contents-order": Three(
        [*CONTENTS, *SECTIONS[:2], "# 2. Metas", "Texto.", "# 3. Diagnóstico", "Texto.", SECTIONS[-1]],
        [*CONTENTS[:-1], "4. Presupuesto ......... 12", *SECTIONS],
        [*CONTENTS, *SECTIONS],
    ),
    "row-total": Three(
        *(
            planned(
                ("Visitas a terreno", "Visita", "10", "10", "10", "10", whole),
                ("Cursos dictados", "Curso", "1", "2", "3", "4", "10"),
                head=QUARTERS,
            )
            for whole in ("41", "40", "40")
        )
    ),
    "execution-share": Three(
        *(
            planned(
                (NAMES[0], "3", "2", share),
                (NAMES[1], "10", "5", "50%"),
                (NAMES[2], "8", "8", "100%"),
                head=SHARES,
            )
            for share in ("76%", "66,7%", "66,67%")
        )
    ),
    "stated-average": Three(
        *(
            planned(
                (NAMES[0], "3", "2", "66,7%"),
                (NAMES[1], "10", "5", "50%"),
                (NAMES[2], "8", "8", "100%"),
                ("Promedio", "", "", mean),
                head=SHARES,
            )
            for mean in ("80%", "72%", "72,2%")
        )
    ),
    "share-of-total": Three(
        *(
            planned(
                ("Materiales", "200", "20%"),
                ("Jornales", "333", share),
                ("Equipos", "467", "46,7%"),
                head=PARTS,
            )
            for share in ("43%", "33%", "33,3%")
        )
    ),
    "stated-change": Three(
        *(
            [PROGRAMME, f"Hubo un aumento del {share}, de 30 a 89 atenciones."]
            for share in ("34%", "197%", "196,7%")
        )
    ),
    "stated-total-in-text": Three(
        *(
            [
                "# Plan Anual 2021",
                f"El presupuesto total de los proyectos {says}.",
                [
                    ("Proyecto", "Presupuesto 2021 (US$)"),
                    ("Talleres de capacitación", "12,000"),
                    ("Compra de equipos", "8,500"),
                    ("Total", "20,500"),
                ],
            ]
            for says in ("asciende a US$ 21,500", "asciende a cerca de US$ 21,000", "asciende a US$ 20,500")
        )
    ),
    "figure-ambiguous": Three(
        *(
            [
                PROGRAMME,
                [
                    ("Producto", "Unidad de medida", "Programado 2021"),
                    ("Visitas a terreno", "Hora", figure),
                    ("Cursos dictados", "Hora", other),
                ],
            ]
            for figure, other in (("12.500", "7"), ("12.500", "7,5"), ("12500", "7"))
        )
    ),
    "text-repaired": Three(
        weights("50%", "30%", "20%", names=("EvaluaciÃ³n de la gestiÃ³n anual", *NAMES[1:])),
        weights("50%", "30%", "20%", names=("Evaluación de São Paulo y Ångström", *NAMES[1:])),
        weights("50%", "30%", "20%"),
    ),
    "weighted-result": Three(
        *(
            [
                EVALUATION,
                "Ponderación Programa de Trabajo (%) = 7,69%",
                [
                    (
                        "Actividad",
                        "Medio de verificación",
                        "Ponderación (%)",
                        "Cumplimiento (%)",
                        "Ponderación ganada (%)",
                    ),
                    (NAMES[0], "Acta", "40%", "100%", "40%"),
                    (NAMES[1], "Acta", "60%", "50%", "30%"),
                    ("Resultado Desempeño Anual", "", "", "", "70%"),
                    ("Resultado Ponderado Anual", "", "", "", figure),
                ],
            ]
            for figure in ("6,38%", "5,4%", "5,383%")
        )
    ),
}


@pytest.fixture(scope="module")
def findings_of(rows_of: Callable[..., Rows], table: Callable) -> Callable[..., list[tuple[str, str]]]:
    def find(blocks: Sequence[Block], parameters: check.Parameters) -> list[tuple[str, str]]:
        rows = rows_of(*(block if isinstance(block, str) else table(*block) for block in blocks))
        return [(one.rule, one.severity) for one in check.findings(rows, check.Profiles.same(parameters))]

    return find


@pytest.mark.parametrize("name", sorted(OF_DOCUMENT))
def test_a_rule_of_one_document(findings_of: Callable, name: str) -> None:
    three = OF_DOCUMENT[name]
    assert name in [rule for rule, _ in findings_of(three.breaks, three.parameters)]
    assert name not in [rule for rule, _ in findings_of(three.nearly, three.parameters)]
    clean = findings_of(three.clean, three.parameters)
    assert name not in [rule for rule, _ in clean]
    assert [rule for rule, severity in clean if severity != "info"] == []


REGIONS = 13
"""Of Chile in 2007."""


@pytest.fixture(scope="module")
def between(rows_of: Callable[..., Rows], table: Callable) -> Callable[..., list[str]]:
    """Programmes of regions and years, each with its share in the heading and two weights, → the rules of
    what is found between them that is no mere note, but for the changes of weights."""

    def make(*plans: tuple[int, int, str, tuple[str, str]]) -> list[str]:
        parts = []
        for at, (region, year, share, figures) in enumerate(plans):
            rows = rows_of(
                f"# Programa de Trabajo Territorial {year}",
                f"Ponderación Programa de Trabajo (%) = {share}%",
                table(HEAD, *((f"{n} {region}", "Acta", w) for n, w in zip(NAMES, figures, strict=False))),
                sha256=f"{at:064x}"[::-1],
            )
            document = replace(
                rows.documents[0],
                path=f"{at:02}.docx",
                institution="Instituto de Normalización Previsional",
                country="CL",
                region_code=f"CL-{region:02}",
                year=year,
            )
            parts.append(replace(rows, documents=(document,)))
        found = rows_between(Rows.of(parts), settings)
        return [one.rule for one in found if one.severity != "info" or one.rule in NOTES]

    settings = Settings(profiles=check.Profiles.same(check.Parameters(drift=Decimal("0.25"))))
    return make


NOTES = ("year-drift", "region-programmes-sum")
USUAL = ("60%", "40%")


def regions(*shares: str) -> list[tuple[int, int, str, tuple[str, str]]]:
    """Of all regions; those beyond the given shares have an equal one."""
    return [
        (at, 2007, shares[at] if at < len(shares) else "7,69", (f"{60 + at}%", f"{40 - at}%"))
        for at in range(REGIONS)
    ]


BETWEEN = {
    "region-weights-sum": (regions("9,69"), regions("7,72"), regions()),
    "region-programmes-sum": (regions("8,69", "6,70"), regions("7,7"), regions()),
    "year-drift": (
        [(1, 2020, "7,69", USUAL), (1, 2021, "7,69", ("80%", "20%"))],
        [(1, 2020, "7,69", USUAL), (1, 2021, "7,69", ("50%", "50%"))],
        [(1, 2020, "7,69", USUAL), (1, 2021, "7,69", USUAL)],
    ),
}


@pytest.mark.parametrize("name", sorted(BETWEEN))
def test_a_rule_between_documents(between: Callable, name: str) -> None:
    breaks, nearly, clean = BETWEEN[name]
    assert name in between(*breaks)
    assert name not in between(*nearly)
    assert between(*clean) == []


def test_duplicate_document(rows_of: Callable[..., Rows], table: Callable) -> None:
    def found(second: list[Block], unit: str = "") -> list[str]:
        parts = []
        for at, blocks in enumerate((weights("50%", "30%", "20%"), second)):
            made = [block if isinstance(block, str) else table(*block) for block in blocks]
            rows = rows_of(*made, sha256=f"{at:064x}"[::-1])
            document = replace(rows.documents[0], path=f"{at}.docx", unit=unit if at else "")
            parts.append(replace(rows, documents=(document,)))
        return [one.rule for one in rows_between(Rows.of(parts), NOTHING_SET)]

    assert found([*weights("50%", "30%", "20%"), "Otra edición."]) == ["duplicate-document"]
    assert found(weights("50%", "31%", "19%")) == []  # another figure
    assert found(weights("50%", "30%", "20%"), unit="Otra unidad") == []
    assert found(weights("50%", "30%", "20%", names=("Un plan", "Otro plan", NAMES[0]))) == []


def test_unreadable_part(rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(PROGRAMME)

    def found(status: str, *problems: Problem) -> list[str]:
        document = replace(rows.documents[0], status=status)
        return [one.rule for one in check.findings(replace(rows, documents=(document,)), None, problems)]

    assert found("partial", Problem("damaged_part", (("what", "CRC"),))) == ["unreadable-part"]
    assert found("ok", Problem("hidden_text")) == []
    assert found("ok") == []


def test_waiver_unused(rows_of: Callable[..., Rows], table: Callable) -> None:
    title, rows = weights("50%", "30%", "25%")
    (finding,) = check.findings(rows_of(title, table(*rows)))

    def found(key: str) -> list[tuple[str, bool]]:
        waivers = [check.Waiver(key, "Lo acordó el consejo.")] if key else []
        told = check.waived([finding], waivers, finding.document_id)
        return [(one.rule, bool(one.waived)) for one in told]

    assert found("0000000000") == [("weights-sum", False), ("waiver-unused", False)]
    assert found(finding.fingerprint) == [("weights-sum", True)]
    assert found("") == [("weights-sum", False)]


def test_rule_failed(monkeypatch: pytest.MonkeyPatch, findings_of: Callable) -> None:
    clean = weights("50%", "30%", "20%")
    assert findings_of(clean, check.Parameters()) == []
    assert findings_of([PROGRAMME], check.Parameters()) == []  # nothing for a rule to work on
    monkeypatch.setattr("check.rules.weight_sums.members", lambda *_: 1 / 0)
    assert ("rule-failed", "error") in findings_of(clean, check.Parameters())


def test_every_rule_has_its_three() -> None:
    alone = {name.removeprefix("test_").replace("_", "-") for name in globals() if name.startswith("test_")}
    assert {rule.name for rule in declared()} <= {*OF_DOCUMENT, *BETWEEN, *alone}
