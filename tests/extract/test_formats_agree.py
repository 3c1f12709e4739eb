"""One document read from several formats means the same: they differ only where a format cannot say it."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from docx import Document as Docx

import ingest
import pondera
from extract import understand
from extract.folding import fold

TITLE = "PROGRAMA DE TRABAJO 2021"
LINES = ("Instituto Nacional de Estadística", "Región: Los Lagos")
TABLES = (
    (
        ("N°", "Actividad", "Ponderación (%)", "Responsable", "Plazo"),
        ("1", "Capacitar a los encuestadores", "35", "Unidad de Operaciones", "30-04-2021"),
        ("2", "Levantar la encuesta", "45", "Unidad de Terreno", "31-08-2021"),
        ("3", "Publicar los resultados", "20", "Comunicaciones", "30-11-2021"),
        ("", "Total", "100", "", ""),
    ),
    (
        ("Indicador", "Fórmula de cálculo", "Meta", "Medio de verificación"),
        ("Encuestas logradas", "(logradas / planificadas) * 100", "95%", "Base de datos"),
        ("Boletines publicados", "Suma de boletines", "12 boletines", "Sitio web"),
    ),
)
HEADINGS = ("Actividades comprometidas", "Indicadores de desempeño")


def _write_docx(path: Path) -> None:
    document = Docx()
    document.add_heading(TITLE, 1)
    for line in LINES:
        document.add_paragraph(line)
    for heading, rows in zip(HEADINGS, TABLES, strict=True):
        document.add_heading(heading, 2)
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
    document.save(str(path))


def _write_markdown(path: Path) -> None:
    parts = [f"# {TITLE}", *LINES]
    for heading, (header, *rows) in zip(HEADINGS, TABLES, strict=True):
        lines = [header, ("---",) * len(header), *rows]
        parts += [f"## {heading}", "\n".join(f"| {' | '.join(texts)} |" for texts in lines)]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _write_text(path: Path) -> None:
    parts = [TITLE, "\n".join(LINES)]
    for heading, rows in zip(HEADINGS, TABLES, strict=True):
        parts += [heading, "\n".join("\t".join(texts) for texts in rows)]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _write_html(path: Path) -> None:
    parts = ["<meta charset='utf-8'>", f"<h1>{TITLE}</h1>", *(f"<p>{line}</p>" for line in LINES)]
    for heading, rows in zip(HEADINGS, TABLES, strict=True):
        body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in texts)}</tr>" for texts in rows)
        parts += [f"<h2>{heading}</h2>", f"<table>{body}</table>"]
    path.write_text(f"<html><body>{''.join(parts)}</body></html>", encoding="utf-8")


WRITERS = {"docx": _write_docx, "md": _write_markdown, "txt": _write_text, "html": _write_html}

Meaning = dict[str, object]


def _meaning(path: Path) -> Meaning:
    """What the dataset says of a document, without what names its file."""
    rows = pondera.read(path).rows
    texts = {item.item_id: item.text for item in rows.items}
    (document,) = rows.documents
    return {
        "facts": (document.title, document.document_type, document.institution, document.region_code),
        "year": (document.year, document.language),
        "columns": [(column.header, column.role, column.period, column.unit) for column in rows.columns],
        "items": [
            (item.kind, item.number, item.text, texts.get(item.parent_id, ""), item.responsible)
            for item in rows.items
        ],
        "measures": [
            (texts[one.item_id], one.measure, one.period, one.value, one.unit, one.comparator)
            for one in rows.measures
        ],
        "groups": [(group.sum, group.base, group.consistent) for group in rows.weight_groups],
    }


def _figures(meaning: Meaning) -> set[str]:
    """The figures with their items; what glyph a list mark is drawn with does not tell items apart."""
    measures = meaning["measures"]
    assert isinstance(measures, list)
    return {str((fold(text), *rest)) for text, *rest in measures}


@pytest.fixture(scope="module")
def from_word(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    path = tmp_path_factory.mktemp("word") / "programa.docx"
    _write_docx(path)
    return _meaning(path)


def test_the_document_is_read(from_word: Meaning) -> None:
    assert from_word["groups"] == [(100, 100, True)]
    assert len(_figures(from_word)) == 5


@pytest.mark.parametrize("format", ["md", "txt", "html"])
def test_a_written_document_means_the_same_in_all_formats(
    format: str, from_word: Meaning, tmp_path: Path
) -> None:
    path = tmp_path / f"programa.{format}"
    WRITERS[format](path)
    assert _meaning(path) == from_word


@pytest.mark.parametrize("name", ["inp-2007-gt.doc", "odd/inp-2007-gt.rtf", "odd/inp-2007-gt.odt"])
def test_word_processors_formats_of_a_real_document_agree(name: str, shared: Path) -> None:
    """A .docx keeps numbers that Word counts itself apart from the text; nothing else differs."""
    first, second = (_meaning(shared / "corpus" / one) for one in ("inp-2007-gt.docx", name))
    assert second == first


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("ips-2010-tarapaca.docx", "ips-2010-tarapaca.pdf", 1),
        ("ips-2010-tarapaca.docx", "text/ips-2010-tarapaca.md", 0.93),  # rows merged under two figures
        ("inp-2007-gt.docx", "text/inp-2007-gt.txt", 1),
        ("ips-2024-pmg.pdf", "text/ips-2024-pmg.txt", 0.82),  # a formula in TeX, and a name on two lines
        ("isss-2017-pat.pdf", "text/isss-2017-pat.txt", 1),
        ("ips-2015-adp.pdf", "text/ips-2015-adp.txt", 0.83),  # a list of names and values without rules
    ],
)
def test_formats_that_lose_cells_agree_in_most_figures(
    one: str, other: str, least: float, shared: Path
) -> None:
    """A PDF loses where a cell ends, a text where rows are merged: so much of their figures still agrees."""
    first, second = (_figures(_meaning(shared / "corpus" / name)) for name in (one, other))
    assert first
    assert len(first & second) >= least * len(first | second)


def test_understanding_is_a_pure_function(samples: Path) -> None:
    document = ingest.read(samples / "programa-trabajo-2021.docx")
    assert understand(document) == understand(document)
