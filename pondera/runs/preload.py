"""What every worker needs, loaded and used once by the server that workers are forked off, so that none of
them has to load a reader or build a vocabulary again."""

from __future__ import annotations

import os
import sys
from types import TracebackType

# Arrow's own allocator sets a gibibyte aside at once, which would count as the documents'.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

import ingest.doc
import ingest.docx
import ingest.html
import ingest.markdown
import ingest.odt
import ingest.pdf
import ingest.rtf
import ingest.text  # noqa: F401
from ingest import read_bytes
from pondera.messages import Language
from pondera.pipeline import rows_of
from pondera.runs import pool  # noqa: F401
from pondera.runs.records import packed

_PAGE = b"""<h1>Programa de trabajo 2021</h1>
<p>Instituci\xc3\xb3n: Municipalidad. Regi\xc3\xb3n de Los Lagos</p>
<table><tr><th>Objetivo<th>Ponderaci\xc3\xb3n<th>Meta<tr><td>1. Sembrar<td>60 %<td>10 informes
<tr><td>2. Regar<td>40 %<td>90 %<tr><td>Total<td>100 %<td></table>"""


def warm() -> None:
    """Takes a page of all that documents have through all stages."""
    import extract

    reading = extract.understand(read_bytes(_PAGE, "page.html"), extract.NOTHING_ADDED)
    packed([rows_of(reading, Language.ES)], [""])


class _NoPandas:
    """Among Python's ways to find a module (PEP 302): there is no pandas."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def without_pandas() -> None:
    """Arrow looks for pandas, once, when it is first given a list: a third of a second, and memory, that no
    worker has a use for."""
    import pyarrow

    sys.meta_path.insert(0, _NoPandas)
    pyarrow.array([None])
    sys.meta_path.remove(_NoPandas)


def said(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """As Python tells of what ends a process, but not of a worker that is being started while its run ends:
    it finds nothing any more of what it was to be given, and the run knows."""
    if not isinstance(error, (FileNotFoundError, EOFError, ConnectionError)):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = said
without_pandas()
warm()
