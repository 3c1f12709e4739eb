"""What a report says of a collection as a whole, gathered document by document in little room: sums and
counts, never the rows themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from normalize.dataset import Rows
from normalize.schema import DocumentRow, FindingRow, MeasureRow
from pondera.report.facts import SEVERITIES

HUNDRED = Decimal(100)


@dataclass(slots=True)
class Mean:
    """Of figures in percent."""

    total: Decimal = Decimal(0)
    count: int = 0

    def add(self, value: Decimal) -> None:
        self.total += value
        self.count += 1

    @property
    def value(self) -> Decimal:
        return round(self.total / self.count, 2)


@dataclass(slots=True)
class Pair:
    """What was programmed and what was executed, over the items that say both."""

    programmed: Decimal = Decimal(0)
    executed: Decimal = Decimal(0)
    items: int = 0


@dataclass(frozen=True, slots=True)
class Cover:
    """The years of an institution that the collection has, and those between them that it lacks."""

    institution: str
    documents: dict[int, int]
    """Year → documents."""

    @property
    def missing(self) -> tuple[int, ...]:
        have = self.documents
        return tuple(year for year in range(min(have), max(have) + 1) if year not in have)


@dataclass(slots=True)
class Collected:
    documents: int = 0
    copies: int = 0
    tables: int = 0
    items: int = 0
    figures: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(rule, severity) → findings."""
    documents_of_rule: Counter[str] = field(default_factory=Counter)
    programme_weights: dict[tuple[str, int], Mean] = field(default_factory=lambda: defaultdict(Mean))
    """(region, year) → the weights that its programmes state for themselves."""
    weight_sums: dict[tuple[str, int], Mean] = field(default_factory=lambda: defaultdict(Mean))
    """(region, year) → what the first set of weights of each other document adds up to."""
    compliance: dict[int, Mean] = field(default_factory=lambda: defaultdict(Mean))
    """Year → compliance of its documents, each the mean of its items, by weight where they have one."""
    pairs: dict[tuple[str, int], Pair] = field(default_factory=lambda: defaultdict(Pair))
    """(unit, year) → programmed and executed."""
    coverage: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    """Institution → year → documents."""
    undated: Counter[str] = field(default_factory=Counter)
    """Documents without an institution (``institution``) and without a year (``year``)."""

    def add(self, rows: Rows) -> None:
        """Takes up the rows of one document."""
        document = rows.documents[0]
        self.documents += 1
        self.copies += bool(document.duplicate_of)
        self.statuses[str(document.status)] += 1
        self.formats[str(document.format)] += 1
        self.tables += len(rows.tables)
        self.items += len(rows.items)
        self.figures += len(rows.measures)
        self.add_findings(rows.findings)
        if not document.duplicate_of:
            self._cover(document)
            self._weigh(rows, document)
            self._time(rows, document)

    def add_findings(self, findings: Iterable[FindingRow]) -> None:
        findings = list(findings)
        self.severities.update(str(finding.severity) for finding in findings)
        self.rules.update((finding.rule, str(finding.severity)) for finding in findings)
        once = {(finding.rule, finding.document_id) for finding in findings}
        self.documents_of_rule.update(rule for rule, _ in once)

    def _cover(self, document: DocumentRow) -> None:
        if document.institution and document.year is not None:
            self.coverage[document.institution][document.year] += 1
        else:
            self.undated["year" if document.institution else "institution"] += 1

    def _weigh(self, rows: Rows, document: DocumentRow) -> None:
        if not document.region or document.year is None:
            return
        key = (document.region, document.year)
        own = own_weight(rows)
        if own is not None:
            self.programme_weights[key].add(own)
        elif (total := first_sum(rows)) is not None:
            self.weight_sums[key].add(total)

    def _time(self, rows: Rows, document: DocumentRow) -> None:
        reached = document_compliance(rows)
        if reached is not None and document.year is not None:
            self.compliance[document.year].add(reached)
        for unit, year, programmed, executed in pairs_of(rows):
            pair = self.pairs[unit, year]
            pair.programmed += programmed
            pair.executed += executed
            pair.items += 1

    @property
    def covers(self) -> list[Cover]:
        """Those that lack most years first, then by name."""
        covers = [
            Cover(institution, dict(sorted(years.items()))) for institution, years in self.coverage.items()
        ]
        return sorted(covers, key=lambda cover: (-len(cover.missing), cover.institution))

    def of_rule(self, rule: str) -> dict[str, int]:
        """Severity → findings of a rule."""
        return {severity: self.rules[rule, severity] for severity in SEVERITIES}


def own_weight(rows: Rows) -> Decimal | None:
    """The weight in percent that a document states for its programmes; each, by its words, once."""
    programmes = {item.item_id: (item.number, item.text) for item in rows.items if item.kind == "programme"}
    weights = {
        programmes[figure.item_id]: figure.value
        for figure in rows.measures
        if figure.item_id in programmes and figure.measure == "weight" and figure.unit == "percent"
    }
    return sum(weights.values(), Decimal(0)) if weights else None


def first_sum(rows: Rows) -> Decimal | None:
    """What the first set of weights in percent adds up to that should make 100."""
    in_percent = {
        figure.item_id for figure in rows.measures if figure.measure == "weight" and figure.unit == "percent"
    }
    for group in rows.weight_groups:
        if group.base == HUNDRED and any(item in in_percent for item in group.items.split()):
            return group.sum
    return None


def document_compliance(rows: Rows) -> Decimal | None:
    """The mean of its items' compliance, by weight where every one of them has a weight."""
    reached = _single(rows.measures, "compliance")
    weights = _single(rows.measures, "weight")
    if not reached:
        return None
    if all(item in weights for item in reached):
        whole = sum((weights[item] for item in reached), Decimal(0))
        if whole > 0:
            return sum((reached[item] * weights[item] for item in reached), Decimal(0)) / whole
    return sum(reached.values(), Decimal(0)) / len(reached)


def _single(measures: Iterable[MeasureRow], name: str) -> dict[str, Decimal]:
    """The items that have one figure of a measure, in percent, with it."""
    found: dict[str, list[Decimal]] = defaultdict(list)
    for figure in measures:
        if figure.measure == name and figure.unit == "percent":
            found[figure.item_id].append(figure.value)
    return {item: values[0] for item, values in found.items() if len(values) == 1}


def pairs_of(rows: Rows) -> Iterator[tuple[str, int, Decimal, Decimal]]:
    """Unit, year, programmed and executed, for each item and year that states both once, in one unit and for
    the same period; a whole year goes before its parts, which are added."""
    stated: dict[tuple[str, str, str], dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    for figure in rows.measures:
        if figure.measure in ("programmed", "executed") and figure.comparator in ("=", ">="):
            stated[figure.item_id, figure.unit, figure.period][figure.measure].append(figure.value)
    whole: dict[tuple[str, str, int], tuple[Decimal, Decimal]] = {}
    parts: dict[tuple[str, str, int], list[tuple[str, Decimal, Decimal]]] = defaultdict(list)
    for (item, unit, period), sides in stated.items():
        if not period[:4].isdigit() or not all(len(sides[side]) == 1 for side in ("programmed", "executed")):
            continue
        both = (sides["programmed"][0], sides["executed"][0])
        key = (item, unit, int(period[:4]))
        if len(period) == 4:
            whole[key] = both
        elif unit != "percent":
            parts[key].append((period, *both))
    for key, several in parts.items():
        if key not in whole and _follow_one_another(sorted(period for period, _, _ in several)):
            whole[key] = (
                sum((programmed for _, programmed, _ in several), Decimal(0)),
                sum((executed for _, _, executed in several), Decimal(0)),
            )
    for (_, unit, year), (programmed, executed) in whole.items():
        yield unit, year, programmed, executed


def _follow_one_another(periods: list[str]) -> bool:
    """Whether periods of months, in order of their beginnings, do not overlap."""
    ends = [period.partition("/")[2] or period for period in periods]
    return all(end < period[:7] for end, period in zip(ends, periods[1:], strict=False))
