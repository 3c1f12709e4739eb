"""Regional programmes of one institution and year: whether the shares of all regions make a whole."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files

from check.amounts import HALF, HUNDRED, same, shown
from check.collection import Collection, Weighed
from check.rule import Breach, Severity, rule_between
from check.view import Spot, confidence
from normalize.schema import MeasureRow

LEAST_REGIONS = 3
"""Regions whose shares must be at hand before one that differs from the others' stands out."""

Regions = dict[str, list[Weighed]]
"""Region code → the weights of its programmes."""


@rule_between("region-weights-sum", Severity.ERROR)
def region_weights_sum(collection: Collection) -> Iterator[tuple[str, Breach]]:
    """The weights of all programmes of all regions against 100. While regions are missing from the dataset it
    is only worth a note that says how many."""
    for (institution, country, year), regions in _by_institution(collection).items():
        weights = [one for ones in regions.values() for one in ones]
        total = _sum(weights)
        slack = sum((one.weight.precision * HALF for one in weights), Decimal(0))
        count = region_count(country, year)
        missing = max(count - len(regions), 0) if count is not None else None
        if same(total, HUNDRED, slack) or missing is None:
            continue
        yield (
            weights[0].document.document_id,
            Breach(
                _spot(weights[0]),
                expected="100%",
                observed=shown(total, "percent"),
                difference=total - HUNDRED,
                facts={
                    "institution": institution,
                    "year": str(year),
                    "regions": str(len(regions)),
                    "missing": str(missing),
                },
                evidence=tuple(_spot(one) for one in weights),
                confidence=_confidence(weights),
                severity=Severity.INFO if missing else None,
                wording="missing" if missing else "",
            ),
        )


@rule_between("region-programmes-sum", Severity.INFO)
def region_programmes_sum(collection: Collection) -> Iterator[tuple[str, Breach]]:
    """Where most regions of an institution share alike (100 over their number): those that do not."""
    for (institution, country, year), regions in _by_institution(collection).items():
        count = region_count(country, year)
        if count is None or len(regions) < LEAST_REGIONS:
            continue
        share = HUNDRED / count
        odd = {code: ones for code, ones in regions.items() if not _is_share(ones, share)}
        if 2 * len(odd) >= len(regions):
            continue
        for ones in odd.values():
            total = _sum(ones)
            yield (
                ones[0].document.document_id,
                Breach(
                    _spot(ones[0]),
                    expected=shown(share.quantize(ones[0].weight.precision), "percent"),
                    observed=shown(total, "percent"),
                    difference=total - share,
                    facts={
                        "institution": institution,
                        "region": ones[0].document.region,
                        "programmes": str(len(ones)),
                        "regions": str(count),
                    },
                    evidence=tuple(_spot(one) for one in ones),
                    confidence=_confidence(ones),
                ),
            )


def _is_share(ones: Sequence[Weighed], share: Decimal) -> bool:
    return same(_sum(ones), share, sum((one.weight.precision for one in ones), Decimal(0)) * HALF)


def _by_institution(collection: Collection) -> dict[tuple[str, str, int], Regions]:
    """Institution, country and year → its regions' programmes, each once."""
    found: dict[tuple[str, str, int], Regions] = defaultdict(lambda: defaultdict(list))
    seen = set[tuple[str, str, int, str, str]]()
    for one in collection.weighed:
        document = one.document
        if one.item.kind != "programme" or document.year is None:
            continue
        if not (document.institution and document.country and document.region_code):
            continue
        key = (document.institution, document.country, document.year)
        programme = (*key, document.region_code, one.item.text.casefold())
        if programme not in seen:
            seen.add(programme)
            found[key][document.region_code].append(one)
    return found


def _sum(ones: Sequence[Weighed]) -> Decimal:
    return sum((one.weight.value for one in ones), Decimal(0))


def _spot(one: Weighed) -> Spot:
    weight: MeasureRow = one.weight
    return Spot(weight.table_id, one.item.item_id, weight.row, weight.column, one.item.page)


def _confidence(ones: Sequence[Weighed]) -> float:
    return confidence(*(one.weight for one in ones))


def region_count(country: str, year: int) -> int | None:
    """How many regions a country has in the plans of a year; None where that is not known."""
    known = [count for since, count in _counts().get(country, ()) if since <= year]
    return known[-1] if known else None


@cache
def _counts() -> dict[str, list[tuple[int, int]]]:
    return tomllib.loads((files("check") / "regions.toml").read_text(encoding="utf-8"))
