"""The charts of a collection, each with its data as a table."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from check.rule import declared
from pondera.messages import Language
from pondera.plain_text import printable
from pondera.report import charts
from pondera.report.collected import HUNDRED, Collected, Mean
from pondera.report.document_page import rule_title
from pondera.report.facts import SEVERITIES
from pondera.report.wording import Wording, say

MOST_ROWS = 2_000
"""Of a chart's table."""


log = logging.getLogger("pondera")


@dataclass(frozen=True, slots=True)
class Chart:
    name: str
    picture: Markup
    heads: tuple[Markup, ...]
    rows: tuple[tuple[Any, ...], ...]
    left_out: int
    """Rows of the table that are not shown."""
    legend: tuple[tuple[str, str, Markup], ...] = ()
    """Colour, class, words."""


def rules_chart(collected: Collected, words: Wording) -> Chart | None:
    if not collected.rules:
        return None
    explanations = {rule.name: rule.explanation for rule in declared()}
    titles = {
        rule: charts.label_in_both(*(_title(rule, language) for language in (Language.ES, Language.EN)))
        for rule in charts.rules_shown(collected)
    }
    rows = [
        (
            rule_title(rule, words),
            Markup("<code>{}</code>").format(printable(rule)),
            *(collected.of_rule(rule)[severity] or "" for severity in SEVERITIES),
            collected.documents_of_rule[rule],
            words.each(explanations[rule]) if rule in explanations else "",
        )
        for rule in dict.fromkeys([*titles, *sorted(rule for rule, _ in collected.rules)])
    ]
    heads = (
        words("report-head-rule"),
        "",
        *(words(f"report-count-{severity}") for severity in SEVERITIES),
        words("report-head-documents"),
        words("report-head-looks-for"),
    )
    legend = tuple(
        (charts.SEVERITY_COLOURS[severity], "", words(f"report-count-{severity}")) for severity in SEVERITIES
    )
    return _chart("rules", charts.findings_by_rule(collected), heads, rows, legend, titles)


def _title(rule: str, language: Language) -> str:
    return next((one.title(language) for one in declared() if one.name == rule), rule)


def collection_charts(collected: Collected, words: Wording) -> Iterator[Chart]:
    """Those for which the collection has data."""
    if collected.programme_weights:
        yield _heat("programmes", collected.programme_weights, words)
    if collected.weight_sums:
        yield _heat("sums", collected.weight_sums, words)
    if collected.compliance:
        yield _compliance(collected, words)
    if collected.pairs:
        yield _executed(collected, words)
    if collected.coverage:
        yield _coverage(collected, words)


def _heat(name: str, means: Mapping[tuple[str, int], Mean], words: Wording) -> Chart:
    heads = (
        words("report-filter-region"),
        words("report-filter-year"),
        words("report-head-value"),
        words("report-head-documents"),
    )
    rows = [
        (region, year, words.number(mean.value), mean.count) for (region, year), mean in sorted(means.items())
    ]
    norm = HUNDRED if name == "sums" else None
    return _chart(name, charts.heat_map(means, norm=norm), heads, rows)


def _compliance(collected: Collected, words: Wording) -> Chart:
    heads = (words("report-filter-year"), words("report-head-value"), words("report-head-documents"))
    rows = [
        (year, words.number(mean.value), mean.count) for year, mean in sorted(collected.compliance.items())
    ]
    return _chart("compliance", charts.compliance(collected.compliance), heads, rows)


def _executed(collected: Collected, words: Wording) -> Chart:
    heads = (
        words("report-head-unit"),
        words("report-filter-year"),
        words("measure-programmed"),
        words("measure-executed"),
        words("report-head-executed-share"),
        words("report-head-items"),
    )
    rows = []
    for (unit, year), pair in sorted(collected.pairs.items()):
        programmed, executed = charts.amounts(unit, pair)
        share = words.number(round(executed / programmed * 100, 1)) if programmed else ""
        rows.append((unit, year, words.number(programmed), words.number(executed), share, pair.items))
    legend = (
        (charts.PROGRAMMED, "dashed", words("measure-programmed")),
        (charts.EXECUTED, "", words("measure-executed")),
    )
    spec = charts.programmed_executed(collected.pairs)
    return _chart("executed", spec, heads, rows, legend)


def _coverage(collected: Collected, words: Wording) -> Chart:
    heads = (
        words("report-filter-institution"),
        words("report-head-years"),
        words("report-head-missing"),
        words("report-head-documents"),
    )
    covers = collected.covers
    rows = [
        (
            cover.institution,
            ", ".join(map(str, cover.documents)),
            ", ".join(map(str, cover.missing)),
            sum(cover.documents.values()),
        )
        for cover in covers
    ]
    return _chart("coverage", charts.coverage(covers), heads, rows)


def _chart(
    name: str,
    spec: charts.Spec,
    heads: Sequence[Markup | str],
    rows: Sequence[tuple[Any, ...]],
    legend: tuple[tuple[str, str, Markup], ...] = (),
    texts: Mapping[str, str] | None = None,
) -> Chart:
    try:
        picture = charts.bilingual(charts.svg(spec), texts or {})
    except ValueError as refusal:  # a chart is no reason to lose a report: its data is in the table
        log.warning("no chart %s: %s", name, refusal)
        picture = ""
    hidden = picture.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Chart(
        name,
        Markup(hidden),
        tuple(Markup.escape(head) for head in heads),
        tuple(rows[:MOST_ROWS]),
        max(0, len(rows) - MOST_ROWS),
        legend,
    )


def say_in(language: Language) -> charts.Say:
    return lambda key: say(key, language)
