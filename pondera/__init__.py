"""Pondera: from public planning and evaluation documents to one dataset of their weights, targets and
results, and to where a document contradicts itself.

>>> import pondera
>>> plan = pondera.read("samples/programa-trabajo-2021.docx")
>>> plan.items  # a pandas table, as all of the dataset's tables
>>> pondera.run(["samples"], to="output")
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from os import PathLike
from typing import TYPE_CHECKING

from pondera.shadowing import refuse_shadows

refuse_shadows()
# Arrow's own allocator keeps what was freed, which is a fifth of what making a dataset takes. Heeded where
# nobody has loaded Arrow before.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

if TYPE_CHECKING:
    from pondera.dataset import Dataset
    from pondera.runs.summary import Summary
    from pondera.writing.merging import Merged

__all__ = ["Dataset", "merge", "read", "run"]


def read(
    *paths: str | PathLike[str],
    language: str | None = None,
    settings: str | PathLike[str] | None = None,
) -> Dataset:
    """The dataset of one document, of several, or of all in a folder, held in memory.

    ``language`` is the one in which ``documents.status_detail`` speaks: ``es`` or ``en``, by default that
    of the environment; ``settings`` is a file like ``pondera.toml``, none by default. A file that
    cannot be read is no error: its row in ``documents`` says why. Raises FileNotFoundError for a path that
    does not exist, ``pondera.settings.WrongSettings`` (a ValueError) for settings that are not as they should
    be.
    """
    from pathlib import Path

    from ingest.walk import Found, walk
    from pondera.collection import read_collection
    from pondera.dataset import Dataset
    from pondera.messages import language_of
    from pondera.settings import NOTHING_SET, settings_in

    given = NOTHING_SET if settings is None else settings_in(Path(settings))
    where = [Path(path) for path in paths]
    rows = read_collection(where, language_of(language), given)
    return Dataset(rows, {file.name: file.path for file in walk(where) if isinstance(file, Found)})


def run(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    to: str | PathLike[str],
    formats: Iterable[str] = ("csv", "parquet", "duckdb"),
    language: str | None = None,
    settings: str | PathLike[str] | None = None,
    report: bool = True,
) -> Summary:
    """Reads all documents in ``paths`` and writes the dataset to the folder ``to``, as ``pondera run`` does,
    with ``report.html`` unless ``report`` is false.

    Raises FileNotFoundError for a path that does not exist, FileExistsError where ``to`` holds files that
    the dataset would overwrite and that no run of Pondera wrote, ValueError for an unknown format or for
    ``settings`` (as for ``read``) that are not as they should be.
    """
    from pathlib import Path

    from pondera.messages import language_of
    from pondera.runs.options import Options
    from pondera.runs.running import run_collection
    from pondera.settings import NOTHING_SET, settings_in

    given = [paths] if isinstance(paths, (str, PathLike)) else list(paths)
    return run_collection(
        [Path(path) for path in given],
        Path(to),
        formats=list(formats),
        language=language_of(language),
        settings=NOTHING_SET if settings is None else settings_in(Path(settings)),
        options=Options(report=report),
    )


def merge(
    *datasets: str | PathLike[str],
    to: str | PathLike[str],
    formats: Iterable[str] = ("csv", "parquet", "duckdb"),
    settings: str | PathLike[str] | None = None,
) -> Merged:
    """Writes the dataset of all documents of ``datasets`` (folders that runs wrote) to the folder ``to``, as
    ``pondera merge`` does: each document, by its bytes, once.

    Raises ValueError for a folder without a dataset, for an unknown format and for ``settings`` that are not
    as they should be, FileExistsError as ``run`` does.
    """
    from pathlib import Path

    from pondera.merging_datasets import merge_datasets
    from pondera.settings import NOTHING_SET, settings_in

    return merge_datasets(
        [Path(dataset) for dataset in datasets],
        Path(to),
        formats=list(formats),
        settings=NOTHING_SET if settings is None else settings_in(Path(settings)),
    )


def __getattr__(name: str) -> object:
    if name == "Dataset":
        from pondera.dataset import Dataset

        return Dataset
    if name == "__version__":
        from importlib.metadata import version

        return version("pondera")
    raise AttributeError(f"module 'pondera' has no attribute {name!r}")
