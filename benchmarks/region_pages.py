"""Pages on which tables stand beside other things, each made from its layout's name and a number.

Two or three tables side by side, a table in a newspaper column or across two, in a box, beside prose or a
list, ruled and unruled ones on one page, typewriter pages, budgets with rules above their sections only,
charts with axes, numbered lines, and pages of columns without any table. Each page knows its tables and the
heading or caption that belongs to each. ``HELD`` names the layouts that are held out: look at their
figures, never at their pages.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from printed_page import Face, Sheet, pdf
from statistical_pages import _vocabularies
from statistical_tables import Truth, wrap

_GREY = "0.9 0.92 0.95"
Rows = list[list[str]]


@dataclass
class RegionPage:
    data: bytes
    tables: list[Truth]
    captions: list[str]
    """Of each table; empty where it has none."""


@dataclass
class Look:
    """How a table is set."""

    rules: str = "none"
    """none, three, full (both ways), rows, box, header, stripes, sections."""
    size: float = 9.0
    lead: float = 1.25
    """Of the size."""
    align: str = "right"
    bold_head: bool = False
    sections: frozenset[int] = frozenset()
    """Rows that are a title over all columns."""


@dataclass
class Pen:
    rng: random.Random
    face: Face
    sheet: Sheet = field(default_factory=lambda: Sheet(612, 792))
    size: float = 10.0
    tables: list[Truth] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = _vocabularies()[self.rng.choice(["en", "es"])]

    # ------------------------------------------------------------------ text

    def phrase(self, low: int, high: int) -> str:
        return self.words.phrase(self.rng, self.rng.randint(low, high))

    def sentence(self) -> str:
        return self.phrase(8, 16) + "."

    def number(self, low: int, high: int, places: int = 0) -> str:
        return self.words.number(self.rng.uniform(low, high), places)

    def put(self, x: float, y: float, text: str, *, size: float = 0.0, bold: bool = False) -> float:
        return self.sheet.text(x, y, text, self.face, size or self.size, bold=bold)

    def right(self, x: float, y: float, text: str, *, size: float = 0.0, bold: bool = False) -> None:
        size = size or self.size
        self.put(x - self.face.width(text, size, bold), y, text, size=size, bold=bold)

    def prose(self, x: float, y: float, width: float, lines: int, lead: float = 1.2) -> float:
        """So many lines of paragraphs, most of them justified; y below the last."""
        left = lines
        while left > 0:
            text = " ".join(self.sentence() for _ in range(self.rng.randint(2, 4)))
            made = wrap(text, self.face, self.size, width, False)[:left]
            for k, line in enumerate(made):
                at, words = x, line.split()
                own = self.face.width("".join(words), self.size)
                room = self.face.width(" ", self.size)
                if k + 1 < len(made) and len(words) > 1:
                    room = (width - own) / (len(words) - 1)
                for word in words:
                    at = self.put(at, y + 0.8 * self.size, word) + room
                y += lead * self.size
            left -= len(made)
            y += 0.3 * self.size
        return y

    def heading(self, x: float, y: float, text: str) -> float:
        self.put(x, y + self.size, text, size=self.size + 1.5, bold=True)
        return y + 2.2 * self.size

    def caption(self, number: int) -> str:
        return f"{self.rng.choice(self.words.table)} {number}. {self.phrase(3, 6)}"

    # --------------------------------------------------------------- tables

    def figures(self, rows: int, columns: int, head: bool = True, low: int = 1, high: int = 9000) -> Rows:
        """Labels and figures; the first row names the columns."""
        made: Rows = []
        if head:
            made.append([self.phrase(1, 2), *(str(2003 + k) for k in range(columns - 1))])
        places = self.rng.choice([0, 0, 1])
        for _ in range(rows):
            made.append([self.phrase(1, 3), *(self.number(low, high, places) for _ in range(columns - 1))])
        return made

    def texts(self, rows: int, columns: int, low: int = 1, high: int = 3) -> Rows:
        """Words in every column."""
        return [[self.phrase(low, high) for _ in range(columns)] for _ in range(rows)]

    def table(
        self, x: float, y: float, width: float, rows: Rows, look: Look, caption: str = "", stub: float = 0.0
    ) -> float:
        """Draws a table over that width; y below it. ``stub``: share of the width of the first column. An
        empty text is an empty cell."""
        size, step = look.size, look.lead * look.size
        columns = max(map(len, rows))
        stub = stub or (0.45 if columns <= 3 else 0.34)
        lefts = [x, *(x + width * (stub + (1 - stub) * k / (columns - 1)) for k in range(columns))]
        pad = 3.0 if look.rules in ("full", "box", "rows") else 0.0
        cells: list[tuple[int, int, int, int, str]] = []
        top, levels, at = y, [y], y
        for r, row in enumerate(rows):
            bold = look.bold_head and not r
            if r in look.sections:
                self.put(x + pad, at + pad + 0.82 * size, row[0], size=size, bold=True)
                cells.append((r, 0, 1, 1, row[0]))
                at += step + 2 * pad
                levels.append(at)
                continue
            wrapped = [
                wrap(
                    text,
                    self.face,
                    size,
                    lefts[c + 1] - lefts[c] - 2 * pad - (0 if pad else 0.9 * size),
                    bold,
                )
                if look.align == "left" or not c
                else [text]
                for c, text in enumerate(row)
            ]
            if look.rules == "stripes" and r % 2:
                self.sheet.fill(x - 2, at, x + width + 2, at + step, _GREY)
            for c, lines in enumerate(wrapped):
                for k, line in enumerate(lines):
                    base = at + pad + k * step + 0.82 * size + (step - size) / 2
                    if c and look.align == "right":
                        self.right(lefts[c + 1] - pad, base, line, size=size, bold=bold)
                    elif c and look.align == "centre":
                        middle = (lefts[c] + lefts[c + 1] - self.face.width(line, size, bold)) / 2
                        self.put(middle, base, line, size=size, bold=bold)
                    else:
                        self.put(lefts[c] + pad, base, line, size=size, bold=bold)
                if row[c]:
                    cells.append((r, c, 1, 1, " ".join(lines)))
            at += max(map(len, wrapped)) * step + 2 * pad
            levels.append(at)
        self._rules(look, x, x + width, top, at, levels, lefts)
        self.tables.append(Truth(tuple(cells)))
        self.captions.append(caption)
        return at

    def _rules(
        self,
        look: Look,
        x0: float,
        x1: float,
        top: float,
        end: float,
        levels: Sequence[float],
        lefts: Sequence[float],
    ) -> None:
        wanted: list[float] = []
        if look.rules in ("three", "full", "box", "rows"):
            wanted += [top, end]
        if look.rules in ("three", "header"):
            wanted.append(levels[1])
        if look.rules in ("full", "rows"):
            wanted += levels[1:-1]
        if look.rules == "sections":
            wanted += [levels[r] for r in sorted(look.sections)]
        for level in wanted:
            self.sheet.line(x0 - 2, level, x1 + 2, level)
        if look.rules in ("full", "box"):
            for left in (x0 - 2, x1 + 2):
                self.sheet.line(left, top, left, end)
        if look.rules == "full":
            for left in lefts[1:-1]:
                self.sheet.line(left, top, left, end)


Layout = Callable[[Pen], None]
LAYOUTS: dict[str, Layout] = {}
HELD: set[str] = set()


def _layout(held: bool = False) -> Callable[[Layout], Layout]:
    def known(made: Layout) -> Layout:
        LAYOUTS[made.__name__.strip("_")] = made
        if held:
            HELD.add(made.__name__.strip("_"))
        return made

    return known


def make(name: str, number: int) -> RegionPage:
    rng = random.Random(f"region page {name} {number}")
    fixed = name.startswith("typewriter")
    pen = Pen(rng, Face("fixed" if fixed else rng.choice(["sans", "serif"])))
    pen.size = rng.choice([9.0, 10.0])
    LAYOUTS[name](pen)
    return RegionPage(pdf(pen.sheet), pen.tables, pen.captions)


# ------------------------------------------------------------------ side by side

_LEFT, _RIGHT, _HALF = 54.0, 316.0, 240.0


@_layout()
def beside_different_pitch(pen: Pen) -> None:
    y = pen.prose(_LEFT, 60, 504, pen.rng.randint(2, 6)) + 14
    looks = Look(size=9, lead=1.5), Look(size=8, lead=1.2)
    for x, look in zip((_LEFT, _RIGHT), pen.rng.sample(looks, 2), strict=True):
        pen.table(x, y, _HALF, pen.figures(pen.rng.randint(8, 14), pen.rng.randint(3, 4)), look)


@_layout(held=True)
def beside_shaded_and_plain(pen: Pen) -> None:
    y = pen.prose(_LEFT, 60, 504, pen.rng.randint(2, 6)) + 14
    looks = Look("stripes", size=8, lead=1.4), Look("none", size=8, lead=1.4)
    for x, look in zip((_LEFT, _RIGHT), pen.rng.sample(looks, 2), strict=True):
        pen.table(x, y, _HALF, pen.figures(pen.rng.randint(9, 14), 3), look)


@_layout()
def beside_same_rows_three_rules(pen: Pen) -> None:
    look, rows = Look("three", size=8.5, lead=1.3), pen.rng.randint(7, 12)
    for k, x in enumerate((_LEFT, _RIGHT)):
        caption = pen.caption(k + 1)
        pen.put(x, 80, caption[:40], size=8.5, bold=True)
        pen.table(x, 86, _HALF, pen.figures(rows, 4), look, caption[:40], stub=0.4)
    pen.prose(_LEFT, 330, 504, 8)


@_layout(held=True)
def beside_three_small(pen: Pen) -> None:
    y = pen.prose(_LEFT, 60, 504, 4) + 12
    rows = pen.rng.randint(5, 9)
    for k in range(3):
        x = _LEFT + 176 * k
        pen.table(
            x, y, 140, pen.figures(rows, 2), Look("header", size=8, lead=1.35, bold_head=True), stub=0.6
        )
    pen.prose(_LEFT, y + 160, 504, 6)


@_layout()
def beside_ruled_and_unruled(pen: Pen) -> None:
    looks = Look("full", size=8, lead=1.2), Look("none", size=8, lead=1.4)
    for x, look in zip((_LEFT, _RIGHT), pen.rng.sample(looks, 2), strict=True):
        pen.table(x, 90, _HALF, pen.figures(pen.rng.randint(6, 12), 3), look)
    pen.prose(_LEFT, 400, 504, 8)


@_layout(held=True)
def beside_landscape(pen: Pen) -> None:
    pen.sheet = Sheet(792, 612)
    looks = Look("header", size=8, lead=1.25, bold_head=True), Look("none", size=8.5, lead=1.45)
    for x, look in zip((45.0, 415.0), pen.rng.sample(looks, 2), strict=True):
        pen.put(x, 70, pen.phrase(3, 5), bold=True)
        pen.table(x, 84, 332, pen.figures(pen.rng.randint(12, 20), 5), look)


@_layout()
def beside_words_and_figures(pen: Pen) -> None:
    """Two tables with the same rows' height, headed by a title over each."""
    rows = pen.rng.randint(6, 11)
    for x in (_LEFT, _RIGHT + 10):
        title = pen.phrase(2, 4)
        pen.put(x, 84, title, size=10, bold=True)
        look = Look("none", size=8.5, lead=1.4, bold_head=True)
        pen.table(x, 92, _HALF - 20, pen.figures(rows, 3), look, title)
    pen.prose(_LEFT, 320, 504, 9)


# ------------------------------------------------------------ newspaper columns


def _columns(pen: Pen, count: int = 2) -> tuple[list[float], float]:
    gutter = pen.rng.choice([14.0, 18.0, 22.0])
    width = (504 - gutter * (count - 1)) / count
    return [_LEFT + k * (width + gutter) for k in range(count)], width


@_layout()
def column_left_three_rules(pen: Pen) -> None:
    (left, right), width = _columns(pen)
    y = pen.prose(left, 60, width, pen.rng.randint(8, 20)) + 12
    y = pen.table(left, y, width - 4, pen.figures(pen.rng.randint(5, 10), 4), Look("three", size=8)) + 14
    pen.prose(left, y, width, 14)
    pen.prose(right, 60, width, 46)


@_layout(held=True)
def column_right_unruled(pen: Pen) -> None:
    (left, right), width = _columns(pen)
    pen.prose(left, 60, width, 50)
    y = pen.prose(right, 60, width, pen.rng.randint(8, 20)) + 12
    rows = pen.figures(pen.rng.randint(6, 12), 3)
    y = pen.table(right, y, width, rows, Look("none", size=8.5, lead=1.3, bold_head=True)) + 14
    pen.prose(right, y, width, 14)


@_layout()
def column_left_unruled(pen: Pen) -> None:
    (left, right), width = _columns(pen)
    y = pen.prose(left, 60, width, pen.rng.randint(10, 24)) + 12
    caption = pen.caption(2)
    pen.put(left, y + 8, caption[:42], size=8.5, bold=True)
    y = pen.table(
        left, y + 14, width - 6, pen.figures(pen.rng.randint(6, 12), 3), Look(size=8.5), caption[:42]
    )
    pen.prose(left, y + 12, width, 10)
    pen.prose(right, 60, width, 50)


@_layout(held=True)
def column_both_have_tables(pen: Pen) -> None:
    (left, right), width = _columns(pen)
    for x, lines in ((left, pen.rng.randint(4, 10)), (right, pen.rng.randint(14, 22))):
        y = pen.prose(x, 60, width, lines) + 12
        y = pen.table(x, y, width - 4, pen.figures(pen.rng.randint(6, 10), 3), Look("header", size=8.5)) + 14
        pen.prose(x, y, width, 14)


@_layout()
def column_one_of_three(pen: Pen) -> None:
    xs, width = _columns(pen, 3)
    pen.size = 8.5
    own = pen.rng.randrange(3)
    for k, x in enumerate(xs):
        if k != own:
            pen.prose(x, 60, width, 48)
            continue
        y = pen.prose(x, 60, width, pen.rng.randint(6, 16)) + 10
        rows = pen.figures(pen.rng.randint(6, 9), 2, high=900)
        y = pen.table(x, y, width - 4, rows, Look("three", size=8), stub=0.7) + 12
        pen.prose(x, y, width, 12)


@_layout(held=True)
def column_three_of_prose(pen: Pen) -> None:
    xs, width = _columns(pen, 3)
    pen.size = 8.5
    for x in xs:
        y = pen.heading(x, 60, pen.phrase(1, 2))
        pen.prose(x, y, width, 48)


@_layout()
def across_above_columns(pen: Pen) -> None:
    look = Look("header", size=8.5, lead=1.3)
    y = pen.table(_LEFT, 70, 504, pen.figures(pen.rng.randint(6, 14), 6), look) + 22
    xs, width = _columns(pen)
    for x in xs:
        pen.prose(x, y, width, 20)


@_layout(held=True)
def across_at_the_foot(pen: Pen) -> None:
    xs, width = _columns(pen)
    y = max([pen.prose(x, 60, width, pen.rng.randint(18, 22)) for x in xs]) + 18
    pen.table(
        _LEFT, y, 504, pen.figures(pen.rng.randint(6, 14), 5), Look(size=8.5, lead=1.35, bold_head=True)
    )


@_layout()
def beside_wrapped_prose(pen: Pen) -> None:
    """A small table at the right, prose runs round it."""
    y = pen.prose(_LEFT, 60, 504, 5) + 4
    rows = pen.figures(pen.rng.randint(6, 9), 3)
    end = pen.table(350, y + 6, 208, rows, Look("three", size=8, lead=1.3), stub=0.4)
    lines = int((end - y + 12) / (1.2 * pen.size)) - 1
    y = pen.prose(_LEFT, y, 276, lines) + 6
    pen.prose(_LEFT, max(y, end + 12), 504, 10)


@_layout(held=True)
def beside_wrapped_prose_unruled(pen: Pen) -> None:
    """A small table at the left in two looks, prose at its right."""
    y = pen.prose(_LEFT, 60, 504, 5) + 4
    rows = pen.figures(pen.rng.randint(7, 11), 3)
    look = Look(pen.rng.choice(["header", "rows"]), size=8, lead=1.3)
    end = pen.table(_LEFT, y + 6, 200, rows, look, stub=0.4)
    lines = int((end - y + 12) / (1.2 * pen.size)) - 1
    pen.prose(280, y, 278, lines)
    pen.prose(_LEFT, end + 16, 504, 10)


@_layout()
def beside_a_list(pen: Pen) -> None:
    y = pen.prose(_LEFT, 60, 504, 4) + 12
    at = y
    for _ in range(8):
        pen.put(_LEFT, at + 8, "\u2022")
        for line in wrap(pen.phrase(4, 9), pen.face, pen.size, 210, False):
            pen.put(_LEFT + 14, at + 8, line)
            at += 1.2 * pen.size
        at += 3
    pen.table(_RIGHT, y, _HALF, pen.figures(pen.rng.randint(7, 11), 3), Look("none", size=8.5, lead=1.35))


# ------------------------------------------------------------------------ boxes


@_layout()
def boxed_unruled(pen: Pen) -> None:
    y = pen.prose(_LEFT, 60, 504, pen.rng.randint(4, 8)) + 14
    rows = pen.figures(pen.rng.randint(6, 12), 4)
    end = pen.table(_LEFT + 20, y + 10, 460, rows, Look(size=9, lead=1.3)) + 10
    for a, b, c, d in ((54, y, 558, y), (54, end, 558, end), (54, y, 54, end), (558, y, 558, end)):
        pen.sheet.line(a, b, c, d)
    pen.prose(_LEFT, end + 14, 504, 10)


@_layout(held=True)
def boxed_at_the_side(pen: Pen) -> None:
    """A box beside prose, with a title, a table and a note in it."""
    y = 80.0
    title = pen.phrase(2, 3)
    pen.put(362, y + 14, title, bold=True)
    rows = pen.figures(pen.rng.randint(6, 10), 3)
    end = pen.table(362, y + 24, 186, rows, Look(size=8, lead=1.35), title, stub=0.4)
    pen.put(362, end + 14, pen.phrase(4, 5), size=7)
    end += 22
    for a, b, c, d in ((354, y, 558, y), (354, end, 558, end), (354, y, 354, end), (558, y, 558, end)):
        pen.sheet.line(a, b, c, d)
    lines = int((end - 60) / (1.2 * pen.size)) - 1
    pen.prose(_LEFT, 60, 284, lines)
    pen.prose(_LEFT, end + 16, 504, 12)


@_layout()
def boxed_words(pen: Pen) -> None:
    """A frame round a table of words whose rows are ruled."""
    y = pen.prose(_LEFT, 60, 504, 5) + 14
    rows = [["Actividad", "Responsable", "Plazo"], *pen.texts(pen.rng.randint(4, 8), 3, 1, 4)]
    pen.table(_LEFT, y, 500, rows, Look("box", size=9, lead=1.3, align="left", bold_head=True))


# -------------------------------------------------------------- ruled and unruled


@_layout()
def stacked_ruled_and_unruled(pen: Pen) -> None:
    y = 70.0
    looks = [Look("full", size=8.5), Look(size=8.5, lead=1.35), Look("three", size=8.5)]
    pen.rng.shuffle(looks)
    for look in looks:
        title = pen.phrase(2, 5)
        y = pen.heading(_LEFT, y, title)
        y = pen.table(_LEFT, y, 504, pen.figures(pen.rng.randint(4, 7), 4), look, title) + 18


@_layout(held=True)
def stacked_titles_and_prose(pen: Pen) -> None:
    """Captions over and prose between; the nearest above belongs to the table."""
    y = 60.0
    for k in range(3):
        y = pen.heading(_LEFT, y, pen.phrase(2, 4))
        y = pen.prose(_LEFT, y, 504, pen.rng.randint(2, 4)) + 10
        caption = pen.caption(k + 1)
        pen.put(_LEFT, y + 8, caption, size=9, bold=True)
        look = Look(pen.rng.choice(["three", "full", "none"]), size=8.5, lead=1.3)
        y = pen.table(_LEFT, y + 16, 504, pen.figures(pen.rng.randint(4, 6), 5), look, caption) + 18


@_layout()
def job_profile(pen: Pen) -> None:
    """Ruled forms and, under a heading, an unruled table of names and amounts."""
    title = pen.phrase(2, 3).upper()
    y = pen.heading(_LEFT, 60, title)
    y = (
        pen.table(_LEFT, y, 504, pen.texts(4, 2, 2, 5), Look("full", size=9, align="left"), title, stub=0.3)
        + 18
    )
    title = pen.phrase(2, 3).upper()
    y = pen.heading(_LEFT, y, title) + 6
    rows = [[pen.phrase(3, 7), pen.rng.choice(["$", ""]) + pen.number(2000, 900000)] for _ in range(4)]
    y = pen.table(_LEFT + 30, y, 430, rows, Look(size=10, lead=1.9), title, stub=0.7) + 16
    pen.prose(_LEFT, y, 504, 6)


@_layout(held=True)
def job_profile_boxes(pen: Pen) -> None:
    """Between ruled tables an unruled one in three columns of words and figures."""
    first = pen.phrase(1, 3).upper()
    y = pen.heading(_LEFT, 60, first)
    y = pen.prose(_LEFT, y, 504, 3) + 8
    rows = [["Cargo", "Grado", "N"], *[[pen.phrase(1, 3), str(k + 4), pen.number(1, 90)] for k in range(5)]]
    y = pen.table(_LEFT, y, 460, rows, Look(size=9.5, lead=1.6, bold_head=True)) + 20
    title = pen.phrase(2, 3).upper()
    y = pen.heading(_LEFT, y, title)
    pen.table(_LEFT, y, 504, pen.texts(4, 3, 1, 5), Look("full", size=9, align="left"), title)


# ------------------------------------------------------------------- typewriter


def _typed(
    pen: Pen, y: float, rows: Rows, widths: Sequence[int], rules: str = "", left: float = 0.0, under: int = 1
) -> float:
    """A table set by blanks: the first column to the left, the others to the right."""
    step = 1.2 * pen.size
    total = sum(widths)
    cells = []
    for r, row in enumerate(rows):
        if rules and r == under:
            y += step
            pen.put(_LEFT + left, y, rules * total)
        y += step
        line = ""
        for c, text in enumerate(row):
            line += text[: widths[c] - 2].ljust(widths[c]) if not c else text.rjust(widths[c])
            if text:
                cells.append((r, c, 1, 1, text[: widths[c] - 2] if not c else text))
        pen.put(_LEFT + left, y, line.rstrip())
    pen.tables.append(Truth(tuple(cells)))
    pen.captions.append("")
    return y


@_layout()
def typewriter_listing(pen: Pen) -> None:
    pen.size = pen.rng.choice([8.0, 9.0])
    columns = pen.rng.randint(4, 6)
    rows = pen.figures(pen.rng.randint(8, 16), columns)
    y = pen.prose(_LEFT, 60, 500, 4) + 16
    y = _typed(pen, y, rows, [26, *[10] * (columns - 1)], pen.rng.choice(["-", "="]))
    pen.prose(_LEFT, y + 20, 500, 6)


@_layout(held=True)
def typewriter_report(pen: Pen) -> None:
    """With a running head, sections and totals under a line of signs."""
    pen.size = 8.5
    pen.put(_LEFT, 50, "REPORT 14-B" + " " * 40 + "PAGE 3")
    rows = pen.figures(pen.rng.randint(8, 16), 5)
    rows.append(["TOTAL", *(pen.number(9000, 90000) for _ in range(4))])
    y = pen.prose(_LEFT, 66, 480, 3) + 10
    _typed(pen, y, rows, [28, *[11] * 4], "-")


@_layout()
def typewriter_narrow(pen: Pen) -> None:
    """Gaps of two blanks between the longest texts; no line of signs."""
    pen.size = 9.0
    rows = pen.figures(pen.rng.randint(8, 14), 4, high=99999)
    y = pen.prose(_LEFT, 60, 500, 5) + 16
    widths = [max(len(row[0]) for row in rows) + 2, *(max(len(r[c]) for r in rows) + 2 for c in (1, 2, 3))]
    y = _typed(pen, y, rows, widths)
    pen.prose(_LEFT, y + 20, 500, 6)


@_layout(held=True)
def typewriter_words(pen: Pen) -> None:
    """Columns of words and figures, three blanks between."""
    pen.size = 8.5
    rows = [
        [p, pen.phrase(1, 2)[:16], pen.number(1, 9999), pen.number(1, 99, 1)]
        for p in (pen.phrase(1, 3)[:24] for _ in range(pen.rng.randint(9, 15)))
    ]
    rows.insert(0, ["Name", "Unit", "Count", "Rate"])
    y = pen.prose(_LEFT, 60, 500, 4) + 16
    step, cells = 1.2 * pen.size, []
    for r, row in enumerate(rows):
        y += step
        pen.put(_LEFT, y, row[0].ljust(27) + row[1].ljust(19) + row[2].rjust(9) + row[3].rjust(9))
        cells += [(r, c, 1, 1, text) for c, text in enumerate(row)]
    pen.tables.append(Truth(tuple(cells)))
    pen.captions.append("")
    pen.prose(_LEFT, y + 20, 500, 6)


@_layout()
def typewriter_prose(pen: Pen) -> None:
    """A memorandum: no table."""
    pen.size = 10.0
    for k, (name, text) in enumerate(
        [("TO", pen.phrase(2, 3)), ("FROM", pen.phrase(1, 2)), ("DATE", "May 4, 1998")]
    ):
        pen.put(_LEFT, 80 + 14 * k, f"{name}:".ljust(10) + text)
    y = pen.prose(_LEFT, 140, 500, 12)
    for k in range(5):
        y += 14
        pen.put(_LEFT + 30, y, f"{k + 1}.  " + pen.phrase(3, 6))
    pen.prose(_LEFT, y + 20, 500, 9)


# ----------------------------------------------------------------------- budgets


def _budget(pen: Pen, totals: bool) -> tuple[Rows, frozenset[int]]:
    rows: Rows = [["", "Ley 2012", "Ejecutado", "Saldo"]] if pen.rng.random() < 0.6 else []
    sections = []
    for _ in range(pen.rng.randint(2, 4)):
        sections.append(len(rows))
        rows.append([pen.phrase(1, 2).upper()])
        rows += pen.figures(pen.rng.randint(3, 5), 4, head=False, high=90000)
        if totals:
            rows.append(["Total", *(pen.number(90000, 900000) for _ in range(3))])
    return rows, frozenset(sections)


@_layout()
def budget_rules_above_sections(pen: Pen) -> None:
    y = pen.prose(_LEFT, 60, 504, 4) + 16
    rows, sections = _budget(pen, False)
    pen.table(_LEFT, y, 504, rows, Look("sections", size=9, lead=1.35, sections=sections))


@_layout(held=True)
def budget_with_totals(pen: Pen) -> None:
    y = pen.prose(_LEFT, 60, 504, 4) + 16
    rows, sections = _budget(pen, True)
    pen.table(_LEFT, y, 420, rows, Look("sections", size=8.5, lead=1.3, sections=sections))


# ------------------------------------------------------------------ what is none


@_layout()
def chart_with_axes(pen: Pen) -> None:
    """A curve over two axes with labels."""
    y = pen.prose(_LEFT, 60, 504, 6) + 20
    pen.sheet.line(90, y, 90, y + 160)
    pen.sheet.line(90, y + 160, 500, y + 160)
    for k in range(6):
        pen.right(84, y + 163 - 32 * k, str(20 * k), size=8)
        pen.put(100 + 70 * k, y + 174, str(1995 + 2 * k), size=8)
    pen.sheet.curve([(95 + 40 * k, y + pen.rng.uniform(10, 150)) for k in range(11)])
    pen.prose(_LEFT, y + 200, 504, 8)


@_layout(held=True)
def chart_with_values(pen: Pen) -> None:
    """Bars without axes: their names below, their values above, and a legend."""
    y = pen.prose(_LEFT, 60, 504, 6) + 20
    for k in range(6):
        high = [pen.rng.uniform(20, 130) for _ in range(2)]
        for j in (0, 1):
            x = 90 + 75 * k + 24 * j
            pen.sheet.fill(x, y + 150 - high[j], x + 22, y + 150, ("0.3 0.4 0.7", "0.7 0.5 0.3")[j])
            pen.put(x + 2, y + 146 - high[j], f"{high[j]:.1f}", size=7)
        pen.put(92 + 75 * k, y + 162, str(2001 + k), size=8)
    for j in (0, 1):
        pen.put(200 + 120 * j, y + 184, pen.phrase(1, 2), size=8)
    pen.prose(_LEFT, y + 210, 504, 8)


@_layout()
def chart_beside_table(pen: Pen) -> None:
    """A chart at the left, its table at the right."""
    y = pen.prose(_LEFT, 60, 504, 5) + 20
    for k in range(5):
        high = pen.rng.uniform(20, 120)
        pen.sheet.fill(90 + 36 * k, y + 140 - high, 112 + 36 * k, y + 140, "0.3 0.4 0.7")
        pen.put(90 + 36 * k, y + 152, str(2001 + k), size=8)
        pen.right(80, y + 143 - 28 * k, str(25 * k), size=8)
    pen.table(_RIGHT, y, _HALF, pen.figures(pen.rng.randint(7, 10), 3), Look("three", size=8.5, lead=1.3))
    pen.prose(_LEFT, y + 190, 504, 8)


@_layout(held=True)
def margin_numbers(pen: Pen) -> None:
    """Numbered lines of prose and a table between: the numbers belong to the page."""
    step, y = 14.0, 62.0
    for k in range(44):
        pen.right(40, y + step * k, str(k + 1), size=8)
    pen.size = 10
    for k in range(8):
        pen.put(
            _LEFT, y + step * k, wrap(" ".join([pen.sentence(), pen.sentence()]), pen.face, 10, 490, False)[0]
        )
    at = y + step * 9 - 10
    rows = pen.figures(10, 4)
    pen.table(_LEFT, at, 480, rows, Look("none", size=10, lead=1.4))
    for k in range(21, 40):
        pen.put(
            _LEFT, y + step * k, wrap(" ".join([pen.sentence(), pen.sentence()]), pen.face, 10, 490, False)[0]
        )


@_layout()
def margin_numbers_alone(pen: Pen) -> None:
    """Prose whose every fifth line is numbered in the margin."""
    y = 62.0
    for k in range(42):
        if k % 5 == 4:
            pen.right(40, y + 14 * k, str(k + 1), size=8)
        pen.put(
            _LEFT,
            y + 14 * k,
            wrap(" ".join([pen.sentence(), pen.sentence()]), pen.face, pen.size, 490, False)[0],
        )


@_layout(held=True)
def columns_of_references(pen: Pen) -> None:
    xs, width = _columns(pen)
    for x in xs:
        y = 64.0
        for k in range(12):
            year = pen.rng.randint(1980, 2012)
            text = f"[{k + 1}] {pen.rng.choice(pen.words.proper)}, {pen.sentence()} {year}."
            for n, line in enumerate(wrap(text, pen.face, 8.5, width - 14, False)):
                pen.put(x + (14 if n else 0), y, line, size=8.5)
                y += 10.5


@_layout()
def letterhead_in_three(pen: Pen) -> None:
    """Three blocks of an address side by side, then a letter."""
    for k in range(4):
        for j in range(3):
            pen.put(_LEFT + 180 * j, 60 + 11 * k, pen.phrase(1, 2), size=8.5)
    pen.prose(_LEFT, 140, 504, 24)


@_layout(held=True)
def agenda(pen: Pen) -> None:
    """Two columns of short paragraphs with headings: no table."""
    xs, width = _columns(pen)
    for x in xs:
        y = 64.0
        for _ in range(5):
            y = pen.heading(x, y, pen.phrase(1, 3))
            y = pen.prose(x, y, width, pen.rng.randint(3, 5)) + 8
