"""Second stage: ``Document`` → ``Reading``. What the tables mean: columns, items, figures, and what the
document says of itself."""

from extract.additions import NOTHING_ADDED, Additions, WrongAddition, additions_from
from extract.reading import Reading
from extract.understanding import understand

__all__ = ["NOTHING_ADDED", "Additions", "Reading", "WrongAddition", "additions_from", "understand"]
