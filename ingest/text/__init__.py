"""Plain text: what office programs, databases and other tools export when they are asked for text.

Tables are found by what parts their cells: tabs between fields (``tabs``), a tab before each cell as Word
saves tables (``word_export``), columns of spaces where nothing else can be meant (``aligned``). Everything
else is running text. Inline markup that such exports carry along (``**bold**``, ``<br>``, escaped signs) is
read where there are signs of it. Places are line numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Document, Source
from ingest.encoding import decode
from ingest.limits import Limits
from ingest.text.aligned import read_aligned, starts_aligned
from ingest.text.blocks import read_blocks
from ingest.text.inline import MARKUP
from ingest.text.lines import Line, lines_of
from ingest.text.setting import Passage, Setting
from ingest.text.tabbed import Tabbed, is_word_export


class Aligned:
    """The kind of block that spaces make (``blocks.Kind``)."""

    def starts(self, lines: Sequence[Line], at: int) -> bool:
        return starts_aligned(lines, at)

    def read(self, lines: Sequence[Line], at: int, setting: Setting) -> Passage | None:
        return read_aligned(lines, at, setting)


KINDS = (Tabbed(), Aligned())
"""What a plain text may hold besides running text."""


def read_document(data: bytes, source: Source, limits: Limits, password: str | None) -> Document:  # noqa: ARG001
    """The document in a plain text of any encoding. Never refuses: any bytes are some text."""
    decoded = decode(data)
    lines = lines_of(decoded.text)
    markup = MARKUP.search(decoded.text) is not None
    setting = Setting(limits, markup=markup, word_export=is_word_export(lines))
    blocks = read_blocks(lines, KINDS, setting)
    return Document(source, tuple(blocks), (*decoded.problems, *setting.problems))
