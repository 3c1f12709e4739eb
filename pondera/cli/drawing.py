"""``pondera tables --draw``: pictures of the pages of PDFs, with what was found drawn over them."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

from ingest.access import Access
from ingest.errors import Unreadable
from ingest.walk import Found
from pondera.exit_codes import ExitCode, Stop
from pondera.messages import Language, say
from pondera.plain_text import one_line


class Drawing:
    """Draws document after document into a folder, and says at the end how many pages there are."""

    def __init__(self, folder: Path, access: Access, language: Language) -> None:
        self.folder = folder
        self.access = access
        self.language = language
        self.pages = 0

    def add(self, file: Found) -> None:
        """The pages of a PDF, ``NAME.pdf-1.png`` and so on, in the subfolder that it has in the collection.

        Ends the command where a picture cannot be written; a PDF that cannot be drawn is said to be one.
        """
        from ingest.pdf.drawing import draw

        name = PurePosixPath(file.name)
        try:
            data = file.path.read_bytes()
            folder = self.folder / name.parent
            drawn = draw(data, folder, name.name, self.access.password, self.access.pdf_reader)
        except Unreadable as refusal:
            self._say("draw-refused", path=one_line(file.name), detail=refusal.problem.message(self.language))
            return
        except OSError as refusal:
            raise Stop(ExitCode.USAGE, "draw-unwritable", path=self.folder, what=refusal) from refusal
        self.pages += len(drawn)

    def finish(self) -> None:
        self._say("draw-done" if self.pages else "draw-nothing", pages=self.pages, folder=self.folder)

    def _say(self, key: str, **facts: object) -> None:
        """On standard error: standard output is the tables'."""
        sys.stderr.write(say(key, self.language, **facts) + "\n")
