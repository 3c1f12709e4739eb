"""Arguments and options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pondera.cli.words import word
from pondera.exit_codes import ExitCode, Stop
from pondera.messages import Language

Paths = Annotated[list[Path], typer.Argument(help=word("help-paths"), metavar="PATH", show_default=False)]
Files = Annotated[list[Path], typer.Argument(help=word("help-files"), metavar="FILE", show_default=False)]
Lang = Annotated[
    Language | None, typer.Option("--lang", help=word("help-lang"), metavar="es|en", show_default=False)
]


def refuse_missing(paths: Sequence[Path]) -> None:
    """Ends the command where one of the paths does not exist."""
    for path in paths:
        if not os.path.lexists(path):  # a link that leads nowhere is read, and said to be one
            raise Stop(ExitCode.UNREADABLE, "path-missing", path=path)
