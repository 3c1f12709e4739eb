"""Writes the Word samples anew: ``python samples/make_samples.py [FOLDER]``.

Institutions, people and figures are invented. The same bytes come out every time: nothing in the files
tells when they were written.
"""

from __future__ import annotations

import sys
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
WRITTEN = datetime(2024, 1, 1, tzinfo=UTC)
ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


# ---------------------------------------------------------------- what python-docx has no words for


def add_note_mark(paragraph: Paragraph, note: int) -> None:
    """A reference to an endnote, whose number Word makes: it stands in no run."""
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:endnoteReference")
    reference.set(qn("w:id"), str(note))
    run._r.append(reference)


def add_endnotes(document: Docx, notes: list[str]) -> None:
    """The endnotes part, notes numbered from 1."""
    texts = "".join(
        f'<w:endnote w:id="{number}"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}'
        "</w:t></w:r></w:p></w:endnote>"
        for number, text in enumerate(notes, 1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:endnotes xmlns:w="{WORDS}">{texts}</w:endnotes>'
    part = Part(PackURI("/word/endnotes.xml"), ENDNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)


def repeat_as_header(table: Table, rows: int) -> None:
    for row in table.rows[:rows]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


# ---------------------------------------------------------------- small things of our own


def new_document(title: str, institution: str, language: str, landscape: bool = False) -> Docx:
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, institution, language
    properties.created = properties.modified = WRITTEN.replace(tzinfo=None)
    properties.last_modified_by, properties.comments, properties.revision = "", "", 1
    section = document.sections[0]
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.header.paragraphs[0].text = institution
    return document


def fill(cell: _Cell, text: str, bold: bool = False, note: int = 0) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run(text).bold = bold or None
    if note:
        add_note_mark(paragraph, note)


def fill_row(table: Table, row: int, texts: list[str | None], bold: bool = False) -> None:
    """One text per column; None leaves a cell to the one that it is merged with."""
    for column, text in enumerate(texts):
        if text is not None:
            fill(table.cell(row, column), text, bold)


def merge(
    table: Table, row: int, column: int, last_row: int, last_column: int, text: str, bold: bool = False
) -> None:
    fill(table.cell(row, column).merge(table.cell(last_row, last_column)), text, bold)


def pack(document: Docx) -> bytes:
    """The document's package with entries in one order and without clock."""
    loose, packed = BytesIO(), BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, date_time=WRITTEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()


# ---------------------------------------------------------------- the documents

SEEDS = "Servicio Nacional de Huertos y Semillas"


def work_programme() -> Docx:
    document = new_document("Programa de Trabajo Territorial 2021", SEEDS, "es-CL", landscape=True)
    document.add_heading("PROGRAMA DE TRABAJO TERRITORIAL AÑO 2021", level=1)
    document.add_paragraph("(Formato para direcciones regionales)")
    document.add_heading("OBJETIVO N° 1: EL SERVICIO FORMULA SU PROGRAMA DE TRABAJO 2021", level=2)
    document.add_paragraph("Actividad II.1.1: Programa de Trabajo Territorial 2021")
    for words, note, value in (
        ("INSTITUCIÓN / REGIÓN", 1, f" = {SEEDS}, Región de Aysén"),
        ("Ponderación Programa de Trabajo (%)", 2, " = 2,5%"),
    ):
        paragraph = document.add_paragraph(words)
        add_note_mark(paragraph, note)
        paragraph.add_run(value)

    headers = (
        ("Productos o subproductos", 0),
        ("Objetivos específicos", 0),
        ("Indicador", 0),
        ("Actividades comprometidas", 3),
        ("Medio de verificación", 0),
        ("Ponderac. actividad (%)", 4),
        ("Unidad responsable", 0),
    )
    table = document.add_table(rows=7, cols=7, style="Table Grid")
    for column, (text, note) in enumerate(headers):
        fill(table.cell(0, column), text, bold=True, note=note)
    repeat_as_header(table, 1)
    for first, product, objective in (
        (1, "Préstamo de semillas", "Ampliar el catálogo regional de semillas de guarda"),
        (3, "Huertos escolares", "Instalar huertos en escuelas con menos de treinta estudiantes"),
    ):
        merge(table, first, 0, first + 1, 0, product)
        merge(table, first, 1, first + 1, 1, objective)
    rows = (
        (
            None,
            None,
            "N° de variedades incorporadas / N° de variedades previstas",
            "1.a Reunir a los guardadores de semillas de tres comunas",
            "Lista de asistencia",
            "0,5",
            "Oficina de Coyhaique",
        ),
        (
            None,
            None,
            "N° de fichas publicadas / N° de fichas previstas",
            "1.b Describir y fotografiar cuarenta variedades de la zona",
            "Fichas del catálogo",
            "0,6",
            "Oficina de Coyhaique",
        ),
        (
            None,
            None,
            "N° de huertos instalados / N° de huertos planificados",
            "2.a Elegir con las escuelas el lugar y la forma de cada huerto",
            "Actas firmadas por cada escuela",
            "0,4",
            "Oficina de Puerto Aysén",
        ),
        (
            None,
            None,
            "N° de huertos instalados / N° de huertos planificados",
            "2.b Entregar herramientas y semillas, y sembrar con los cursos",
            "Guías de despacho y fotografías",
            "0,5",
            "Oficina de Puerto Aysén",
        ),
        (
            "Difusión",
            "Dar a conocer el préstamo de semillas en ferias y radios",
            "N° de actividades realizadas / N° de actividades programadas",
            "3.a Preparar y emitir ocho cápsulas en radios locales",
            "Grabaciones",
            "0,5",
            "Dirección regional",
        ),
    )
    for row, texts in enumerate(rows, 1):
        fill_row(table, row, list(texts))
    merge(table, 6, 0, 6, 4, "Total", bold=True)
    fill(table.cell(6, 5), "2,5", bold=True)
    add_endnotes(
        document,
        [
            "Nombre del servicio y de la región a la que pertenece el programa.",
            "Parte que corresponde a la región en el programa nacional.",
            "Acciones que la dirección regional se obliga a terminar dentro del año.",
            "La suma de esta columna es la ponderación del programa.",
        ],
    )
    return document


def evaluation() -> Docx:
    document = new_document("Evaluación del Programa de Trabajo 2021", SEEDS, "es-CL", landscape=True)
    document.add_heading("EVALUACIÓN ANUAL DEL PROGRAMA DE TRABAJO TERRITORIAL 2021", level=1)
    document.add_paragraph(SEEDS.upper())
    document.add_paragraph("Región de Los Ríos")
    headers = (
        "Objetivos específicos",
        "Actividades",
        "Ponderación por región (%)",
        "Ponderación de la actividad",
        "Cumple (100%) / No cumple (0%)",
        "Ponderación ganada",
    )
    rows = (
        ("1.a Abrir la biblioteca de semillas tres días por semana", "20%", "100%", "20%"),
        ("1.b Renovar el registro de personas que piden semillas", "15%", "100%", "15%"),
        ("2.a Visitar las escuelas rurales de la provincia del Ranco", "25%", "0%", "0%"),
        ("2.b Reponer las herramientas de los huertos más antiguos", "10%", "100%", "5%"),
        ("3.a Celebrar el encuentro anual de guardadores", "20%", "100%", "20%"),
        ("3.b Publicar las memorias del encuentro", "5%", "100%", "5%"),
    )
    table = document.add_table(rows=11, cols=6, style="Table Grid")
    merge(table, 0, 0, 0, 5, "Actividad II.1.1: Programa de Trabajo Territorial 2021", bold=True)
    merge(table, 1, 0, 1, 5, "Región: Los Ríos")
    fill_row(table, 2, list(headers), bold=True)
    for first, last, text in (
        (3, 4, "1.- Prestar semillas en todas las comunas"),
        (5, 6, "2.- Sostener los huertos escolares"),
        (7, 8, "3.- Reunir a quienes guardan semillas"),
    ):
        merge(table, first, 0, last, 0, text)
    merge(table, 3, 2, 8, 2, "6,25")
    for row, (activity, weight, compliance, earned) in enumerate(rows, 3):
        fill_row(table, row, [None, activity, None, weight, compliance, earned])
    merge(table, 9, 0, 9, 4, "Resultado Desempeño Anual", bold=True)
    fill(table.cell(9, 5), "70%")
    merge(table, 10, 0, 10, 4, "Resultado Ponderado Anual", bold=True)
    fill(table.cell(10, 5), "4,38")
    return document


ROADS = "Instituto de Caminos Vecinales"


def annual_plan() -> Docx:
    document = new_document("Plan Anual de Trabajo 2023", ROADS, "es-SV", landscape=True)
    document.add_heading("PLAN ANUAL DE TRABAJO 2023", level=1)
    document.add_paragraph(ROADS)
    document.add_paragraph("Unidad de Planificación")
    document.add_heading("I. Propósito del plan", level=2)
    for text in (
        "Ordenar el trabajo de las cuadrillas de conservación.",
        "Dar a cada alcaldía la fecha en que se atenderán sus caminos.",
        "Comparar lo ejecutado con lo programado en los dos años anteriores.",
    ):
        document.add_paragraph(text, style="List Number")
    document.add_heading("II. Metas operativas: conservación de caminos", level=2)
    years_table(
        document,
        (
            ("Caminos conservados", "Kilómetros", "1,240.5", "1,198.0", "1,310.0", "612.4", "1,350.0"),
            ("Puentes inspeccionados", "Puentes", "86", "86", "90", "51", "94"),
            ("Alcantarillas limpiadas", "Alcantarillas", "2,300", "2,415", "2,400", "1,166", "2,450"),
            (
                "Atención de avisos de derrumbe",
                "% de avisos atendidos en 48 horas",
                "≥ 90%",
                "93%",
                "≥ 90%",
                "88%",
                "≥ 90%",
            ),
        ),
    )
    document.add_heading("III. Presupuesto por rubro", level=2)
    years_table(
        document,
        (
            ("Materiales", "US$ miles", "412.5", "405.2", "430.0", "210.7", "445.0"),
            ("Maquinaria", "US$ miles", "280.0", "291.4", "300.0", "140.1", "310.0"),
            ("Jornales", "US$ miles", "655.0", "640.9", "670.0", "331.6", "700.0"),
            ("Total", "US$ miles", "1,347.5", "1,337.5", "1,400.0", "682.4", "1,465.0"),
        ),
    )
    return document


def years_table(document: Docx, rows: tuple[tuple[str, ...], ...]) -> None:
    """Two levels of headers: three years over programmed and executed."""
    table = document.add_table(rows=2 + len(rows), cols=7, style="Table Grid")
    merge(table, 0, 0, 1, 0, "Propósito / Producto", bold=True)
    merge(table, 0, 1, 1, 1, "Unidad de medida", bold=True)
    merge(table, 0, 2, 0, 3, "2021", bold=True)
    merge(table, 0, 4, 0, 5, "2022", bold=True)
    fill(table.cell(0, 6), "2023", bold=True)
    below = [None, None, "Programado", "Ejecutado", "Programado", "Ejecutado (a junio)", "Programado"]
    fill_row(table, 1, below, bold=True)
    repeat_as_header(table, 2)
    for row, texts in enumerate(rows, 2):
        fill_row(table, row, list(texts))


def write(folder: Path) -> None:
    """Writes the Word samples into a folder."""
    for name, make in (
        ("programa-trabajo-2021.docx", work_programme),
        ("evaluacion-2021.docx", evaluation),
        ("plan-anual-2023.docx", annual_plan),
    ):
        (folder / name).write_bytes(pack(make()))


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
