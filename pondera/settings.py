"""``pondera.toml``: what a user sets for a folder of documents.

This module reads the file and gives its parts to the stages as values; no stage looks for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ingest.access import PLAIN, Access

if TYPE_CHECKING:
    from check import Profiles, UserRule
    from extract import Additions

NAME = "pondera.toml"

T = TypeVar("T")


class WrongSettings(ValueError):
    """``where`` names the entry, or the place in a file that is no TOML; ``wanted`` is one of the words of
    ``extract.WrongAddition``, ``check.WrongProfile`` and ``check.WrongRule``, or ``toml``."""

    def __init__(self, path: Path, where: str, wanted: str) -> None:
        super().__init__(f"{path}: {where}: {wanted}")
        self.path = path
        self.where = where
        self.wanted = wanted

    def __reduce__(self) -> tuple[type[WrongSettings], tuple[Path, str, str]]:
        return WrongSettings, (self.path, self.where, self.wanted)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user adds to the vocabulary, what their forms ask of the checks, rules of their own, and what
    opens their files."""

    additions: Additions | None = None
    """None adds nothing."""
    profiles: Profiles | None = None
    """None is those that are shipped."""
    rules: tuple[UserRule, ...] = ()
    access: Access = PLAIN


NOTHING_SET = Settings()


def settings_in(path: Path) -> Settings:
    """What a file like ``pondera.toml`` sets. Its folder of rules is relative to the file.

    Raises OSError for a file that cannot be opened, ``WrongSettings`` for one that is not as it should be.
    """
    from check import shipped
    from extract import additions_from

    given = _read(path)
    checks = given.get("checks", {})
    if not isinstance(checks, Mapping):
        raise WrongSettings(path, "checks", "table")
    asked = dict(checks)
    folder = asked.pop("rules", None)
    if folder is not None and not isinstance(folder, str):
        raise WrongSettings(path, "checks.rules", "folder")
    additions = _refusing(path, "", lambda: additions_from(given))
    profiles = _refusing(path, "checks.", lambda: shipped().with_settings(asked))
    rules = () if folder is None else user_rules_in(path.parent / folder)
    return Settings(additions, profiles, rules)


def with_profile(settings: Settings, path: Path) -> Settings:
    """With what a file of its own sets for the checks, over what is set; raises as ``settings_in``."""
    from check import shipped

    given = _read(path)
    profiles = _refusing(path, "", lambda: (settings.profiles or shipped()).with_settings(given))
    return replace(settings, profiles=profiles)


def user_rules_in(folder: Path) -> tuple[UserRule, ...]:
    """The rules in a user's folder. Raises ``WrongSettings`` where one of them is none, and OSError."""
    from check import WrongRule, rules_in

    try:
        return rules_in(folder)
    except WrongRule as wrong:
        raise WrongSettings(wrong.path, wrong.detail or wrong.path.stem, wrong.wanted) from wrong


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise WrongSettings(path, str(wrong), "toml") from wrong


def _refusing(path: Path, prefix: str, read: Callable[[], T]) -> T:
    from check import WrongProfile
    from extract import WrongAddition

    try:
        return read()
    except (WrongAddition, WrongProfile) as wrong:
        raise WrongSettings(path, f"{prefix}{wrong.where}", wrong.wanted) from wrong
