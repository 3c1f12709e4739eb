"""Findings between documents: of a dataset in memory, and as ``writing.merging`` finds them."""

from __future__ import annotations

from functools import partial

import duckdb

import check
from check.rule import declared
from normalize.dataset import Rows
from normalize.schema import TABLES, FindingRow
from pondera.settings import Settings
from pondera.writing.arrow import arrow_table
from pondera.writing.found_between import Between
from pondera.writing.parts import identifier


def rows_between(rows: Rows, settings: Settings) -> tuple[FindingRow, ...]:
    """What is inconsistent between the documents of a dataset in memory, and what a user's rules find."""
    with duckdb.connect() as base:
        for table in TABLES:
            base.register("given", arrow_table(table, getattr(rows, table)))
            base.execute(f"CREATE TABLE {identifier(table)} AS SELECT * FROM given")
            base.unregister("given")
        found = between(settings).find(base)
        return tuple(check.waived_between(found, check.left_over(rows.findings)))


def between(settings: Settings) -> Between:
    """What is inconsistent between documents, and what a user's rules find, by the settings of a run."""
    own = {rule.name for rule in declared() if rule.is_between}
    return Between(
        find=partial(check.findings_between, profiles=settings.profiles, rules=settings.rules),
        rules=frozenset(own | {rule.name for rule in settings.rules}),
    )
