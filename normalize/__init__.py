"""Third stage: ``Reading`` → ``Rows``. Numbers, units, periods and texts in one declared form.

``tidy`` makes the rows of one document, ``activities`` the wide view of a dataset whose findings are known.
Pure functions; nothing is read from or written to files except the vocabularies in ``data/``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from normalize.dataset import Rows

if TYPE_CHECKING:
    from normalize.tidying import status_detail, tidy
    from normalize.wide_view import activities

__all__ = ["Rows", "activities", "status_detail", "tidy"]

_MODULES = {"activities": "wide_view", "status_detail": "tidying", "tidy": "tidying"}


def __getattr__(name: str) -> Any:
    """The stage itself is loaded when rows are made: the schema alone needs no vocabulary."""
    if name not in _MODULES:
        raise AttributeError(f"module 'normalize' has no attribute {name!r}")
    return getattr(import_module(f"normalize.{_MODULES[name]}"), name)
