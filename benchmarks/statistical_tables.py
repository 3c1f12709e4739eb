"""Tables as statistical reports, budgets, census and education tables have them: made at random, typeset with
few rules or none, their truth known exactly.

What varies: rules (none, at the ends, under the header, above sections, between columns, fills), stacked
headers with groups, indented stubs, dot leaders, wrapped labels, section rows, totals, signs of currency set
apart, negatives in brackets, raised note marks, columns of words, empty cells, spacing, size and alignment.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from printed_page import Face, Sheet

RULES = ("none", "ends", "header", "three", "sections", "columns", "upright", "fill", "stripes", "top")
"""``three``: above, under the header, below; ``header``: under it alone; ``top``: above and under it;
``columns``: three and between columns; ``upright``: between columns alone; ``stripes``: rows in turn grey."""
_GREY = "0.88 0.9 0.94"


@dataclass(frozen=True)
class Truth:
    """The cells of one table: row, column, row span, column span, text."""

    cells: tuple[tuple[int, int, int, int, str], ...]


@dataclass(frozen=True)
class Words:
    """A language's vocabulary: see ``statistical_words.toml``."""

    point: str
    thousands: str
    table: list[str]
    source: str
    note: str
    total: list[str]
    missing: list[str]
    months: list[str]
    units: list[str]
    links: list[str]
    words: list[str]
    proper: list[str]

    def phrase(self, rng: random.Random, count: int) -> str:
        made = [rng.choice(self.words)]
        while len(made) < count:
            if rng.random() < 0.35:
                made.append(rng.choice(self.links))
            made.append(rng.choice(self.words))
        text = " ".join(made)
        return text[:1].upper() + text[1:]

    def number(self, value: float, places: int) -> str:
        text = f"{value:,.{places}f}"
        return text.translate({ord(","): self.thousands, ord("."): self.point})


@dataclass
class Row:
    """A row of the body: a label and its figures; without figures it heads a section."""

    label: str
    level: int
    figures: list[str]
    section: bool = False
    centred: bool = False
    total: bool = False
    signs: list[str] = field(default_factory=list)
    """Sign of currency of each figure, set apart at the left of its column."""
    gap: float = 0.0
    """Room above, in lines."""


@dataclass
class Head:
    """A header cell: rows and columns half-open, lines of text."""

    r0: int
    r1: int
    c0: int
    c1: int
    lines: list[str]


class StatisticalTable:
    """A table made at random, ready to be typeset at some width."""

    def __init__(self, rng: random.Random, words: Words, face: Face, columns: int, rows: int) -> None:
        self.rng, self.words, self.face = rng, words, face
        self.size = rng.choice([6.5, 7, 7.5, 8, 8, 8.5, 9, 10])
        self.lead = self.size * rng.choice([1.1, 1.15, 1.2, 1.3, 1.45])
        self.rules = rng.choice(RULES)
        self.columns = columns
        self.leaders = rng.choice(["", "", "", ".", ". "])
        self.indent = self.size * rng.choice([0.0, 0.8, 1.2, 1.6])
        self.align = rng.choice(["right", "right", "decimal", "centre"])
        self.head_align = rng.choice(["centre", "centre", "right", "left"])
        self.bold_head = rng.random() < 0.4
        self.bold_section = rng.random() < 0.6
        self.narrow = rng.random() < 0.35
        """The figures stand close together and the table is narrower than the page."""
        self.row_gap = rng.choice([0.0, 0.0, 0.0, 0.15, 0.4])
        self.kinds = self._kinds()
        self.rows = self._rows(rows)
        self.stub_lines = 1
        self.marked = rng.random() < 0.3

    # ------------------------------------------------------------------ content

    def _kinds(self) -> list[str]:
        rng = self.rng
        kinds = ["count", "count", "thousands", "percent", "decimal", "money", "signed", "bracketed"]
        if rng.random() < 0.5:
            return [rng.choice(kinds)] * (self.columns - 1)
        made = [rng.choice(kinds) for _ in range(self.columns - 1)]
        if self.columns > 2 and rng.random() < 0.25:
            made[rng.choice([0, -1])] = rng.choice(["word", "year", "date"])
        return made

    def _figure(self, kind: str) -> str:
        rng, words = self.rng, self.words
        if kind not in ("word", "date") and rng.random() < 0.04:
            return rng.choice(words.missing)
        if rng.random() < 0.03:
            return ""
        match kind:
            case "count":
                return words.number(rng.randint(0, 10 ** rng.randint(1, 4)), 0)
            case "thousands":
                return words.number(rng.randint(10, 10 ** rng.randint(4, 7)), 0)
            case "percent":
                return words.number(rng.uniform(0, 100), 1)
            case "decimal":
                return words.number(rng.uniform(0, 40), 2)
            case "money":
                return words.number(rng.uniform(1, 10 ** rng.randint(2, 6)), 0)
            case "signed":
                return rng.choice(["-", "", ""]) + words.number(rng.uniform(0, 60), 1)
            case "bracketed":
                text = words.number(rng.uniform(0, 900), 0)
                return f"({text})" if rng.random() < 0.3 else text
            case "year":
                return str(rng.randint(1960, 2014))
            case "date":
                return f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.randint(70, 99)}"
        return words.phrase(rng, rng.randint(1, 2))

    def _rows(self, count: int) -> list[Row]:
        rng, words = self.rng, self.words
        theme = rng.choice(["phrases", "phrases", "phrases", "places", "years", "months", "long"])
        sectioned = rng.choice([0.0, 0.0, 0.12, 0.2])
        centred = rng.random() < 0.3
        deep = rng.random() < 0.5 and self.indent > 0
        signs = rng.choice(["", "", "$"]) if "money" in self.kinds else ""
        made: list[Row] = []
        start, level = rng.randint(1965, 2000), 0
        spaced = rng.choice([0, 0, 0, 5])
        for k in range(count):
            if (
                sectioned
                and k < count - 2
                and (k == 0 or rng.random() < sectioned)
                and not (made and made[-1].section)
            ):
                made.append(
                    Row(words.phrase(rng, rng.randint(1, 3)), 0, [], True, centred, gap=rng.choice([0, 0.5]))
                )
                level = 1 if self.indent else 0
            figures = [self._figure(kind) for kind in self.kinds]
            label = {
                "places": rng.choice(words.proper),
                "years": str(start + k),
                "months": words.months[k % 12],
                "long": words.phrase(rng, rng.randint(3, 9)),
            }.get(theme, words.phrase(rng, rng.randint(1, 4)))
            row = Row(label, level + (rng.randint(0, 2) if deep else 0), figures)
            if spaced and k and k % spaced == 0:
                row.gap = 0.6
            if signs and (k == 0 or k == count - 1):
                row.signs = [
                    signs if kind == "money" and f[:1].isdigit() else ""
                    for kind, f in zip(self.kinds, figures, strict=True)
                ]
            made.append(row)
        if rng.random() < 0.45:
            where = rng.choice([0, -1])
            row = made[where]
            if not row.section:
                row.label, row.level, row.total = (
                    rng.choice(words.total),
                    rng.choice([0, 2 if deep else 0]),
                    True,
                )
        if not any(any(row.figures[c] for row in made if row.figures) for c in range(self.columns - 1)):
            made[-1].figures = [self._figure("count") or "7" for _ in self.kinds]
        for c, kind in enumerate(self.kinds):  # no column is left empty
            row = next(row for row in reversed(made) if row.figures)
            row.figures[c] = row.figures[c] or self._figure(kind) or "12"
        return made

    def _head(self, widths: list[float]) -> list[Head]:
        rng, words = self.rng, self.words
        depth = rng.choice([1, 1, 2, 2, 3] if self.columns > 4 else [1, 1, 2] if self.columns > 3 else [1])
        groups: list[tuple[int, int]] = []
        if depth > 1:
            at = 1
            while at < self.columns:
                size = min(rng.choice([1, 2, 2, 3, 4]), self.columns - at)
                groups.append((at, at + size))
                at += size
            if all(b - a == 1 for a, b in groups):
                depth = 1
        wide = [sum(widths[a:b]) for a, b in groups]

        def wrapped(text: str, width: float) -> list[str]:
            return wrap(text, self.face, self.size, width, self.bold_head)

        def fitting(most: int, width: float) -> str:
            """A phrase whose longest word is no wider than that, else a year."""
            for _ in range(8):
                text = words.phrase(rng, rng.randint(1, most))
                if max(self.face.width(word, self.size, self.bold_head) for word in text.split()) <= width:
                    return text
            return str(rng.randint(1985, 2013))

        def leaf(c: int) -> str:
            if self.kinds[c - 1] in ("year", "date"):
                return rng.choice(["Year", "Date"] if words.point == "." else ["Año", "Fecha"])
            return rng.choice([fitting(1, widths[c]), fitting(3, widths[c]), str(rng.randint(1970, 2014))])

        made: list[Head] = []
        if depth == 1:
            made = [Head(0, 1, c, c + 1, wrapped(leaf(c), widths[c])) for c in range(1, self.columns)]
        else:
            top = 0
            if depth == 3:
                made.append(
                    Head(0, 1, 1, self.columns, wrapped(fitting(3, sum(widths[1:])), sum(widths[1:])))
                )
                top = 1
            for (a, b), width in zip(groups, wide, strict=True):
                if b - a == 1:
                    made.append(Head(top, top + 2, a, b, wrapped(leaf(a), width)))
                    continue
                text = rng.choice([fitting(2, width), str(rng.randint(1985, 2013))])
                made.append(Head(top, top + 1, a, b, wrapped(text, width)))
                made += [Head(top + 1, top + 2, c, c + 1, wrapped(leaf(c), widths[c])) for c in range(a, b)]
        rows = max(head.r1 for head in made)
        if rng.random() < 0.7:
            first = rng.choice([0, rows - 1])
            made.append(Head(first if rows > 1 else 0, rows, 0, 1, wrapped(fitting(2, widths[0]), widths[0])))
            if rows > 1 and first == 0:
                made[-1].r0 = 0
        return made

    # -------------------------------------------------------------- typesetting

    def _widths(self, width: float) -> list[float] | None:
        """Text width of each column and room between them; None where it does not fit."""
        needs = []
        for c, kind in enumerate(self.kinds):
            texts = [
                row.signs[c] + " " + row.figures[c] if row.signs else row.figures[c]
                for row in self.rows
                if row.figures
            ]
            need = max(self.face.width(text, self.size) for text in texts)
            needs.append(max(need, self.size * 2.4) + (self.size * 0.6 if kind == "money" else 0))
        self.room = self.size * (self.rng.uniform(0.9, 1.6) if self.narrow else self.rng.uniform(1.2, 2.6))
        longest = max(
            self.face.width(row.label, self.size) + row.level * self.indent
            for row in self.rows
            if not row.centred
        )
        rest = width - sum(needs) - self.room * (self.columns - 1)
        stub = min(longest + (3 * self.size if self.leaders else 0.5), max(rest, 0.0))
        if stub < 7 * self.size and stub < longest:
            return None
        if not self.narrow:
            more = (rest - stub) * self.rng.choice([0.5, 0.8, 1.0]) / self.columns
            self.room += max(0.0, min(more, 6 * self.size))
        return [stub, *needs]

    def typeset(
        self, sheet: Sheet, x: float, y: float, width: float, foot: float
    ) -> tuple[Truth, float, float] | None:
        """Draws the table with its upper left corner at x, y: its truth, its right and lower end; None, and
        nothing drawn, where it does not fit."""
        widths = self._widths(width)
        if widths is None:
            return None
        head = self._head(widths) if self.rng.random() < 0.95 else []
        lefts = [x]
        for own in widths[:-1]:
            lefts.append(lefts[-1] + own + self.room)
        right = lefts[-1] + widths[-1]
        pad = self.size * self.rng.choice([0.15, 0.3, 0.5])
        levels = max((one.r1 for one in head), default=0)
        heights = [0.0] * levels
        for one in head:
            if one.r1 - one.r0 == 1:
                heights[one.r0] = max(heights[one.r0], len(one.lines) * self.lead + pad)
        for one in head:
            missing = len(one.lines) * self.lead + pad - sum(heights[one.r0 : one.r1])
            if missing > 0:
                heights[one.r1 - 1] += missing
        tops = [y + pad / 2]
        for height in heights:
            tops.append(tops[-1] + height)
        body = tops[-1] + pad / 2
        printed: list[tuple[Row, float, list[str]]] = []
        at = body
        hanging = self.size if self.rng.random() < 0.7 else 0.0
        for row in self.rows:
            at += (row.gap + (self.row_gap if printed else 0)) * self.lead
            room = (
                right - x
                if row.section
                else widths[0] - row.level * self.indent - (2 * self.size if self.leaders else 0)
            )
            lines = wrap(row.label, self.face, self.size, max(room - hanging, 4 * self.size), False)
            printed.append((row, at, lines))
            at += len(lines) * self.lead
        end = at + pad / 2
        if end > foot:
            return None
        self._draw_rules(sheet, lefts, widths, y, tops, body, end, right, head, printed)
        cells: list[tuple[int, int, int, int, str]] = []
        for one in head:
            self._draw_head(sheet, one, lefts, widths, tops)
            cells.append((one.r0, one.c0, one.r1 - one.r0, one.c1 - one.c0, " ".join(one.lines)))
        for k, (row, top, lines) in enumerate(printed):
            cells += self._draw_row(sheet, row, levels + k, top, lines, lefts, widths, right, hanging)
        return Truth(tuple(cells)), right, end

    def _base(self, top: float) -> float:
        return top + (self.lead - self.size) / 2 + 0.78 * self.size

    def _draw_head(
        self, sheet: Sheet, one: Head, lefts: list[float], widths: list[float], tops: list[float]
    ) -> None:
        a, b = lefts[one.c0], lefts[one.c1 - 1] + widths[one.c1 - 1]
        height = len(one.lines) * self.lead
        top = tops[one.r1] - height if one.r1 == len(tops) - 1 else (tops[one.r0] + tops[one.r1] - height) / 2
        align = "left" if one.c0 == 0 else "centre" if one.c1 - one.c0 > 1 else self.head_align
        for k, line in enumerate(one.lines):
            own = self.face.width(line, self.size, self.bold_head)
            at = a if align == "left" else b - own if align == "right" else (a + b - own) / 2
            sheet.text(at, self._base(top + k * self.lead), line, self.face, self.size, bold=self.bold_head)

    def _draw_row(
        self,
        sheet: Sheet,
        row: Row,
        number: int,
        top: float,
        lines: list[str],
        lefts: list[float],
        widths: list[float],
        right: float,
        hanging: float,
    ) -> list[tuple[int, int, int, int, str]]:
        face, size = self.face, self.size
        text = " ".join(lines)
        if row.section and row.centred:
            own = face.width(text, size, self.bold_section)
            at = (lefts[0] + right - own) / 2
            sheet.text(at, self._base(top), text, face, size, bold=self.bold_section)
            return [(number, 0, 1, self.columns, text)]
        x = lefts[0] + row.level * self.indent
        for k, line in enumerate(lines):
            end = sheet.text(
                x + (hanging if k else 0),
                self._base(top + k * self.lead),
                line,
                face,
                size,
                bold=(row.section and self.bold_section) or row.total,
            )
        base = self._base(top + (len(lines) - 1) * self.lead)
        if self.leaders and row.figures:
            dots = int((lefts[0] + widths[0] - end - 0.3 * size) / face.width(self.leaders, size))
            if dots >= 4:
                sheet.text(
                    lefts[0] + widths[0] - dots * face.width(self.leaders, size),
                    base,
                    (self.leaders * dots).rstrip(),
                    face,
                    size,
                )
                text += self.leaders.strip() * dots
        elif self.marked and self.rng.random() < 0.12:
            sheet.text(end + 0.3, base - 0.35 * size, str(self.rng.randint(1, 5)), face, 0.62 * size)
        cells = [(number, 0, 1, 1, text)]
        for c, figure in enumerate(row.figures, 1):
            if not figure:
                continue
            own = face.width(figure, size)
            a, b = lefts[c], lefts[c] + widths[c]
            at = b - own
            word = self.kinds[c - 1] == "word"
            if word:
                at = a
            elif self.align == "centre":
                at = (a + b - own) / 2
            elif self.align == "decimal" and self.kinds[c - 1] in ("percent", "decimal", "signed"):
                whole = figure.split(self.words.point)[0]
                at = min(b - 1.6 * size - face.width(whole, size), b - own)
            elif self.kinds[c - 1] == "bracketed" and not figure.endswith(")"):
                at -= face.width(")", size)
            sign = row.signs[c - 1] if row.signs else ""
            if sign:
                sheet.text(min(a, at - 1.1 * face.width(sign, size)), base, sign, face, size, bold=row.total)
            sheet.text(at, base, figure, face, size, bold=False)
            cells.append((number, c, 1, 1, sign + figure))
        return cells

    def _draw_rules(
        self,
        sheet: Sheet,
        lefts: list[float],
        widths: list[float],
        y: float,
        tops: list[float],
        body: float,
        end: float,
        right: float,
        head: list[Head],
        printed: list[tuple[Row, float, list[str]]],
    ) -> None:
        x0, x1 = lefts[0] - 2, right + 2
        width = self.rng.choice([0.3, 0.5, 0.75, 1.0])
        levels = len(tops) - 1
        if self.rules == "fill" and levels:
            sheet.fill(x0, y, x1, body, _GREY)
        if self.rules == "stripes":
            for _, top, lines in printed[::2]:
                sheet.fill(x0, top, x1, top + len(lines) * self.lead, _GREY)
        if self.rules in ("ends", "three", "sections", "columns", "top"):
            sheet.line(x0, y, x1, y, width)
        if self.rules in ("ends", "three", "sections", "columns"):
            sheet.line(x0, end, x1, end, width)
        if self.rules in ("header", "three", "sections", "columns", "top") and levels:
            sheet.line(x0, body, x1, body, width)
        if self.rules in ("three", "sections", "columns", "header") and self.rng.random() < 0.7:
            for one in head:
                if one.r1 < levels and one.c1 - one.c0 > 1:
                    a, b = lefts[one.c0], lefts[one.c1 - 1] + widths[one.c1 - 1]
                    sheet.line(a, tops[one.r1], b, tops[one.r1], width)
        if self.rules == "sections":
            for row, top, _ in printed[1:]:
                if row.section:
                    sheet.line(x0, top, x1, top, width)
        total = printed[-1][0].total
        if total and self.rules not in ("none", "fill", "stripes") and self.rng.random() < 0.5:
            for left, own in zip(lefts[1:], widths[1:], strict=True):
                sheet.line(left, printed[-1][1], left + own, printed[-1][1], width)
        if self.rules in ("columns", "upright"):
            for c in range(1, self.columns):
                x = lefts[c] - self.room / 2
                top = y if self.rules == "columns" else tops[0]
                top = max([top, *(tops[one.r1] for one in head if one.c0 < c < one.c1)])
                spans = [(t, t + len(lines) * self.lead) for row, t, lines in printed if row.centred]
                for a, b in [*spans, (end, end)]:
                    sheet.line(x, top, x, a, width)
                    top = b


def wrap(text: str, face: Face, size: float, width: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and face.width(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
