"""The one exception that a reader raises: the file cannot be read at all, and why."""

from __future__ import annotations

from ingest.problems import Problem


class Unreadable(Exception):
    """Raised by a reader that can give nothing of a file; ``ingest.read`` turns it into a document without
    blocks whose problem says why. What can be read in part is no exception but a document with problems."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message("en"))
        self.problem = problem

    def __reduce__(self) -> tuple[type[Unreadable], tuple[Problem]]:
        return type(self), (self.problem,)
