from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import Document, Paragraph

ReadRtf = Callable[..., Document]
TextOf = Callable[[str], str]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"a\tab b\line c\par", "a\tb\nc"),
        (r"a\~b\_c\-d\par", "a\u00a0b\u2011c\u00add"),
        (r"\ldblquote a\rdblquote  \lquote b\rquote\par", "“a” ‘b’"),
        (r"1\endash 2\emdash 3\bullet\par", "1–2—3•"),
        (r"\{a\}\\b\par", "{a}\\b"),
        (r"caf\'e9\par", "café"),
        ("caf\xe9\\par", "café"),
        (r"a\u241\'f1o\par", "año"),
        (r"\uc0 a\u241 o\par", "año"),
        (r"\uc2 a\u241??o\par", "año"),
        (r"{\uc2 a\u241??}\u241?o\par", "añño"),
        (r"\u-10179?\u-8704?\par", "😀"),
        (r"a\softline b\par", "ab"),
        (r"a\nosuchword99 b\par", "ab"),
        ("a\r\nb\nc\\par", "abc"),
        ("uno\\\ndos\\par", "uno"),
        (r"a\'ADb\'1Fc\par", "a\u00adbc"),
        (r"{\strike 10%}20% {\striked1 1}\plain 2\par", "10% 20% 1 2"),
        (r"{\strike ni}o {\strike0 1}2\par", "nio 12"),
        (r"a\-b\par", "a\u00adb"),
        (r"{\uc0 \u55357\uc1 \u56832?}\par", "😀"),
        (r"{\upr{a}{\*\ud{\u225?}}}b\par", "áb"),
        (r"a{\*\unknown hidden {deep}}b\par", "ab"),
        (r"a{\bin5 }}}}}b}\par", "ab"),
        (r"a\'zzb\par", "azzb"),
        (r"\emspace x\enspace y\par", "\u2003x\u2002y"),
    ],
)
def test_characters_are_shown_as_a_person_sees_them(read_rtf: ReadRtf, body: str, text: str) -> None:
    first = read_rtf(body).blocks[0]
    assert isinstance(first, Paragraph)
    assert first.text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"{\f3 \'cf\'eb\'e0\'ed} a\par", "План a"),
        (r"{\f2 \'93\'fa\'96\'7b} a\par", "日本 a"),
        (r"{\f2 \'93\'fa\'96{}} a\par", "日\ufffd a"),
        (r"{\f2 \'83\'5c} a\par", "ソ a"),
        (r"{\f2 \'83\\} a\par", "ソ a"),
        (r"{\f1 \'b7 a\'a3}\par", "• α≤"),
        (r"{\f4 \'fe} s\'ed\par", "☑ sí"),
        (r"{\f1 \u61623?}\par", "•"),
        (r"{\f77 \'e1}\par", "á"),
    ],
)
def test_bytes_are_read_with_the_fonts_code_page(text_of: TextOf, body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("head", "raw", "text"),
    [
        (r"\ansi", rb"\'e1", "á"),
        (r"\ansi\ansicpg1251", rb"\'cf", "П"),
        (r"\ansi\ansicpg932", rb"\'93\'fa", "日"),
        (r"\ansi\ansicpg65001", "año".encode(), "año"),
        (r"\ansi\ansicpg99999", rb"\'e1", "á"),
        (r"\mac", rb"\'87", "á"),
        (r"\pc", rb"\'a0", "á"),
        (r"\pca", rb"\'b5", "Á"),
        (r"\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 Arial;}}", rb"\'cf", "П"),
        (r"\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}", rb"\f0\'cf \f1\'cf", "Ï П"),
        (r"\ansi{\fonttbl{\f0\fcharset0\cpg1253 Arial;}}", rb"\f0\'e1", "α"),
        (r"\ansi\deff3{\fonttbl\f3\fcharset204 Arial;}", rb"\plain\'cf", "П"),
        (r"\mac\ansicpg10000{\fonttbl{\f0\fcharset77 Times;}}", rb"\f0\'87", "á"),
    ],
)
def test_the_files_code_page(read_rtf: ReadRtf, head: str, raw: bytes, text: str) -> None:
    (block,) = read_rtf(b"{\\rtf1" + head.encode() + b"\\pard " + raw + b"\\par}", whole=True).blocks
    assert isinstance(block, Paragraph)
    assert block.text == text


def test_bytes_without_meaning_are_counted(read_rtf: ReadRtf) -> None:
    document = read_rtf(r"a\'81b\'8d\par")
    (found,) = document.problems
    assert found.kind == "encoding_damaged"
    assert "cp1252" in found.message("en") and "2" in found.message("en")


def test_hidden_and_deleted_text_is_left_out_and_told(read_rtf: ReadRtf) -> None:
    document = read_rtf(r"a{\v secret}b{\deleted gone}c{\v\v0 d}\par")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["abcd"]
    assert {found.kind for found in document.problems} == {"hidden_text", "tracked_changes"}


def test_a_mark_that_is_not_seen_ends_no_paragraph(text_of: TextOf) -> None:
    assert text_of(r"uno {\deleted\par}dos{\v\par} tres\par") == "uno dos tres"


@pytest.mark.parametrize(
    ("body", "text", "marks"),
    [
        (r"Meta\super 2\nosupersub  anual\par", "Meta anual", ("2",)),
        (r"7,69{\super 2}\par", "7,69", ("2",)),
        (r"95{\up6\fs16 (1)}\par", "95", ("(1)",)),
        (r"120 m{\super 2}\par", "120 m²", ()),
        (r"x 10{\super 6}\par", "x 10⁶", ()),
        (r"CO{\sub 2}\par", "CO2", ()),
        (r"a{\super b}{\nosupersub c}\par", "abc", ()),
        (r"{\super todo alto}\par", "todo alto", ()),
    ],
)
def test_note_marks_stand_apart_from_powers(
    read_rtf: ReadRtf, body: str, text: str, marks: tuple[str, ...]
) -> None:
    (block,) = read_rtf(body).blocks
    assert isinstance(block, Paragraph)
    assert block.text == text
    assert tuple(mark.strip("()") for mark in block.marks) == tuple(mark.strip("()") for mark in marks)
