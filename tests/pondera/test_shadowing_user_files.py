"""A file of the user that has the name of one of our packages is named, with the cure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pondera.shadowing import STAGES, refuse_shadows


def run_script(
    folder: Path, code: str = "import pondera\nprint('imported')\n"
) -> subprocess.CompletedProcess[str]:
    (folder / "analysis.py").write_text(code)
    return subprocess.run([sys.executable, "analysis.py"], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("stage", STAGES)
def test_a_script_beside_the_users_own_is_named(tmp_path: Path, stage: str) -> None:
    (tmp_path / f"{stage}.py").write_text("VALUE = 1\n")
    done = run_script(tmp_path)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert "Shadowed" in last
    assert str(tmp_path / f"{stage}.py") in last
    assert "another name" in last
    assert "cámbiele el nombre" in last


def test_a_package_of_the_user_is_named(tmp_path: Path) -> None:
    (tmp_path / "check").mkdir()
    (tmp_path / "check" / "__init__.py").touch()
    done = run_script(tmp_path)
    assert done.returncode == 1
    assert str(tmp_path / "check" / "__init__.py") in done.stderr


def test_one_that_is_imported_already_is_found_too(tmp_path: Path) -> None:
    (tmp_path / "extract.py").write_text("VALUE = 1\n")
    done = run_script(tmp_path, "import extract\nimport sys\nsys.path.pop(0)\nimport pondera\n")
    assert done.returncode == 1
    assert "Shadowed" in done.stderr


@pytest.mark.parametrize("name", ["extraction.py", "data.csv"])
def test_other_files_are_not_in_the_way(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    done = run_script(tmp_path)
    assert done.stdout == "imported\n", done.stderr


def test_a_plain_folder_that_hides_a_package_is_named(tmp_path: Path) -> None:
    """It does for an editable installation, which is looked up last, and does not for any other."""
    (tmp_path / "extract").mkdir()
    (tmp_path / "extract" / "notes.txt").touch()
    done = run_script(tmp_path, "import pondera\nfrom extract.reading import Role\nprint('imported')\n")
    if done.returncode:
        assert f"Shadowed: {tmp_path / 'extract'}" in done.stderr
    else:
        assert done.stdout == "imported\n"


def test_the_installed_packages_are_ours() -> None:
    refuse_shadows()
