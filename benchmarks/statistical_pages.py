"""Pages with half-ruled and unruled tables among what is no table, each made from its seed alone.

Layouts: one table in prose, several with captions and sources between, two side by side, one in a column of
two-column text or across both, landscape, and pages without any table: charts, lists, contents, forms with
dotted lines, letterheads, references, two columns of prose.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from printed_page import Face, Sheet, pdf
from statistical_tables import StatisticalTable, Truth, Words, wrap

LAYOUTS = ("single", "several", "beside", "column", "across", "landscape", "none")
_SHARES = (6, 4, 1.5, 1.5, 1, 1.5, 2.5)


@dataclass
class MadePage:
    data: bytes
    tables: list[Truth]
    traits: set[str] = field(default_factory=set)
    """``layout:single``, ``rules:three``, ``head:2``, ``beside:chart`` and so on."""


@cache
def _vocabularies() -> dict[str, Words]:
    text = Path(__file__).with_name("statistical_words.toml").read_text(encoding="utf-8")
    return {language: Words(**words) for language, words in tomllib.loads(text).items()}


def make(seed: int) -> MadePage:
    rng = random.Random(f"statistical page {seed}")
    return _Maker(rng).made()


class _Maker:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.words = _vocabularies()[rng.choices(["en", "es"], [3, 1])[0]]
        self.face = Face(rng.choices(["sans", "serif", "fixed"], [5, 5, 0.6])[0])
        self.layout = rng.choices(LAYOUTS, _SHARES)[0]
        self.sheet = Sheet(792, 612) if self.layout == "landscape" else Sheet(612, 792)
        self.margin = rng.choice([45.0, 54.0, 72.0])
        self.foot = self.sheet.height - 50
        self.size = rng.choice([9.0, 10.0, 11.0])
        self.truth: list[Truth] = []
        self.traits = {f"layout:{self.layout}", f"face:{self.face.name}"}

    def made(self) -> MadePage:
        y = self._running_head()
        x, width = self.margin, self.sheet.width - 2 * self.margin
        match self.layout:
            case "single" | "landscape":
                y = self._maybe_prose(x, y, width)
                y = self._table(x, y, width)
                self._maybe_prose(x, y + 10, width)
            case "several":
                for _ in range(self.rng.randint(2, 4)):
                    y = self._table(x, y, width, rows=(3, 10))
                    if self.rng.random() < 0.4:
                        y = self._maybe_prose(x, y + 6, width, most=4)
                    if self.rng.random() < 0.2:
                        y = self._other(x, y + 12, width)
                    y += self.rng.uniform(12, 26)
            case "beside":
                half = (width - 24) / 2
                y = self._maybe_prose(x, y, width)
                ends = [self._table(left, y, half, columns=(2, 4)) for left in (x, x + half + 24)]
                self._maybe_prose(x, max(ends) + 12, width)
            case "column":
                half = (width - 20) / 2
                for left in self.rng.sample([x, x + half + 20], 2):
                    at = self._prose(left, y, half, self.rng.randint(4, 20)) + 10
                    if not self.truth or self.rng.random() < 0.3:
                        at = self._table(left, at, half, columns=(2, 4), rows=(3, 12)) + 14
                    self._prose(left, at, half, 40)
            case "across":
                y = self._two_columns(x, y, width, self.rng.randint(6, 18)) + 14
                y = self._table(x, y, width, rows=(4, 14)) + 16
                self._two_columns(x, y, width, 20)
            case "none":
                for _ in range(self.rng.randint(1, 3)):
                    y = self._maybe_prose(x, y, width)
                    y = self._other(x, y + 12, width) + 18
        if self.rng.random() < 0.8:
            self._print(self.sheet.width / 2, self.sheet.height - 28, str(self.rng.randint(1, 300)), 9)
        return MadePage(pdf(self.sheet), self.truth, self.traits)

    # --------------------------------------------------------------------- text

    def _print(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> float:
        return self.sheet.text(x, y, text, self.face, size, bold=bold)

    def _running_head(self) -> float:
        if self.rng.random() < 0.4:
            self._print(self.margin, 32, self.words.phrase(self.rng, 4), 8)
            if self.rng.random() < 0.5:
                self.sheet.line(self.margin, 37, self.sheet.width - self.margin, 37)
        return 62.0

    def _sentence(self) -> str:
        return self.words.phrase(self.rng, self.rng.randint(7, 16)) + "."

    def _prose(self, x: float, y: float, width: float, lines: int) -> float:
        """Justified or ragged paragraphs of so many lines at most; returns the lower end."""
        lead = self.size * self.rng.choice([1.15, 1.2, 1.35])
        while lines > 0:
            text = " ".join(self._sentence() for _ in range(self.rng.randint(2, 5)))
            for line in wrap(text, self.face, self.size, width, False)[:lines]:
                if y > self.foot:
                    return y
                self._print(x, y + 0.8 * self.size, line, self.size)
                y += lead
                lines -= 1
            y += 0.4 * self.size
        return y

    def _maybe_prose(self, x: float, y: float, width: float, most: int = 9) -> float:
        if self.rng.random() < 0.7:
            return self._prose(x, y, width, self.rng.randint(1, most)) + self.rng.uniform(4, 14)
        return y

    def _two_columns(self, x: float, y: float, width: float, lines: int) -> float:
        half = (width - self.rng.choice([14, 18, 24])) / 2
        state, ends = self.rng.getstate(), []
        for left in (x, x + width - half):
            self.rng.setstate(state)
            self.rng.random()
            ends.append(self._prose(left, y, half, lines))
            self.rng.seed(self.rng.random())
            state = self.rng.getstate()
        return max(ends)

    # ------------------------------------------------------------------- tables

    def _table(
        self,
        x: float,
        y: float,
        width: float,
        columns: tuple[int, int] = (2, 9),
        rows: tuple[int, int] = (4, 26),
    ) -> float:
        """A table with its caption and notes, smaller at each attempt; y where nothing fits."""
        rng = self.rng
        y_table = y
        caption = self._caption(width)
        y_table += sum(1.2 * size for _, size, _ in caption) + (rng.choice([2, 5, 9]) if caption else 0)
        most_columns, most_rows = columns[1], rows[1]
        for _ in range(6):
            table = StatisticalTable(
                rng,
                self.words,
                self.face,
                rng.randint(columns[0], most_columns),
                rng.randint(rows[0], most_rows),
            )
            made = table.typeset(self.sheet, x, y_table, width, self.foot)
            if made is not None:
                break
            most_columns, most_rows = max(columns[0], most_columns - 2), max(rows[0], most_rows // 2)
        else:
            return y
        truth, right, end = made
        self.truth.append(truth)
        depth = max((c[0] + c[2] for c in truth.cells if c[0] == 0), default=1)
        self.traits |= {
            f"rules:{table.rules}",
            f"head:{depth}",
            f"leaders:{'yes' if table.leaders else 'no'}",
            f"align:{table.align}",
            f"columns:{'2' if table.columns == 2 else '3-5' if table.columns < 6 else '6-9'}",
            f"stub:{'wrapped' if any(len(row.label) > 34 for row in table.rows) else 'short'}",
            f"sections:{'yes' if any(row.section for row in table.rows) else 'no'}",
            f"words:{'yes' if 'word' in table.kinds else 'no'}",
            f"narrow:{'yes' if table.narrow else 'no'}",
        }
        at = y
        centred = rng.random() < 0.4
        for text, size, bold in caption:
            at += 1.2 * size
            own = self.face.width(text, size, bold)
            self._print(
                (x + right - own) / 2 if centred and own < right - x else x, at, text, size, bold=bold
            )
        return self._notes(x, end, max(right - x, 0.6 * width))

    def _caption(self, width: float) -> list[tuple[str, float, bool]]:
        rng, words = self.rng, self.words
        kind = rng.random()
        if kind < 0.2:
            return []
        size, bold = rng.choice([8.0, 9.0, 10.0, 11.0]), rng.random() < 0.6
        text = words.phrase(rng, rng.randint(3, 12))
        if kind < 0.75:
            stop = rng.choice([". ", ".--", ": ", " - ", ".  "])
            number = f"{rng.choice(['', 'A-', '3.', ''])}{rng.randint(1, 40)}"
            text = f"{rng.choice(words.table)} {number}{stop}{text}"
        made = [(line, size, bold) for line in wrap(text, self.face, size, width, bold)]
        if rng.random() < 0.25:
            made.append((rng.choice(["[{}]", "({})", "{}"]).format(rng.choice(words.units)), size - 1, False))
        return made

    def _notes(self, x: float, y: float, width: float) -> float:
        """Notes and the source right under a table."""
        rng, size = self.rng, self.rng.choice([6.5, 7.0, 8.0])
        texts = []
        if rng.random() < 0.35:
            mark = rng.choice(["{} ", "{}/ ", "({}) "])
            texts += [
                mark.format(k + 1) + self.words.phrase(rng, rng.randint(3, 20)) + "."
                for k in range(rng.randint(1, 3))
            ]
        if rng.random() < 0.3:
            texts.append(f"{self.words.note}: {self._sentence()}")
        if rng.random() < 0.4:
            texts.append(f"{self.words.source}: {self.words.phrase(rng, rng.randint(3, 12))}.")
        y += rng.choice([1.0, 3.0, 6.0])
        for text in texts:
            for line in wrap(text, self.face, size, width, False):
                y += 1.2 * size
                self._print(x, y, line, size)
        return y + 4

    # -------------------------------------------------------------- no tables

    def _other(self, x: float, y: float, width: float) -> float:
        kinds = {
            "chart": self._chart,
            "curves": self._curves,
            "bullets": self._bullets,
            "contents": self._contents,
            "form": self._form,
            "letterhead": self._letterhead,
            "columns": self._newspaper,
            "references": self._references,
            "index": self._index,
            "signatures": self._signatures,
        }
        kind = self.rng.choice(sorted(kinds))
        if y + 60 > self.foot:
            return y
        self.traits.add(f"beside:{kind}")
        return kinds[kind](x, y, width)

    def _newspaper(self, x: float, y: float, width: float) -> float:
        return self._two_columns(x, y, width, self.rng.randint(10, 30))

    def _bullets(self, x: float, y: float, width: float) -> float:
        mark = self.rng.choice(["\u2022", "-", "1.", "(a)", "\u2013"])
        indent = self.rng.choice([12, 18, 24])
        for k in range(self.rng.randint(3, 9)):
            own = mark.replace("1", str(k + 1)).replace("a", chr(97 + k))
            for n, line in enumerate(
                wrap(
                    self.words.phrase(self.rng, self.rng.randint(3, 20)),
                    self.face,
                    self.size,
                    width - indent,
                    False,
                )
            ):
                if y > self.foot:
                    return y
                if not n:
                    self._print(x, y, own, self.size)
                self._print(x + indent, y, line, self.size)
                y += 1.2 * self.size
            y += self.rng.choice([0, 3])
        return y

    def _contents(self, x: float, y: float, width: float) -> float:
        dots, page = self.rng.choice([".", " .", ""]), self.rng.randint(1, 20)
        numbered, roman = self.rng.random() < 0.6, self.rng.random() < 0.15
        for k in range(self.rng.randint(5, 20)):
            if y > self.foot:
                break
            level = self.rng.choice([0, 0, 1])
            title = (f"{k // 3 + 1}.{k % 3} " if numbered else "") + self.words.phrase(
                self.rng, self.rng.randint(2, 7)
            )
            number = "ivxlc"[k % 5] * (1 + k % 3) if roman else str(page)
            page += self.rng.randint(0, 12)
            end = self._print(x + 14 * level, y, title, self.size)
            own = self.face.width(number, self.size)
            if dots:
                one = self.face.width(dots, self.size)
                count = int((x + width - own - end - 6) / one)
                self._print(x + width - own - 3 - count * one, y, dots * count, self.size)
            self._print(x + width - own, y, number, self.size)
            y += 1.3 * self.size
        return y

    def _form(self, x: float, y: float, width: float) -> float:
        line = self.rng.choice([".", "_", "rule"])
        for _ in range(self.rng.randint(4, 9)):
            if y > self.foot:
                break
            end = self._print(x, y, self.words.phrase(self.rng, self.rng.randint(1, 3)) + ":", self.size) + 4
            stop = x + width * self.rng.choice([0.6, 1.0])
            if line == "rule":
                self.sheet.line(end, y + 1, stop, y + 1)
            else:
                self._print(end, y, line * int((stop - end) / self.face.width(line, self.size)), self.size)
            y += 2.0 * self.size
        return y

    def _letterhead(self, x: float, y: float, width: float) -> float:
        for _ in range(self.rng.randint(2, 5)):
            self._print(x, y, self.words.phrase(self.rng, self.rng.randint(1, 4)), self.size)
            self._print(x + 0.62 * width, y, self.words.phrase(self.rng, self.rng.randint(1, 3)), self.size)
            y += 1.2 * self.size
        return y

    def _references(self, x: float, y: float, width: float) -> float:
        for k in range(self.rng.randint(4, 10)):
            author, year = self.rng.choice(self.words.proper), self.rng.randint(1980, 2013)
            text = f"{author}, {chr(65 + k)}. ({year}). {self._sentence()}"
            for n, line in enumerate(wrap(f"[{k + 1}]  {text}", self.face, self.size, width - 20, False)):
                if y > self.foot:
                    return y
                self._print(x + (20 if n else 0), y, line, self.size)
                y += 1.2 * self.size
        return y

    def _index(self, x: float, y: float, width: float) -> float:
        """A back-of-book index in three columns."""
        size, low = 8.0, y
        for c in range(3):
            at = y
            for _ in range(self.rng.randint(12, 20)):
                if at > self.foot:
                    break
                pages = ", ".join(str(self.rng.randint(1, 300)) for _ in range(self.rng.randint(1, 3)))
                self._print(
                    x + c * width / 3,
                    at,
                    f"{self.words.phrase(self.rng, self.rng.randint(1, 2)).lower()}, {pages}",
                    size,
                )
                at += 1.2 * size
            low = max(low, at)
        return low

    def _signatures(self, x: float, y: float, width: float) -> float:
        for left in (x, x + 0.55 * width):
            self.sheet.line(left, y + 30, left + 0.35 * width, y + 30)
            for k in range(3):
                self._print(
                    left + 10, y + 42 + 12 * k, self.words.phrase(self.rng, self.rng.randint(1, 2)), self.size
                )
        return y + 80

    def _axes(self, x: float, y: float, width: float, height: float, ticks: int) -> list[float]:
        """Axes with their labels; the x of each tick."""
        rng, sheet = self.rng, self.sheet
        step = rng.choice([5, 10, 20, 50, 0.5])
        sheet.line(x, y, x, y + height)
        sheet.line(x, y + height, x + width, y + height)
        for k in range(rng.randint(4, 7)):
            at = y + height - k * height / 6.5
            text = self.words.number(k * step, 1 if step < 1 else 0)
            self._print(x - 5 - self.face.width(text, 7), at + 2.5, text, 7)
            if rng.random() < 0.5:
                sheet.line(x, at, x + width, at, 0.25)
        places = [x + (k + 0.5) * width / ticks for k in range(ticks)]
        for k, at in enumerate(places):
            text = str(1990 + k) if ticks > 5 else rng.choice(self.words.words)[:9]
            self._print(at - self.face.width(text, 7) / 2, y + height + 10, text, 7)
        return places

    def _chart(self, x: float, y: float, width: float) -> float:
        rng, height = self.rng, self.rng.uniform(90, 160)
        if y + height + 30 > self.foot:
            return y
        places = self._axes(x + 30, y, 0.8 * width, height, rng.randint(4, 10))
        grouped = rng.choice([1, 2, 3])
        bar = 0.7 * 0.8 * width / len(places) / grouped
        labelled = rng.random() < 0.6
        for at in places:
            for g in range(grouped):
                tall = rng.uniform(0.05, 0.9) * height
                left = at + (g - grouped / 2) * bar
                self.sheet.fill(
                    left,
                    y + height - tall,
                    left + bar,
                    y + height,
                    ("0.2 0.4 0.7", "0.7 0.7 0.7", "0.4 0.2 0.2")[g],
                )
                if labelled:
                    self._print(left, y + height - tall - 2, self.words.number(tall, 1), 6)
        return self._legend(x, y + height + 22, grouped)

    def _curves(self, x: float, y: float, width: float) -> float:
        rng, height = self.rng, self.rng.uniform(90, 160)
        if y + height + 30 > self.foot:
            return y
        places = self._axes(x + 30, y, 0.8 * width, height, rng.randint(6, 14))
        count = rng.randint(1, 3)
        for _ in range(count):
            self.sheet.curve([(at, y + rng.uniform(0.1, 0.95) * height) for at in places])
        return self._legend(x, y + height + 22, count)

    def _legend(self, x: float, y: float, count: int) -> float:
        for k in range(count):
            self.sheet.fill(x + 60 + 120 * k, y - 5, x + 66 + 120 * k, y + 1, "0.3 0.3 0.6")
            self._print(x + 70 + 120 * k, y, self.words.phrase(self.rng, 1), 7)
        return y + 12
