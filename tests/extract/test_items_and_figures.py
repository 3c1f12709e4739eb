"""Items, their tree, and whose figure is whose."""

from __future__ import annotations

from collections.abc import Callable

from extract import Reading
from ingest import Format, Table

Make = Callable[..., Table]
Read = Callable[..., Reading]
Tree = Callable[[Reading], list[tuple[str, str, str, str]]]
Figures = Callable[[Reading], list[tuple[str, str, str]]]


def test_a_product_spans_its_activities(table: Make, reading: Read, tree: Tree, figures: Figures) -> None:
    read = reading(
        table(
            [
                ["Producto", "Actividades", "Ponderación"],
                [("Atención", 2, 1), "Medir la espera", "60%"],
                ["Capacitar al equipo", "40%"],
            ]
        )
    )
    assert tree(read) == [
        ("product", "", "Atención", ""),
        ("activity", "", "Medir la espera", "Atención"),
        ("activity", "", "Capacitar al equipo", "Atención"),
    ]
    assert figures(read) == [("Medir la espera", "weight", "60%"), ("Capacitar al equipo", "weight", "40%")]


def test_a_blank_cell_below_goes_on_with_the_item_above(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(
        table(
            [
                ["Producto", "Actividades", "Ponderación"],
                ["Atención", "Medir la espera", "60%"],
                ["", "Capacitar al equipo", "40%"],
            ]
        )
    )
    assert tree(read)[2] == ("activity", "", "Capacitar al equipo", "Atención")


def test_a_merged_weight_belongs_to_the_level_that_it_covers(
    table: Make, reading: Read, figures: Figures
) -> None:
    read = reading(
        table(
            [
                ["Producto", "Peso", "Actividades", "Ponderación por actividad"],
                [("Atención", 2, 1), ("70%", 2, 1), "Medir la espera", "60%"],
                ["Capacitar al equipo", "40%"],
                [("Difusión", 1, 1), ("30%", 1, 1), "Publicar el boletín", "100%"],
            ]
        )
    )
    assert ("Atención", "weight", "70%") in figures(read)
    assert ("Difusión", "weight", "30%") in figures(read)
    assert ("Publicar el boletín", "weight", "100%") in figures(read)


def test_one_weight_beside_several_activities_is_their_objectives(
    table: Make, reading: Read, figures: Figures
) -> None:
    read = reading(
        table(
            [
                ["Objetivos específicos", "Actividades", "Ponderación"],
                ["Ampliar la cobertura", "Diseño del plan\nEjecución del plan", "0,5"],
                ["Mejorar la difusión", "Diseño del aviso\nPublicación", "0,4"],
                ["Informar", "Envío del informe", "0,1"],
            ]
        )
    )
    assert figures(read) == [
        ("Ampliar la cobertura", "weight", "0,5"),
        ("Mejorar la difusión", "weight", "0,4"),
        ("Informar", "weight", "0,1"),
    ]


def test_lists_in_parallel_are_paired_and_unequal_ones_are_not_guessed(
    table: Make, reading: Read, figures: Figures
) -> None:
    read = reading(
        table(
            [
                ["Producto", "Actividades", "Ponderación"],
                ["Atención", "Diseño del plan\nEjecución del plan", "0,20 / 0,46"],
                ["Difusión", "Diseño del aviso\nPublicación\nEvaluación", "0,10 / 0,24"],
            ]
        )
    )
    assert figures(read) == [
        ("Diseño del plan", "weight", "0,20"),
        ("Ejecución del plan", "weight", "0,46"),
        ("Difusión", "weight", "0,10"),
        ("Difusión", "weight", "0,24"),
    ]
    doubtful = [figure for figure in read.figures if figure.raw in ("0,10", "0,24")]
    assert [figure.position for figure in doubtful] == [0, 1]
    assert all(figure.confidence < 0.9 for figure in doubtful)


def test_levels_in_one_column_by_printed_numbers(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(
        table(
            [
                ["N°", "Actividades", "Ponderación", "Cumple"],
                ["1", "Formación", "60%", "100%"],
                ["1.1", "Dictar el curso", "", "100%"],
                ["1.2", "Evaluar el curso", "", "100%"],
                ["2", "Difusión", "40%", "0%"],
                ["2.1", "Publicar el boletín", "", "0%"],
            ]
        )
    )
    assert [(kind, number, parent) for kind, number, _, parent in tree(read)] == [
        ("product", "1", ""),
        ("activity", "1.1", "Formación"),
        ("activity", "1.2", "Formación"),
        ("product", "2", ""),
        ("activity", "2.1", "Difusión"),
    ]


def test_levels_in_one_column_by_which_rows_carry_the_weight(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(
        table(
            [
                ["Iniciativas", "% asignado", "Cumplimiento (%)"],
                ["Formación", "60%", "100%"],
                ["Dictar el curso", "", "100%"],
                ["Difusión", "40%", "0%"],
                ["Publicar el boletín", "", "0%"],
            ]
        )
    )
    assert [parent for *_, parent in tree(read)] == ["", "Formación", "", "Difusión"]


def test_one_missing_weight_makes_no_child(table: Make, reading: Read, tree: Tree) -> None:
    rows = [
        [f"Actividad que se compromete {name}", weight]
        for name, weight in zip("abcde", ["20%", "30%", "", "30%", "20%"], strict=True)
    ]
    read = reading(table([["Actividad", "Peso"], *rows]))
    assert all(parent == "" for *_, parent in tree(read))


def test_a_cell_with_a_heading_and_numbered_objectives(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(
        table(
            [
                ["Objetivos específicos", "Actividades", "Ponderación"],
                ["Prestaciones\n1.- Ampliar\n2.- Mejorar", "1.a- Validar\n2.a- Medir", "5%"],
                ["Atención", "Capacitar", "95%"],
            ]
        )
    )
    assert tree(read)[:5] == [
        ("product", "", "Prestaciones", ""),
        ("specific_objective", "1", "Ampliar", "Prestaciones"),
        ("specific_objective", "2", "Mejorar", "Prestaciones"),
        ("activity", "1.a", "Validar", "Ampliar"),
        ("activity", "2.a", "Medir", "Mejorar"),
    ]
    assert [figure.raw for figure in read.figures if figure.item == 1] == ["5%"]


def test_numbering_that_begins_anew_tells_whose_activities_they_are(
    table: Make, reading: Read, tree: Tree
) -> None:
    read = reading(
        table(
            [
                ["Objetivos específicos", "Actividades"],
                [
                    "• Integrar a las personas\n• Apoyar a las organizaciones",
                    "1.- Taller\n2.- Feria\n1.- Comité",
                ],
            ]
        )
    )
    assert [parent for kind, *_, parent in tree(read) if kind in ("activity", "commitment")] == [
        "Integrar a las personas",
        "Integrar a las personas",
        "Apoyar a las organizaciones",
    ]


def test_objectives_systems_and_stages_over_several_tables(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(
        table(
            [
                ["Objetivo", "Ponderación", "N° Indicadores"],
                ["Objetivo N°1: Eficiencia", "100.00", "1"],
                ["Total", "100.00", "1"],
            ]
        ),
        "# Objetivo 1. Eficiencia (Ponderación: 100.00%)",
        table([["N°", "Nombre del sistema", "Peso"], ["1", "Oficina Verde", "100.00"]]),
        table(
            [
                ["Etapas", "Objetivo", "Ponderador"],
                [("Etapa 1", 2, 1), "Objetivo 1: Diagnosticar la situación.", "60%"],
                ["Objetivo 2: Diseñar el plan.", "40%"],
            ]
        ),
    )
    assert tree(read) == [
        ("objective", "1", "Eficiencia", ""),
        ("system", "1", "Oficina Verde", "Eficiencia"),
        ("stage_objective", "1", "Diagnosticar la situación.", "Oficina Verde"),
        ("stage_objective", "2", "Diseñar el plan.", "Oficina Verde"),
    ]


def test_a_section_row_is_the_parent_of_the_rows_below(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(
        table(
            [
                ["Actividades", "Responsable", "Ponderación"],
                [("Objetivo 1. Atender mejor", 1, 3)],
                ["Medir la espera", "Unidad A", "40%"],
                [("Objetivo 2. Difundir", 1, 3)],
                ["Publicar el boletín", "Unidad B", "60%"],
            ]
        )
    )
    assert tree(read)[1] == ("activity", "", "Medir la espera", "Atender mejor")
    assert tree(read)[2][0] == "objective"
    assert read.items[1].responsible == "Unidad A"


def test_a_target_with_its_quotient(table: Make, reading: Read, figures: Figures) -> None:
    read = reading(
        table(
            [
                ["N°", "Nombre del indicador", "Fórmula", "Meta", "Ponderador"],
                ["1", "Trámites digitales", "(a/b)*100", "50.0 % [(4 /8 )*100]", "100"],
            ]
        )
    )
    assert figures(read) == [
        ("Trámites digitales", "target", "50.0 %"),
        ("Trámites digitales", "numerator", "4"),
        ("Trámites digitales", "denominator", "8"),
        ("Trámites digitales", "weight", "100"),
    ]


def test_progress_that_a_cell_tells_in_words(table: Make, reading: Read, figures: Figures) -> None:
    told = (
        "Se avanzó según lo previsto. Avance: 100%\nEl proyecto “90% Red” lleva un avance de un 70% a junio"
    )
    read = reading(
        table(
            [
                ["Producto", "Actividades", "Ponderación", "Cumple o no cumple"],
                ["Atención", "Elaborar el plan\nEjecutar el plan", "100%", told],
            ]
        )
    )
    assert [(text, raw) for text, measure, raw in figures(read) if measure == "progress"] == [
        ("Elaborar el plan", "100%"),
        ("Ejecutar el plan", "70%"),
    ]


def test_what_stands_beside_an_item(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["Producto", "Actividad", "Inicio", "Término", "Medio de verificación", "Responsable"],
                [
                    ("Atención", 2, 1),
                    "Medir la espera",
                    "01-03-2012",
                    "30-06-2012",
                    "Informe",
                    ("Unidad A", 2, 1),
                ],
                ["Capacitar", "01-04-2012", "31-05-2012", "Acta"],
            ]
        )
    )
    _, measured, trained = read.items
    assert (measured.deadline, measured.verification, measured.product) == (
        "01-03-2012 / 30-06-2012",
        "Informe",
        "Atención",
    )
    assert trained.responsible == "Unidad A"


def test_wrapped_lines_of_a_page_are_one_activity(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(
        table(
            [
                ["Actividades", "Peso"],
                ["Elaborar el manual de procedimientos de\nAtención con todos los equipos de la red", "60%"],
                ["Difundir el manual", "40%"],
            ]
        ),
        format=Format.PDF,
    )
    assert len(tree(read)) == 2


def test_a_continued_row_goes_on_with_the_product_above(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(
        table(
            [
                ["Producto", "Actividades", "Ponderación"],
                ["Beneficios del sistema", ("Reunión con los equipos", 2, 1), ("100%", 2, 1)],
                ["Pensión básica"],
            ]
        )
    )
    assert tree(read)[0][2] == "Beneficios del sistema\nPensión básica"
    assert len(tree(read)) == 2


def test_a_hundred_among_weights_is_what_a_sub_row_complied_with(
    table: Make, reading: Read, tree: Tree, figures: Figures
) -> None:
    """A form whose sub-rows shift their compliance under the weight: its own cell is the parent's."""
    read = reading(
        table(
            [
                ["Actividades", "Ponderación (%)", "Cumple (100%) No cumple (0%)", "Ponderación ganada"],
                ["Atención", "60%", "0%", "0"],
                ["Medir la espera", "100%", "", ""],
                ["Difusión", "40%", "100%", "0.4"],
                ["Publicar el boletín", "100%", "", ""],
            ]
        )
    )
    assert [parent for *_, parent in tree(read)] == ["", "Atención", "", "Difusión"]
    assert ("Medir la espera", "compliance", "100%") in figures(read)
    assert ("Atención", "weight", "60%") in figures(read)
    assert ("Medir la espera", "weight", "100%") not in figures(read)


def test_a_word_that_opens_lines_in_many_cells_opens_items(table: Make, reading: Read, tree: Tree) -> None:
    lines = [
        ["Objetivo", "Actividades", "Peso"],
        ["Orden", "Reunión de los equipos que definen el plan\nEvaluación del plan", "30%"],
        ["Metas", "Reunión con las oficinas\nEvaluación del plan", "30%"],
        ["Cierre", "Ejecución de los compromisos que la mesa tomó\nEvaluación anual", "40%"],
    ]
    read = reading(table(lines), format=Format.PDF)
    assert [text for kind, _, text, _ in tree(read) if kind == "activity"] == [
        "Reunión de los equipos que definen el plan",
        "Evaluación del plan",
        "Reunión con las oficinas",
        "Evaluación del plan",
        "Ejecución de los compromisos que la mesa tomó",
        "Evaluación anual",
    ]
