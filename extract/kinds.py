"""What a table is about, from the roles of its columns and the words of its caption."""

from __future__ import annotations

from collections.abc import Sequence

from extract.contents import FIGURES, THINGS
from extract.folding import fold
from extract.reading import Column, Evidence, Role, RowKind, TableKind
from extract.words import words


def table_kind(columns: Sequence[Column], row_kinds: Sequence[RowKind], caption: str) -> TableKind:
    """The kind of a logical table."""
    roles = [column.role for column in columns]
    has = set(roles)
    said = fold(caption + " " + " ".join(column.header for column in columns))
    items = sum(kind is RowKind.ITEM for kind in row_kinds)
    has_header = any(kind is RowKind.HEADER for kind in row_kinds)
    weighs = Role.WEIGHT in has
    if not has_header:
        return (
            TableKind.WEIGHTS
            if weighs and items > 1
            else TableKind.COUNTS
            if Role.COUNT in has and len(roles) == 2
            else TableKind.INFORMATION
            if len(roles) > 1 and items > 1
            else TableKind.LAYOUT
        )
    if Role.STAGE in has and (weighs or Role.OBJECTIVE in has):
        return TableKind.STAGES
    if (Role.COMPLIANCE in has or Role.EARNED in has) and (weighs or has & THINGS):
        return TableKind.EVALUATION
    if (
        Role.INDICATOR in has
        and has & {Role.FORMULA, Role.TARGET, Role.MEASURES_ONLY, Role.BASELINE}
        and not has & {Role.ACTIVITY, Role.PRODUCT, Role.SPECIFIC_OBJECTIVE}
    ):
        return TableKind.INDICATORS
    if weighs and has & {Role.BUDGET, Role.AMOUNT} and not has & THINGS:
        return TableKind.BUDGET  # shares of the whole stand beside what is spent
    if weighs:
        return (
            TableKind.OBJECTIVES
            if Role.OBJECTIVE in has and not has & (THINGS - {Role.OBJECTIVE})
            else TableKind.WEIGHTS
        )
    if has & {Role.BUDGET, Role.AMOUNT} and any(word in said.split() for word in words("table", "pay")):
        return TableKind.REMUNERATION
    if Role.BUDGET in has or (
        Role.AMOUNT in has
        and (has & {Role.ACTIVITY, Role.DEADLINE} or any(word in said for word in words("table", "money")))
    ):
        return TableKind.BUDGET
    if has & {Role.PROGRAMMED, Role.EXECUTED, Role.PROGRESS, Role.TARGET} and has & (
        THINGS | {Role.DESCRIPTION, Role.UNIT_OF_MEASURE}
    ):
        return TableKind.PROGRAMMED_EXECUTED
    if Role.AMOUNT in has:
        return TableKind.REMUNERATION if roles.count(Role.AMOUNT) > 1 else TableKind.BUDGET
    if Role.COUNT in has or Role.TOTAL in has:
        return TableKind.COUNTS
    if Role.OBJECTIVE in has and Role.ACTIVITY in has:
        return TableKind.OBJECTIVES
    return TableKind.INFORMATION


def kind_evidence(columns: Sequence[Column]) -> Evidence:
    """What a table's kind rests on: the roles that are not of words alone, and how sure they are."""
    telling = [column for column in columns if column.role in FIGURES or column.role in THINGS] or columns
    sure = sum(column.confidence for column in telling) / max(1, len(telling))
    roles = dict.fromkeys(column.role.value for column in telling)
    return Evidence("roles of its columns", ", ".join(roles), round(sure, 2))
