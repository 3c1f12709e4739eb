"""Arguments and options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from ingest.access import PLAIN, Access, PdfReader
from pondera.cli.words import spoken_language, word
from pondera.exit_codes import ExitCode, Stop
from pondera.messages import Language, language_of, say
from pondera.settings import (
    NAME,
    NOTHING_SET,
    Settings,
    WrongSettings,
    settings_in,
    user_rules_in,
    with_profile,
)

T = TypeVar("T")

Paths = Annotated[list[Path], typer.Argument(help=word("help-paths"), metavar="PATH", show_default=False)]
Files = Annotated[list[Path], typer.Argument(help=word("help-files"), metavar="FILE", show_default=False)]
Profile = Annotated[
    Path | None, typer.Option("--profile", help=word("help-profile"), metavar="FILE", show_default=False)
]
Rules = Annotated[
    Path | None, typer.Option("--rules", help=word("help-rules-folder"), metavar="DIR", show_default=False)
]
Lang = Annotated[
    Language | None, typer.Option("--lang", help=word("help-lang"), metavar="es|en", show_default=False)
]

Password = Annotated[
    str | None,
    typer.Option(
        "--password",
        help=word("help-password"),
        envvar="PONDERA_PASSWORD",
        metavar="TEXT",
        show_default=False,
        show_envvar=False,
    ),
]
PdfLibrary = Annotated[PdfReader, typer.Option("--pdf-reader", help=word("help-pdf-reader"))]


def language_for(paths: Sequence[Path], lang: Language | None) -> Language:
    """The language of a command on these paths; ends the command where one of them does not exist."""
    refuse_missing(paths)
    return language_of(lang)


def language_for_some(paths: Sequence[Path], lang: Language | None) -> Language:
    """As ``language_for``, where only one of the paths has to exist: the others are told of in their turn."""
    if not any(map(os.path.lexists, paths)):
        refuse_missing(paths)
    return language_of(lang)


def refuse_missing(paths: Sequence[Path]) -> None:
    """Ends the command where one of the paths does not exist."""
    for path in paths:
        if not os.path.lexists(path):  # a link that leads nowhere is read, and said to be one
            raise Stop(ExitCode.UNREADABLE, "path-missing", path=path)


def user_settings(
    profile: Path | None = None,
    rules: Path | None = None,
    folder: Path | None = None,
    *,
    access: Access = PLAIN,
) -> Settings:
    """What ``pondera.toml`` in the working folder sets, with a profile and a folder of rules over it, and
    what opens the files; ends the command where one of them is not as it should be."""
    path = (folder or Path()) / NAME
    settings = _given(path, lambda: settings_in(path)) if os.path.lexists(path) else NOTHING_SET
    if profile is not None:
        settings = _given(profile, lambda: with_profile(settings, profile))
    if rules is not None:
        settings = replace(settings, rules=_given(rules, lambda: user_rules_in(rules)))
    return replace(settings, access=access)


def _given(path: Path, read: Callable[[], T]) -> T:
    try:
        return read()
    except WrongSettings as wrong:
        wanted = say(f"settings-{wrong.wanted}", spoken_language(sys.argv[1:]))
        raise Stop(
            ExitCode.USAGE, "settings-wrong", path=wrong.path, where=wrong.where, wanted=wanted
        ) from wrong
    except OSError as refusal:
        raise Stop(ExitCode.USAGE, "settings-unreadable", path=path, what=refusal) from refusal
