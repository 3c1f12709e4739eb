"""text-repaired: what was in a wrong encoding is told once per document."""

from __future__ import annotations

from collections.abc import Callable

import check

HEADER = ("Actividad", "Ponderación (%)")


def test_repaired_texts_are_told_once(rows_of: Callable, table: Callable) -> None:
    broken = [("EvaluaciÃ³n de la gestiÃ³n", "60%"), ("PublicaciÃ³n del informe", "40%")]
    rows = rows_of("# Plan 2021", table(HEADER, *broken))
    (finding,) = (one for one in check.findings(rows) if one.rule == "text-repaired")
    assert (finding.severity, finding.expected) == ("info", "Evaluación de la gestión")
    assert finding.observed == "EvaluaciÃ³n de la gestiÃ³n"
    assert "2 texts" in finding.message_en
    assert finding.item_id == rows.items[0].item_id


def test_sound_texts_are_not_told(rows_of: Callable, table: Callable) -> None:
    rows = rows_of("# Plan 2021", table(HEADER, ("Evaluación de la gestión", "100%")))
    assert [one.rule for one in check.findings(rows)] == []
