"""What ``pondera check`` says, for other programs: JSON, SARIF, JUnit."""

from __future__ import annotations

from dataclasses import dataclass

from check import Versions
from pondera.messages import Language
from pondera.pipeline import Outcome


@dataclass(frozen=True, slots=True)
class Checked:
    """Documents with their findings, those between them included. ``counted`` are the severities that break
    the check; ``versions`` compares the only document with an older one."""

    outcomes: tuple[Outcome, ...]
    counted: frozenset[str]
    language: Language
    versions: Versions | None = None
