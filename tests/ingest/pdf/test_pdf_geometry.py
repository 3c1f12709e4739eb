"""The steps of a page one by one: frames, words, rulings, lattices, columns, rows, headers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pdf.blocks import Passage
from ingest.pdf.columns import separators
from ingest.pdf.frame import Frame, displayed, hundredths, moved, turned
from ingest.pdf.furniture import Slot, furniture
from ingest.pdf.glyphs import Glyphs, assembled, bold_name, empty
from ingest.pdf.headings import heading_levels
from ingest.pdf.lattice import clusters, lattice
from ingest.pdf.lines import Chunk, Line
from ingest.pdf.marks import inline_marks
from ingest.pdf.paths import Collector, Paths, is_white
from ingest.pdf.properties import iso_date
from ingest.pdf.reading import ranges
from ingest.pdf.rows import Item, RowLine, aligned_records, goes_on, in_lines, wraps
from ingest.pdf.rulings import Rulings, find_rulings
from ingest.pdf.stacks import is_caption
from ingest.pdf.typeset import Typeset
from ingest.pdf.values import is_figure, is_value
from ingest.pdf.words import Words, in_words, main_direction

side = st.floats(1, 1000, allow_nan=False)


@given(st.integers(0, 3), side, side, st.floats(0, 1), st.floats(0, 1))
def test_four_turns_come_home(quarters: int, width: float, height: float, u: float, v: float) -> None:
    point = np.array([[u * width, v * height]])
    there = turned(point, quarters, width, height)
    w, h = (height, width) if quarters % 2 else (width, height)
    assert turned(there, -quarters, w, h) == pytest.approx(point, abs=1e-6)
    assert (there >= -1e-6).all()
    assert (there <= np.array([w, h]) + 1e-6).all()


@given(st.integers(0, 3), side, side, st.floats(0, 1), st.floats(0, 1))
def test_a_frame_places_boxes_where_they_were(
    turn: int, width: float, height: float, u: float, v: float
) -> None:
    frame = Frame(3, width, height, turn)
    point = np.array([[u * width, v * height]])
    inner = turned(point, turn, width, height)[0]
    box = frame.place(inner[0], inner[1], inner[0], inner[1]).box
    assert box is not None
    assert (box.x0, box.y0) == pytest.approx((point[0, 0], point[0, 1]), abs=0.02)


@pytest.mark.parametrize(("rotation", "corner"), [(0, (0, 100)), (1, (0, 0)), (2, (50, 0)), (3, (100, 50))])
def test_the_lower_left_corner_as_displayed(rotation: int, corner: tuple[float, float]) -> None:
    shown = moved(displayed(rotation, 10, 20, 60, 120), np.array([[10.0, 20.0]]))
    assert tuple(shown[0]) == corner


@given(
    st.one_of(
        st.floats(0, 20_000), st.floats(0, 20_000, width=32), st.integers(0, 10**6).map(lambda n: n / 200)
    )
)
def test_hundredths_are_rounded_as_by_hand(number: float) -> None:
    assert repr(hundredths(number)) == repr(round(number, 2))


def glyphs_of(
    *texts: tuple[float, float, str], size: float = 10.0, advance: float = 0.5, turn: int = 0
) -> Glyphs:
    """Texts at (x, baseline), each sign ``advance`` ems wide, each text drawn by one operation."""
    size = 10.0
    step = [(1, 0), (0, -1), (-1, 0), (0, 1)][turn]
    rows = [
        (ord(sign), x + step[0] * k * advance * size, y + step[1] * k * advance * size, piece)
        for piece, (x, y, text) in enumerate(texts)
        for k, sign in enumerate(text)
    ]
    count = len(rows)
    return assembled(
        np.array([row[0] for row in rows], dtype=np.uint32),
        np.array([row[1:3] for row in rows], dtype=np.float64),
        np.full(count, advance * size),
        np.full(count, size),
        np.full(count, turn, dtype=np.int8),
        piece=np.array([row[3] for row in rows]),
    )


def words_of(glyphs: Glyphs, bars: np.ndarray | None = None) -> list[str]:
    turn = main_direction(glyphs)
    return list(in_words(glyphs, turn, 600, 800, np.zeros((0, 3)) if bars is None else bars).text)


def test_words_by_geometry_not_by_order() -> None:
    assert words_of(glyphs_of((100, 50, "dos"), (20, 50, "uno "), (20, 80, "tres"))) == ["uno", "dos", "tres"]
    assert words_of(glyphs_of((20, 50, "par"), (35, 50, "te"))) == ["parte"]
    assert words_of(empty()) == []


def test_signs_drawn_twice_are_one_and_bold() -> None:
    words = in_words(glyphs_of((20, 50, "Peso"), (20.4, 50, "Peso")), 0, 600, 800)
    assert words.text == ("Peso",)
    assert words.bold.tolist() == [True]


def test_a_ligature_of_two_equal_letters_is_kept() -> None:
    glyphs = glyphs_of((20, 50, "off"))
    glyphs.origin[2] = glyphs.origin[1]
    glyphs.box[2] = glyphs.box[1]
    assert words_of(glyphs) == ["off"]


def test_a_ruling_parts_words_that_touch() -> None:
    assert words_of(glyphs_of((20, 50, "abcd")), np.array([[30.0, 0.0, 90.0]])) == ["ab", "cd"]


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_text_in_any_direction(turn: int) -> None:
    assert words_of(glyphs_of((300, 400, "uno dos"), turn=turn)) == ["uno", "dos"]


@pytest.mark.parametrize("name", ["ABCDEF+Arial-BoldMT", "Helvetica-Black", "TTE1,Bold", "Foo-DemiBold"])
def test_bold_names(name: str) -> None:
    assert bold_name(name)
    assert not bold_name("Times-Roman")


def paths_of(strokes: list[tuple[float, ...]] = (), fills: list[tuple[float, ...]] = ()) -> Paths:  # type: ignore[assignment]
    to = Collector(600, 800)
    for x0, y0, x1, y1 in strokes:
        to.line(x0, y0, x1, y1, 0)
    for x0, y0, x1, y1, ink in fills:
        to.rectangle(x0, y0, x1, y1, int(ink))
    return to.done()


def test_pieces_of_a_rule_are_one() -> None:
    dashes = [(x, 100.0, x + 3.0, 100.2) for x in range(20, 200, 5)]
    dots = [(x, 200.0, x + 0.5, 200.5, 0) for x in range(20, 200, 2)]
    double = [(20, 300, 200, 300), (20, 301.6, 200, 301.6)]
    rulings = find_rulings(paths_of([*dashes, *double], dots), 0, 600, 800)
    assert rulings.h[:, 0].round().tolist() == [100, 200, 301]
    assert (rulings.h[:, 2] - rulings.h[:, 1] > 170).all()
    assert not len(rulings.v)


def test_oblique_strokes_are_no_rulings() -> None:
    paths = paths_of([(20, 20, 200, 90)])
    assert not len(paths.strokes)
    assert len(paths.oblique) == 1


def test_edges_of_colour_count_where_the_colour_ends() -> None:
    blue, white = 0x3366CC, 0xFFFFFF
    rulings = find_rulings(
        paths_of(fills=[(20, 20, 100, 60, blue), (20, 60, 100, 90, blue), (20, 90, 100, 120, white)]),
        0,
        600,
        800,
    )
    assert rulings.h[:, 0].tolist() == [20, 90]
    assert rulings.h_fill.all()


def test_white_is_white_in_every_channel() -> None:
    assert is_white(np.array([0xFFFFFF, 0xF6923C, 0xFFF0F0, 0xF8F8F8])).tolist() == [True, False, False, True]


def rulings_of(h: list[tuple[float, ...]], v: list[tuple[float, ...]]) -> Rulings:
    none = np.zeros((0, 4))
    return Rulings(
        np.array(h, dtype=np.float64).reshape(-1, 3),
        np.array(v, dtype=np.float64).reshape(-1, 3),
        np.zeros(len(h), bool),
        np.zeros(len(v), bool),
        none,
        none,
        none,
    )


@given(
    st.lists(st.integers(1, 9), max_size=4, unique=True),
    st.lists(st.integers(1, 9), max_size=4, unique=True),
    st.randoms(use_true_random=False),
)
def test_cells_tile_the_lattice(rows: list[int], columns: list[int], random: object) -> None:
    def pieces(at: list[int]) -> list[tuple[float, ...]]:
        return [(20.0 * k, 20.0 * s, 20.0 * s + 20) for k in at for s in range(10) if random.random() < 0.7]  # type: ignore[attr-defined]

    made = lattice(rulings_of(pieces(rows), pieces(columns)), 0, 0, 200, 200)
    seen = np.zeros((len(made.ys) - 1, len(made.xs) - 1), dtype=int)
    for mesh in made.cells():
        seen[mesh.r0 : mesh.r1, mesh.c0 : mesh.c1] += 1
    assert (seen == 1).all()


def test_clusters() -> None:
    assert clusters([10, 11, 50, 51, 52.5, 90]) == [10.5, pytest.approx(51.17, abs=0.01), 90]


def chunk(text: str, x0: float, base: float, width: float | None = None, size: float = 10) -> Chunk:
    x1 = x0 + (5.0 * len(text) if width is None else width)
    first = 5.0 * len(text.split(" ")[0])
    return Chunk((), x0, base - 8, x1, base + 2, base, size, text, False, first)


def lines_of(*rows: list[tuple[str, float]]) -> list[Line]:
    return [Line(tuple(chunk(text, x, 20.0 * k) for text, x in row)) for k, row in enumerate(rows)]


def test_columns_are_gaps_that_stay_open() -> None:
    lines = lines_of(
        [("Cuadro de metas y pesos por región", 60)],
        [("Norte", 0), ("12", 100), ("5", 150)],
        [("Centro y sur", 0), ("7", 105), ("6", 150)],
        [("Islas", 0), ("8", 105)],
    )
    found = separators(lines, 0, 240, 10, narrowest=0.5, least=2, crossing=0.6)
    assert [60 <= s.x <= 100 for s in found][:1] == [True]
    assert len(found) == 2


def test_what_never_stands_side_by_side_is_one_column() -> None:
    lines = lines_of([("Zona", 0), ("Meta", 100)], [("Sur", 0), ("12", 140)], [("Norte", 0), ("7", 145)])
    assert len(separators(lines, 0, 200, 10, narrowest=0.5, least=2, crossing=0.5)) == 1


def test_figures() -> None:
    assert all(map(is_figure, ["12", "10,5%", "$ 1.200", "38 (24.7%)", "-3.2", "≥ 90%", "25 g"]))
    assert not any(map(is_figure, ["Meta 1", "Total", "", "n.d.", "Artículo 3", "-"]))
    assert all(map(is_value, ["-", "n.a.", "..", "x", "s/i"]))


def test_line_breaks_on_purpose() -> None:
    assert not wraps(chunk("Arica", 0, 0), chunk("Iquique", 0, 12), 200)
    assert wraps(chunk("Elaborar el informe anual de la", 0, 0), chunk("institución", 0, 12), 170)
    assert goes_on(chunk("plan de", 0, 0), chunk("Salud", 0, 12))
    assert goes_on(chunk("Elaborar", 0, 0), chunk("el plan", 0, 12))
    assert not goes_on(chunk("Terminado.", 0, 0), chunk("el plan", 0, 12))


def row(base: float, *cells: tuple[int, str]) -> RowLine:
    return RowLine(tuple(Item(c, c + 1, chunk(text, 100.0 * c, base)) for c, text in cells))


def test_rows_inside_rules_only_when_all_of_them_are_filled() -> None:
    grid = [row(12 * k, (0, name), (1, str(k))) for k, name in enumerate(["Arica", "Iquique", "Calama"])]
    assert aligned_records(grid, [99, 199]) == [0, 1, 2]
    assert aligned_records([*grid, row(36, (0, "y otros"))], [99, 199]) is None
    assert aligned_records(grid[:1], [99, 199]) is None


def test_lines_are_gathered_by_baseline() -> None:
    items = [Item(1, 2, chunk("5", 100, 10.5)), Item(0, 1, chunk("a", 0, 10)), Item(0, 1, chunk("b", 0, 22))]
    assert [[item.chunk.text for item in line.items] for line in in_lines(items)] == [["a", "5"], ["b"]]


def test_leaders_end_a_chunk() -> None:
    text = ("Gastos", "........", "12")
    box = np.array([[0, 0, 30, 10], [32, 0, 90, 10], [91, 0, 101, 10]], dtype=np.float64)
    ones = np.ones(3)
    words = Words(text, box, 8 * ones, 10 * ones, np.zeros(3, bool), np.zeros(3, np.int8))
    (line,) = Typeset(words).lines(range(3), 0.5)
    assert [(c.text, c.x1) for c in line.chunks] == [("Gastos ........", 30), ("12", 101)]


@pytest.mark.parametrize(
    ("word", "bare", "marks"),
    [
        ("Actividad¹", "Actividad", ["1"]),
        ("(%)²³", "(%)", ["23"]),
        ("km²", "km²", []),
        ("10²", "10²", []),
        ("a", "a", []),
    ],
)
def test_marks_written_as_superscript_digits(word: str, bare: str, marks: list[str]) -> None:
    assert inline_marks(word) == (bare, marks)


def test_captions() -> None:
    assert is_caption("Table 7.4: Growth")
    assert is_caption("Cuadro N° 3 Metas")
    assert not is_caption("Tabla de contenidos de la memoria")


def passage(text: str, y: float, size: float = 10, bold: bool = False) -> Passage:
    return Passage(text, (), False, bold, size, 1, 60, y, 300, y + 10)


def test_furniture_needs_to_come_back() -> None:
    pages = [[passage(f"Plan {k}", 30), passage("Texto", 400), passage(f"{k}", 780)] for k in range(1, 6)]
    found = furniture(pages, [800.0] * 5)
    assert {slot.number for slot in found} == {0, 2}
    assert sorted((slot for slot, first in found.items() if first), key=lambda slot: slot.number) == [
        Slot(0, 0, True),
        Slot(0, 2, False),
    ]
    assert not furniture([[passage("Sólo aquí", 30)], [passage("Otra cosa", 30)]], [800.0, 800.0])


def test_heading_levels() -> None:
    body = [
        passage("La institución informa de sus metas para el período que termina.", 100 + k) for k in range(9)
    ]
    titles = [
        passage("Plan anual", 20, 18, True),
        passage("1.2 Metas", 40, 12, True),
        passage("Pesos", 60, 10, True),
    ]
    levels = heading_levels([*titles, *body, passage("Corre en negrita y termina en punto.", 90, 10, True)])
    assert levels == {0: 1, 1: 2, 2: 3}


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("D:20160131120000-03'00'", "2016-01-31T12:00:00-03:00"),
        ("D:20160131120000Z", "2016-01-31T12:00:00Z"),
        ("D:20160131", "2016-01-31"),
        ("D:2016", "2016"),
        ("ayer", ""),
    ],
)
def test_dates(said: str, date: str) -> None:
    assert iso_date(said) == date


def test_ranges_of_pages() -> None:
    assert ranges([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"
