from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import Document, Heading, Paragraph, Part, Table

ReadRtf = Callable[..., Document]
TextOf = Callable[[str], str]


def paragraphs(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (str(block.part), block.text, block.marks)
        for block in document.blocks
        if isinstance(block, Paragraph)
    ]


@pytest.mark.parametrize(
    ("body", "level"),
    [
        (r"{\stylesheet{\s3 heading 2;}}\pard\s3 T\par", 2),
        (r"{\stylesheet{\s3 Heading 2;}{\s4\sbasedon3 Mine;}}\pard\s4 T\par", 2),
        (r"{\stylesheet{\s4\sbasedon5 A;}{\s5\sbasedon4 B;}}\pard\s4 T\par", 0),
        (r"{\stylesheet{\s3\outlinelevel3 Mine;}}\pard\s3 T\par", 4),
        (r"{\stylesheet{\s3\outlinelevel9 heading 1;}}\pard\s3 T\par", 0),
        (r"{\stylesheet{\s3 T\'edtulo 3;}}\pard\s3 T\par", 3),
        (r"{\stylesheet{\s3 Title;}}\pard\s3 T\par", 1),
        (r"{\stylesheet{\*\cs3 heading 1;}}\pard\s3 T\par", 0),
        (r"\pard\outlinelevel1 T\par", 2),
        (r"{\stylesheet{\s3 heading 2;}}\pard\s3\outlinelevel9 T\par", 0),
        (r"{\stylesheet{\s3 heading 2;}}\pard\s3\pard T\par", 0),
        (r"{\stylesheet{\s3 heading 2;}}\pard\s3 T", 2),
    ],
)
def test_headings(read_rtf: ReadRtf, body: str, level: int) -> None:
    (block,) = read_rtf(body).blocks
    assert block.text == "T" if not isinstance(block, Table) else False
    assert (block.level if isinstance(block, Heading) else 0) == level


def test_looks_of_a_paragraph(read_rtf: ReadRtf) -> None:
    first, second, third = read_rtf(r"\fs20\b uno\b0\par\plain {\b a}{\fs18 bcd}\par{\b a\tab b}\par").blocks
    assert isinstance(first, Paragraph) and isinstance(second, Paragraph) and isinstance(third, Paragraph)
    assert (first.is_bold, first.size) == (True, 10.0)
    assert (second.is_bold, second.size) == (False, 9.0)
    assert (third.is_bold, third.size, third.text) == (True, 12.0, "a\tb")


def test_paragraphs_without_text_are_left_out_but_counted(read_rtf: ReadRtf) -> None:
    (block,) = read_rtf(r"\par\par\page a\line\par").blocks
    assert isinstance(block, Paragraph)
    assert (block.text, block.place.path) == ("a", "body/paragraph[3]")


def test_a_table_in_a_header_sets_words_apart(read_rtf: ReadRtf) -> None:
    row = r"\trowd\cellx1000\cellx2000\pard\intbl logo\par x\cell oficina\cell\row\pard"
    document = read_rtf(rf"{{\header {row}\trowd\cellx1000\pard\intbl\cell\row\pard\par}}texto\par")
    assert [*document.tables()] == []
    header, body = document.blocks
    assert isinstance(header, Paragraph)
    assert (header.part, header.text) == (Part.HEADER, "logo x\toficina")
    assert header.place.path == "header[1]/table[1]/row[1]"
    assert body.place.path == "body/paragraph[1]"


def test_headers_and_footers_come_once_and_first(read_rtf: ReadRtf) -> None:
    body = (
        r"{\footer pie\par}{\header\pard cabeza {\b 1}\par}uno\par\sect\sectd{\header cabeza {\b 1}\par}"
        r"{\headerf portada}dos\par"
    )
    assert paragraphs(read_rtf(body)) == [
        ("header", "cabeza 1", ()),
        ("header", "portada", ()),
        ("footer", "pie", ()),
        ("body", "uno", ()),
        ("body", "dos", ()),
    ]


def test_footnotes_and_endnotes_stand_apart(read_rtf: ReadRtf) -> None:
    body = (
        r"\aftnnrlc uno{\super\chftn{\footnote\pard\plain{\super\chftn} nota a\par m\'e1s}} dos"
        r"{\super\chftn}{\*\footnote\ftnalt\pard{\super\chftn}\tab final} tres"
        r"{\super\chftn}{\footnote {\super\chftn}nota b}\par"
    )
    assert paragraphs(read_rtf(body)) == [
        ("body", "uno dos tres", ("1", "i", "2")),
        ("note", "nota a", ("1",)),
        ("note", "más", ("1",)),
        ("note", "nota b", ("2",)),
        ("note", "final", ("i",)),
    ]


def test_a_note_whose_mark_the_author_typed(read_rtf: ReadRtf) -> None:
    body = r"uno{\super *}{\footnote\pard{\super *} nota}\par"
    assert paragraphs(read_rtf(body)) == [("body", "uno", ("*",)), ("note", "nota", ("*",))]


def test_note_numbers_restart_with_sections_where_the_file_says_so(read_rtf: ReadRtf) -> None:
    note = r"x\chftn{\footnote n}\par "
    document = read_rtf(r"\ftnrestart\ftnnalc " + note + note + r"\sect " + note)
    assert [marks for part, _, marks in paragraphs(document) if part == "body"] == [("a",), ("b",), ("a",)]


def test_a_mark_without_note_is_nothing(read_rtf: ReadRtf) -> None:
    assert paragraphs(read_rtf(r"a\chftn b\par")) == [("body", "ab", ())]


def test_a_note_in_a_cell_marks_the_cell(read_rtf: ReadRtf) -> None:
    body = r"\trowd\cellx1\pard\intbl Meta{\super\chftn{\footnote nota}}\cell\row\pard"
    table, note = read_rtf(body).blocks
    assert isinstance(table, Table) and isinstance(note, Paragraph)
    assert (table.cells[0].text, table.cells[0].marks, note.marks) == ("Meta", ("1",), ("1",))


def test_text_boxes_are_read_once(read_rtf: ReadRtf) -> None:
    body = (
        r"uno{\shp{\*\shpinst\shpleft1{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard caja\par}}"
        r"{\shprslt{\*\do\dobxcolumn{\dptxbxtext caja vieja}}}} dos\par tres\par"
    )
    assert paragraphs(read_rtf(body)) == [
        ("body", "uno dos", ()),
        ("text_box", "caja", ()),
        ("body", "tres", ()),
    ]


def test_notes_and_text_boxes_that_are_hidden_or_deleted(read_rtf: ReadRtf) -> None:
    box = r"{\shp{\*\shpinst{\shptxt caja\par}}}"
    document = read_rtf(rf"a{{\deleted b\chftn{{\footnote n}}}}{{\v c{box}}}\par")
    assert paragraphs(document) == [("body", "a", ())]
    assert {found.kind for found in document.problems} == {"tracked_changes", "hidden_text"}


def test_text_boxes_of_old_files(read_rtf: ReadRtf) -> None:
    assert paragraphs(read_rtf(r"uno{\*\do\dobxcolumn\dptxbx{\dptxbxtext\pard caja\par}\dpx1}\par")) == [
        ("body", "uno", ()),
        ("text_box", "caja", ()),
    ]


def test_a_table_in_a_text_box_in_a_cell(read_rtf: ReadRtf) -> None:
    box = r"{\shp{\*\shpinst{\shptxt\trowd\cellx1\pard\intbl in\cell\row\pard libre\par}}}"
    outer, inner, free = read_rtf(rf"\trowd\cellx1\pard\intbl out{box}\cell\row\pard").blocks
    assert isinstance(outer, Table) and isinstance(inner, Table) and isinstance(free, Paragraph)
    assert (outer.cells[0].text, inner.cells[0].text, free.text) == ("out", "in", "libre")
    assert free.part is Part.TEXT_BOX


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r'{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt {\ul enlace}}}.\par', "enlace."),
        (r"{\field{\*\fldinst EQ \\f(3;8)}{\fldrslt }}%\par", "3/8%"),
        (r"{\field{\fldinst{DATE {x}}}{\fldrslt hoy}}\par", "hoy"),
        (r'{\field{\*\fldinst SYMBOL 183 \\f "Symbol" \\s 10}{\fldrslt\f1 \'b7}} a\par', "• a"),
        (r"{\field{\*\fldinst SYMBOL 0xFE \\f Wingdings}} a\par", "☑ a"),
        (r"{\field{\*\fldinst MACROBUTTON NoMacro [nombre]}{\fldrslt}}\par", "[nombre]"),
        (r"{\field{\*\fldinst IF {\field{\*\fldinst X}{\fldrslt 1}} = 1}{\fldrslt s\'ed}}\par", "sí"),
        (
            r"{\field{\*\fldinst{FORMCHECKBOX}{\*\formfield{\fftype1\ffres1\ffdefres0}}}{\fldrslt }}s\par",
            "☒s",
        ),
        (r"{\field{\*\fldinst FORMCHECKBOX{\*\formfield\fftype1\ffres25\ffdefres0}}{\fldrslt }}s\par", "☐s"),
        (
            r"{\field{\*\fldinst FORMDROPDOWN{\*\formfield{\fftype2\ffres1{\*\ffl no}{\*\ffl s\'ed}}}}"
            r"{\fldrslt x}}\par",
            "sí",
        ),
        (r"{\field{\*\fldinst FORMTEXT{\*\formfield{\fftype0}}}{\fldrslt escrito}}\par", "escrito"),
        (r"a{\field\fldlock b}\par", "ab"),
    ],
)
def test_fields_show_what_a_person_sees(text_of: TextOf, body: str, text: str) -> None:
    assert text_of(body) == text


def test_a_check_box_is_drawn(read_rtf: ReadRtf) -> None:
    box = r"{\field{\*\fldinst{FORMCHECKBOX}{\*\formfield{\fftype1\ffres1}}}{\fldrslt }}"
    (table,) = read_rtf(rf"\trowd\cellx1\pard\intbl s\'ed {box}\cell\row").tables()
    assert (table.cells[0].text, table.cells[0].typed_text) == ("sí ☒", "sí ")


def test_raised_figures_are_typed_plain(read_rtf: ReadRtf) -> None:
    (table,) = read_rtf(r"\trowd\cellx1\pard\intbl mg kg{\super -1}, 10{\super 6}\cell\row").tables()
    assert (table.cells[0].text, table.cells[0].typed_text) == ("mg kg⁻¹, 10⁶", "mg kg-1, 10⁶")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (
            r"{\mf{\mfPr{\mtype bar}{\mctrlPr\f1}}{\mnum{\mr\mscr0{\f0 a+b}}}{\mden{\mr c}}}{\mr *100}",
            "(a+b)/c*100",
        ),
        (r"{\msSup{\me{\mr x}}{\msup{\mr 2}}}", "x^2"),
        (r"{\md{\mdPr{\mbegChr [}{\mendChr ]}}{\me{\mr x}}}", "[x]"),
        (r"{\mr \u8721?x}", "∑x"),
    ],
)
def test_formulas_stand_in_one_line(text_of: TextOf, formula: str, text: str) -> None:
    body = r"= {\mmath{\*\moMathPara{\*\moMathParaPr{\mjc center}}{\*\moMath" + formula + r"}}}\par"
    assert text_of(body) == f"= {text}"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (r"{\listtext\pard\plain 1.-\tab}", "1.- uno"),
        (r"{\listtext\f1 \u61623\'3f\tab}", "• uno"),
        (r"{\pntext\f1\'B7\tab}", "• uno"),
        (r"{\listtext\pard\plain \u61623\'3f\tab}", "• uno"),
        (r"{\listtext o\tab}", "◦ uno"),
        (r"{\listtext a)}", "a)uno"),
        (r"{\listtext\tab}", "uno"),
    ],
)
def test_labels_of_lists_are_kept_as_printed(read_rtf: ReadRtf, label: str, text: str) -> None:
    (table,) = read_rtf(rf"\trowd\cellx1\pard{label}\intbl\ls1 uno\cell\row").tables()
    assert table.cells[0].text == text
    assert table.cells[0].typed_text == "uno"


def test_a_deleted_paragraph_loses_its_label(text_of: TextOf) -> None:
    label = r"{\listtext %d.\tab}"
    assert text_of(label % 1 + r"{\deleted gone\par}" + label % 2 + r"stays\par") == "2. stays"


LEVEL = r"{\listlevel\levelnfc%d\levelstartat%d\levelfollow%d{\leveltext%s;}{\levelnumbers;}}"
LISTS = (
    r"{\*\listtable{\list"
    + LEVEL % (0, 1, 0, r"\'03\'00.-")
    + LEVEL % (4, 1, 1, r"\'04\'00.\'01)")
    + LEVEL % (23, 1, 0, r"\'01\u61623?")
    + LEVEL % (1, 3, 2, r"\'02\'03)")
    + r"\listid7}}{\*\listoverridetable{\listoverride\listid7\ls1}{\listoverride\listid7\ls2"
    r"{\lfolevel\listoverridestartat\levelstartat5}}{\listoverride\listid7\ls3{\lfolevel"
    + LEVEL % (2, 1, 0, r"\'02\'00.")
    + r"}}{\listoverride\listid7\ls4}{\listoverride\listid8\ls5}}"
)


def test_labels_that_a_writer_left_out_are_counted(read_rtf: ReadRtf) -> None:
    said = [
        (1, 0, "1.- x"), (1, 0, "2.- x"), (1, 1, "2.a) x"), (1, 1, "2.b) x"), (1, 2, "• x"), (1, 0, "3.- x"),
        (1, 1, "3.a) x"), (4, 0, "4.- x"), (2, 0, "5.- x"), (3, 0, "i. x"), (3, 0, "ii. x"), (1, 3, "III)x"),
        (1, 8, "x"), (5, 0, "x"), (9, 0, "x"),
    ]  # fmt: skip
    body = LISTS + "".join(rf"\pard\ls{listed}\ilvl{level} x\par" for listed, level, _ in said)
    assert [text for _, text, _ in paragraphs(read_rtf(body))] == [text for *_, text in said]


def test_a_label_that_names_a_level_which_is_not_there(read_rtf: ReadRtf) -> None:
    lists = LISTS.replace(r"\'03\'00.-", r"\'03\'00\'07-")
    assert [text for _, text, _ in paragraphs(read_rtf(lists + r"\pard\ls1 x\par"))] == ["1- x"]


def test_what_a_label_cannot_hold_becomes_its_text(text_of: TextOf) -> None:
    label = r"{\listtext 1{\shp{\*\shpinst{\shptxt a\par\cell\row}}}.{\listtext b}\tab}"
    assert text_of(rf"\pard{label}x\par") == "1a .b x"


def test_labels_are_not_counted_where_the_file_prints_them(text_of: TextOf) -> None:
    assert text_of(LISTS + r"\pard{\listtext 9)\tab}\ls1 x\par") == "9) x"


def test_properties(read_rtf: ReadRtf) -> None:
    info = (
        r"\deflang3082{\info{\title Plan \'e1nuo}{\author \u193?na}{\subject s}{\doccomm d}{\operator nadie}"
        r"{\creatim\yr2007\mo8\dy24\hr10\min12}{\revtim\yr2007\mo8\dy28}{\printim\yr1}{\nofpages3}}"
    )
    assert read_rtf(info).properties == {
        "language": "es",
        "title": "Plan ánuo",
        "creator": "Ána",
        "subject": "s",
        "description": "d",
        "created": "2007-08-24T10:12:00",
        "modified": "2007-08-28",
    }


def test_impossible_dates_and_languages_are_left_out(read_rtf: ReadRtf) -> None:
    info = r"\deflang99999{\info{\creatim\yr0\mo99\dy99}{\revtim\yr99999999\mo1\dy1}{\title }}"
    assert read_rtf(info).properties == {}


@pytest.mark.parametrize(
    "group",
    [
        r"{\pict\pngblip 0a0b}",
        r"{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}",
        r"{\object\objemb{\*\objclass Package}{\*\objdata 0105}{\result{\pict 00}}}",
        r"{\*\bkmkstart a}{\*\bkmkend a}",
        r"{\xe Entrada}{\tc Contenido}",
        r"{\*\pgdsctbl{\pgdsc0{\header x}}}",
        r"{\colortbl;\red0;}{\*\generator Riched20;}",
        r"{\*\ftnsep\chftnsep}",
    ],
)
def test_groups_without_text_are_stepped_over(text_of: TextOf, group: str) -> None:
    assert text_of(rf"a{group}b\par") == "ab"


def test_an_objects_result_is_text(text_of: TextOf) -> None:
    assert text_of(r"{\object{\*\objdata 00}{\result 12,5}}%\par") == "12,5%"


@pytest.mark.parametrize(
    ("body", "count", "places"),
    [
        (r"a\par{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}\par", "1", "body/paragraph[2]"),
        (r"a\par\trowd\cellx9\intbl{\pict 00}\cell\row", "1", "body/table[1]/row[1]"),
        (
            r"a{\shp{\*\shpinst{\sp{\sn pib}{\sv {\pict 00}}}{\sp{\sn a}{\sv 1}}}}\par",
            "1",
            "body/paragraph[1]",
        ),
        (r"a{\pict 00}{\pict 00}{\v{\pict 00}}", "2", "body/paragraph[1]"),
        (r"a{\object{\*\objclass Paint.Picture}{\result{\pict 00}}}\par", "1", "body/paragraph[1]"),
    ],
)
def test_pictures_are_told_by_their_places(read_rtf: ReadRtf, body: str, count: str, places: str) -> None:
    (told,) = read_rtf(body).problems
    assert dict(told.facts) == {"count": count, "places": places}


def test_pictures_in_margins_are_not_told(read_rtf: ReadRtf) -> None:
    assert read_rtf(r"{\header x{\pict 00}\par}a\par").problems == ()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (r"a{\*\annotation coment}\par", "comments_left_out"),
        (r"a{\object{\*\objclass Equation.3}{\result{\pict 00}}}\par", "embedded_object"),
        (r"{\*\shppict{\pict 00}}\par", "only_pictures"),
    ],
)
def test_what_is_left_out_is_told(read_rtf: ReadRtf, body: str, kind: str) -> None:
    assert [found.kind for found in read_rtf(body).problems] == [kind]
