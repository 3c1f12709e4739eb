"""The command line: ``pondera run``, ``merge``, ``tables``, ``check``, ``show``; one module per command.

Each command imports what it needs when it is called, so that the program starts fast.
"""

from __future__ import annotations

import logging
import sys
from io import TextIOWrapper

from pondera.exit_codes import ExitCode, Stop
from pondera.runs.logins import without_secrets


class _Discreet(logging.Formatter):
    """Shows no password of a URL, whoever wrote it into a message or an error."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


def main() -> None:
    """The program ``pondera``. Ends with one of ``ExitCode``, whatever happens."""
    from pondera.cli.application import application
    from pondera.cli.words import word

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that has no "≥" shows \u2265
            stream.reconfigure(errors="backslashreplace")
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Discreet("%(name)s: %(message)s"))
    try:
        application()
    except Stop as stop:
        sys.stderr.write(without_secrets(word(stop.key, **stop.facts)) + "\n")
        sys.exit(stop.code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except Exception:  # a mistake of ours, and nobody left to hand it to: 4 tells it from the 1 of findings
        logging.getLogger("pondera").exception(word("internal-fault"))
        sys.exit(ExitCode.INTERNAL)
