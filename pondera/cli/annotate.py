"""``pondera annotate``: a copy of a document with its findings as comments."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pondera.cli.options import Lang, refuse_missing, user_settings
from pondera.cli.words import word
from pondera.exit_codes import ExitCode, Stop
from pondera.messages import language_of, say
from pondera.plain_text import one_line


def annotate(
    file: Annotated[Path, typer.Argument(help=word("help-file"), metavar="FILE", show_default=False)],
    to: Annotated[
        Path, typer.Option("--to", help=word("help-annotate-to"), metavar="COPY", show_default=False)
    ],
    lang: Lang = None,
) -> None:
    from pondera.annotating import copying
    from pondera.annotating.word import NotWritable
    from pondera.cli.show import exit_code, status_lines
    from pondera.cli.terminal import console
    from pondera.pipeline import read_document

    refuse_missing([file])
    language = language_of(lang)
    settings = user_settings()
    outcome = read_document(file, file.name, language, settings)
    screen = console()
    if code := exit_code(outcome):
        for line in status_lines(outcome.document, language):
            screen.print(line)
        raise typer.Exit(code)
    try:
        done = copying.annotate(file, outcome.rows, to, language, settings)
    except copying.TargetIsOriginal as refusal:
        raise Stop(ExitCode.USAGE, "annotate-target-is-original", path=to) from refusal
    except copying.TargetIsStrange as refusal:
        raise Stop(ExitCode.USAGE, "annotate-target-is-strange", path=to) from refusal
    except copying.WrongEnding as refusal:
        raise Stop(ExitCode.USAGE, "annotate-target-ending", ending=refusal.ending) from refusal
    except NotWritable as refusal:
        raise Stop(ExitCode.UNREADABLE, "annotate-unwritable", path=file, what=refusal) from refusal
    except OSError as refusal:
        raise Stop(ExitCode.USAGE, "file-unwritable", path=to, what=refusal) from refusal
    if done.is_rendering:
        screen.print(say("annotate-rendered", language))
    screen.print(
        say("annotate-done", language, path=one_line(str(to)), placed=done.placed, listed=done.listed)
    )
