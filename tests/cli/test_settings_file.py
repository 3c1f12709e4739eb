"""``pondera.toml`` in the working folder."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import pondera
from pondera.settings import WrongSettings, settings_in

PLAN = """# Programa de trabajo 2021

Organismo: Consejo Zumbador del Agua

| Actividades | Zurrón del trimestre |
|---|---|
| Elaborar el plan de riego | 60% |
| Revisar los canales | 40% |
"""
SETTINGS = """
[vocabulary]
progress = ["zurrón del trimestre"]

[[institutions]]
name = "Consejo Nacional Zumbador"
country = "PE"
other_names = ["Consejo Zumbador del Agua"]
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one document."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "plan.md").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(desk: Path) -> tuple[list[str], str]:
    with (desk / "out" / "columns.csv").open(encoding="utf-8", newline="") as lines:
        roles = [row["role"] for row in csv.DictReader(lines)]
    with (desk / "out" / "documents.csv").open(encoding="utf-8", newline="") as lines:
        (document,) = csv.DictReader(lines)
    return roles, document["institution"]


def test_a_run_knows_the_words_of_the_file(program, desk: Path) -> None:
    assert program("run", "in", "--to", "out", "--quiet").code == 0
    roles, institution = said(desk)
    assert "progress" not in roles
    (desk / "pondera.toml").write_text(SETTINGS, encoding="utf-8")
    assert program("run", "in", "--to", "out", "--quiet").code == 0
    assert said(desk) == (["activity", "progress"], "Consejo Nacional Zumbador")
    assert institution != "Consejo Nacional Zumbador"
    options = json.loads((desk / "out" / "run.json").read_text(encoding="utf-8"))["options"]
    assert (options["vocabulary"], options["institutions"]) == (1, 1)


def test_show_and_check_know_them_too(program, desk: Path) -> None:
    (desk / "pondera.toml").write_text(SETTINGS, encoding="utf-8")
    assert "[avance 60 %" in program("show", "in/plan.md").out
    assert "→ progress" in program("show", "--why", "in/plan.md").out
    assert program("check", "in/plan.md").code == 0


def test_in_python_they_are_an_argument(desk: Path) -> None:
    (desk / "mine.toml").write_text(SETTINGS, encoding="utf-8")
    assert "progress" not in set(pondera.read("in").columns["role"])
    assert "progress" in set(pondera.read("in", settings="mine.toml").columns["role"])
    pondera.run("in", to="out", settings=desk / "mine.toml")
    assert said(desk)[0] == ["activity", "progress"]


@pytest.mark.parametrize(
    ("settings", "named", "cure"),
    [
        ("[vocabulary]\npeso = ['carga']", "vocabulary.peso", "docs/dataset.md"),
        ("[vocabulary]\nweight = 'carga'", "vocabulary.weight", "lista"),
        ("[[institutions]]\nnombre = 'Casa'", "institutions[1].nombre", "other_names"),
        ("vocabulary = 3", "vocabulary", "tabla"),
        ("[vocabulary", "Expected", "TOML"),
    ],
)
def test_a_wrong_file_ends_the_command_with_the_name_of_the_entry(
    program, desk: Path, settings: str, named: str, cure: str
) -> None:
    (desk / "pondera.toml").write_text(settings, encoding="utf-8")
    for arguments in (("run", "in", "--to", "out"), ("show", "in/plan.md"), ("check", "in/plan.md")):
        done = program(*arguments)
        assert done.code == 2
        assert named in done.err
        assert cure in done.err
    assert not (desk / "out").exists()


def test_a_folder_of_that_name_is_said_to_be_unreadable(program, desk: Path) -> None:
    (desk / "pondera.toml").mkdir()
    done = program("run", "in", "--to", "out")
    assert done.code == 2
    assert "pondera.toml" in done.err


def test_a_file_that_is_not_utf8_is_no_toml(tmp_path: Path) -> None:
    path = tmp_path / "pondera.toml"
    path.write_bytes("[vocabulary]\nweight = ['importância']".encode("latin-1"))
    with pytest.raises(WrongSettings) as wrong:
        settings_in(path)
    assert wrong.value.wanted == "toml"
