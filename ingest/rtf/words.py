"""Control words of the text itself: looks, paragraph and cell marks, characters, row properties.

RTF specification 1.9.1, "Document Text" and "Table Definitions".
"""

from __future__ import annotations

from functools import partial

from ingest.rtf.characters import BY_WORD
from ingest.rtf.code_pages import codec_of_page
from ingest.rtf.flow import Flow
from ingest.rtf.notes import FORMATS
from ingest.rtf.properties import language_of
from ingest.rtf.reader import Reader, Word
from ingest.rtf.row_shape import RowInProgress
from ingest.rtf.styles import LEVELS

_LARGEST = 2000
"""Points; Word stops at 1638."""


def _is_on(number: int | None) -> bool:
    return number != 0


# Looks of characters


def _plain(reader: Reader, _: int | None) -> None:
    reader.state.plain(reader.font(reader.default_font))


def _font(reader: Reader, number: int | None) -> None:
    reader.state.font = reader.font(number or 0)


def _size(reader: Reader, number: int | None) -> None:
    if number is not None and 0 < number <= 2 * _LARGEST:
        reader.state.size = number / 2


def _bold(reader: Reader, number: int | None) -> None:
    reader.state.is_bold = _is_on(number)


def _hidden(reader: Reader, number: int | None) -> None:
    reader.state.is_hidden = _is_on(number)


def _deleted(reader: Reader, number: int | None) -> None:
    reader.state.is_deleted = _is_on(number)


def _raised(reader: Reader, number: int | None) -> None:
    reader.state.is_raised = _is_on(number)


def _struck(reader: Reader, number: int | None) -> None:
    reader.state.is_struck = _is_on(number)


def _not_raised(reader: Reader, _: int | None) -> None:
    reader.state.is_raised = False


def _fallback_size(reader: Reader, number: int | None) -> None:
    reader.state.fallback_size = max(0, 1 if number is None else number)


def _character(character: str, reader: Reader, _: int | None) -> None:
    reader.add(character)


# Paragraphs


def _default_paragraph(reader: Reader, _: int | None) -> None:
    state = reader.state
    state.default_paragraph()
    if isinstance(state.sink, Flow):
        state.sink.is_row_implied = False


def _style(reader: Reader, number: int | None) -> None:
    reader.state.style = number or 0


def _outline(reader: Reader, number: int | None) -> None:
    if number is not None:
        reader.state.heading = number + 1 if 0 <= number < LEVELS else 0


def _list(reader: Reader, number: int | None) -> None:
    reader.state.listed = number or 0


def _list_level(reader: Reader, number: int | None) -> None:
    reader.state.level = number or 0


def _in_table(reader: Reader, number: int | None) -> None:
    reader.state.is_in_table = _is_on(number)


def _depth(reader: Reader, number: int | None) -> None:
    reader.state.depth = max(0, min(reader.limits.table_depth, number or 0))


def _paragraph_mark(reader: Reader, _: int | None) -> None:
    """A mark that is hidden or deleted ends nothing: what follows goes on in the same line."""
    sink = reader.state.sink
    if not reader.state.is_unseen:
        reader.end_paragraph()
    elif isinstance(sink, Flow):
        sink.run_on()


def _section_mark(reader: Reader, _: int | None) -> None:
    reader.notes.begin_section()
    reader.end_flow()
    if isinstance(reader.state.sink, Flow):
        reader.state.sink.end_section()


# Tables


def _cell_mark(reader: Reader, _: int | None) -> None:
    if isinstance(reader.state.sink, Flow):
        reader.state.sink.end_cell(1, reader.label())


def _inner_cell_mark(reader: Reader, _: int | None) -> None:
    if isinstance(reader.state.sink, Flow):
        reader.state.sink.end_cell(max(2, reader.state.table_level), reader.label())


def _row_mark(reader: Reader, _: int | None) -> None:
    if isinstance(reader.state.sink, Flow):
        reader.state.sink.end_row(1)


def _inner_row_mark(reader: Reader, _: int | None) -> None:
    if isinstance(reader.state.sink, Flow):
        reader.state.sink.end_row(max(2, reader.state.table_level))


def _row_of(reader: Reader) -> RowInProgress | None:
    state = reader.state
    if not isinstance(state.sink, Flow):
        return None
    return state.sink.inner_row if state.is_in_inner_row else state.sink.row


def _begin_row(reader: Reader, _: int | None) -> None:
    row = _row_of(reader)
    if row is not None:
        row.begin()
        if isinstance(reader.state.sink, Flow) and not reader.state.is_in_inner_row:
            reader.state.sink.is_row_implied = True


def _row_left(reader: Reader, number: int | None) -> None:
    row = _row_of(reader)
    if row is not None:
        row.start_at(number or 0)


def _row_header(reader: Reader, number: int | None) -> None:
    row = _row_of(reader)
    if row is not None and _is_on(number):
        row.repeat_on_pages()


def _merge(how: str, reader: Reader, _: int | None) -> None:
    row = _row_of(reader)
    if row is not None:
        row.merge(how)


def _cell_edge(reader: Reader, number: int | None) -> None:
    row = _row_of(reader)
    if row is not None:
        row.end_cell_at(number or 0)


# The file as a whole


def _code_page(codec: str, reader: Reader, _: int | None) -> None:
    reader.is_page_declared = True
    _set_codec(reader, codec)


def _numbered_page(reader: Reader, number: int | None) -> None:
    codec = codec_of_page(number or 0)
    if codec is not None:
        reader.is_page_declared = True
        _set_codec(reader, codec)


def _set_codec(reader: Reader, codec: str) -> None:
    reader.codec = codec
    reader.state.font = reader.font(reader.default_font)


def _default_font(reader: Reader, number: int | None) -> None:
    reader.default_font = number or 0


def _language(reader: Reader, number: int | None) -> None:
    language = language_of(number or 0)
    if language:
        reader.properties.setdefault("language", language)


# Notes


def _note_mark(reader: Reader, _: int | None) -> None:
    sink = reader.state.sink
    if isinstance(sink, Flow) and not sink.is_note and not reader.state.is_unseen:
        reader.notes.refer(sink)


def _endnote(reader: Reader, _: int | None) -> None:
    if isinstance(reader.state.sink, Flow):
        reader.state.sink.is_endnote = True


def _note_format(is_endnote: bool, number_format: str, reader: Reader, _: int | None) -> None:
    reader.notes.set_format(is_endnote, number_format)


def _note_restart(is_endnote: bool, reader: Reader, _: int | None) -> None:
    reader.notes.restart_by_section(is_endnote)


WORDS: dict[bytes, Word] = {
    b"plain": _plain,
    b"f": _font,
    b"fs": _size,
    b"b": _bold,
    b"v": _hidden,
    b"deleted": _deleted,
    b"strike": _struck,
    b"striked": _struck,
    b"super": _raised,
    b"up": _raised,
    b"sub": _not_raised,
    b"dn": _not_raised,
    b"nosupersub": _not_raised,
    b"uc": _fallback_size,
    b"pard": _default_paragraph,
    b"s": _style,
    b"outlinelevel": _outline,
    b"ls": _list,
    b"ilvl": _list_level,
    b"intbl": _in_table,
    b"itap": _depth,
    b"par": _paragraph_mark,
    b"sect": _section_mark,
    b"cell": _cell_mark,
    b"nestcell": _inner_cell_mark,
    b"row": _row_mark,
    b"nestrow": _inner_row_mark,
    b"trowd": _begin_row,
    b"trleft": _row_left,
    b"trhdr": _row_header,
    b"cellx": _cell_edge,
    b"ansicpg": _numbered_page,
    b"mac": partial(_code_page, "mac_roman"),
    b"pc": partial(_code_page, "cp437"),
    b"pca": partial(_code_page, "cp850"),
    b"deff": _default_font,
    b"deflang": _language,
    b"chftn": _note_mark,
    b"ftnalt": _endnote,
    **{how.encode(): partial(_merge, how) for how in ("clmgf", "clmrg", "clvmgf", "clvmrg")},
    **{word.encode(): partial(_character, character) for word, character in BY_WORD.items()},
    **{
        f"{section}{kind}ftnn{ending}".encode(): partial(_note_format, kind == "a", number_format)
        for ending, number_format in FORMATS.items()
        for kind in ("", "a")
        for section in ("", "s")
    },
    **{
        f"{section}{kind}ftnrestart".encode(): partial(_note_restart, kind == "a")
        for kind in ("", "a")
        for section in ("", "s")
    },
}
