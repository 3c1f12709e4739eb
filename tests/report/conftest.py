"""Documents of the samples, read once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import pondera
from normalize.dataset import Rows

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\" onclick='x' &amp; "
    "\u202eRTL\u202c \x1b[31m\x00 {{ 7*7 }}"
)


@pytest.fixture(scope="session")
def evaluation(samples: Path) -> Rows:
    """A document with three errors and twelve items, six of them in one set of weights."""
    return pondera.read(samples / "evaluacion-2021.docx", language="es").rows


@pytest.fixture(scope="session")
def plan(samples: Path) -> Rows:
    return pondera.read(samples / "plan-anual-2023.docx", language="es").rows


@pytest.fixture(scope="session")
def hostile(evaluation: Rows) -> Rows:
    """The same with hostile text wherever a document's own text can stand, one cell of 100 kB among it."""
    document = replace(
        evaluation.documents[0],
        path=HOSTILE,
        title=HOSTILE,
        institution=HOSTILE,
        unit=HOSTILE,
        region=HOSTILE,
        status_detail=HOSTILE,
    )
    cells = [replace(cell, text=HOSTILE + cell.text) for cell in evaluation.cells]
    cells[7] = replace(cells[7], text="<b>" + "x" * 100_000)
    return replace(
        evaluation,
        documents=(document,),
        cells=tuple(cells),
        tables=tuple(replace(table, caption=HOSTILE) for table in evaluation.tables),
        items=tuple(replace(item, text=HOSTILE, number=HOSTILE) for item in evaluation.items),
        measures=tuple(
            replace(figure, unit=HOSTILE, raw=HOSTILE, confidence=0.1) for figure in evaluation.measures
        ),
        findings=tuple(
            replace(
                finding,
                message_es=HOSTILE,
                message_en=HOSTILE,
                expected=HOSTILE,
                observed=HOSTILE,
                rule=HOSTILE if number == 0 else finding.rule,
            )
            for number, finding in enumerate(evaluation.findings)
        ),
    )
