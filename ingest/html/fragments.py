"""HTML that stands inside another text."""

from __future__ import annotations

from ingest.document import Block, Place
from ingest.html.assembly import Assembly
from ingest.html.flow import flow_of
from ingest.html.parsing import parse
from ingest.limits import Limits
from ingest.problems import Problem


def read_fragment(markup: str, place: Place, limits: Limits, problems: list[Problem]) -> list[Block]:
    """The blocks of a piece of HTML, all at ``place``. What is wrong with it is added to ``problems``."""
    root, found = parse(markup)
    problems.extend(found)
    if root is None:
        return []
    assembly = Assembly(limits, problems, place)
    assembly.add(flow_of(root))
    return assembly.blocks
