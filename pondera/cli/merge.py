"""``pondera merge``: several datasets → one in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pondera.cli.options import Lang, refuse_missing, user_settings
from pondera.cli.words import word
from pondera.exit_codes import ExitCode, Stop
from pondera.messages import Language, language_of, say
from pondera.plain_text import one_line
from pondera.writing import BY_DEFAULT, FORMATS

if TYPE_CHECKING:
    from pondera.writing.merging import Merged

Datasets = Annotated[
    list[Path], typer.Argument(help=word("help-datasets"), metavar="DATASET", show_default=False)
]


def merge(
    datasets: Datasets,
    to: Annotated[Path, typer.Option("--to", help=word("help-to"), metavar="DIR", show_default=False)],
    form: Annotated[str, typer.Option("--format", help=word("help-run-format"))] = ",".join(BY_DEFAULT),
    lang: Lang = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=word("help-quiet"))] = False,
) -> None:
    language = language_of(lang)
    formats = [name.strip() for name in form.split(",") if name.strip()]
    if not formats or not set(formats) <= set(FORMATS):
        raise Stop(ExitCode.USAGE, "format-unknown", given=form, known=", ".join(FORMATS))
    refuse_missing(datasets)

    settings = user_settings()
    from pondera.merging_datasets import merge_datasets
    from pondera.runs.ledger import Busy
    from pondera.writing.parts import NoCells, NoDataset, OtherColumns
    from pondera.writing.publishing import Strangers

    try:
        merged = merge_datasets(datasets, to, formats=formats, settings=settings)
    except NoDataset as refusal:
        raise Stop(ExitCode.UNREADABLE, "merge-no-dataset", path=refusal.folder) from refusal
    except NoCells as refusal:
        raise Stop(ExitCode.USAGE, "merge-no-cells", path=refusal.folder) from refusal
    except OtherColumns as refusal:
        raise Stop(ExitCode.USAGE, "merge-other-version", path=refusal.folder) from refusal
    except Strangers as refusal:
        names = ", ".join(refusal.names)
        raise Stop(ExitCode.USAGE, "target-has-strangers", path=to, names=names) from refusal
    except NotADirectoryError as refusal:
        raise Stop(ExitCode.USAGE, "target-is-file", path=to) from refusal
    except Busy as refusal:
        raise Stop(ExitCode.USAGE, "target-busy", path=to) from refusal
    except OSError as refusal:
        raise Stop(ExitCode.USAGE, "target-unwritable", path=to, what=refusal) from refusal
    if not quiet:
        from pondera.cli.terminal import console

        for line in merged_lines(merged, to, language):
            console().print(line)


def merged_lines(merged: Merged, to: Path, language: Language) -> list[str]:
    """What became of the datasets, and what a person should know of it."""
    lines = [say("merge-documents", language, documents=merged.documents)]
    if merged.copies:
        lines.append(say("summary-copies", language, copies=merged.copies))
    if merged.read_twice:
        lines.append(say("merge-read-twice", language, files=merged.read_twice))
    if merged.same_path:
        paths = ", ".join(map(one_line, merged.same_path))
        lines.append(say("merge-same-path", language, paths=paths))
    return [*lines, say("summary-where", language, to=to)]
