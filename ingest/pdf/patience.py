"""What a page may cost before the search for its tables stops: time, and the number of its rulings.

Every loop over lines, pieces of text or rulings that may grow faster than they do calls ``ask``: where the
time of the page is over, it raises ``OutOfPatience``, and what was found so far is kept. PDFium's own work on
a page is bounded by what it reads (``opening``); a run bounds the time of the whole document besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import thread_time

PAGE_SECONDS = 15.0
"""Of processor time, so that a busy machine reads what an idle one reads. A dense page takes 0.1."""
PASSAGE_SECONDS = 4.0
"""For the paragraphs of a page, whatever its tables took."""
MOST_RULINGS = 2_500
"""In one direction on one page, joined; a page ruled on every side of every cell has some hundreds. What has
more is a drawing, and pairs of them would fill the memory."""
_EVERY = 16
"""Calls of ``ask`` to one look at the clock, which takes longer than the rest of them."""


class OutOfPatience(Exception):
    """The time for what is being looked at is over."""


class Patience:
    """Runs out ``seconds`` of processor time after it was made."""

    def __init__(self, seconds: float = PAGE_SECONDS) -> None:
        self._until = thread_time() + seconds
        self.lost = False
        """It has been found to be over: something was not looked at."""
        self.asked = 0
        """How often it was asked by ``ask``."""

    def over(self) -> bool:
        self.lost = self.lost or thread_time() > self._until
        return self.lost

    @contextmanager
    def bounding(self) -> Iterator[None]:
        """What is done inside is asked by ``is_over`` and ``ask`` whether this has run out."""
        before = _BOUNDING.set(self)
        try:
            yield
        finally:
            _BOUNDING.reset(before)


_BOUNDING: ContextVar[Patience | None] = ContextVar("patience", default=None)


def is_over() -> bool:
    """Whether the patience that bounds what is being done has run out."""
    patience = _BOUNDING.get()
    return patience is not None and patience.over()


def ask() -> None:
    """Raises OutOfPatience where the time is over. Called once per line, not once per sign."""
    patience = _BOUNDING.get()
    if patience is not None:
        if (patience.lost or not patience.asked % _EVERY) and patience.over():
            raise OutOfPatience
        patience.asked += 1
