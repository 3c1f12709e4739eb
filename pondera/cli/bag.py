"""``pondera bag``: a run's originals, dataset and events as a BagIt bag."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pondera.cli.options import Lang
from pondera.cli.words import word
from pondera.exit_codes import ExitCode, Stop
from pondera.messages import language_of, say


def bag(
    folder: Annotated[Path, typer.Argument(help=word("help-bag-dir"), metavar="DIR", show_default=False)],
    to: Annotated[
        Path | None, typer.Option("--to", help=word("help-bag-to"), metavar="DIR", show_default=False)
    ] = None,
    lang: Lang = None,
) -> None:
    import logging

    from pondera.cli.terminal import console
    from pondera.runs.bagging import Changed, NoRun, pack
    from pondera.runs.ledger import Busy

    logging.getLogger("bagit").setLevel(logging.ERROR)
    target = to or folder.with_name(folder.resolve().name + "-bag")
    try:
        packed = pack(folder, target)
    except NoRun as refusal:
        raise Stop(ExitCode.USAGE, "bag-no-run", path=folder) from refusal
    except Changed as change:
        raise Stop(ExitCode.UNREADABLE, "bag-changed", path=change.name) from change
    except Busy as refusal:
        raise Stop(ExitCode.USAGE, "bag-busy", path=folder) from refusal
    except FileExistsError as refusal:
        raise Stop(ExitCode.USAGE, "bag-exists", path=target) from refusal
    except OSError as refusal:
        raise Stop(ExitCode.USAGE, "target-unwritable", path=target, what=refusal) from refusal
    console().print(say("bag-done", language_of(lang), path=target, documents=packed))
