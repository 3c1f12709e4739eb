"""A run: a whole archive → a dataset, in worker processes, interrupted and resumed.

``walk`` and ``ledger`` know which files there are and what has been read of them; ``pool`` has the rest read,
each document by itself (``work``), and every document's rows go into a segment as soon as they are there
(``records``, ``segments``); ``assembly`` makes the dataset's files of them, in the order of their names.
``running`` is the line through all of this.
"""
