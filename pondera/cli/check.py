"""``pondera check``: where documents contradict themselves, for people and for other programs."""

from __future__ import annotations

import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.access import Access, PdfReader
from pondera.cli.options import (
    Files,
    Lang,
    Password,
    PdfLibrary,
    Profile,
    Rules,
    language_for_some,
    refuse_missing,
    user_settings,
)
from pondera.cli.words import word
from pondera.exit_codes import ExitCode, Stop
from pondera.messages import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from check import Versions
    from pondera.exchange import Checked
    from pondera.pipeline import Outcome
    from pondera.settings import Settings


class FailOn(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class Form(StrEnum):
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"


def check(
    files: Files,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help=word("help-fail-on"))] = FailOn.ERROR,
    against: Annotated[
        Path | None,
        typer.Option("--against", help=word("help-against"), metavar="OLD", show_default=False),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help=word("help-check-format"))] = Form.TEXT,
    profile: Profile = None,
    rules: Rules = None,
    password: Password = None,
    pdf_reader: PdfLibrary = PdfReader.PDFIUM,
    lang: Lang = None,
) -> None:
    language = language_for_some(files, lang)
    if against is not None:
        refuse_missing([against])
    settings = user_settings(profile, rules, access=Access(password, pdf_reader))
    if against is not None and (len(files) > 1 or files[0].is_dir() or against.is_dir()):
        raise Stop(ExitCode.USAGE, "against-one")
    counted = counted_from(fail_on)
    outcomes = _outcomes(files, language, settings)
    if form is Form.TEXT:
        worst = _print(outcomes, against, language, settings, counted)
    else:
        from pondera.exchange import Checked, told

        done = tuple(map(told, outcomes)) if against is None else tuple(outcomes)
        versions = _versions(done[0], against, language, settings) if against is not None else None
        worst = max((exit_code(outcome, counted) for outcome in done), default=ExitCode.CLEAN)
        sys.stdout.write(_WRITERS[form](Checked(done, counted, language, versions)).rstrip("\n") + "\n")
    raise typer.Exit(worst)


def counted_from(fail_on: FailOn) -> frozenset[str]:
    """The severities that break the check."""
    gravest_first = [level.value for level in FailOn if level is not FailOn.NEVER]
    counted = gravest_first[: gravest_first.index(fail_on) + 1] if fail_on in gravest_first else []
    return frozenset(counted)


def exit_code(outcome: Outcome, counted: frozenset[str]) -> ExitCode:
    """What one document means for the end of the command; of several, the highest counts. What is waived does
    not count."""
    if outcome.fault:
        return ExitCode.INTERNAL
    if outcome.is_unread:
        return ExitCode.UNREADABLE
    if any(finding.severity in counted and not finding.waived for finding in outcome.rows.findings):
        return ExitCode.FINDINGS
    return ExitCode.CLEAN


def _outcomes(files: list[Path], language: Language, settings: Settings) -> Iterator[Outcome]:
    """Each document as it is read; where there are several, or the user has rules of their own, one after the
    other once all are read, with what is found between them."""
    from ingest.walk import walk
    from pondera.collection import read_all

    found = list(walk(files, tell_absent=True))
    outcomes = read_all(found, language, settings)
    if len(found) < 2 and not settings.rules:
        yield from outcomes
        return
    from pondera.spooling import with_findings_between_them

    with tempfile.TemporaryDirectory(prefix="pondera-check-") as folder:
        yield from with_findings_between_them(outcomes, Path(folder), settings)


def _versions(outcome: Outcome, against: Path, language: Language, settings: Settings) -> Versions:
    from check import compared
    from pondera.pipeline import read_document

    old = read_document(against, against.name, language, settings)
    if old.is_unread:
        raise Stop(ExitCode.UNREADABLE, "against-unread", path=against, detail=old.document.status_detail)
    return compared(old.rows, outcome.rows)


def _print(
    outcomes: Iterator[Outcome],
    against: Path | None,
    language: Language,
    settings: Settings,
    counted: frozenset[str],
) -> ExitCode:
    from pondera.cli.finding_lines import document_lines, version_lines
    from pondera.cli.terminal import console

    screen = console()
    worst = ExitCode.CLEAN
    for outcome in outcomes:
        if against is not None and not outcome.is_unread:
            lines = version_lines(outcome, _versions(outcome, against, language, settings), language)
        else:
            lines = document_lines(outcome, language)
        for line in lines:
            screen.print(line)
        worst = max(worst, exit_code(outcome, counted))
    return worst


def _json(checked: Checked) -> str:
    from pondera.exchange.check_json import check_json

    return check_json(checked)


def _sarif(checked: Checked) -> str:
    from pondera.exchange.sarif import sarif

    return sarif(checked)


def _junit(checked: Checked) -> str:
    from pondera.exchange.junit import junit

    return junit(checked)


_WRITERS = {Form.JSON: _json, Form.SARIF: _sarif, Form.JUNIT: _junit}
