"""What the report costs beside the reading, and how long a report of many documents takes to open.

    python benchmarks/report_speed.py FOLDER [COUNT]

Reads the documents of FOLDER once, then writes the report of them, and one of COUNT (1,000) documents made by
repeating them, in this process: CPU seconds, and their ratio. Where Chromium and Playwright are there, the
CPU time of the browser's main thread until the report of COUNT documents is laid out (the median of five).
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from time import process_time

from ingest.walk import walk
from normalize.dataset import Rows
from pondera.collection import read_all
from pondera.messages import Language
from pondera.report.writer import Report


def report_of(documents: list[Rows], folder: Path, files: Path) -> float:
    """CPU seconds of writing it."""
    start = process_time()
    report = Report(folder, Language.ES, lambda document: files / document.path)
    for rows in documents:
        report.write(rows)
    report.close()
    return process_time() - start


def renamed(rows: Rows, number: int) -> Rows:
    """The rows under another identifier."""
    (document,) = rows.documents
    name = f"{number:016x}"
    tables = {table.table_id: f"{name}-t{table.number}" for table in rows.tables}
    return replace(
        rows,
        documents=(replace(document, document_id=name),),
        tables=tuple(replace(table, table_id=tables[table.table_id]) for table in rows.tables),
        cells=tuple(replace(cell, table_id=tables[cell.table_id]) for cell in rows.cells),
        items=tuple(replace(item, table_id=tables.get(item.table_id, "")) for item in rows.items),
        findings=tuple(
            replace(finding, finding_id=f"{name}-{at}", table_id=tables.get(finding.table_id, ""))
            for at, finding in enumerate(rows.findings)
        ),
    )


def opening_times(path: Path) -> list[float]:
    """CPU milliseconds of the page's main thread until the page is laid out, five times."""
    from playwright.sync_api import sync_playwright

    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        for _ in range(5):
            page = browser.new_page()
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.goto(path.as_uri(), wait_until="load")
            page.evaluate("document.body.offsetHeight")
            told = session.send("Performance.getMetrics")["metrics"]
            times.append(1000 * next(one["value"] for one in told if one["name"] == "TaskDuration"))
            page.close()
        browser.close()
    return times


def main(folder: Path, count: int) -> None:
    start = process_time()
    documents = [outcome.rows for outcome in read_all(walk([folder]), Language.ES)]
    reading = process_time() - start
    with tempfile.TemporaryDirectory() as scratch:
        few, many = Path(scratch) / "few", Path(scratch) / "many"
        few.mkdir()
        many.mkdir()
        writing = report_of(documents, few, folder)
        print(f"{len(documents)} documents: reading {reading:.1f} s, report {writing:.1f} s", end="")
        print(f": {writing / reading:.2f} of the reading")
        repeated = [renamed(rows, at) for at, rows in enumerate(islice(cycle(documents), count))]
        seconds = report_of(repeated, many, folder)
        size = (many / "report.html").stat().st_size / 1e6
        print(f"{count} documents: {seconds / count * 1000:.1f} ms each, report.html {size:.1f} MB")
        if shutil.which("chromium"):
            times = opening_times(many / "report.html")
            print(f"opens in {statistics.median(times):.0f} ms of CPU ({min(times):.0f} to {max(times):.0f})")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000)
