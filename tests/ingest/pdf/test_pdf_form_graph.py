"""Forms that draw each other without end, or almost: bounded before PDFium builds them, and said."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from ingest import Document, Status, read_bytes
from ingest.pdf.form_graph import MOST, without_excess

Assembled = Callable[..., bytes]
FONT = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
CATALOG = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"]
FIRST_FORM = 5


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def page(content: bytes, resources: bytes = b"") -> list[bytes]:
    """Catalog, page tree, page and its content; a form that comes next has the number ``FIRST_FORM``."""
    entries = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources "
    content += b" BT /F1 10 Tf 50 700 Td (De la propia hoja.) Tj ET"
    return [*CATALOG, entries + b"<< " + FONT + resources + b" >> >>", stream(content)]


def form(content: bytes, resources: bytes = b"") -> bytes:
    """A form; ``resources`` is what they hold besides a font, or where they stand."""
    own = resources if resources.endswith(b"R") else b"<< " + FONT + resources + b" >>"
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources " + own)


def named(**numbers: int) -> bytes:
    entries = b" ".join(b"/%s %d 0 R" % (name.encode(), number) for name, number in numbers.items())
    return b" /XObject << " + entries + b" >>"


def doubling(levels: int, spelled: bytes = b"X") -> list[bytes]:
    """A page with a form that draws another twice, which draws another twice, …"""
    made = page(b"/X Do", named(X=FIRST_FORM))
    for level in range(levels):
        last = level == levels - 1
        draws = b"" if last else b"/X Do /%s Do" % spelled
        text = b" BT /F1 10 Tf 50 %d Td (Nivel %d.) Tj ET" % (600 - 20 * level, level)
        made.append(form(draws + text, b"" if last else named(X=FIRST_FORM + level + 1)))
    return made


def kinds(document: Document) -> list[str]:
    return [problem.kind for problem in document.problems]


def text(document: Document) -> str:
    return " ".join(block.text for block in document.blocks)  # type: ignore[union-attr]


@pytest.mark.parametrize("spelled", [b"X", b"#58"])
def test_forms_that_double_without_end(pdf_of_objects: Assembled, spelled: bytes) -> None:
    data = pdf_of_objects(doubling(30, spelled))
    document = read_bytes(data, "a.pdf")
    assert "pdf_forms_overfull" in kinds(document)
    assert document.status is Status.PARTIAL
    assert "Nivel 9." in text(document)


def test_forms_of_a_few_levels_are_left_alone(pdf_of_objects: Assembled) -> None:
    document = read_bytes(pdf_of_objects(doubling(8)), "a.pdf")
    assert not document.problems
    assert "Nivel 7." in text(document)


def test_forms_that_lead_back_to_themselves(pdf_of_objects: Assembled) -> None:
    several = {f"X{k}": FIRST_FORM + k for k in range(12)}
    draws = b" ".join(b"/%s Do" % name.encode() for name in several)
    forms = [form(draws + b" BT /F1 9 Tf 50 %d Td (Parte.) Tj ET" % (60 * k), b"17 0 R") for k in range(12)]
    resources = b"<< " + FONT + named(**several) + b" >>"
    data = pdf_of_objects([*page(b"/X0 Do", named(X0=FIRST_FORM)), *forms, resources])
    document = read_bytes(data, "a.pdf")
    assert kinds(document) == ["pdf_forms_overfull"]
    assert "De la propia hoja." in text(document)


def test_forms_deeper_than_anybody_nests_them(pdf_of_objects: Assembled) -> None:
    chain = [form(b"/X Do", named(X=FIRST_FORM + k + 1)) for k in range(2000)]
    data = pdf_of_objects([*page(b"/X Do", named(X=FIRST_FORM)), *chain, form(b"0 0 m 9 9 l S")])
    assert kinds(read_bytes(data, "a.pdf")) == ["pdf_forms_overfull"]


@pytest.mark.parametrize("names", [named(X=FIRST_FORM), b" /XObject 6 0 R", b""])
def test_a_page_that_draws_one_form_too_often(pdf_of_objects: Assembled, names: bytes) -> None:
    drawing = form(b"10 10 m 90 90 l S\n" * 1000)
    others = [drawing, b"<< /X %d 0 R >>" % FIRST_FORM]
    data = pdf_of_objects([*page(b"/X Do " * 1000, names), *others])
    document = read_bytes(data, "a.pdf")
    assert "pdf_forms_overfull" in kinds(document)
    assert text(document) == "De la propia hoja."
    assert without_excess(pdf_of_objects([*page(b"/X Do " * 20, names), *others])) is None


def test_each_page_draws_what_its_own_resources_name(pdf_of_objects: Assembled) -> None:
    large, small = form(b"10 10 m 90 90 l S\n" * 20_000), form(b"0 0 m 9 9 l S")
    data = pdf_of_objects([*page(b"/X Do " * 100, named(X=FIRST_FORM)), small, large])
    assert without_excess(data) is None


def test_resources_in_packed_objects(pdf_of_objects: Assembled) -> None:
    packed = zlib.compress(b"20 0 " + b"<< /X %d 0 R >>" % FIRST_FORM)
    objects = b"<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    drawing = form(b"10 10 m 90 90 l S\n" * 1000)
    made = [*page(b"/X Do " * 1000, b" /XObject 20 0 R"), drawing, objects % (len(packed), packed)]
    short = without_excess(pdf_of_objects(made))
    assert short is not None
    assert b"/X Do" not in short
    lost = objects.replace(b"/First 5 ", b"") % (len(packed), packed)
    assert without_excess(pdf_of_objects([*made[:-1], lost])) is None  # a name that nothing explains


def test_what_is_taken_out_leaves_the_file_as_long(pdf_of_objects: Assembled) -> None:
    draws = zlib.compress(b"/X Do " * 5000)
    drawing = zlib.compress(b"10 10 m 90 90 l S\n" * 1000)
    made = page(b"", named(X=FIRST_FORM))
    made[3] = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(draws), draws)
    entries = b"<< /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    data = pdf_of_objects([*made, entries % (len(drawing), drawing)])
    short = without_excess(data)
    assert short is not None
    assert len(short) == len(data)
    assert "pdf_forms_overfull" in kinds(read_bytes(data, "a.pdf"))


def test_content_that_passes_the_bound_by_itself_and_draws_nothing(pdf_of_objects: Assembled) -> None:
    large = form(b"10 10 m 90 90 l S\n" * (MOST // 18 + 1))
    assert without_excess(pdf_of_objects([*page(b"/X Do", named(X=FIRST_FORM)), large])) is not None
    assert without_excess(pdf_of_objects([*page(b""), large])) is None
