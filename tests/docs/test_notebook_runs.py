"""The notebook runs as it stands, and what it shows is there."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient


@pytest.fixture(scope="module")
def executed(project: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(project / "docs" / "notebook.ipynb", as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(project)}}).execute()
    return notebook


def outputs(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def test_every_cell_shows_something(executed: nbformat.NotebookNode) -> None:
    for cell in executed.cells:
        if cell.cell_type == "code":
            assert cell.outputs, cell.source


def test_the_dataset_a_document_and_a_finding_show_themselves(executed: nbformat.NotebookNode) -> None:
    shown = [
        output.data["text/html"] for output in outputs(executed) if "text/html" in output.get("data", {})
    ]
    views = [text for text in shown if 'class="pondera-view"' in text]
    assert len(views) == 3
    dataset, document, finding = views
    assert "evaluacion-2021.docx" in dataset
    assert "<article" in document
    assert "weights-sum" in finding


def test_no_output_is_kept_in_the_repository(project: Path) -> None:
    notebook = nbformat.read(project / "docs" / "notebook.ipynb", as_version=4)
    assert outputs(notebook) == []
