"""What the files of a dataset are called."""

from __future__ import annotations

import re

from normalize.schema import TABLES

DATASET = "pondera-dataset"
"""The name in the descriptor, by which a folder is known to be a dataset of ours."""
DESCRIPTOR = "datapackage.json"
DATABASE = "dataset.duckdb"
WORKBOOK = "dataset.xlsx"
RECORD = "run.json"
EVENTS = "events.jsonl"
STATE = ".pondera"
"""The hidden folder beside a dataset that holds what its next run goes on from."""
REPORT = "report.html"
REPORT_FOLDER = "report"
"""Where the pages of documents are, if they are too many for one file."""
OWN_PAGES = re.compile(r"([0-9a-f]{16}(-[0-9]+)?|documents-[0-9]+)\.html")
"""What the files in it are called."""
OWN_FILES = (
    *(f"{table}.{ending}" for table in TABLES for ending in ("csv", "parquet")),
    DATABASE,
    WORKBOOK,
    REPORT,
    EVENTS,
    RECORD,
    DESCRIPTOR,
)
"""Every file that a run may write, the descriptor last."""
