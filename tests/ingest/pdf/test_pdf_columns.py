"""The gaps that part columns."""

from __future__ import annotations

import pytest

from ingest.pdf.columns import separators
from ingest.pdf.lines import Chunk, Line


@pytest.mark.parametrize(("columns", "gaps"), [(3, 2), (140, 0)])
def test_scattered_signs_have_no_columns(columns: int, gaps: int) -> None:
    lines = [
        Line(
            tuple(
                Chunk((0,), 10.0 * k, y, 10.0 * k + 5, y + 5, y, 5.0, "x", False, 5.0) for k in range(columns)
            )
        )
        for y in (10.0, 20.0, 30.0)
    ]
    found = separators(lines, 0.0, 10.0 * columns, 5.0, narrowest=0.4, least=2.0, crossing=0.5)
    assert len(found) == gaps
