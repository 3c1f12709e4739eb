"""Totals that running text states, against the table that they speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from check.amounts import HALF, half_units, same, shown
from check.rule import Breach, RestsOn, Severity, rule
from check.sentences import Sentence, Stated, figures, sentences
from check.view import DocumentView, Spot, confidence
from check.words import words
from normalize.glyphs import fold
from normalize.schema import MeasureRow, TableRow, TotalRow

FAR = 2
"""Times by which a stated amount and a total differ when something else is likely meant."""
LONG_WORD = 5
"""Letters of a word that says what a sentence is about."""

Figure = MeasureRow | TotalRow


@dataclass(frozen=True, slots=True)
class _Whole:
    """What a table says that its rows come to in one column, or adds up to there."""

    value: Decimal
    slack: Decimal
    unit: str
    period: str
    rests_on: tuple[Figure, ...]


@rule("stated-total-in-text", Severity.WARNING, rests_on=RestsOn.TABLE, parameters=("tolerance",))
def stated_total_in_text(view: DocumentView) -> Iterator[Breach]:
    """An amount that a sentence calls a total, beside a table that speaks of the same thing in the same unit
    and year: it must be a total, a sum or a figure of that table, at the precision of both. Where it is far
    from all of them, it is of something else."""
    wholes: dict[str, list[_Whole]] = {}
    for sentence in sentences(view, words("total")):
        if not set(sentence.words) & words("total"):
            continue
        for stated in figures(sentence.text, view):
            if not stated.unit or stated.unit == "percent" or _is_hedged(sentence, stated):
                continue
            beside = [table for table in _beside(view, sentence) if _is_about(view, table, sentence, stated)]
            for table in beside:
                if table.table_id not in wholes:
                    wholes[table.table_id] = _wholes(view, table)
            candidates = [
                whole
                for table in beside
                for whole in wholes[table.table_id]
                if _is_of(whole, stated, sentence, view)
            ]
            if candidates and not _is_there(view, beside, candidates, stated):
                nearest = min(candidates, key=lambda whole: abs(whole.value - _value(stated)))
                if not _is_far(nearest.value, _value(stated)):
                    yield _breach(view, sentence, stated, nearest)


def _breach(view: DocumentView, sentence: Sentence, stated: Stated, whole: _Whole) -> Breach:
    figure = whole.rests_on[0]
    return Breach(
        Spot(figure.table_id, "", None, figure.column, sentence.passage.page),
        expected=shown(whole.value, whole.unit),
        observed=stated.raw,
        difference=_value(stated) - whole.value,
        facts={"sentence": sentence.text, "table": str(view.tables[figure.table_id].number)},
        evidence=view.spots(whole.rests_on),
        confidence=min(stated.number.certainty, confidence(*whole.rests_on)),
        discriminator=sentence.text,
    )


def _value(stated: Stated) -> Decimal:
    sign = stated.number.sign
    return stated.number.value.scaleb(stated.number.scale + (sign.scale if sign is not None else 0))


def _slack(stated: Stated) -> Decimal:
    return Decimal(1).scaleb(stated.number.scale - stated.number.decimals) * HALF


def _is_far(one: Decimal, other: Decimal) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return high > FAR * low


def _is_hedged(sentence: Sentence, stated: Stated) -> bool:
    """The sentence says that the figure is a mean, a bound or a rounded one."""
    return bool(set(sentence.words) & words("not_exact")) or stated.number.comparator != "="


def _beside(view: DocumentView, sentence: Sentence) -> list[TableRow]:
    """The tables before and after a sentence."""
    at = sentence.passage.tables_before
    return list(view.rows.tables[max(at - 1, 0) : at + 1])


def _is_about(view: DocumentView, table: TableRow, sentence: Sentence, stated: Stated) -> bool:
    """Whether a table's caption, headers or rows have a word of the sentence that says what it is about; of
    things that are counted, the thing itself."""
    texts = [table.caption, *(column.header for column in view.columns_of(table.table_id))]
    if not stated.number.sign:
        return bool(_said([stated.unit]) & _said(texts))
    texts += [item.text for item in view.items_of(table.table_id)]
    return bool(_said(texts) & _said([sentence.text]) - _said(words("total")))


def _said(texts: Iterable[str]) -> set[str]:
    """The words that are long enough to say something, without the end of a plural."""
    return {
        fold(word).removesuffix("s").removesuffix("e")
        for text in texts
        for word in re.findall(r"[^\W\d_]+", text)
        if len(word) >= LONG_WORD
    }


def _is_of(whole: _Whole, stated: Stated, sentence: Sentence, view: DocumentView) -> bool:
    """Of the same unit, and of a year that the sentence names where it names any."""
    is_money = stated.number.sign is not None
    if is_money != (len(whole.unit) == 3 and whole.unit.isupper()) or (
        is_money and whole.unit != stated.unit
    ):
        return False
    years = set(re.findall(r"\b(?:19|20)\d\d\b", sentence.text))
    year = whole.period[:4] or str(view.document.year or "")
    return not years or not year or year in years


def _wholes(view: DocumentView, table: TableRow) -> list[_Whole]:
    """The totals of a table and the sums of its columns of one unit."""
    found = [
        _Whole(total.value, total.precision * HALF, total.unit, total.period, (total,))
        for column in range(table.columns)
        for total in view.totals_in(table.table_id, column)
    ]
    stated = {whole.rests_on[0].column for whole in found}
    columns: dict[int, list[MeasureRow]] = defaultdict(list)
    for name in ("budget", "amount", "count", "programmed", "executed", "target"):
        for figure in view.measures_of(table.table_id, name):
            if figure.column is not None and figure.column not in stated:
                columns[figure.column].append(figure)
    for figures_in in columns.values():
        if len(figures_in) > 1 and len({(one.unit, one.period, one.measure) for one in figures_in}) == 1:
            total = sum((one.value for one in figures_in), Decimal(0))
            first = figures_in[0]
            found.append(_Whole(total, half_units(figures_in), first.unit, first.period, tuple(figures_in)))
    return found


def _is_there(
    view: DocumentView, tables: Sequence[TableRow], candidates: Sequence[_Whole], stated: Stated
) -> bool:
    """Whether a table states the amount or comes to it, in any of its columns or in all together."""
    value, slack = _value(stated), _slack(stated) + view.parameters.tolerance
    if any(same(whole.value, value, whole.slack + slack) for whole in candidates):
        return True
    if same(sum((whole.value for whole in candidates), Decimal(0)), value, slack):
        return True
    ids = {table.table_id for table in tables}
    return any(figure.table_id in ids and same(figure.value, value, slack) for figure in view.rows.measures)
