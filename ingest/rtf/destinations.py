"""Groups that are no text of the body: what they define, what they hold apart, what is stepped over.

RTF specification 1.9.1, "Destination Control Words" and the sections named below. A group marked ``\\*``
whose word is not here is stepped over by the reader.
"""

from __future__ import annotations

import re
from functools import partial

from ingest.document import Part
from ingest.rtf.fields import shown_instead
from ingest.rtf.flow import Flow, Sink
from ingest.rtf.fonts import read_fonts
from ingest.rtf.formulas import formula_of
from ingest.rtf.labels import label_of
from ingest.rtf.properties import read_properties
from ingest.rtf.reader import Destination, Reader
from ingest.rtf.styles import read_styles
from ingest.rtf.tokens import PARAMETER, end_of_group, past_binary


def _skip(reader: Reader, token: re.Match[bytes]) -> int:
    return end_of_group(reader.data, token.end())


def _enter(_reader: Reader, _token: re.Match[bytes]) -> None:
    """The group's text is text of the flow around it."""


def _binary(_: Reader, token: re.Match[bytes]) -> int:
    return past_binary(token.end(), token[PARAMETER])


def _picture(reader: Reader, token: re.Match[bytes]) -> int:
    reader.has_pictures = True
    state = reader.state
    if isinstance(state.sink, Flow) and not (state.is_unseen or state.is_preview):
        state.sink.add_picture()
    return _skip(reader, token)


def _same_picture(reader: Reader, token: re.Match[bytes]) -> int:
    """A picture once more, for readers that do not know its other form."""
    reader.has_pictures = True
    return _skip(reader, token)


def _shape_property(reader: Reader, token: re.Match[bytes]) -> int:
    """A property of a shape: a name and a value, which for ``pib`` is the picture that it shows."""
    stop = end_of_group(reader.data, token.end())
    if _SHOWS_PICTURE.match(reader.data, token.end(), stop):
        return _picture(reader, token)
    return stop


def _comment(reader: Reader, token: re.Match[bytes]) -> int:
    reader.report("comments_left_out")
    return _skip(reader, token)


def _object_class(reader: Reader, token: re.Match[bytes]) -> int:
    """The program of an embedded object, which shows as a picture only."""
    group, stop = reader.inside(token.end())
    program = group.text(reader.codec).strip()
    if program.startswith(_PROGRAMS_WITH_TEXT):
        reader.report("embedded_object", program=program)
        reader.enclosing.is_preview = True
    return stop


# Definitions


def _fonts(reader: Reader, token: re.Match[bytes]) -> int:
    group, stop = reader.inside(token.end())
    reader.fonts = read_fonts(group, reader.codec, reader.is_page_declared)
    reader.enclosing.font = reader.font(reader.default_font)
    return stop


def _styles(reader: Reader, token: re.Match[bytes]) -> int:
    group, stop = reader.inside(token.end())
    reader.headings, reader.captions = read_styles(group, reader.codec)
    return stop


def _lists(reader: Reader, token: re.Match[bytes]) -> int:
    group, stop = reader.inside(token.end())
    reader.lists.define(group, reader.codec)
    return stop


def _list_overrides(reader: Reader, token: re.Match[bytes]) -> int:
    group, stop = reader.inside(token.end())
    reader.lists.override(group, reader.codec)
    return stop


def _information(reader: Reader, token: re.Match[bytes]) -> int:
    group, stop = reader.inside(token.end())
    reader.properties.update(read_properties(group, reader.codec))
    return stop


# Text apart from the body


def _begin_flow(reader: Reader, flow: Flow) -> None:
    state = reader.state
    state.sink = flow
    state.plain(reader.font(reader.default_font))
    state.default_paragraph()
    state.is_inner_row = False


def _margin(part: Part, reader: Reader, _: re.Match[bytes]) -> None:
    flow = Flow()
    _begin_flow(reader, flow)
    reader.state.closing = lambda: reader.margins.append((part, flow.finish()))


def _note(reader: Reader, token: re.Match[bytes]) -> int | None:
    if reader.state.is_unseen:
        return _skip(reader, token)
    flow = Flow(is_note=True)
    mark = reader.notes.begin()
    _begin_flow(reader, flow)
    reader.state.closing = lambda: reader.notes.end(flow, mark)
    return None


def _text_box(reader: Reader, token: re.Match[bytes]) -> int | None:
    around = reader.state.sink
    if not isinstance(around, Flow):
        return None
    if reader.state.is_unseen:
        return _skip(reader, token)
    flow = Flow(around.is_note)
    _begin_flow(reader, flow)
    reader.state.closing = lambda: around.add_box(flow.finish())
    return None


def _label(reader: Reader, _: re.Match[bytes]) -> None:
    """The number or mark of a list's paragraph as its writer printed it."""
    state = reader.state
    around = state.sink
    if not isinstance(around, Flow):
        return
    printed = Sink()
    state.sink = printed
    state.closing = lambda: around.add_label(label_of("".join(printed.texts)))


# Fields


def _instruction(reader: Reader, _: re.Match[bytes]) -> None:
    instruction = Sink()
    reader.state.sink = instruction
    reader.form = None

    def shown() -> None:
        text, is_drawn = shown_instead("".join(instruction.texts), reader.form, reader.codec)
        reader.form = None
        field = reader.enclosing
        if text:
            field.hides_result = True
            if isinstance(field.sink, Flow) and not field.is_unseen:
                field.sink.add_shown(text, field, is_drawn=is_drawn)

    reader.state.closing = shown


def _form(reader: Reader, token: re.Match[bytes]) -> int:
    group, stop = reader.inside(token.end())
    reader.form = group.first("fftype") or group
    return stop


def _result(reader: Reader, token: re.Match[bytes]) -> int | None:
    return _skip(reader, token) if reader.enclosing.hides_result else None


# Others


def _ansi_and_unicode(reader: Reader, _: re.Match[bytes]) -> None:
    """``\\upr``: a group for old readers, then the same again in Unicode."""
    reader.state.skips_next_group = True


def _formula(reader: Reader, token: re.Match[bytes]) -> int:
    group, stop = reader.inside(token.end())
    reader.add(formula_of(group, reader.codec))
    return stop


def _inner_row(reader: Reader, _: re.Match[bytes]) -> None:
    reader.state.is_inner_row = True


_PROGRAMS_WITH_TEXT = ("Equation.", "Excel.", "MSGraph.", "PowerPoint.", "Word.", "opendocument.", "soffice.")
"""Programs whose embedded objects hold words and figures, by the start of their names."""

_SHOWS_PICTURE = re.compile(rb"\s*\{\\sn\s+pib\}\s*\{\\sv[^}]*\\pict")

_STEPPED_OVER = (
    # definitions without text
    "colortbl", "filetbl", "revtbl", "rsidtbl", "generator", "userprops", "template", "themedata", "xmlnstbl",
    # pictures, and the old forms of what stands beside them in a new one
    "shprslt", "objdata", "objname", "objalias", "objsect", "mmathPict",
    "nonesttables",
    # separators of notes, what belongs to comments, entries of indexes, bookmarks, old list definitions
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "atnid", "atnauthor",
    "atnicn", "xe", "tc", "tcn", "rxe", "bkmkstart", "bkmkend", "pn", "pnseclvl", "datafield",
)  # fmt: skip

_ENTERED = ("shpinst", "do", "result", "object", "moMathPara", "ud", "mmath", "fldrslt")

DESTINATIONS: dict[bytes, Destination] = {
    **{word.encode(): _skip for word in _STEPPED_OVER},
    **{word.encode(): _enter for word in _ENTERED},
    b"bin": _binary,
    b"pict": _picture,
    b"shppict": _picture,
    b"nonshppict": _same_picture,
    b"sp": _shape_property,
    b"annotation": _comment,
    b"objclass": _object_class,
    b"fonttbl": _fonts,
    b"stylesheet": _styles,
    b"listtable": _lists,
    b"listoverridetable": _list_overrides,
    b"info": _information,
    **{f"header{page}".encode(): partial(_margin, Part.HEADER) for page in ("", "l", "r", "f")},
    **{f"footer{page}".encode(): partial(_margin, Part.FOOTER) for page in ("", "l", "r", "f")},
    b"footnote": _note,
    b"shptxt": _text_box,
    b"dptxbxtext": _text_box,
    b"listtext": _label,
    b"pntext": _label,
    b"fldinst": _instruction,
    b"formfield": _form,
    b"fldrslt": _result,
    b"moMath": _formula,
    b"upr": _ansi_and_unicode,
    b"nesttableprops": _inner_row,
}
