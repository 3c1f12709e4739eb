"""Spanning cells in the head of a table of text."""

from __future__ import annotations

from ingest.text.bands import NO_BANDS, bands_of, heads_figures

TWO_LEVELS = [
    ["Producto", "Unidad", "2015", "", "2016", "", "2017"],
    ["", "", "Programado", "Ejecutado", "Programado", "Ejecutado", "Programado"],
    ["Pensiones", "Resoluciones", "1,644", "1,316", "1,050", "785", "1,404"],
]


def test_a_period_spans_the_columns_below_it() -> None:
    bands = bands_of(TWO_LEVELS)
    assert bands.spans == {0: (1, 1, 2, 2, 1)}
    assert bands.header_rows == {0, 1}


def test_two_levels_without_figures_below_are_no_sure_headers() -> None:
    bands = bands_of([*TWO_LEVELS[:2], ["Pensiones", "Resoluciones", "alta", "baja", "alta", "baja", "alta"]])
    assert bands.spans == {0: (1, 1, 2, 2, 1)}
    assert bands.header_rows == frozenset()


def test_a_title_above_two_levels_spans_all() -> None:
    bands = bands_of([["Metas de 2017", "", "", "", "", "", ""], *TWO_LEVELS])
    assert bands.spans == {0: (7,), 1: (1, 1, 2, 2, 1)}
    assert bands.header_rows == {1, 2}


def test_title_rows_span_up_to_the_next_text() -> None:
    rows = [
        ["Actividad 1", "", "", "", ""],
        ["Institución: A", "", "Ponderación = 2%", "", ""],
        ["Producto", "Objetivo", "Actividad", "Pond. (%)", "Unidad"],
        ["a", "b", "c", "0,5", "d"],
    ]
    assert bands_of(rows).spans == {0: (5,), 1: (2, 3)}


def test_empty_fields_in_the_body_span_nothing() -> None:
    rows = [["Etapa", "Objetivo", "Pond."], ["Etapa 1", "x", "5%"], ["Total", "", "5%"], ["Nota", "", ""]]
    assert bands_of(rows) == NO_BANDS


def test_a_body_row_with_empty_fields_under_a_full_header_spans_nothing() -> None:
    rows = [["Producto", "Meta", "Nota"], ["Pensión", "", ""], ["a", "b", "c"]]
    assert bands_of(rows) == NO_BANDS


def test_figures_over_figures_are_no_header() -> None:
    rows = [["Total", "100", "", "50", ""], ["", "1", "2", "3", "4"], ["a", "1", "2", "3", "4"]]
    assert bands_of(rows) == NO_BANDS


def test_pairs_and_single_rows_have_no_bands() -> None:
    assert bands_of([["Nombre", ""], ["Cargo", "Jefe"]]) == NO_BANDS
    assert bands_of([["Título", "", ""]]) == NO_BANDS
    assert bands_of([]) == NO_BANDS


def test_ragged_heads_have_no_bands() -> None:
    assert bands_of([["A", "", "B"], ["x", "y"], ["1", "2", "3"]]) == NO_BANDS


def test_a_sub_level_with_a_figure_is_a_body() -> None:
    rows = [["A", "2015", ""], ["x", "Programado", "5"], ["y", "1", "2"]]
    assert bands_of(rows) == NO_BANDS


def test_a_header_stands_over_figures() -> None:
    assert heads_figures([["Producto", "Pond."], ["a", "5%"], ["b", "10%"]])
    assert not heads_figures([["Personas", "15"], ["Dotación", "92"]])
    assert not heads_figures([["Nivel", "II Nivel"], ["Servicio", "IPS"]])
    assert not heads_figures([["Producto", ""], ["a", "5%"]])
