from __future__ import annotations

import pytest

from normalize.units import NO_UNIT, Unit, read_unit, singular


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("", NO_UNIT),
        ("  ", NO_UNIT),
        ("%", Unit("percent")),
        ("(%)", Unit("percent")),
        ("Porcentaje de ejecución", Unit("percent")),
        ("% De ordenes atendidas oportunamente", Unit("percent")),
        ("puntos", Unit("point")),
        ("MONTO (US$MILES)", Unit("USD", 3)),
        ("Presupuesto (miles de US$)", Unit("USD", 3)),
        ("miles de $", Unit("CLP", 3)),
        ("(M$)", Unit("CLP", 3)),
        ("MM$", Unit("CLP", 6)),
        ("Millones de pesos", Unit("CLP", 6)),
        ("en miles", Unit(scale=3)),
        ("Miles de personas", Unit("persona", 3)),
        ("Resoluciones", Unit("resolución")),
        ("RESOLUCION", Unit("resolución")),
        ("N° de personas", Unit("persona")),
        ("Cantidad de talleres", Unit("taller")),
        ("Número", NO_UNIT),
        ("Unidades", Unit("unidad")),
        ("Sistemas y/o Aplicaciones", Unit("sistema y/o aplicación")),
        ("Peso", Unit("peso")),
        ("Avance real", Unit("avance real")),
        ("funcionarios/as", Unit("funcionario/a")),
    ],
)
def test_units_that_headers_and_cells_say(words, unit):
    assert read_unit(words, "CL") == unit


def test_the_same_sign_is_another_money_in_another_country():
    assert [read_unit("$", country).name for country in ("CL", "SV", "MX", "")] == ["CLP", "USD", "MXN", "$"]


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("informes", "informe"), ("reportes", "reporte"), ("talleres", "taller"), ("actividades",
        "actividad"),
        ("reuniones", "reunión"), ("inspecciones", "inspección"), ("supervisiones", "supervisión"),
        ("imágenes indexadas", "imagen indexada"), ("adultos mayores", "adulto mayor"), ("boletines",
        "boletín"),
        ("veces", "vez"), ("raíces", "raíz"), ("avances", "avance"), ("meses", "mes"), ("trimestres",
        "trimestre"),
        ("docentes", "docente"), ("detalles", "detalle"), ("redes", "red"), ("leyes", "ley"),
        ("hombres", "hombre"),
        ("cursos virtuales", "curso virtual"), ("horas de cursos", "hora de cursos"), ("crisis", "crisis"),
        ("salones", "salón"), ("lunes", "lunes"), ("caleta", "caleta"), ("bases de datos", "base de datos"),
        ("capacitacion", "capacitación"), ("gas", "gas"), ("capitanes", "capitán"),
    ],
)  # fmt: skip
def test_spanish_singulars(plural, single):
    assert singular(plural, "es") == single


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("reuniões", "reunião"), ("processos", "processo"), ("convênios", "convênio"), ("relatórios",
        "relatório"),
        ("hospitais", "hospital"), ("homens", "homem"), ("mulheres", "mulher"), ("vezes", "vez"),
        ("pães", "pão"),
        ("horas de aula", "hora de aula"), ("mês", "mês"), ("inspecao", "inspeção"),
    ],
)  # fmt: skip
def test_portuguese_singulars(plural, single):
    assert singular(plural, "pt") == single


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("Meetings", "meeting"), ("files", "file"), ("agencies", "agency"), ("boxes", "box"),
        ("classes", "class"),
        ("people trained", "person trained"), ("analyses", "analysis"), ("status", "status"), ("bus",
        "bus"),
        ("workshops for staff", "workshop for staff"), ("databases", "database"),
    ],
)  # fmt: skip
def test_english_singulars(plural, single):
    assert singular(plural, "en") == single


def test_a_language_that_is_not_known_is_read_as_spanish():
    assert singular("talleres", "") == "taller"


def test_a_unit_is_cut_at_a_sensible_length():
    assert len(read_unit("palabra " * 60).name) <= 80


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Informe(s)", "informe"),
        ("alumnos(as)", "alumno"),
        ("usuario(a)s", "usuario"),
        ("2016", ""),
        ("1", ""),
        ("Nro.", ""),
        ("Has.", "ha"),
        ("orígenes", "origen"),
        ("Miércoles", "miércoles"),
    ],
)
def test_endings_in_brackets_and_what_names_no_unit(words, unit):
    assert read_unit(words).name == unit
