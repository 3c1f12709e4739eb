"""Whole files: encodings, properties, what cannot be read, hostile trees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Outcome, read_bytes
from ingest.limits import Limits


def words(document) -> str:
    return " ".join(getattr(block, "text", "") for block in document.blocks)


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("utf-8", "utf-8"), ("ISO-8859-7", "iso8859-7")],
)
def test_the_declared_encoding_is_used(read, declared: str, codec: str) -> None:
    text = "δράση" if codec == "iso8859-7" else "gestión “año”"
    data = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'.encode(codec)
    document = read(data)
    assert words(document) == text
    assert not document.problems


def test_a_declaration_that_is_wrong_does_not_spoil_utf8(read) -> None:
    document = read(
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>gestión</p>'.encode()
    )
    assert words(document) == "gestión"


def test_an_xml_declaration_is_understood(read) -> None:
    assert (
        words(read('<?xml version="1.0" encoding="ISO-8859-1"?><html><p>año</p></html>'.encode("latin-1")))
        == "año"
    )


def test_a_guessed_encoding_is_noted(read) -> None:
    document = read("<p>gestión del año</p>".encode("cp1252"))
    assert words(document) == "gestión del año"
    assert [problem.kind for problem in document.problems] == ["encoding_guessed"]


def test_what_the_file_says_of_itself(read) -> None:
    document = read(
        '<html lang="es-CL"><head><title>Plan\n &amp; metas</title><meta name="Author" content="Ana">'
        '<meta name="dcterms.created" content="2007-08-01"><meta name="dc.date" content="ayer">'
        '<meta name="keywords" content="gestión, metas"><meta name="robots" content="x"></head><body>x</body>'
    )
    assert document.properties == {
        "language": "es-CL",
        "title": "Plan & metas",
        "creator": "Ana",
        "created": "2007-08-01",
        "subject": "gestión, metas",
    }
    assert document.pages is None


@pytest.mark.parametrize("source", ["", " \n", "<!-- nada -->", "<html></html>"])
def test_nothing_is_an_empty_document(read, source: str) -> None:
    assert read(source).blocks == ()


def test_text_without_tags_is_read(read) -> None:
    assert words(read("solo texto")) == "solo texto"


def test_scripts_that_close_themselves_do_not_swallow_xhtml(read) -> None:
    head = '<html xmlns="http://www.w3.org/1999/xhtml"><head><script src="x"/><title/></head>'
    assert words(read(f"{head}<body>texto</body></html>")) == "texto"


def test_fonts_that_are_never_closed_do_not_hide_the_text(read) -> None:
    document = read("<p>uno" + "<font>x<b>" * 3_000 + "dos")
    assert words(document).startswith("unox")
    assert words(document).endswith("dos")


def test_a_tree_too_deep_is_partly_read_and_says_so(read) -> None:
    document = read("<p>antes</p>" + "<div>" * 50_000 + "hondo")
    assert "antes" in words(document)
    assert max(problem.outcome for problem in document.problems) is Outcome.PARTLY_READ


@pytest.mark.parametrize(
    "source", ["<table><tr><td>" * 3_000, "<table>" * 3_000, "<ul><li>" * 3_000, "<td>" * 3_000]
)
def test_deep_trees_do_not_exhaust_the_stack(read, source: str) -> None:
    document = read(source + "fin", Limits(table_depth=8))
    assert all(table.place.path.count("table[") <= 9 for table in document.tables())


def test_the_door_of_the_stage_finds_this_reader() -> None:
    document = read_bytes(b"<!DOCTYPE html><html><body><table><tr><td>a<td>5%</table></body></html>", "x.doc")
    assert document.source.format == "html"
    assert [cell.text for table in document.tables() for cell in table.cells] == ["a", "5%"]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(read, data: bytes) -> None:
    document = read(b"<html><body>" + data)
    assert document == read(b"<html><body>" + data)
