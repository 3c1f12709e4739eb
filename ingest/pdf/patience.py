"""What a page may cost before the search for its tables stops: time, and the number of its rulings.

PDFium's own work on a page is bounded by what it reads (``opening``); a run bounds the time of the whole
document besides.
"""

from __future__ import annotations

from time import thread_time

PAGE_SECONDS = 20.0
"""Of processor time, so that a busy machine reads what an idle one reads. A dense page takes 0.1."""
MOST_RULINGS = 2_500
"""In one direction on one page, joined; a page ruled on every side of every cell has some hundreds. What has
more is a drawing, and pairs of them would fill the memory."""


class Patience:
    """Runs out ``seconds`` of processor time after it was made."""

    def __init__(self, seconds: float = PAGE_SECONDS) -> None:
        self._until = thread_time() + seconds
        self.lost = False
        """It has been found to be over: something was not looked at."""

    def over(self) -> bool:
        self.lost = self.lost or thread_time() > self._until
        return self.lost
