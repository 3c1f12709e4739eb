"""PDF, RTF, XML, HTML, e-mail and text: what is one, and what only looks like one."""

from __future__ import annotations

import random

import pytest

from ingest.document import Format
from ingest.identify import identify
from ingest.limits import DEFAULT


def kind(data: bytes) -> tuple[Format, str]:
    found = identify(data, DEFAULT)
    return found.format, found.puid


def test_pdf_header_behind_a_preamble() -> None:
    body = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"
    assert kind(b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + body) == (Format.PDF, "fmt/18")
    assert kind(b"\xef\xbb\xbf\r\n" + b"%PDF-1.4\n") == (Format.PDF, "fmt/18")
    assert kind(bytes(600) + body) == (Format.PDF, "fmt/18")
    assert kind(b"texto " * 200 + body)[0] is Format.TEXT


def test_a_pdf_header_behind_a_long_preamble_counts_where_the_end_is_that_of_a_pdf() -> None:
    body = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"
    end = b"startxref\n9\n%%EOF\n"
    assert kind(bytes(4_000) + body + end) == (Format.PDF, "fmt/18")
    assert kind(b"Cabecera: x\r\n" * 300 + body + end) == (Format.PDF, "fmt/18")
    assert kind(bytes(4_000) + body)[0] is Format.UNKNOWN
    assert kind(bytes(9_000) + body + end)[0] is Format.UNKNOWN
    assert kind(b"x\1" * 2_000 + b"%PDF-1.4\n" + end)[0] is Format.UNKNOWN
    assert kind(b"texto " * 300 + b"%PDF- y %%EOF, startxref y 1 0 obj\n" + end)[0] is Format.TEXT


def test_a_text_that_speaks_of_pdf_is_text() -> None:
    assert kind(b"Los archivos empiezan por %PDF-1.4 y terminan por %%EOF.\n")[0] is Format.TEXT


def test_pdfa_with_attributes_and_the_other_order() -> None:
    xmp = b'<r xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:conformance="B" pdfaid:part="2"/>'
    assert kind(b"%PDF-1.7\n1 0 obj\n" + xmp) == (Format.PDF, "fmt/477")


@pytest.mark.parametrize("xmp", [b'pdfaid:part="9" pdfaid:conformance="B"', b'pdfaid:part="1"', b""])
def test_an_unknown_part_of_pdfa_leaves_the_version_of_pdf(xmp: bytes) -> None:
    data = b'%PDF-1.7\n1 0 obj\n<r xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" ' + xmp + b"/>"
    assert kind(data) == (Format.PDF, "fmt/276")


def test_rtf_behind_white_space() -> None:
    assert kind(b"\r\n {\\rtf1\\ansi hola}") == (Format.RTF, "fmt/45")


def test_xml_in_utf_16() -> None:
    text = '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
    found = identify(text.encode("utf-16"), DEFAULT)
    assert found.problem is not None
    assert found.problem.kind == "old_document"


def test_word_2_is_known_by_its_version_alone() -> None:
    found = identify(b"\xdb\xa5\x2d\x00" + b"1@" * 40, DEFAULT)
    assert found.puid == "fmt/38"
    assert found.problem is not None and found.problem.kind == "old_document"


def test_xml_with_a_document_type_and_comments_before_its_root() -> None:
    text = b'<?xml version="1.0"?>\n<!-- a > b -->\n<!DOCTYPE plan [<!ENTITY x "y">]>\n<plan>&x;</plan>'
    assert kind(text) == (Format.UNKNOWN, "fmt/101")


def test_xml_cut_before_its_root() -> None:
    assert kind(b'<?xml version="1.0"?><!-- a') == (Format.UNKNOWN, "fmt/101")


def test_xml_without_declaration_needs_a_namespace() -> None:
    assert kind(b'<plan xmlns="urn:x"><a/></plan>') == (Format.UNKNOWN, "fmt/101")
    assert kind(b"<nota> se pide el informe al servicio\n")[0] is Format.TEXT


def test_a_flat_package_of_slides_is_no_document() -> None:
    text = b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><a/></pkg:package>'
    assert kind(b'<?xml version="1.0"?>' + text) == (Format.UNKNOWN, "fmt/101")


def test_html_of_office_programs() -> None:
    word = b'<html xmlns:o="urn:schemas-microsoft-com:office:office"\nxmlns="http://www.w3.org/TR/REC-html40"><body>'
    assert kind(word) == (Format.HTML, "fmt/96")
    assert kind(b"<table><tr><td>Meta</td><td>5</td></tr></table>") == (Format.HTML, "fmt/96")


@pytest.mark.parametrize(
    "memo",
    [
        "To: Regional offices\nFrom: Planning\nDate: 3 May 2015\nSubject: weights\n\nThe weights add up.\n",
        "Para: Oficinas\nDe: Planificación\nFecha: 3 de mayo\n\nLas ponderaciones suman 100 %.\n",
        "Content-Type: what it says\n\nof a memo with one such line\n",
    ],
)
def test_a_memo_is_no_email(memo: str) -> None:
    assert kind(memo.encode())[0] is Format.TEXT


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "cp850", "utf-16", "utf-16-le", "utf-32"]
)
def test_text_in_any_encoding(encoding: str) -> None:
    text = "Programa de trabajo 2015\r\n\r\nObjetivo 1: ampliación de la cobertura (40 %).\r\n" * 30
    assert kind(text.encode(encoding)) == (Format.TEXT, "x-fmt/111")


def test_text_of_other_scripts() -> None:
    for encoding in ("utf-8", "cp1251", "utf-16"):
        assert kind(("Программа работы\n" * 20).encode(encoding))[0] is Format.TEXT


def test_text_with_what_printers_and_dos_left_in_it() -> None:
    assert kind(b"\x1b&l0O" + b"Informe\r\n\x0cPagina 2\r\n" * 9 + b"\x1a")[0] is Format.TEXT


def test_text_with_a_stray_zero_byte() -> None:
    assert kind(b"Informe de avance\r\n" * 20 + b"\0")[0] is Format.TEXT


@pytest.mark.parametrize("size", [200, 1000, 20_000, 300_000])
@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_nothing(size: int, seed: int) -> None:
    data = b"\x8f" + random.Random(seed).randbytes(size)
    found = identify(data, DEFAULT)
    assert found.format is Format.UNKNOWN
    assert found.problem is not None
    assert found.problem.kind == "unknown_format"
    assert data[:8].hex(" ") in found.problem.message("es")
    assert data[:8].hex(" ") in found.basis


@pytest.mark.parametrize("where", ["end", "middle"])
def test_a_binary_file_with_a_head_of_text_is_no_text(where: str) -> None:
    text, noise = b"cabecera de un archivo\n" * 5000, random.Random(2).randbytes(100_000)
    assert kind(text + noise if where == "end" else text + noise + text)[0] is Format.UNKNOWN


def test_nothing_and_zeros() -> None:
    for data, problem in ((b"", "empty"), (b"\0", "only_zeros"), (bytes(100_000), "only_zeros")):
        found = identify(data, DEFAULT)
        assert found.problem is not None
        assert found.problem.kind == problem


def test_an_owner_file_needs_its_name_twice() -> None:
    whole = (b"\x04Rosa".ljust(54) + b"\x04\x00R\0o\0s\0a\0").ljust(162, b"\0")
    assert kind(whole)[1] == "fmt/473"
    assert kind(whole + b"\0")[1] != "fmt/473"
    assert kind(whole[:54] + b"\x05" + whole[55:])[1] != "fmt/473"
