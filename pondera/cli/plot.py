"""``pondera plot``: one chart of a dataset as SVG, for a paper."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pondera.cli.options import Lang, refuse_missing
from pondera.cli.words import word
from pondera.exit_codes import ExitCode, Stop
from pondera.messages import language_of


class Kind(StrEnum):
    WEIGHTS = "weights"
    TIMELINE = "timeline"
    HEATMAP = "heatmap"


def plot(
    dataset: Annotated[
        Path, typer.Argument(help=word("help-dataset"), metavar="DATASET", show_default=False)
    ],
    kind: Annotated[Kind, typer.Option("--kind", help=word("help-plot-kind"), show_default=False)],
    to: Annotated[
        Path, typer.Option("--to", help=word("help-plot-to"), metavar="FILE.svg", show_default=False)
    ],
    lang: Lang = None,
) -> None:
    from pondera.cli.terminal import console
    from pondera.messages import say
    from pondera.report.plotting import NothingToPlot, plotted
    from pondera.writing.parts import NoDataset, OtherColumns

    refuse_missing([dataset])
    language = language_of(lang)
    if to.is_dir():
        raise Stop(ExitCode.USAGE, "plot-target-is-folder", path=to)
    try:
        picture, left_out = plotted(dataset, kind.value, language)
    except NoDataset as refusal:
        raise Stop(ExitCode.UNREADABLE, "plot-no-dataset", path=dataset) from refusal
    except OtherColumns as refusal:
        raise Stop(ExitCode.UNREADABLE, "plot-other-version", path=dataset) from refusal
    except NothingToPlot as nothing:
        raise Stop(ExitCode.UNREADABLE, "plot-nothing", path=dataset, kind=kind.value) from nothing
    try:
        to.write_text(picture, encoding="utf-8", newline="\n")
    except OSError as refusal:
        raise Stop(ExitCode.USAGE, "file-unwritable", path=to, what=refusal) from refusal
    if left_out:
        console().print(say("plot-left-out", language, documents=left_out))
