"""Charts as SVG, by Vega-Lite through ``vl-convert`` (BSD-3).

Vega-Lite is a grammar with a published schema and many years behind it; vl-convert runs it in its own process
space without browser, network or system fonts, gives text as text and the same bytes for the same data.
Matplotlib's SVG turns on the fonts of the machine, Plotly and Bokeh need a browser to write one, pygal is
LGPL.

Each function gives the specification of one chart. Charts of the report carry no words but names and numbers:
what is to be read beside them stands in the page, in both languages; ``words`` adds axis titles for a chart
that goes into a paper by itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pondera.plain_text import in_xml, one_line
from pondera.report.collected import Collected, Cover, Mean, Pair
from pondera.report.facts import SEVERITIES

Spec = dict[str, Any]
Say = Callable[[str], str]
"""From a key of the words to a sentence in one language."""

NAME_LENGTH = 42
MOST_REGIONS = 30
MOST_UNITS = 6
MOST_RULES = 40
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first is built into vl-convert, so that text takes the same room on every machine."""
SEVERITY_COLOURS = {"error": "#c2303a", "warning": "#d18f1b", "info": "#4a8fc4"}
PROGRAMMED, EXECUTED = "#8a94a0", "#2f78b7"
_HEAT = ["#e8f1fa", "#08406f"]
_OFF = ["#dbe9f4", "#b3161b"]
_THERE, _MISSING = "#a9cdea", "#f3b9b5"
_HEIGHT = 18
_MOST_YEARS = 80


def svg(spec: Spec) -> str:
    """The picture of a specification. Raises ValueError for one that Vega-Lite refuses."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_in_xml({**_COMMON, **spec})))


def _in_xml(value: Any) -> Any:
    """The same with all text fit for XML: a control character in a label makes vl-convert end the process."""
    match value:
        case str():
            return in_xml(value)
        case dict():
            return {key: _in_xml(one) for key, one in value.items()}
        case list() | tuple():
            return [_in_xml(one) for one in value]
        case _:
            return value


_COMMON: Spec = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "background": None,
    "config": {
        "font": FONT,
        "aria": False,
        "view": {"stroke": None},
        "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 0, "titleFontWeight": "normal"},
        "header": {"labelLimit": 0, "labelFontSize": 13, "labelFontWeight": "bold", "title": None},
        "legend": {"labelFontSize": 12, "titleFontSize": 12},
        # names are cut before; where Vega cuts, half a character may be left, which it then cannot measure
    },
}


def heat_map(
    means: Mapping[tuple[str, int], Mean], say: Say | None = None, *, norm: Decimal | None = None
) -> Spec:
    """Regions by years, the mean weight in each; regions with most documents where they are many. With a
    ``norm``, the colour says how far from it a mean lies."""
    regions = _regions(means)
    values: list[dict[str, Any]] = [
        {
            "region": _name(region),
            "year": str(year),
            "value": float(mean.value if norm is None else abs(mean.value - norm)),
            "label": _digits(mean.value),
        }
        for (region, year), mean in sorted(means.items())
        if region in regions
    ]
    lowest, highest = (end([value["value"] for value in values]) for end in (min, max))
    if norm is not None:
        lowest, highest = 0.0, max(highest, 10.0)
    years = _years(year for region, year in means if region in regions)
    x = {"field": "year", "type": "ordinal", "scale": {"domain": years}, "axis": _axis(say, "chart-year", 0)}
    y = {"field": "region", "type": "nominal", "sort": [_name(region) for region in regions]}
    colour = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [lowest, highest], "range": _HEAT if norm is None else _OFF},
        "legend": None if say is None else {"title": say("chart-weight" if norm is None else "chart-off")},
    }
    dark = {"test": f"datum.value > {(lowest + highest) / 2}", "value": "#ffffff"}
    return {
        "data": {"values": values},
        "width": {"step": 40},
        "height": {"step": _HEIGHT + 4},
        "encoding": {"x": x, "y": {**y, "axis": _axis(say, "chart-region")}},
        "layer": [
            {"mark": {"type": "rect", "stroke": None}, "encoding": {"color": colour}},
            {
                "mark": {"type": "text", "fontSize": 11},
                "encoding": {
                    "text": {"field": "label"},
                    "color": {"condition": dark, "value": "#10202e"},
                },
            },
        ],
    }


def _regions(means: Mapping[tuple[str, int], Mean]) -> list[str]:
    documents: dict[str, int] = {}
    for (region, _), mean in means.items():
        documents[region] = documents.get(region, 0) + mean.count
    most = sorted(documents, key=lambda region: (-documents[region], region))[:MOST_REGIONS]
    return sorted(most)


def compliance(means: Mapping[int, Mean], say: Say | None = None) -> Spec:
    """The mean compliance of each year's documents, in percent."""
    values = [
        {"year": year, "value": float(mean.value), "part": part}
        for part, (year, mean) in _parts(sorted(means.items()))
    ]
    return {
        "data": {"values": values},
        "width": min(640, 90 + 60 * len(means)),
        "height": 220,
        "mark": {"type": "line", "point": {"filled": True, "size": 60}, "color": EXECUTED},
        "encoding": {
            "x": _time(means, say),
            "y": {
                "field": "value",
                "type": "quantitative",
                "scale": {"domainMin": 0},
                "axis": _axis(say, "chart-compliance"),
            },
            "detail": {"field": "part"},
        },
    }


def programmed_executed(pairs: Mapping[tuple[str, int], Pair], say: Say | None = None) -> Spec:
    """Programmed and executed by year, a panel for each of the units that most figures have."""
    units = units_shown(pairs)
    values = [
        {"unit": _name(unit), "year": year, "side": side, "value": amount, "part": f"{side}{part}"}
        for unit in units
        for part, (year, pair) in _parts(
            sorted((year, pair) for (of, year), pair in pairs.items() if of == unit)
        )
        for side, amount in zip(("programmed", "executed"), amounts(unit, pair), strict=True)
    ]
    named = {side: side if say is None else say(f"measure-{side}") for side in ("programmed", "executed")}
    for value in values:
        value["side"] = named[str(value["side"])]
    sides = list(named.values())
    legend = None if say is None else {"title": None, "orient": "top"}
    return {
        "data": {"values": values},
        "facet": {"field": "unit", "type": "nominal", "sort": [_name(unit) for unit in units]},
        "columns": 3,
        "spec": {
            "width": 240,
            "height": 150,
            "mark": {"type": "line", "point": {"filled": True, "size": 45}},
            "encoding": {
                "x": _time([year for of, year in pairs if of in units], say),
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "axis": {"title": None, "format": "~s", "tickCount": 5},
                },
                "color": {
                    "field": "side",
                    "scale": {"domain": sides, "range": [PROGRAMMED, EXECUTED]},
                    "legend": legend,
                },
                "strokeDash": {
                    "field": "side",
                    "scale": {"domain": sides, "range": [[5, 4], [1, 0]]},
                    "legend": legend,
                },
                "detail": {"field": "part"},
            },
        },
        "resolve": {"scale": {"y": "independent"}},
    }


def _of_unit(unit: str, pairs: Mapping[tuple[str, int], Pair]) -> list[tuple[int, Pair]]:
    years = sorted(year for of, year in pairs if of == unit)
    return [(year, pairs[unit, year]) for year in years]


def units_shown(pairs: Mapping[tuple[str, int], Pair]) -> list[str]:
    """The units with a chart of their own: those that most items have."""
    items: dict[str, int] = {}
    for (unit, _), pair in pairs.items():
        items[unit] = items.get(unit, 0) + pair.items
    return sorted(items, key=lambda unit: (-items[unit], unit))[:MOST_UNITS]


def amounts(unit: str, pair: Pair) -> tuple[float, float]:
    """Programmed and executed of a year: sums, and means of what is in percent."""
    share = pair.items if unit == "percent" else 1
    return float(round(pair.programmed / share, 2)), float(round(pair.executed / share, 2))


def findings_by_rule(collected: Collected) -> Spec:
    """How often each rule fired, by severity; the most frequent first."""
    rules = rules_shown(collected)
    values = [
        {"rule": rule, "severity": severity, "order": order, "findings": count}
        for rule in rules
        for order, (severity, count) in enumerate(collected.of_rule(rule).items())
        if count
    ]
    return {
        "data": {"values": values},
        "width": 420,
        "height": {"step": _HEIGHT + 6},
        "mark": {"type": "bar", "height": _HEIGHT},
        "encoding": {
            "y": {
                "field": "rule",
                "type": "nominal",
                "sort": rules,
                "axis": {"title": None, "minExtent": 300, "ticks": False},
            },
            "x": {
                "field": "findings",
                "type": "quantitative",
                "axis": {"title": None, "tickMinStep": 1, "format": "d"},
            },
            "color": {
                "field": "severity",
                "scale": {"domain": list(SEVERITIES), "range": [SEVERITY_COLOURS[one] for one in SEVERITIES]},
                "legend": None,
            },
            "order": {"field": "order"},
        },
    }


def rules_shown(collected: Collected) -> list[str]:
    totals: dict[str, int] = {}
    for (rule, _), count in collected.rules.items():
        totals[rule] = totals.get(rule, 0) + count
    return sorted(totals, key=lambda rule: (-totals[rule], rule))[:MOST_RULES]


@dataclass(frozen=True, slots=True)
class WeightSet:
    """The first set of weights of a document, for ``weight_bars``."""

    name: str
    weights: tuple[tuple[str, Decimal], ...]
    """Item and weight, in reading order."""
    base: Decimal


def weight_bars(sets: Sequence[WeightSet], say: Say) -> Spec:
    """A bar per document, its weights one after the other, with a mark at the base that they should reach."""
    names = [f"{place}. {_name(one.name)}" for place, one in enumerate(sets, 1)]
    values = [
        {"document": name, "item": _name(item), "order": order, "shade": order % 2, "weight": float(weight)}
        for name, one in zip(names, sets, strict=True)
        for order, (item, weight) in enumerate(one.weights)
    ]
    bases = [{"document": name, "base": float(one.base)} for name, one in zip(names, sets, strict=True)]
    y = {"field": "document", "type": "nominal", "sort": names, "axis": {"title": None}}
    return {
        "width": 560,
        "height": {"step": 26},
        "layer": [
            {
                "data": {"values": values},
                "mark": {"type": "bar", "stroke": "#ffffff"},
                "encoding": {
                    "y": y,
                    "x": {"field": "weight", "type": "quantitative", "axis": {"title": say("chart-weights")}},
                    "color": {
                        "field": "shade",
                        "type": "nominal",
                        "scale": {"range": ["#2f78b7", "#6ba6d6"]},
                        "legend": None,
                    },
                    "order": {"field": "order"},
                },
            },
            {
                "data": {"values": bases},
                "mark": {"type": "tick", "color": "#c2303a", "thickness": 3, "size": 24},
                "encoding": {"y": y, "x": {"field": "base", "type": "quantitative"}},
            },
        ],
    }


def coverage(covers: Sequence[Cover]) -> Spec:
    """Institutions by years: how many documents, or a cross where a year between two is missing."""
    shown = covers[:MOST_REGIONS]
    values = [
        {"institution": _name(cover.institution), "year": str(year), "state": state, "label": label}
        for cover in shown
        for state, label, years in (
            ("there", None, cover.documents),
            ("missing", "✕", dict.fromkeys(cover.missing[:_MOST_YEARS], 0)),
        )
        for year, label in (
            (year, label or (str(count) if count > 1 else "")) for year, count in years.items()
        )
    ]
    x = {
        "field": "year",
        "type": "ordinal",
        "scale": {"domain": _years(int(str(value["year"])) for value in values)},
        "axis": {"title": None, "labelAngle": 0},
    }
    names = [_name(cover.institution) for cover in shown]
    y = {"field": "institution", "type": "nominal", "sort": names, "axis": {"title": None}}
    return {
        "data": {"values": values},
        "width": {"step": 40},
        "height": {"step": _HEIGHT + 4},
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "mark": {"type": "rect", "stroke": None},
                "encoding": {
                    "color": {
                        "field": "state",
                        "scale": {"domain": ["there", "missing"], "range": [_THERE, _MISSING]},
                        "legend": None,
                    }
                },
            },
            {
                "transform": [{"filter": "datum.label"}],
                "mark": {"type": "text", "fontSize": 11, "color": "#10202e"},
                "encoding": {"text": {"field": "label"}},
            },
        ],
    }


def timeline(collected: Collected, say: Say) -> Spec:
    """Compliance, and below it programmed beside executed, as far as the collection has them."""
    charts: list[Spec] = []
    if collected.compliance:
        charts.append(compliance(collected.compliance, say))
    if collected.pairs:
        charts.append(programmed_executed(collected.pairs, say))
    return {"vconcat": charts, "resolve": {"scale": {"color": "independent"}}}


_LABEL = re.compile(r"(<text\b[^>]*>)([^<]*)(</text>)")
_DECIMAL = re.compile(r"−?[\d,]*\d\.\d+\w?")


def spanish(label: str) -> str:
    """A number as Vega-Lite writes it (``1,234.5``), with a decimal comma."""
    return label.replace(",", "\u202f").replace(".", ",")


def in_language(picture: str, number: Callable[[str], str]) -> str:
    """A picture whose decimal numbers are written as ``number`` says."""

    def replaced(match: re.Match[str]) -> str:
        opening, label, closing = match.groups()
        return f"{opening}{number(label) if _DECIMAL.fullmatch(label) else label}{closing}"

    return _LABEL.sub(replaced, picture)


def bilingual(picture: str, texts: Mapping[str, str]) -> str:
    """A picture whose labels stand in both languages: those that ``texts`` names are replaced by its markup,
    and decimals are written as each language writes them."""

    def replaced(match: re.Match[str]) -> str:
        opening, label, closing = match.groups()
        if label in texts:
            return f"{opening}{texts[label]}{closing}"
        if _DECIMAL.fullmatch(label):
            label = f'<tspan class="es">{spanish(label)}</tspan><tspan class="en">{label}</tspan>'
        return f"{opening}{label}{closing}"

    return _LABEL.sub(replaced, picture)


def label_in_both(spanish: str, english: str) -> str:
    """A label as ``bilingual`` wants it."""
    return "".join(
        f'<tspan class="{language}">{html.escape(one_line(text, 52))}</tspan>'
        for language, text in (("es", spanish), ("en", english))
    )


def _name(text: str) -> str:
    return one_line(text, NAME_LENGTH)


def _digits(value: Decimal) -> str:
    digits = format(round(value, 1), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _axis(say: Say | None, key: str, angle: int | None = None) -> Spec:
    axis: Spec = {"title": None if say is None else say(key)}
    return axis if angle is None else {**axis, "labelAngle": angle}


def _time(years: Iterable[int], say: Say | None) -> Spec:
    """Years as whole numbers along an axis."""
    years = sorted(set(years))
    every = max(1, (years[-1] - years[0]) // 8 + 1)
    named = list(range(years[0], years[-1] + 1, every))
    return {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [years[0] - 0.5, years[-1] + 0.5], "nice": False},
        "axis": {
            **_axis(say, "chart-year", 0),
            "format": "d",
            "grid": False,
            "values": named,
        },
    }


def _years(years: Iterable[int]) -> list[str]:
    """All from the first to the last; only those that there are where these lie far apart."""
    years = sorted(set(years))
    if years[-1] - years[0] > _MOST_YEARS:
        return [str(year) for year in years]
    return [str(year) for year in range(years[0], years[-1] + 1)]


def _parts(points: Sequence[tuple[int, Any]]) -> list[tuple[int, tuple[int, Any]]]:
    """Points by years, each with the number of the stretch without a gap that it lies in: a line must not
    pass over years of which nothing is known."""
    parts, part = [], 0
    for place, point in enumerate(points):
        if place and point[0] != points[place - 1][0] + 1:
            part += 1
        parts.append((part, point))
    return parts
