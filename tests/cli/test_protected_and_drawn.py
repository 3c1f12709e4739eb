"""``--password``, ``--pdf-reader`` and ``--draw``: what opens a file, and what was seen on its pages."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import ECMA376Agile
from PIL import Image
from pypdf import PdfReader as Plain
from pypdf import PdfWriter

SECRET = "clave-2023"
ROWS = [("Actividad", "Ponderación"), ("Reparar caminos", "60%"), ("Capacitar vecinos", "40%")]


def ruled_pdf() -> bytes:
    """One page with one ruled table of ``ROWS``."""
    lines = [f"60 {740 - 30 * k} m 400 {740 - 30 * k} l S" for k in range(4)]
    lines += [f"{x} 740 m {x} 650 l S" for x in (60, 260, 400)]
    texts = [
        f"BT /F1 10 Tf {x} {720 - 30 * k} Td ({text}) Tj ET"
        for k, row in enumerate(ROWS)
        for x, text in zip((70, 270), row, strict=True)
    ]
    content = "\n".join([*lines, *texts]).encode("cp1252")
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 {font} >> >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        page.encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    data, places = b"%PDF-1.4\n", b""
    for numbered in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % numbered
    table = b"xref\n0 5\n0000000000 65535 f \n" + places
    end = b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + table + end


@pytest.fixture
def protected(samples: Path, tmp_path: Path) -> Path:
    """A folder with a PDF and a Word document under one password."""
    folder = tmp_path / "protegidos"
    folder.mkdir()
    writer = PdfWriter(clone_from=Plain(io.BytesIO(ruled_pdf())))
    writer.encrypt(SECRET, algorithm="RC4-128")
    writer.write(folder / "a.pdf")
    word = (samples / "plan-anual-2023.docx").read_bytes()
    (folder / "b.docx").write_bytes(ECMA376Agile.encrypt(SECRET, io.BytesIO(word), spin_count=1000))
    return folder


def statuses(out: str) -> dict[str, tuple[str, str]]:
    documents = map(json.loads, out.splitlines())
    return {document["path"]: (document["status"], document["status_detail"]) for document in documents}


def test_tables_of_protected_documents(program, protected: Path) -> None:
    opened = program("tables", protected, "--password", SECRET)
    assert statuses(opened.out) == {"a.pdf": ("ok", ""), "b.docx": ("ok", "")}
    asked = statuses(program("tables", protected).out)
    assert {status for status, _ in asked.values()} == {"failed"}
    assert all("--password" in detail for _, detail in asked.values())


@pytest.mark.parametrize(("language", "said"), [("es", "no lo abre"), ("en", "does not open it")])
def test_a_wrong_password_says_so(program, protected: Path, language: str, said: str) -> None:
    done = program("tables", protected, "--password", "otra", "--lang", language)
    assert done.code == 3
    assert all(said in detail for _, detail in statuses(done.out).values())


def test_the_password_can_stand_in_the_environment(
    program, protected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PONDERA_PASSWORD", SECRET)
    assert set(statuses(program("tables", protected).out).values()) == {("ok", "")}


def test_check_and_show_open_protected_documents(program, protected: Path) -> None:
    for name, text in (("a.pdf", "60"), ("b.docx", "Caminos conservados")):
        for command in (["show"], ["show", "--why"]):
            assert program(*command, protected / name).code == 3
            done = program(*command, protected / name, "--password", SECRET)
            assert done.code == 0
            assert text in done.out
        assert program("check", protected / name).code == 3
        assert program("check", protected / name, "--password", SECRET, "--fail-on", "never").code == 0


def test_a_run_opens_protected_documents_and_keeps_the_password_to_itself(
    program, protected: Path, tmp_path: Path
) -> None:
    done = program("run", protected, "--to", tmp_path / "out", "--password", SECRET, "--strict")
    assert done.code == 0
    assert "Documentos: 2 (leídos 2," in done.out
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not [path for path in written if SECRET.encode() in path.read_bytes()]
    assert program("run", protected, "--to", tmp_path / "none", "--strict", "--quiet").code == 3


def test_the_second_reader_can_be_asked_for(program, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(ruled_pdf())
    tables = [
        [
            (cell["row"], cell["column"], cell["text"])
            for cell in json.loads(program("tables", path, "--pdf-reader", reader).out)["tables"][0]["cells"]
        ]
        for reader in ("pdfium", "pdfplumber")
    ]
    assert tables[0] == tables[1]
    assert [text for _, _, text in tables[0]] == [text for row in ROWS for text in row]
    program("run", path, "--to", tmp_path / "out", "--pdf-reader", "pdfplumber", "--quiet")
    assert json.loads((tmp_path / "out" / "run.json").read_text())["options"]["pdf_reader"] == "pdfplumber"
    assert program("tables", path, "--pdf-reader", "other").code == 2


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_pages_are_drawn_with_what_was_found(program, tmp_path: Path, reader: str) -> None:
    source, pictures = tmp_path / "in", tmp_path / "pictures"
    (source / "2023").mkdir(parents=True)
    (source / "2023" / "plan.pdf").write_bytes(ruled_pdf())
    (source / "nota.txt").write_text("Sin páginas.")
    done = program("tables", source, "--draw", pictures, "--pdf-reader", reader)
    assert done.code == 0
    assert len(done.out.splitlines()) == 2
    assert done.err == f"Páginas dibujadas: 1, en {pictures}.\n"
    with Image.open(pictures / "2023" / "plan.pdf-1.png") as picture:
        colours = {colour for _, colour in picture.getcolors(1_000_000)}
    assert {(30, 90, 230), (0, 140, 60), (220, 0, 0)} <= colours  # rulings, cells, the table


def test_protected_pages_are_drawn_with_their_password(program, protected: Path, tmp_path: Path) -> None:
    done = program("tables", protected, "--draw", tmp_path / "png", "--password", SECRET, "--lang", "en")
    assert done.err == f"Pages drawn: 1, in {tmp_path / 'png'}.\n"
    refused = program("tables", protected, "--draw", tmp_path / "none", "--lang", "en")
    assert "a.pdf cannot be drawn: The document is protected" in refused.err
    assert "no pages to draw" in refused.err


def test_a_folder_that_cannot_be_drawn_to(program, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(ruled_pdf())
    done = program("tables", tmp_path / "a.pdf", "--draw", tmp_path / "a.pdf", "--lang", "en")
    assert done.code == 2
    assert "another folder with --draw" in done.err


def test_word_97_documents_open_with_their_password(program, shared: Path) -> None:
    path = shared / "bench" / "doc" / "files" / "poi__password_password_cryptoapi.doc"
    assert json.loads(program("tables", path, "--password", "password").out)["status"] == "ok"
    assert "no lo abre" in program("tables", path, "--password", "otra").out
