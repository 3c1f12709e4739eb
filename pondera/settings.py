"""``pondera.toml``: what a user sets for a folder of documents.

This module reads the file and gives its parts to the stages as values; no stage looks for it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract import Additions

NAME = "pondera.toml"


class WrongSettings(ValueError):
    """``where`` names the entry, or the place in a file that is no TOML; ``wanted`` is one of the words of
    ``extract.WrongAddition``, or ``toml``."""

    def __init__(self, path: Path, where: str, wanted: str) -> None:
        super().__init__(f"{path}: {where}: {wanted}")
        self.path = path
        self.where = where
        self.wanted = wanted


def additions_in(path: Path) -> Additions:
    """What a file of settings adds to the vocabulary.

    Raises OSError for a file that cannot be opened, ``WrongSettings`` for one that is not as it should be.
    """
    from extract import WrongAddition, additions_from

    try:
        with path.open("rb") as file:
            settings = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise WrongSettings(path, str(wrong), "toml") from wrong
    try:
        return additions_from(settings)
    except WrongAddition as wrong:
        raise WrongSettings(path, wrong.where, wrong.wanted) from wrong
