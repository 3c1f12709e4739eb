"""Second stage: ``Document`` → ``Reading``. What the tables mean: columns, items, figures, and what the
document says of itself."""

from typing import TYPE_CHECKING, Any

from extract.additions import NOTHING_ADDED, Additions, WrongAddition, additions_from
from extract.reading import Reading

if TYPE_CHECKING:
    from extract.understanding import understand

__all__ = ["NOTHING_ADDED", "Additions", "Reading", "WrongAddition", "additions_from", "understand"]


def __getattr__(name: str) -> Any:
    """The stage itself is loaded when a document is understood: its types alone need no vocabulary."""
    if name != "understand":
        raise AttributeError(f"module 'extract' has no attribute {name!r}")
    from extract.understanding import understand

    return understand
