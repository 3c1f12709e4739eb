"""Where things stand: user space, the page as displayed, and the frame in which its text is upright."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.document import Box, Place
from ingest.pdf.pdfium import Floats


@dataclass(frozen=True, slots=True)
class Frame:
    """The page turned so that most of its text reads from left to right.

    ``turn`` quarter turns (counter-clockwise text: 1 means that the text climbs the page) lead from the page
    as displayed to this frame. Coordinates: points, origin at the top left, y downwards.
    """

    page: int
    width: float
    """Of the page as displayed."""
    height: float
    turn: int = 0

    @property
    def inner_width(self) -> float:
        return self.height if self.turn % 2 else self.width

    @property
    def inner_height(self) -> float:
        return self.width if self.turn % 2 else self.height

    def place(
        self, x0: float, y0: float, x1: float, y1: float, known: dict[float, float] | None = None
    ) -> Place:
        """The place on the displayed page of a box of this frame, cut at the page's edges and rounded to
        hundredths of a point. Numbers that are ``known`` are used again: the cells of a table share the
        lines between them, and a sixth of a long document's memory would be copies."""
        known = {} if known is None else known
        width, height = self.width, self.height
        left, top, right, bottom = x0, y0, x1, y1
        turn = self.turn % 4
        if turn == 1:
            left, top, right, bottom = y0, height - x1, y1, height - x0
        elif turn == 2:
            left, top, right, bottom = width - x1, height - y1, width - x0, height - y0
        elif turn == 3:
            left, top, right, bottom = width - y1, x0, width - y0, x1
        box = Box(
            _known(0.0 if left < 0.0 else width if left > width else left, known),
            _known(0.0 if top < 0.0 else height if top > height else top, known),
            _known(0.0 if right < 0.0 else width if right > width else right, known),
            _known(0.0 if bottom < 0.0 else height if bottom > height else bottom, known),
        )
        return Place(self.page, box)


def _known(number: float, known: dict[float, float]) -> float:
    """A number in hundredths, the same one where it is known."""
    found = known.get(number)
    if found is None:
        rounded = hundredths(number)
        found = known[number] = known.setdefault(rounded, rounded)
    return found


def hundredths(number: float) -> float:
    """``round(number, 2)`` of a number below 10⁹ in half of its time: only what lies near the middle of two
    hundredths is rounded digit by digit."""
    whole = number * 100.0 // 1.0
    rest = number * 100.0 - whole
    if rest < 0.4999:
        return whole / 100.0
    if rest > 0.5001:
        return (whole + 1.0) / 100.0
    return round(number, 2)


def turned(points: Floats, quarters: int, width: float, height: float) -> Floats:
    """Points (n × 2) of a width × height sheet after it was turned clockwise by quarter turns."""
    quarters %= 4
    if not quarters:
        return points
    x, y = points[:, 0], points[:, 1]
    if quarters == 1:
        return np.column_stack((height - y, x))
    if quarters == 2:
        return np.column_stack((width - x, height - y))
    return np.column_stack((y, width - x))


def displayed(rotation: int, left: float, bottom: float, right: float, top: float) -> Floats:
    """The 2 × 3 matrix from user space to the page as displayed (top-left origin, y downwards).

    ``rotation``: quarter turns clockwise, the page's /Rotate (ISO 32000-1, 7.7.3.3); the box: what is shown.
    """
    return np.array(
        [
            [[1, 0, -left], [0, -1, top]],
            [[0, 1, -bottom], [1, 0, -left]],
            [[-1, 0, right], [0, 1, -bottom]],
            [[0, -1, top], [-1, 0, right]],
        ][rotation % 4],
        dtype=np.float64,
    )


def moved(matrix: Floats, points: Floats) -> Floats:
    return points @ matrix[:, :2].T + matrix[:, 2]
