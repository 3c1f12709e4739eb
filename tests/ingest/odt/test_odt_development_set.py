"""The generated documents of the development set: their items, headers and sizes of tables."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ingest.document import Format, Source, Table
from ingest.limits import DEFAULT
from ingest.odt import read_document


def folded(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def test_generated_documents_hold_all_their_items(shared: Path) -> None:
    paths = sorted((shared / "practice" / "files").glob("*.odt"))
    assert paths
    for path in paths:
        gold = json.loads((shared / "practice" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        data = path.read_bytes()
        document = read_document(data, Source(path.name, len(data), "", Format.ODT), DEFAULT, None)
        assert document.problems == ()
        tables = [*document.tables()]
        cells = folded("|".join(cell.text for table in tables for cell in table.cells))
        rest = folded("|".join(block.text for block in document.blocks if not isinstance(block, Table)))
        for item in gold["items"]:
            accepted = [item["text"], *item.get("accept", {}).get("text", [])]
            assert any(folded(text) in cells or folded(text) in rest for text in accepted), (path.name, item)
        sizes = [(table.row_count, table.column_count) for table in tables]
        for table in gold["tables"]:
            size = (table["header_rows"] + table["body_rows"], len(table["columns"]))
            assert size in sizes, (path.name, table["key"])
            sizes.remove(size)
            for column in table["columns"]:
                assert all(folded(level) in cells for level in column["header"].split(" / ")), column
        if "two_tables_side_by_side" in gold["traits"]:
            assert sum(table.host is not None for table in tables) == 2
