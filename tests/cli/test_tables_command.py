"""``pondera tables``"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest


def test_jsonl_is_the_default(program, samples: Path) -> None:
    done = program("tables", samples / "plan-anual-2023.docx", samples / "evaluacion-2021.docx")
    assert done.code == 0
    documents = [json.loads(line) for line in done.out.splitlines()]
    assert [document["path"] for document in documents] == ["evaluacion-2021.docx", "plan-anual-2023.docx"]
    header = documents[1]["tables"][0]["cells"][:3]
    assert [(cell["text"], cell["row_span"], cell["column_span"]) for cell in header] == [
        ("Propósito / Producto", 2, 1),
        ("Unidad de medida", 2, 1),
        ("2021", 1, 2),
    ]


@pytest.mark.parametrize("form", ["csv", "markdown", "html"])
def test_the_other_forms(program, samples: Path, form: str) -> None:
    done = program("tables", samples / "plan-anual-2023.docx", "--format", form)
    assert done.code == 0
    assert "Caminos conservados" in done.out
    if form == "csv":
        widths = {len(row) for row in csv.reader(io.StringIO(done.out, newline=""))}
        assert widths == {3 + 7}


def test_a_file_that_cannot_be_read_is_one_line_among_others(program, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.docx").touch()
    done = program("tables", tmp_path / "empty.docx", samples / "evaluacion-2021.docx", "--lang", "en")
    assert done.code == 0
    documents = {Path(line["path"]).name: line for line in map(json.loads, done.out.splitlines())}
    assert documents["empty.docx"]["status"] == "failed"
    assert "empty" in documents["empty.docx"]["status_detail"]
    assert documents["evaluacion-2021.docx"]["tables"]


def test_nothing_that_can_be_read_gives_3(program, tmp_path: Path) -> None:
    (tmp_path / "empty.docx").touch()
    done = program("tables", tmp_path / "empty.docx")
    assert done.code == 3
    assert json.loads(done.out)["status"] == "failed"
    assert program("tables", tmp_path / "nothing").code == 3


def test_a_path_that_does_not_exist_stops_no_other(program, samples: Path, tmp_path: Path) -> None:
    done = program("tables", tmp_path / "no.docx", samples / "evaluacion-2021.docx")
    assert done.code == 3
    documents = {Path(line["path"]).name: line for line in map(json.loads, done.out.splitlines())}
    assert documents["evaluacion-2021.docx"]["tables"]
    assert documents["no.docx"]["status_detail"].startswith("No existe")
