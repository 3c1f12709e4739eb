"""``run.json``: what changes from run to run and therefore has no place in the dataset: when, how long, with
which version and options, what failed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pondera.writing.names import RECORD


def write_run_record(folder: Path, record: dict[str, Any]) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=2)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8", newline="\n")
