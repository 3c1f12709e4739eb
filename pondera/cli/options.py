"""Arguments and options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pondera.cli.words import spoken_language, word
from pondera.exit_codes import ExitCode, Stop
from pondera.messages import Language, say
from pondera.settings import NAME, WrongSettings, additions_in

if TYPE_CHECKING:
    from extract import Additions

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


def added_words(folder: Path | None = None) -> Additions | None:
    """What ``pondera.toml`` in the working folder adds to the vocabulary; ends the command where that file is
    not as it should be."""
    path = (folder or Path()) / NAME
    if not os.path.lexists(path):
        return None
    try:
        return additions_in(path)
    except WrongSettings as wrong:
        wanted = say(f"settings-{wrong.wanted}", spoken_language(sys.argv[1:]))
        raise Stop(ExitCode.USAGE, "settings-wrong", path=path, where=wrong.where, wanted=wanted) from wrong
    except OSError as refusal:
        raise Stop(ExitCode.USAGE, "settings-unreadable", path=path, what=refusal) from refusal
