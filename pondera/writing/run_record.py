"""``run.json``: what changes from run to run and therefore has no place in the dataset: when, how long, with
which version and options, what failed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pondera.writing.names import RECORD


def write_run_record(folder: Path, record: dict[str, Any], name: str = RECORD) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=2)
    (folder / name).write_text(text + "\n", encoding="utf-8", newline="\n")


def replace_run_record(folder: Path, record: dict[str, Any]) -> None:
    """Puts the record of a run that had nothing to write anew in the place of the one before, at once."""
    new = f".{RECORD}"
    write_run_record(folder, record, new)
    (folder / new).replace(folder / RECORD)
