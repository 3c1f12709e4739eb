"""Third stage: ``Reading`` → ``Rows``. Numbers, units, periods and texts in one declared form.

``tidy`` makes the rows of one document, ``activities`` the wide view of a dataset whose findings are known.
Pure functions; nothing is read from or written to files except the vocabularies in ``data/``.
"""

from normalize.activities import activities
from normalize.dataset import Rows
from normalize.tidy import status_detail, tidy

__all__ = ["Rows", "activities", "status_detail", "tidy"]
