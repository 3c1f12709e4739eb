"""Pictures among the text: what they show is not read, so their places are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.document import Part
from ingest.problems import Problem, problem

_MOST_PLACES = 8
"""Places that are named; pictures beyond them are only counted."""
_MARGINS = frozenset({Part.HEADER, Part.FOOTER})


@dataclass(slots=True)
class Pictures:
    """The pictures of a document in reading order. Those in the margins of pages, a seal or a logo on every
    page, are not told."""

    count: int = 0
    places: dict[str, None] = field(default_factory=dict)
    """Paths of the paragraphs and rows that hold any."""

    def add(self, count: int, path: str, part: Part) -> None:
        if count and part not in _MARGINS:
            self.count += count
            self.places[path] = None

    def problems(self) -> Iterator[Problem]:
        if self.count:
            named = [*self.places][:_MOST_PLACES]
            more = ", …" if len(self.places) > _MOST_PLACES else ""
            yield problem("pictures", count=self.count, places=", ".join(named) + more)
