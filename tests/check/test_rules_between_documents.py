"""region-weights-sum, region-programmes-sum, year-drift: broken, nearly broken, clean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest

import check
from check.documents import documents_in
from check.user_rules import UserRule
from normalize.dataset import Rows
from normalize.schema import TABLES, FindingRow
from pondera.between_documents import rows_between
from pondera.settings import Settings
from pondera.writing.arrow import arrow_table

REGIONS = (
    "CL-TA",
    "CL-AN",
    "CL-AT",
    "CL-CO",
    "CL-VS",
    "CL-LI",
    "CL-ML",
    "CL-BI",
    "CL-AR",
    "CL-LL",
    "CL-AI",
    "CL-MA",
    "CL-RM",
)
"""The thirteen of Chile's plans for 2007."""
HEADER = ("Actividad", "Medio de verificación", "Ponderación actividad (%)")
ACTIVITIES = (
    ("Publicar el boletín trimestral", "Informe", "60%"),
    ("Capacitar a los encargados", "Acta", "40%"),
)


@pytest.fixture(scope="module")
def programme(rows_of: Callable[..., Rows], table: Callable) -> Callable[..., Rows]:
    """A region's programme of a year, with its weight in the heading."""

    def make(
        number: int,
        region: str,
        share: str = "7,69",
        year: int = 2007,
        weights: tuple[str, str] = ("60%", "40%"),
    ) -> Rows:
        rows = rows_of(
            f"# Programa de Trabajo Territorial {year}",
            f"Ponderación Programa de Trabajo (%) = {share}%",
            table(HEADER, *[(name, how, w) for (name, how, _), w in zip(ACTIVITIES, weights, strict=True)]),
            sha256=f"{number:064x}"[::-1],
        )
        document = replace(
            rows.documents[0],
            institution="Instituto de Normalización Previsional",
            path=f"{number:02}.docx",
            country="CL",
            region_code=region,
            region=region,
            year=year,
        )
        return replace(rows, documents=(document,))

    return make


def between(parts: list[Rows], parameters: check.Parameters | None = None) -> list[FindingRow]:
    """What is found between documents whose tables are in memory."""
    settings = Settings(profiles=check.Profiles.same(parameters or check.Parameters()))
    return list(rows_between(Rows.of(parts), settings))


def rules(parts: list[Rows], parameters: check.Parameters | None = None) -> list[tuple[str, str]]:
    found = between(parts, parameters or check.Parameters())
    return [(finding.rule, finding.severity) for finding in found]


def all_regions(programme: Callable[..., Rows], **shares: str) -> list[Rows]:
    return [programme(at, region, shares.get(region[3:], "7,69")) for at, region in enumerate(REGIONS, 1)]


def test_all_regions_make_a_hundred(programme: Callable[..., Rows]) -> None:
    """13 × 7,69 = 99,97: rounding."""
    assert rules(all_regions(programme)) == []


def test_one_region_weighs_too_much(programme: Callable[..., Rows]) -> None:
    parts = all_regions(programme, CO="8,69")
    found = {finding.rule: finding for finding in between(parts)}
    assert set(found) == {"region-weights-sum", "region-programmes-sum"}
    total, own = found["region-weights-sum"], found["region-programmes-sum"]
    assert (total.severity, total.expected, total.observed) == ("error", "100%", "100.97%")
    assert total.difference == Decimal("0.97")
    assert total.document_id == parts[0].documents[0].document_id
    assert "its 13 regions weigh 100.97% together" in total.message_en
    assert (own.severity, own.expected, own.observed) == ("info", "7.69%", "8.69%")
    assert own.document_id == parts[3].documents[0].document_id


def test_missing_regions_are_counted(programme: Callable[..., Rows]) -> None:
    (finding,) = between(all_regions(programme)[:5])
    assert (finding.rule, finding.severity, finding.observed) == ("region-weights-sum", "info", "38.45%")
    assert "8 regions are not in the dataset" in finding.message_en
    assert "faltan 8 regiones" in finding.message_es


def test_shares_that_differ_everywhere_are_meant(programme: Callable[..., Rows]) -> None:
    shares = {"TA": "5", "AN": "6", "AT": "4", "CO": "9"}
    parts = all_regions(programme, **shares)[:4]
    assert [rule for rule, _ in rules(parts)] == ["region-weights-sum"]


def test_years_and_institutions_are_kept_apart(programme: Callable[..., Rows]) -> None:
    other = programme(51, "CL-CO")
    other = replace(other, documents=(replace(other.documents[0], institution="Otra"),))
    parts = [*all_regions(programme), programme(50, "CL-CO", year=2009), other]
    assert rules(parts) == [("region-weights-sum", "info")] * 2


@pytest.mark.parametrize(
    ("country", "year", "missing"), [("CL", 2007, 12), ("CL", 2010, 14), ("CL", 2022, 15), ("PE", 2022, 25)]
)
def test_how_many_regions_there_are(
    programme: Callable[..., Rows], country: str, year: int, missing: int
) -> None:
    rows = programme(1, "CL-CO", year=year)
    document = replace(rows.documents[0], country=country)
    (finding,) = between([replace(rows, documents=(document,))])
    assert f"{missing} regions are not in the dataset" in finding.message_en


def test_a_country_whose_regions_are_not_known(programme: Callable[..., Rows]) -> None:
    rows = programme(1, "XX-CO")
    assert between([replace(rows, documents=(replace(rows.documents[0], country="XX"),))]) == []


# -- from year to year


def test_a_weight_that_changes_much(programme: Callable[..., Rows]) -> None:
    before = programme(1, "CL-CO", year=2007)
    after = programme(2, "CL-CO", year=2008, weights=("30%", "70%"))
    found = [f for f in between([before, after]) if f.rule == "year-drift"]
    assert [(f.severity, f.expected, f.observed) for f in found] == [
        ("info", "60%", "30%"),
        ("info", "40%", "70%"),
    ]
    assert {f.document_id for f in found} == {after.documents[0].document_id}
    assert "weighs 30%, and 60% in 2007 (-50 %)" in found[0].message_en
    assert len({f.finding_id for f in found}) == 2


@pytest.mark.parametrize(
    ("year", "weights"), [(2008, ("60%", "40%")), (2008, ("55%", "45%")), (2010, ("10%", "90%"))]
)
def test_small_changes_and_other_years(
    programme: Callable[..., Rows], year: int, weights: tuple[str, str]
) -> None:
    parts = [programme(1, "CL-CO", year=2007), programme(2, "CL-CO", year=year, weights=weights)]
    assert "year-drift" not in [rule for rule, _ in rules(parts)]


def test_the_share_is_a_parameter(programme: Callable[..., Rows]) -> None:
    parts = [programme(1, "CL-CO", year=2007), programme(2, "CL-CO", year=2008, weights=("54%", "46%"))]
    narrow = check.Parameters(drift=Decimal("0.05"))
    assert [rule for rule, _ in rules(parts, narrow)].count("year-drift") == 2


def test_another_region_is_another_plan(programme: Callable[..., Rows]) -> None:
    parts = [programme(1, "CL-CO", year=2007), programme(2, "CL-VS", year=2008, weights=("10%", "90%"))]
    assert "year-drift" not in [rule for rule, _ in rules(parts)]


# -- a dataset of several documents


def test_a_dataset_is_checked_document_by_document(programme: Callable[..., Rows]) -> None:
    parts = [programme(1, "CL-CO", year=2007), programme(2, "CL-CO", year=2008, weights=("30%", "60%"))]
    whole = check.findings(Rows.of(parts))
    alone = [finding for part in parts for finding in check.findings(part)]
    assert list(whole) == alone
    assert "weights-sum" in [finding.rule for finding in alone]


def test_documents_are_told_apart(programme: Callable[..., Rows]) -> None:
    parts = [programme(at, region) for at, region in enumerate(REGIONS[:4], 1)]
    again = list(documents_in(Rows.of(parts)))
    assert again == parts


def test_a_copy_of_a_file_counts_once(programme: Callable[..., Rows]) -> None:
    parts = all_regions(programme)
    copy = replace(parts[0].documents[0], document_id="c" * 16, duplicate_of="plan.docx")
    assert rules([*parts, Rows(documents=(copy,))]) == []


def test_nothing_in_nothing() -> None:
    assert check.findings(Rows()) == ()
    assert between([]) == []


def test_a_query_that_needs_more_memory_gets_it_for_itself(
    programme: Callable[..., Rows], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = programme(1, "CL-TA")
    many = "SELECT len(list(i)) FROM range(3000000) AS numbers(i)"
    large = f"SELECT document_id, 'much' AS message_en FROM documents WHERE ({many}) > 0"
    rules = (
        UserRule("large", large),
        UserRule("small", "SELECT document_id, 'x' AS message_en FROM documents"),
    )
    with duckdb.connect(config={"memory_limit": "16MiB", "threads": 1}) as base:
        for table in TABLES:
            base.register("given", arrow_table(table, getattr(rows, table)))
            base.execute(f"CREATE TABLE {table} AS SELECT * FROM given")
        before = base.execute("SELECT current_setting('memory_limit')").fetchall()
        found = [one.rule for one in check.findings_between(base, rules=rules)]
        assert [rule for rule in found if not rule.startswith("region-")] == ["large", "small"]
        assert base.execute("SELECT current_setting('memory_limit')").fetchall() == before
        monkeypatch.setattr("check.between.MOST_MIB", 24)
        found = [one.rule for one in check.findings_between(base, rules=rules)]
        assert [rule for rule in found if not rule.startswith("region-")] == ["rule-failed", "small"]
        assert base.execute("SELECT current_setting('memory_limit')").fetchall() == before
