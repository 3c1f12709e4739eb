"""Which program read a document: the version alone does not tell while somebody works on the code."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

_STAGES = ("ingest", "extract", "normalize", "check")
_OWN = ("pipeline.py", "storable.py", "messages.toml", "runs/records.py", "writing/arrow.py")
"""What of this package shapes the rows."""
_ENDINGS = {".py", ".toml", ".csv", ".json", ".sql"}


@cache
def version_of_code() -> str:
    """The version and a digest of the code and the vocabularies that decide what is read."""
    made = hashlib.sha256(version("pondera").encode())
    here = Path(__file__).resolve().parent.parent
    for path in [*(here / name for name in _OWN), *(path for name in _STAGES for path in _files(name))]:
        made.update(path.read_bytes())
    return made.hexdigest()


def _files(package: str) -> list[Path]:
    found = find_spec(package)
    folders = list(found.submodule_search_locations or ()) if found is not None else []
    return sorted(path for folder in folders for path in Path(folder).rglob("*") if path.suffix in _ENDINGS)
