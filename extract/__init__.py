"""Second stage: ``Document`` → ``Reading``. What the tables mean: columns, items, figures, and what the
document says of itself."""

from extract.reading import Reading
from extract.understanding import understand

__all__ = ["Reading", "understand"]
