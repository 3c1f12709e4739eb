"""Parsing XML that may be hostile or broken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ingest.errors import Unreadable
from ingest.limits import DEFAULT
from ingest.xml import Parsed, parse_xml

W = '<w:document xmlns:w="urn:w">'


def parse(text: str | bytes) -> Parsed:
    return parse_xml(text.encode() if isinstance(text, str) else text, "part.xml", DEFAULT)


def shown(parsed: Parsed) -> str:
    return etree.tostring(parsed.root, encoding="unicode").replace(' xmlns:w="urn:w"', "")


def refusal(text: str | bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        parse(text)
    return caught.value.problem.kind


def test_sound_xml_holds_elements_only() -> None:
    parsed = parse('<?xml version="1.0"?><a><!-- note --><?app x?><b>12<!-- in the middle -->5</b></a>')
    assert shown(parsed) == "<a><b>125</b></a>"
    assert parsed.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    data = f'<?xml version="1.0" encoding="{declared}"?><a>Ponderación</a>'.encode(encoding)
    assert parse(data).root.text == "Ponderación"


# Cut and contradictory


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{W}<w:p>1</w:p><w:p>12<w:r>34", "<w:document><w:p>1</w:p></w:document>"),
        (f"{W}<w:p>1</w:p><w:p>12</w:p>", "<w:document><w:p>1</w:p><w:p>12</w:p></w:document>"),
        (f"{W}<w:p>1</w:p></w:doc", "<w:document><w:p>1</w:p></w:document>"),
        (
            f"{W}<w:tbl><w:tc><w:p>1</w:p></w:tc><w:tc><w:p>12",
            "<w:document><w:tbl><w:tc><w:p>1</w:p></w:tc><w:tc/></w:tbl></w:document>",
        ),
        (f"{W}<w:p>a<w:txbx><w:p>b</w:p><w:p>c", "<w:document/>"),
        (f"{W}<w:p>1</w:p><w:p>2</w:tc><w:p>3</w:p></w:document>", "<w:document><w:p>1</w:p></w:document>"),
        (f"{W}<w:t", "<w:document/>"),
    ],
)
def test_a_cut_drops_the_paragraph_that_it_halves(text: str, kept: str) -> None:
    parsed = parse(text)
    assert shown(parsed) == kept
    (problem,) = parsed.problems
    assert problem.kind == "xml_cut"
    assert "part.xml" in problem.message("es")


def test_every_prefix_keeps_only_whole_paragraphs() -> None:
    text = (
        f"{W}<w:tbl>"
        + "".join(f"<w:tc><w:p>{n}0{n}</w:p></w:tc>" for n in range(1, 9))
        + "</w:tbl></w:document>"
    )
    whole = {f"{n}0{n}" for n in range(1, 9)}
    for length in range(len(W) + 1, len(text)):
        parsed = parse(text[:length])
        assert {p.text for p in parsed.root.iter("{urn:w}p")} <= whole
        assert [problem.kind for problem in parsed.problems] == ["xml_cut"]


def test_the_unit_can_be_another() -> None:
    parsed = parse_xml(b"<a><row>1</row><row>2<p>3</p>", "part.xml", DEFAULT, unit={"row"})
    assert shown(parsed) == "<a><row>1</row></a>"


# Invalid characters and names


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("<a><p>12</p><p>3&#1;4</p></a>", "3\ufffd4"),
        ("<a><p>12</p><p>3\x014</p></a>", "3\ufffd4"),
        ("<a><p>12</p><p>3\x00\x004</p></a>", "3\ufffd\ufffd4"),
        ("<a><p>12</p><p>3&#xD800;4</p></a>", "3\ufffd4"),
        ("<a><p>12</p><p>3&#xFFFF;&#9;&#x41;&#0065535;4</p></a>", "3\ufffd\tA\ufffd4"),
        ("<a><p>12</p><p>3&#x110000;4</p></a>", "3\ufffd4"),
        ("<a><p>12</p><p>3&#99999999999999999999;4</p></a>", "3\ufffd4"),
        (b"<a><p>12</p><p>3\xed\xa0\x804</p></a>", "3\ufffd\ufffd\ufffd4"),
        ("<a><p>12</p><p>3\uffff4</p></a>", "3\ufffd4"),
        ("<a><p>12</p><p>3&nbsp;4</p></a>", "3\ufffd4"),
        ("<a><p>12</p><p>&a;3&b;&c;4&d;</p></a>", "\ufffd3\ufffd\ufffd4\ufffd"),
        (b"<a><p>12</p><p>3\xff4</p></a>", "3\ufffd4"),
        ("<a><p>12</p><p>34</p></a>behind", "34"),
        ('<a><p>12</p><p id="1" id="2">34</p></a>', "34"),
    ],
)
def test_what_leaves_every_element_in_its_place_is_mended(text: str | bytes, second: str) -> None:
    parsed = parse(text)
    assert [element.text for element in parsed.root] == ["12", second]
    assert [len(element) for element in parsed.root] == [0, 0]
    assert [problem.kind for problem in parsed.problems] == ["xml_mended"]


def test_utf_16_is_read_up_to_what_is_not_allowed() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><a><p>12</p><p>3\x014</p></a>'
    parsed = parse(text.encode("utf-16"))
    assert [element.text for element in parsed.root] == ["12"]
    assert [problem.kind for problem in parsed.problems] == ["xml_cut"]


def test_a_reference_behind_an_element() -> None:
    parsed = parse("<a><b>1</b>2&x;3<b/></a>")
    assert [(element.tag, element.tail) for element in parsed.root] == [("b", "2\ufffd3"), ("b", None)]


def test_undeclared_prefixes_leave_names_that_can_be_taken_apart() -> None:
    parsed = parse("<a><x:b>1</x:b></a>")
    assert [etree.QName(element).localname for element in parsed.root.iter()] == ["a", "x_b"]
    assert [problem.kind for problem in parsed.problems] == ["xml_mended"]


@pytest.mark.parametrize("text", ["", "   ", "no markup", b"\0\0\0", "<", "<?xml version='1.0'?>"])
def test_no_element_at_all(text: str | bytes) -> None:
    assert refusal(text) == "xml_unreadable"


# Hostile


def laughs(levels: int = 9, use: str = "<a>&x9;</a>") -> str:
    entities = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, levels + 1))
    return f'<!DOCTYPE a [<!ENTITY x0 "lol">{entities}]>{use}'


@pytest.mark.parametrize(
    "text",
    [
        laughs(),
        laughs(use='<a b="&x9;"/>'),
        laughs(use="<a/>"),
        '<!DOCTYPE a [<!ENTITY e "five">]><a>&e;</a>',
        '<!DOCTYPE a [<!ENTITY % e "x">]><a/>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a>&e;</a>',
        '<!DOCTYPE a [<!ENTITY e "' + "x" * 50_000 + '">]><a b="' + "&e;" * 50_000 + '"/>',
    ],
)
def test_entities_are_refused(text: str) -> None:
    assert refusal(text) in {"xml_entities", "xml_unreadable"}


def test_no_file_is_read_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("weights")
    for use in ("<a>&e;</a>", '<a b="&e;"/>', "<a>&e;"):
        text = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]>{use}'
        assert refusal(text) in {"xml_entities", "xml_unreadable"}


def test_entities_in_utf_16_are_refused() -> None:
    assert refusal(
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'.encode("utf-16")
    )


def test_a_document_type_without_entities_is_harmless() -> None:
    parsed = parse('<!DOCTYPE office:document PUBLIC "-//X//DTD//EN" "office.dtd"><a>1</a>')
    assert (parsed.root.text, parsed.problems) == ("1", ())


def test_deep_nesting_is_read_and_bounded() -> None:
    deep = parse("<a>" * 1000 + "1" + "</a>" * 1000)
    assert sum(1 for _ in deep.root.iter()) == 1000
    assert deep.problems == ()
    deeper = parse("<a>" * 100_000)
    assert [problem.kind for problem in deeper.problems] == ["xml_cut"]


def test_a_long_text_is_read() -> None:
    assert len(parse("<a>" + "x" * (11 << 20) + "</a>").root.text or "") == 11 << 20


def test_wide_bounds_are_not_given_to_a_document_type() -> None:
    long_text = '<!DOCTYPE a [<!ENTITY e "x">]><a>' + "x" * (11 << 20) + "</a>"
    assert refusal(long_text) == "xml_entities"


@pytest.mark.parametrize(
    "text", ["<a>" + "<b/>" * 200 + "</a>", "<a " + " ".join(f'b{n}="1"' for n in range(200)) + "/>"]
)
def test_too_many_tags_or_attributes(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_xml(text.encode(), "part.xml", replace(DEFAULT, xml_tags=199))
    assert caught.value.problem.kind == "xml_too_large"


# Any bytes


@settings(max_examples=300, deadline=None)
@given(
    start=st.sampled_from(
        [b"", b"<a>", b"<!DOCTYPE a [", b'<?xml version="1.0" encoding="', b"\xff\xfe<\0", b"<w:a><"]
    ),
    rest=st.binary(max_size=400),
)
def test_any_bytes(start: bytes, rest: bytes) -> None:
    try:
        parsed = parse(start + rest)
    except Unreadable as refused:
        assert refused.problem.message("es")
        return
    for element in parsed.root.iter():
        assert etree.QName(element).localname
        assert (element.text or "") + (element.tail or "") + "".join(element.attrib.values()) is not None


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_sound_xml_with_changed_bytes(data: st.DataObject) -> None:
    sound = f'{W}<w:tbl w:x="1"><w:tr><w:tc><w:p><w:t>12,5</w:t></w:p></w:tc></w:tr></w:tbl></w:document>'
    text = bytearray(sound.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
    try:
        parsed = parse(bytes(text))
    except Unreadable as refused:
        assert refused.problem.message("es")
        return
    for element in parsed.root.iter():
        assert etree.QName(element).localname
        assert (element.text or "") + (element.tail or "") + "".join(element.attrib.values()) is not None
