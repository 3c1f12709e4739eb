"""The commands put together."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pondera.cli.annotate import annotate
from pondera.cli.bag import bag
from pondera.cli.check import check
from pondera.cli.merge import merge
from pondera.cli.plot import plot
from pondera.cli.rules import rules
from pondera.cli.run import run
from pondera.cli.show import show
from pondera.cli.tables import tables
from pondera.cli.words import word

application = typer.Typer(
    name="pondera",
    help=word("help-pondera"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (run, merge, bag, tables, check, show, annotate, plot, rules):
    application.command(command.__name__, help=word(f"help-{command.__name__}"))(command)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version as installed_version

        sys.stdout.write(f"pondera {installed_version('pondera')}\n")
        raise typer.Exit


@application.callback()
def pondera(
    version: Annotated[
        bool, typer.Option("--version", help=word("help-version"), callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Only here for ``--version``, which its callback has dealt with."""
    del version
