"""Markdown: headings, tables of pipes, and all that a plain text may hold between them.

Written for what converters of office files and PDF make, not for authors' texts: their tables are ragged,
carry HTML in their cells, break over pages. Places are line numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Document, Source
from ingest.encoding import decode
from ingest.limits import Limits
from ingest.markdown.headings import Fence, MarkdownHeading
from ingest.markdown.markup import HtmlTable
from ingest.markdown.pipes import PipeTable
from ingest.text import KINDS
from ingest.text.blocks import read_blocks
from ingest.text.lines import Line, lines_of
from ingest.text.setting import Setting
from ingest.text.tabbed import is_word_export

_MARKDOWN_KINDS = (Fence(), PipeTable(), MarkdownHeading(), HtmlTable())


def read_document(data: bytes, source: Source, limits: Limits, password: str | None) -> Document:  # noqa: ARG001
    """The document in a Markdown text of any encoding. Never refuses: any bytes are some text."""
    decoded = decode(data)
    lines = lines_of(decoded.text)
    setting = Setting(limits, markup=True, word_export=is_word_export(lines), interrupts=_begins_markdown)
    blocks = read_blocks(lines, (*_MARKDOWN_KINDS, *KINDS), setting)
    return Document(source, tuple(blocks), (*decoded.problems, *setting.problems))


def _begins_markdown(lines: Sequence[Line], at: int) -> bool:
    return any(kind.starts(lines, at) for kind in _MARKDOWN_KINDS)
