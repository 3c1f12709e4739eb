"""Broken and hostile packages: what can be had is kept, the rest is told, nothing is raised or hangs."""

from __future__ import annotations

import random
import re
import time
from io import BytesIO
from zipfile import ZipFile

import pytest

from ingest.document import Status, Table
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.reading import read_bytes


def kinds(document) -> list[str]:
    return [problem.kind for problem in document.problems]


def test_a_cut_document_keeps_what_stands_before_the_cut(x, pack, open_docx):
    rows = [x.tr(f"Actividad {at}", "5%") for at in range(50)]
    whole = x.p("before") + x.tbl(*rows)
    xml = (
        f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{whole}'
    )
    cut = xml[: int(len(xml) * 0.7)]
    document = open_docx(pack("", more={"word/document.xml": cut.encode()}))
    (table,) = document.tables()
    assert document.status is Status.PARTIAL
    assert 20 < table.row_count < 50
    assert all(c.text in ("5%", f"Actividad {c.row}", "") for c in table.cells)


@pytest.mark.parametrize("part", ["styles", "numbering", "settings", "footnotes", "header"])
def test_a_broken_part_leaves_the_rest(x, read, part):
    body = x.styled("S", "kept") + '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>'
    document = read(body, {part: ""}, {f"word/{part}.xml": b"\x00\x01 no XML"})
    assert [block.text for block in document.blocks] == ["kept"]
    assert document.status is Status.PARTIAL
    assert kinds(document) == ["damaged_part"]


@pytest.mark.parametrize("part", ["styles", "numbering", "settings", "footnotes"])
def test_a_missing_part_leaves_the_rest(x, read, relate, part):
    relations = relate({"r": (part, f"{part}.xml")})
    document = read(x.styled("S", "kept"), more={"word/_rels/document.xml.rels": relations})
    assert [block.text for block in document.blocks] == ["kept"]
    assert kinds(document) == ["damaged_part"]


def test_entities_in_a_part_refuse_that_part_and_in_the_document_all(x, pack, open_docx):
    entity = b'<!DOCTYPE d [<!ENTITY e "boom">]><w:styles xmlns:w="urn:x">&e;</w:styles>'
    kept = open_docx(pack(x.p("kept"), {"styles": ""}, {"word/styles.xml": entity}))
    assert kinds(kept) == ["damaged_part"]
    with pytest.raises(Unreadable):
        open_docx(pack("", more={"word/document.xml": entity}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no XML",
        b"<a/>",
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    ],
)
def test_a_document_without_a_body_is_unreadable(pack, content):
    document = read_bytes(pack("", more={"word/document.xml": content}), "a.docx")
    assert document.status is Status.FAILED
    assert not document.blocks


def test_a_bomb_in_a_part_refuses_that_part(x, pack, open_docx):
    small = Limits(unpack_free_bytes=50_000, unpack_ratio=10)
    bomb = b"<w:styles>" + b" " * 200_000
    document = open_docx(pack(x.p("kept"), {"styles": ""}, {"word/styles.xml": bomb}), small)
    assert [block.text for block in document.blocks] == ["kept"]
    assert kinds(document)[-1] == "damaged_part"
    assert document.status is Status.PARTIAL


def seconds(open_docx, data: bytes) -> float:
    start = time.process_time()
    open_docx(data)
    return time.process_time() - start


def merges(x, size: int) -> str:
    rows = (x.tr(x.merged("a", "continue" if at else "restart"), "b") for at in range(4 * size))
    return x.tbl(*rows)


def nested_fields(_, size: int) -> str:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:t>a</w:t></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f"<w:p>{begin * (4 * size)}{end * (4 * size)}</w:p>"


HOSTILE = {
    "rows": lambda x, size: x.tbl(*[x.tr(*["a"] * 8)] * size),
    "merges": merges,
    "tables": lambda x, size: "".join(x.tbl(x.tr("a")) + "<w:p/>" for _ in range(size)),
    "raised": lambda x, size: x.p("".join(x.run("95") + x.up("2") for _ in range(4 * size))),
    "deleted marks": lambda x, size: x.p("a", '<w:rPr><w:del w:id="1"/></w:rPr>') * (4 * size),
    "nested fields": nested_fields,
    "unknown styles": lambda x, size: "".join(x.styled(f"S{at}", "a") for at in range(4 * size)),
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_size_and_not_faster(x, pack, open_docx, hostile):
    """Eight times the size takes far less than the 64 times of a quadratic walk."""
    small, large = pack(hostile(x, 100)), pack(hostile(x, 800))
    seconds(open_docx, small)
    short = min(seconds(open_docx, small) for _ in range(3))
    long = min(seconds(open_docx, large) for _ in range(3))
    assert long < 40 * max(short, 0.005)


def mutated(xml: bytes, fault: int) -> bytes:
    """One of five kinds of damage at a place that the seed chooses."""
    choose = random.Random(fault)
    kind = fault % 5
    if kind == 0:
        return xml[: choose.randrange(len(xml))]
    if kind == 1:
        data = bytearray(xml)
        for _ in range(choose.randrange(1, 12)):
            data[choose.randrange(len(data))] = choose.randrange(256)
        return bytes(data)
    if kind == 2:
        tags = [match.span() for match in re.finditer(rb"<[^>]+>", xml)]
        start, stop = choose.choice(tags)
        return xml[:start] + xml[stop:]
    if kind == 3:
        values = (b'w:val="-1"', b'w:val="99999999999"', b'w:val=""', b"")
        return re.sub(rb'w:val="\d+"', lambda found: choose.choice((*values, found[0])), xml)
    start = choose.randrange(len(xml))
    return xml[:start] + xml[start : start + 400] + xml[choose.randrange(len(xml)) :]


@pytest.mark.parametrize("fault", range(120))
def test_no_damage_raises_or_makes_cells_overlap(x, pack, fault):
    inner = x.tbl(x.tr("i", "j"))
    body = (
        x.styled("S", "Plan")
        + x.tbl(
            x.tr(x.wide("a", 2), "b", look='<w:gridAfter w:val="1"/>'),
            x.tr(
                x.merged("c", "restart"), x.listed("d", 1).join(("<w:tc>", "</w:tc>")), x.tc(inner + x.p("e"))
            ),
            x.tr(x.merged(), "f", "g", look='<w:gridBefore w:val="0"/>'),
            widths=(500, 40, 700),
        )
        + x.p(x.run("x") + x.up("2") + x.field("PAGE", x.run("1")))
    )
    numbering = x.abstract(1, x.level(0, "%1.-")) + x.num(1, 1)
    styles = '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="heading 1"/></w:style>'
    name = ("word/document.xml", "word/document.xml", "word/numbering.xml", "word/styles.xml")[fault % 4]
    parts = {"numbering": numbering, "styles": styles}
    with ZipFile(BytesIO(pack(body, parts))) as archive:
        broken = mutated(archive.read(name), fault)
    document = read_bytes(pack(body, parts, {name: broken}), "a.docx")
    for table in (block for block in document.blocks if isinstance(block, Table)):
        taken = [(row, column) for cell in table.cells for row in cell.rows for column in cell.columns]
        assert len(taken) == len(set(taken))
