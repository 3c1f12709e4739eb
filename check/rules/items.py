"""Items: the same one twice, dates out of order, too few activities."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from check.alike import earlier_alike
from check.plan_years import plan_years
from check.rule import Breach, RestsOn, Severity, rule
from check.sentences import sentences
from check.view import DocumentView, Spot
from check.words import words
from normalize.glyphs import fold
from normalize.numbers import read_number
from normalize.schema import ItemRow

SAME_TEXT = 96
_NO_FIGURE = re.compile(r"\D+")
SHORTEST = 10
"""Letters that a text needs to be no mere label."""
_LABELS = ("result", "other", "budget_line")
_OBJECTIVES = ("objective", "specific_objective", "product", "output")
_ACTIVITIES = ("activity", "commitment")


@rule("duplicate-item", Severity.WARNING)
def duplicate_item(view: DocumentView) -> Iterator[Breach]:
    """The same text twice among the siblings of one table, with the same figures in it."""
    siblings: dict[tuple[str, str, str], list[ItemRow]] = defaultdict(list)
    for item in view.rows.items:
        if item.table_id and item.kind not in _LABELS and len(item.text) >= SHORTEST:
            siblings[item.table_id, item.parent_id, _NO_FIGURE.sub(" ", item.text)].append(item)
    for items in siblings.values():
        if len(items) < 2:
            continue
        alike = earlier_alike([item.text.casefold() for item in items], SAME_TEXT)
        for item, places in zip(items, alike, strict=True):
            twins = (items[place] for place in places)
            twin = next((one for one in twins if not _are_two(view, one, item)), None)
            if twin is not None:
                yield Breach(
                    view.place(item, item.column),
                    facts={"item": view.name(item), "row": str((twin.row or 0) + 1)},
                    evidence=(view.place(twin, twin.column),),
                )


def _are_two(view: DocumentView, one: ItemRow, other: ItemRow) -> bool:
    """Whether they head different items, are measured in different units, or done in different places."""
    if one.territory != other.territory:
        return True
    below = [[child.text for child in view.children.get(item.item_id, ())] for item in (one, other)]
    if all(below) and below[0] != below[1]:
        return True
    for column in view.columns_of(one.table_id, "unit_of_measure"):
        cells = [
            view.cell(item.table_id, item.row, column.column) if item.row is not None else None
            for item in (one, other)
        ]
        texts = {cell.text.casefold().strip() if cell is not None else "" for cell in cells}
        if len(texts) > 1:
            return True
    return False


@rule("date-order", Severity.ERROR)
def date_order(view: DocumentView) -> Iterator[Breach]:
    """A start after its end, at the precision of both. A date far from the plan's years is only a
    warning, for they are read from elsewhere in the document."""
    dated = [item for item in view.rows.items if item.starts or item.ends]
    years = plan_years(view) if dated else None
    for item in dated:
        facts = {"item": view.name(item)}
        digits = min(len(item.starts), len(item.ends))
        if item.starts[:digits] > item.ends[:digits]:
            yield Breach(_deadline(view, item), expected=f"≤ {item.ends}", observed=item.starts, facts=facts)
            continue
        far = [
            date
            for date in (item.starts, item.ends)
            if date and years is not None and not years[0] - 1 <= int(date[:4]) <= years[1] + 1
        ]
        if far and years is not None:
            yield Breach(
                _deadline(view, item),
                expected="–".join(map(str, sorted(set(years)))),
                observed=far[0],
                facts=facts,
                severity=Severity.WARNING,
                wording="far",
            )


def _deadline(view: DocumentView, item: ItemRow) -> Spot:
    columns = view.columns_of(item.table_id, "deadline")
    return view.place(item, columns[0].column if columns else item.column)


@rule("few-activities", Severity.WARNING, rests_on=RestsOn.TABLE, parameters=("least_activities",))
def few_activities(view: DocumentView) -> Iterator[Breach]:
    """Only where the profile or the document itself asks for a least number. An objective without any was
    left blank, not short."""
    least = view.parameters.least_activities
    if least is None:
        least = _asked_for(view)
    for item in view.rows.items:
        if item.kind not in _OBJECTIVES or not least:
            continue
        activities = [child for child in view.children.get(item.item_id, ()) if child.kind in _ACTIVITIES]
        if 0 < len(activities) < least:
            yield Breach(
                view.place(item, item.column),
                expected=f"≥ {least}",
                observed=str(len(activities)),
                facts={"item": view.name(item)},
                evidence=tuple(view.place(one, one.column) for one in activities),
            )


def _asked_for(view: DocumentView) -> int:
    """The least number of activities of each objective that a sentence of the document asks for ("al menos 2
    por objetivo"); 0 where none does, or where two ask for different numbers."""
    asked = set[int]()
    for sentence in sentences(view, words("activities")):
        said = set(sentence.words)
        if not (said & words("activities") and said & words("objectives")):
            continue
        folded = fold(sentence.text)
        for phrase in words("at_least"):
            found = re.search(rf"\b{re.escape(phrase)}\s+(\d{{1,2}}|[^\W\d_]+)\b", folded)
            number = read_number(found[1]) if found else None
            if number is not None and number.value == int(number.value):
                asked.add(int(number.value))
    return asked.pop() if len(asked) == 1 else 0
