"""One chart of a dataset, with the words that it needs outside the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from normalize.dataset import Rows
from pondera.messages import Language
from pondera.report import charts
from pondera.report.charts import WeightSet
from pondera.report.collected import HUNDRED, Collected
from pondera.report.document_page import document_name
from pondera.report.wording import say
from pondera.writing.reading import documents_in

MOST_DOCUMENTS = 60
"""With a bar of weights each."""
TABLES = ("documents", "items", "measures", "weight_groups", "findings")


class NothingToPlot(LookupError):
    """The dataset has no data for a chart."""


def plotted(dataset: Path, kind: str, language: Language) -> tuple[str, int]:
    """The chart ``weights``, ``timeline`` or ``heatmap`` of the dataset in a folder, as SVG, and how many
    documents there was no room for. Raises ``NothingToPlot``; ``parts.NoDataset`` and ``parts.OtherColumns``
    as ``documents_in``."""

    def words(key: str) -> str:
        return say(key, language)

    if kind == "weights":
        return _weights(documents_in(dataset, TABLES), words, language)
    collected = Collected()
    for rows in documents_in(dataset, TABLES):
        collected.add(rows)
    if kind == "timeline":
        if not collected.compliance and not collected.pairs:
            raise NothingToPlot(kind)
        return _printed(charts.timeline(collected, words), language), 0
    if collected.programme_weights:
        return _printed(charts.heat_map(collected.programme_weights, words), language), 0
    if collected.weight_sums:
        return _printed(charts.heat_map(collected.weight_sums, words, norm=HUNDRED), language), 0
    raise NothingToPlot(kind)


def _weights(documents: Iterator[Rows], words: charts.Say, language: Language) -> tuple[str, int]:
    sets: list[WeightSet] = []
    left_out = 0
    for rows in documents:
        found = weight_set(rows)
        if found is None:
            continue
        if len(sets) < MOST_DOCUMENTS:
            sets.append(found)
        else:
            left_out += 1
    if not sets:
        raise NothingToPlot("weights")
    return _printed(charts.weight_bars(sets, words), language), left_out


def weight_set(rows: Rows) -> WeightSet | None:
    """The first set of weights in percent, with its base; those that add up to an item's own weight are parts
    of a set."""
    weights = {
        figure.item_id: figure.value
        for figure in rows.measures
        if figure.measure == "weight" and figure.unit == "percent"
    }
    items = {item.item_id: item for item in rows.items}
    for group in rows.weight_groups:
        members = [member for member in group.items.split() if member in weights and member in items]
        if members and group.base_source != "parent":
            shown = tuple(
                (f"{items[member].number} {items[member].text}".strip(), weights[member])
                for member in members
            )
            return WeightSet(document_name(rows.documents[0]), shown, group.base)
    return None


def _printed(spec: charts.Spec, language: Language) -> str:
    """On white, with numbers as the language writes them: such a chart stands in a paper by itself."""
    number = charts.spanish if language is Language.ES else str
    return charts.in_language(charts.svg({**spec, "background": "white"}), number)
