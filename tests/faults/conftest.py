"""Reading a hostile file in a process of its own, so that its memory can be measured and a hang ended."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

_SECONDS = 60
"""After which a reading counts as hung; on an idle machine none of these takes more than a few."""
_READ = """
import json, pathlib, sys
from dataclasses import replace
from ingest import Limits, Table, read_bytes

def peak():
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0

path, plain, password, bounds = sys.argv[1:5]
read_bytes(pathlib.Path(plain).read_bytes(), "plain.docx")
before = peak()
data = pathlib.Path(path).read_bytes()
limits = Limits(**json.loads(bounds))
document = read_bytes(data, pathlib.Path(path).name, limits=limits, password=password or None)
texts = [getattr(block, "text", "") for block in document.blocks]
texts += [cell.text for block in document.blocks if isinstance(block, Table) for cell in block.cells]
print(json.dumps({
    "status": document.status,
    "format": document.source.format,
    "puid": document.source.puid,
    "kinds": [problem.kind for problem in document.problems],
    "es": [problem.message("es") for problem in document.problems],
    "en": [problem.message("en") for problem in document.problems],
    "texts": texts,
    "mib": peak() - before,
}))
"""


@dataclass(frozen=True)
class Reading:
    """What came of a file, and by how many MiB the process grew at most while it was read."""

    status: str
    format: str
    puid: str
    kinds: list[str]
    es: list[str]
    en: list[str]
    texts: list[str]
    mib: int


Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def docx_bytes() -> bytes:
    """A sound document: a heading, a paragraph, a table of weights, a paragraph."""
    document = docx.Document()
    document.add_heading("Programa de trabajo", 1)
    document.add_paragraph("El objetivo 1 pesa 40 %.")
    table = document.add_table(4, 2)
    for row, cells in enumerate((("Objetivo", "Peso"), ("Uno", "40 %"), ("Dos", "35 %"), ("Tres", "25 %"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("Fin del programa 2015.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def with_parts(docx_bytes: bytes) -> Callable[[Mapping[str, bytes | None]], bytes]:
    """The sound document with parts put in the place of its own, added, or (``None``) taken out."""

    def rebuilt(parts: Mapping[str, bytes | None]) -> bytes:
        buffer = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(docx_bytes)) as old,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            content: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
            for name, part in {**content, **parts}.items():
                if part is not None:
                    new.writestr(name, part)
        return buffer.getvalue()

    return rebuilt


@pytest.fixture
def read_apart(tmp_path: Path, project: Path, docx_bytes: bytes) -> Read:
    """Reads bytes in another process. The test fails where that process dies, hangs or raises."""

    def read(data: bytes, name: str = "informe.docx", *, password: str = "", **bounds: int) -> Reading:
        plain = tmp_path / "plain.docx"
        plain.write_bytes(docx_bytes)
        path = tmp_path / name
        path.write_bytes(data)
        arguments = [str(path), str(plain), password, json.dumps(bounds)]
        done = subprocess.run(
            [sys.executable, "-c", _READ, *arguments],
            cwd=project,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        reading = Reading(**json.loads(done.stdout))
        for spanish, english in zip(reading.es, reading.en, strict=True):
            assert spanish != english
            assert spanish.endswith(".") and english.endswith(".")
            assert "\n" not in spanish + english
        return reading

    return read
