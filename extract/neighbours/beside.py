"""A column and the table that it stands in, and what a rule about neighbours says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.contents import Contents
from extract.grid import Grid
from extract.headers import Layout
from extract.reading import Column, Evidence, Role


@dataclass(frozen=True, slots=True)
class Beside:
    """A column and the table that it stands in, as the rules before have left it."""

    grid: Grid
    layout: Layout
    columns: Sequence[Column]
    contents: Sequence[Contents]
    at: int

    @property
    def column(self) -> Column:
        return self.columns[self.at]

    @property
    def held(self) -> Contents:
        return self.contents[self.at]

    @property
    def roles(self) -> list[Role]:
        return [column.role for column in self.columns]

    def first_of(self, *roles: Role) -> int | None:
        """Where the first other column of one of these roles stands."""
        return next((i for i, role in enumerate(self.roles) if role in roles and i != self.at), None)


@dataclass(frozen=True, slots=True)
class Instead:
    """The role that a column has instead, the reason, how sure it is."""

    role: Role
    why: str
    confidence: float


def moved(column: Column, told: Instead) -> Column:
    """The column in the role that it has instead, not surer than the reason."""
    evidence = (*column.evidence, Evidence("neighbours", told.why, told.confidence))
    sure = told.confidence if column.source == "content" else min(column.confidence, told.confidence)
    return replace(column, role=told.role, confidence=sure, source="position", evidence=evidence)
