"""Figures and dates per second and how many are read right, beside Babel, price-parser and dateparser.

Every reader gets the same texts in one run, and the convention (decimal mark) with each figure, as this
project's own reader does; Babel, which knows neither signs nor words, gets the figure with all but digits,
marks and minus taken off. A figure is right when the number is exactly the one that was printed, wrong when
it is another, refused when none is given: a wrong number that looks right is the worst of the three.

    python benchmarks/number_reading.py [--figures 20000] [--dates 300]

The peers are looked for in ``benchmarks/.peers/numbers`` (``pip install --target`` that folder ``babel
price-parser dateparser``). Figures are made from a fixed seed: nine in ten as the document's convention wants
them, one in ten with the other mark, as real plans mix them. Where the development set is beside the project,
its figures are read as well. Ends with 1 where this project's reader gives a wrong number, or a peer is right
more often.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from normalize.dates import read_dates
from normalize.numbers import read_number
from normalize.numerals import Convention

HERE = Path(__file__).resolve().parent
PEERS = HERE / ".peers" / "numbers"
SHARED = HERE.parent.parent / "shared"
MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre"),
    *("noviembre", "diciembre"),
)


@dataclass(frozen=True)
class Printed:
    """A text, the convention of its document, and the number or the day that it writes."""

    text: str
    convention: Convention
    value: Any


Reader = Callable[[Printed], Any]


@dataclass(frozen=True)
class Outcome:
    name: str
    per_second: float
    right: int
    wrong: int
    refused: int
    example: str
    """A wrong reading, where there is one."""


FRAMES = ("{}", "{}%", "{} %", "{}\u00a0%", "$ {}", "US${}", "≥ {}%", "al menos {}%", "{} personas", "{}.-")


def made_figures(count: int) -> list[Printed]:
    """Figures as plans print them: percentages, counts, amounts, some with a comparator, in both conventions;
    one in ten is short and has the mark of the other one, which it shows by itself (``33.33``)."""
    chance = random.Random(20160101)
    figures = []
    for _ in range(count):
        convention = chance.choice(list(Convention))
        slips = chance.random() < 0.1
        places = chance.choice((1, 2)) if slips else chance.choice((0, 0, 0, 1, 2, 2, 3))
        most = 9_999 if slips or chance.random() < 0.5 else 9_999_999
        value = Decimal(chance.randint(10 if slips else 0, most)).scaleb(-places)
        other = Convention.POINT if convention is Convention.COMMA else Convention.COMMA
        text = _written(value, other if slips else convention)
        figures.append(Printed(chance.choice(FRAMES).format(text), convention, value))
    return figures


def _written(value: Decimal, convention: Convention) -> str:
    english = f"{value:,f}"
    if convention is Convention.POINT:
        return english
    return english.translate({ord(","): ".", ord("."): ","})


def gold_figures() -> list[Printed]:
    """The figures of the development set, with the number that is printed: scales undone."""
    figures = []
    for path in sorted([*(SHARED / "gold").glob("*.json"), *(SHARED / "practice" / "gold").glob("*.json")]):
        gold = json.loads(path.read_text(encoding="utf-8"))
        mark = gold["document"]["number_format"]
        if mark is None:
            continue
        for figure in gold["measures"]:
            if figure.get("optional") or not re.search(r"\d", figure["raw"]):
                continue
            value = Decimal(figure["value"]).scaleb(-(figure.get("scale") or 0))
            bare = figure["raw"].replace(",", ".")
            if re.fullmatch(r"[01]?(\.\d+)?", bare) and value == Decimal(bare) * 100:
                value /= 100  # a fraction of one
            figures.append(Printed(figure["raw"], Convention(mark), value))
    return figures


def made_dates(count: int) -> list[Printed]:
    chance = random.Random(20160101)
    figures = []
    for _ in range(count):
        day = date(2000, 1, 1) + timedelta(days=chance.randint(0, 9000))
        month = MONTHS[day.month - 1]
        text = chance.choice(
            (
                f"{day.day} de {month} de {day.year}",
                f"{day.day} DE {month.upper()} DE {day.year}",
                f"{day:%d/%m/%Y}",
                f"{day:%d-%m-%y}",
                f"{day.day}-{month[:3]}-{day:%y}",
                day.isoformat(),
            )
        )
        figures.append(Printed(text, Convention.COMMA, day))
    return figures


def measured(name: str, read: Reader, texts: Sequence[Printed]) -> Outcome:
    """Reads all texts; processor time, so that other work on the machine counts little."""
    read(texts[0])
    started = time.process_time()
    found = [read(text) for text in texts]
    seconds = time.process_time() - started
    pairs = list(zip(texts, found, strict=True))
    wrong = [(text, value) for text, value in pairs if value is not None and value != text.value]
    refused = sum(value is None for value in found)
    example = f"{wrong[0][0].text!r} as {wrong[0][1]}" if wrong else ""
    right = len(texts) - len(wrong) - refused
    return Outcome(name, len(texts) / max(seconds, 1e-9), right, len(wrong), refused, example)


def ours(printed: Printed) -> Decimal | None:
    found = read_number(printed.text, printed.convention)
    return None if found is None else found.value


def our_dates(printed: Printed) -> date | None:
    found = read_dates(printed.text)
    return found[0].day_in(None) if len(found) == 1 else None


def babel_reader(*, strict: bool) -> Reader:
    from babel.numbers import NumberFormatError, parse_decimal

    locales = {Convention.COMMA: "es_CL", Convention.POINT: "es_SV"}
    other = re.compile(r"[^\d.,-]")

    def read(printed: Printed) -> Decimal | None:
        try:
            bare = other.sub("", printed.text).rstrip(".-")
            return parse_decimal(bare, locale=locales[printed.convention], strict=strict)
        except NumberFormatError:
            return None

    return read


def price_parser_reader() -> Reader:
    from price_parser import Price

    def read(printed: Printed) -> Decimal | None:
        return Price.fromstring(printed.text, decimal_separator=printed.convention.decimal).amount

    return read


def dateparser_reader() -> Reader:
    import dateparser

    def read(printed: Printed) -> date | None:
        found = dateparser.parse(printed.text, languages=["es"], settings={"DATE_ORDER": "DMY"})
        return None if found is None else found.date()

    return read


def report(title: str, texts: Sequence[Printed], readers: dict[str, Reader]) -> list[Outcome]:
    outcomes = [measured(name, read, texts) for name, read in readers.items()]
    print(f"{title}: {len(texts)}")
    for outcome in outcomes:
        pace = outcome.per_second / outcomes[0].per_second
        line = f"  {outcome.name:14} {outcome.per_second:9.0f}/s ({pace:5.2f}x) "
        line += (
            f"right {outcome.right:6} wrong {outcome.wrong:5} refused {outcome.refused:5}  {outcome.example}"
        )
        print(line.rstrip())
    return outcomes


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--figures", type=int, default=20_000)
    ask.add_argument("--dates", type=int, default=300)
    args = ask.parse_args()

    figure_readers: dict[str, Reader] = {"pondera": ours}
    date_readers: dict[str, Reader] = {"pondera": our_dates}
    if PEERS.is_dir():
        sys.path.append(str(PEERS))
        figure_readers["babel"] = babel_reader(strict=False)
        figure_readers["babel strict"] = babel_reader(strict=True)
        figure_readers["price-parser"] = price_parser_reader()
        date_readers["dateparser"] = dateparser_reader()
    else:
        print(f"no peers in {PEERS.relative_to(HERE.parent)}: only our own figures")

    runs = [report("made figures", made_figures(args.figures), figure_readers)]
    if gold := gold_figures():
        runs.append(report("figures of the development set", gold, figure_readers))
    runs.append(report("made dates", made_dates(args.dates), date_readers))

    fit = all(mine.wrong == 0 and all(mine.right >= peer.right for peer in peers) for mine, *peers in runs)
    return 0 if fit else 1


if __name__ == "__main__":
    sys.exit(main())
