"""``pondera run``: documents → a dataset in a folder."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.access import Access, PdfReader
from pondera.cli.options import Lang, Password, Paths, PdfLibrary, Profile, Rules, language_for, user_settings
from pondera.cli.words import word
from pondera.exit_codes import ExitCode, Stop
from pondera.messages import Language, say
from pondera.plain_text import one_line
from pondera.runs.logins import without_password
from pondera.runs.options import MEMORY_MIB, RECYCLE_AFTER, TIMEOUT_SECONDS, Bounds, Options
from pondera.writing import BY_DEFAULT, FORMATS

if TYPE_CHECKING:
    from pondera.runs.summary import Summary

FAILURES_TOLD = 20
WATCH_SECONDS = 5.0
"""Between two looks with ``--watch``."""


class Engine(StrEnum):
    LOCAL = "local"
    DASK = "dask"


def url_of(path: Path) -> str:
    """The URL that was given as a path, of which ``pathlib`` folds the slashes; empty where it was none."""
    found = re.match(r"([a-z][a-z0-9+.-]+):/(?!/)(.+)", str(path))
    return f"{found[1]}://{found[2]}" if found else ""


def run(
    paths: Paths,
    to: Annotated[Path, typer.Option("--to", help=word("help-to"), metavar="DIR", show_default=False)],
    form: Annotated[str, typer.Option("--format", help=word("help-run-format"))] = ",".join(BY_DEFAULT),
    password: Password = None,
    pdf_reader: PdfLibrary = PdfReader.PDFIUM,
    lang: Lang = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=word("help-quiet"))] = False,
    profile: Profile = None,
    rules: Rules = None,
    strict: Annotated[bool, typer.Option("--strict", help=word("help-strict"))] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", help=word("help-workers"), min=0, metavar="N", show_default=False),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", help=word("help-timeout"), min=0, metavar="S")
    ] = TIMEOUT_SECONDS,
    memory: Annotated[
        int, typer.Option("--memory", help=word("help-memory"), min=0, metavar="MIB")
    ] = MEMORY_MIB,
    recycle: Annotated[
        int, typer.Option("--recycle", help=word("help-recycle"), min=0, metavar="N")
    ] = RECYCLE_AFTER,
    no_report: Annotated[bool, typer.Option("--no-report", help=word("help-no-report"))] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help=word("help-fresh"))] = False,
    rehash: Annotated[bool, typer.Option("--rehash", help=word("help-rehash"))] = False,
    verify: Annotated[bool, typer.Option("--verify", help=word("help-verify"))] = False,
    quarantine: Annotated[
        Path | None,
        typer.Option("--quarantine", help=word("help-quarantine"), metavar="DIR", show_default=False),
    ] = None,
    copies: Annotated[bool, typer.Option("--quarantine-copies", help=word("help-quarantine-copies"))] = False,
    watch: Annotated[bool, typer.Option("--watch", help=word("help-watch"))] = False,
    engine: Annotated[Engine, typer.Option("--engine", help=word("help-engine"))] = Engine.LOCAL,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", help=word("help-scheduler"), metavar="ADDRESS", show_default=False),
    ] = None,
) -> None:
    urls = list(filter(None, map(url_of, (*paths, to, *([quarantine] if quarantine else [])))))
    if engine is Engine.DASK:
        if not scheduler:
            raise Stop(ExitCode.USAGE, "scheduler-missing")
    elif urls:
        raise Stop(ExitCode.USAGE, "url-needs-engine", url=without_password(urls[0]))
    language = language_for([path for path in paths if not url_of(path)], lang)
    formats = [name.strip() for name in form.split(",") if name.strip()]
    if not formats or not set(formats) <= set(FORMATS):
        raise Stop(ExitCode.USAGE, "format-unknown", given=form, known=", ".join(FORMATS))
    if any(path.resolve() == to.resolve() for path in paths):
        raise Stop(ExitCode.USAGE, "target-is-input", path=to)

    settings = user_settings(profile, rules, access=Access(password, pdf_reader))
    from pondera.cli.terminal import Bar, Lines, console
    from pondera.runs.ledger import Busy
    from pondera.runs.pool import NoWorkers
    from pondera.runs.refusals import Refused
    from pondera.runs.running import NothingToRead, Watcher, run_collection
    from pondera.writing.parts import NoCells, OtherColumns
    from pondera.writing.publishing import Strangers

    options = Options(
        workers=workers,
        bounds=Bounds(timeout, memory),
        recycle=recycle,
        report=not no_report,
        fresh=fresh,
        rehash=rehash,
        verify=verify,
        quarantine=quarantine,
        copies=copies,
    )

    def once(options: Options) -> Summary:
        at_terminal = sys.stderr.isatty()
        progress: AbstractContextManager[Watcher | None]
        progress = nullcontext() if quiet else Bar(language) if at_terminal else Lines(language)
        with progress as watcher:
            if engine is Engine.DASK and scheduler:
                from pondera.runs.cluster import run_on_cluster

                return run_on_cluster(
                    [url_of(path) or str(path.absolute()) for path in paths],
                    url_of(to) or str(to.absolute()),
                    scheduler=scheduler,
                    formats=formats,
                    language=language,
                    watcher=watcher,
                    settings=settings,
                    options=options,
                    quarantine=(url_of(quarantine) or str(quarantine.absolute())) if quarantine else "",
                )
            return run_collection(
                paths,
                to,
                formats=formats,
                language=language,
                watcher=watcher,
                settings=settings,
                options=options,
            )

    def tell(summary: Summary) -> None:
        if not quiet:
            for line in summary_lines(summary, without_password(url_of(to)) or to, language):
                console().print(line)

    try:
        with terminable():
            if watch:
                watched(once, options, tell)
                return
            summary = once(options)
    except KeyboardInterrupt as stopped:
        raise Stop(ExitCode.INTERRUPTED, "run-interrupted", path=to) from stopped
    except ImportError as missing:
        raise Stop(ExitCode.USAGE, "engine-not-installed", what=missing) from missing
    except NothingToRead as nothing:
        raise Stop(ExitCode.UNREADABLE, "nothing-to-read", paths=", ".join(map(str, paths))) from nothing
    except Strangers as refusal:
        names = ", ".join(refusal.names)
        raise Stop(ExitCode.USAGE, "target-has-strangers", path=to, names=names) from refusal
    except Refused as refusal:
        raise Stop(ExitCode.USAGE, refusal.key, address=scheduler, what=refusal) from refusal
    except FileNotFoundError as missing:
        raise Stop(ExitCode.UNREADABLE, "path-missing", path=missing.filename or missing) from missing
    except NotADirectoryError as refusal:
        raise Stop(ExitCode.USAGE, "target-is-file", path=to) from refusal
    except NoCells as refusal:
        raise Stop(ExitCode.USAGE, "target-without-cells", path=to) from refusal
    except OtherColumns as refusal:
        raise Stop(ExitCode.USAGE, "target-other-version", path=to) from refusal
    except NoWorkers as refusal:
        raise Stop(ExitCode.INTERNAL, "no-workers", what=refusal) from refusal
    except Busy as refusal:
        raise Stop(ExitCode.USAGE, "target-busy", path=to) from refusal
    except OSError as refusal:
        if engine is Engine.DASK:
            raise Stop(ExitCode.USAGE, Refused.key, what=refusal) from refusal
        raise Stop(ExitCode.USAGE, "target-unwritable", path=to, what=refusal) from refusal
    tell(summary)
    if summary.changed or (strict and summary.unread):
        raise typer.Exit(ExitCode.UNREADABLE)


def watched(
    once: Callable[[Options], Summary],
    options: Options,
    tell: Callable[[Summary], None],
    pause: Callable[[float], None] = sleep,
) -> None:
    """Runs, and runs again as files come, until somebody at the keyboard (or ``terminable``) ends it. A file
    that was still being written is read again when it has changed."""
    from pondera.runs.running import NothingToRead

    try:
        while True:
            try:
                summary = once(options)
            except NothingToRead:
                pass
            else:
                if summary.published:
                    tell(summary)
                options = replace(options, fresh=False)
            pause(WATCH_SECONDS)
    except KeyboardInterrupt:
        return


@contextmanager
def terminable() -> Iterator[None]:
    """Has the signal by which systems end a service (SIGTERM) do what somebody at the keyboard does."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def summary_lines(summary: Summary, to: Path | str, language: Language) -> list[str]:
    """What a run did, and where to look."""
    from pondera.writing.names import REPORT

    severities = ("error", "warning", "info")
    lines = [
        say("summary-documents", language, documents=summary.documents, **_statuses(summary)),
        say(
            "summary-content",
            language,
            tables=summary.tables,
            items=summary.items,
            figures=summary.figures,
        ),
        say("summary-findings", language, **{name: summary.findings[name] for name in severities}),
    ]
    if summary.copies:
        lines.append(say("summary-copies", language, copies=summary.copies))
    lines += [
        say("summary-unread", language, path=one_line(failure["path"]), detail=failure["status_detail"])
        for failure in summary.failures[:FAILURES_TOLD]
    ]
    if (rest := summary.unwhole - FAILURES_TOLD) > 0:
        lines.append(say("summary-more-unread", language, rest=rest))
    lines += [*_work_lines(summary, language), say("summary-where", language, to=to)]
    if (report := Path(to) / REPORT).is_file():
        lines.append(say("summary-report", language, report=report))
    return lines


def _work_lines(summary: Summary, language: Language) -> list[str]:
    """What is worth knowing of how the run went."""
    lines = []
    if summary.reused:
        lines.append(say("summary-reused", language, read=summary.read, reused=summary.reused))
    if summary.kept:
        lines.append(say("summary-kept", language, kept=summary.kept))
    if summary.removed_count:
        lines.append(say("summary-removed", language, removed=summary.removed_count))
    if summary.lost:
        faults = ", ".join(f"{kind} {count}" for kind, count in sorted(summary.lost.items()))
        lines.append(say("summary-lost", language, faults=faults))
    if summary.verified is not None:
        lines.append(
            say("summary-verified", language, verified=summary.verified, changed=len(summary.changed))
        )
        lines += [
            say("summary-changed", language, path=one_line(path)) for path in summary.changed[:FAILURES_TOLD]
        ]
    if not summary.published:
        lines.append(say("summary-unchanged", language))
    if not summary.memory_limited:
        lines.append(say("summary-no-limit", language))
    return lines


def _statuses(summary: Summary) -> dict[str, int]:
    return {name: summary.statuses[name] for name in ("ok", "partial", "needs_ocr", "failed")}
