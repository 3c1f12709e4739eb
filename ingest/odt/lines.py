"""One paragraph's content as runs: text, blanks, breaks, fields as shown, note marks, what hangs on it.

OpenDocument 1.3 part 3, 6.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from ingest.docx.look import NOTHING, Look
from ingest.odt.names import DRAW, FIELD, HEADING, OFFICE, PARAGRAPH, TEXT, count, is_true
from ingest.odt.styles import Styles
from ingest.wordprocessing.drafts import Run
from ingest.wordprocessing.symbols import TICKED, UNTICKED, symbols

_DEEPEST = 60
"""Spans inside spans that are followed; below, text is gathered without its looks."""
_MOST_BLANKS = 1000
_BLANKS = re.compile("[ \t\r\n]+")
_NOT_LAID_OUT = "0"
"""What LibreOffice stores for the number of a note in a row that pages repeat until it has drawn the page."""
_PRIVATE = re.compile("[\uf000-\uf0ff]")
"""Codes of picture fonts."""
_CHARACTERS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_NOT_TEXT = frozenset(
    [
        *(OFFICE + name for name in ("annotation", "annotation-end", "event-listeners", "forms")),
        *(TEXT + name for name in ("tracked-changes", "ruby-text", "script", "number", "label")),
    ]
)
_NOTE = TEXT + "note"
_HIDDEN_PARAGRAPH = TEXT + "hidden-paragraph"
_GROUPS = (DRAW + "g", DRAW + "a")


@dataclass(frozen=True, slots=True)
class Note:
    """A note at its place in the text."""

    mark: str
    is_endnote: bool
    body: etree._Element


@dataclass(slots=True)
class Line:
    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    """What hangs on it and holds paragraphs: text boxes, shapes."""
    pictures: int = 0
    is_blank: bool = True
    """Blanks that come next are not shown."""


class LineReader:
    """Reads the paragraphs of one part.

    ``report`` takes the kinds of what was left out, with their facts; ``formula`` gives what an embedded
    object says in one line, empty for what is no formula.
    """

    def __init__(
        self,
        styles: Styles,
        report: Callable[..., None],
        formula: Callable[[etree._Element], str],
    ) -> None:
        self._styles = styles
        self._report = report
        self._formula = formula
        self.notes: list[Note] = []
        """In the order of their marks."""
        self._automatic = {False: 0, True: 0}
        """How many foot- and endnotes had a number so far."""

    def read(self, paragraph: etree._Element) -> Line:
        """The line of a ``text:p`` or ``text:h``."""
        line = Line()
        hidden = next(paragraph.iter(_HIDDEN_PARAGRAPH), None)
        if hidden is not None and is_true(hidden, TEXT + "is-hidden"):
            self._report("hidden_text")
            return line
        look = self._styles.paragraph(paragraph.get(TEXT + "style-name", "")).look
        self._content(paragraph, look, line, 0)
        return line

    def shapes(self, shape: etree._Element) -> Line:
        """What a frame or a shape holds that hangs on no paragraph (but on the page)."""
        line = Line()
        self._drawn(shape, NOTHING, line, 0)
        return line

    def _content(self, element: etree._Element, look: Look, line: Line, depth: int) -> None:
        if depth > _DEEPEST:
            self._add("".join(str(text) for text in element.itertext()), look, line)
            return
        self._add(element.text, look, line)
        for child in element.iterchildren(etree.Element):
            self._child(child, look, line, depth + 1)
            self._add(child.tail, look, line)

    def _child(self, child: etree._Element, look: Look, line: Line, depth: int) -> None:
        tag = str(child.tag)
        if tag == TEXT + "span":
            inside = self._styles.text(child.get(TEXT + "style-name", ""), look)
            self._content(child, inside, line, depth)
        elif tag == TEXT + "s":
            self._put(" " * count(child, TEXT + "c", _MOST_BLANKS), look, line)
        elif tag in _CHARACTERS:
            self._put(_CHARACTERS[tag], look, line)
        elif tag == _NOTE:
            self._note(child, look, line)
        elif tag in _NOT_TEXT:
            if tag == OFFICE + "annotation":
                self._report("comments_left_out")
        elif tag.startswith(DRAW):
            if not look.hidden:
                self._drawn(child, look, line, depth)
        elif tag == FIELD + "fieldmark":
            self._form(child, look, line)
        else:
            self._content(child, look, line, depth)

    def _add(self, text: str | None, look: Look, line: Line) -> None:
        """Text as XML holds it: blanks in a row are one, and none at the start (6.1.2)."""
        if not text:
            return
        text = _BLANKS.sub(" ", text)
        if line.is_blank and text[0] == " ":
            text = text[1:]
        if text:
            is_blank = text[-1] == " "
            self._put(text, look, line)
            line.is_blank = is_blank

    def _put(self, text: str, look: Look, line: Line, is_drawn: bool = False) -> None:
        line.is_blank = False
        if look.hidden:
            if not text.isspace():
                self._report("hidden_text")
            return
        if _PRIVATE.search(text):
            text = symbols(text, look.font)
        if text:
            line.runs.append(
                Run(
                    text,
                    bool(look.bold),
                    bool(look.raised),
                    look.size,
                    is_drawn=is_drawn,
                    is_struck=bool(look.struck),
                )
            )

    def _note(self, note: etree._Element, look: Look, line: Line) -> None:
        body = note.find(TEXT + "note-body")
        if look.hidden or body is None:
            return
        citation = note.find(TEXT + "note-citation")
        mark = "" if citation is None else "".join(str(text) for text in citation.itertext()).strip()
        is_endnote = note.get(TEXT + "note-class") == "endnote"
        if citation is not None and citation.get(TEXT + "label") is None:
            self._automatic[is_endnote] += 1
            if mark == _NOT_LAID_OUT:
                mark = str(self._automatic[is_endnote])
        line.runs.append(Run(mark, is_note=True))
        self.notes.append(Note(mark, is_endnote, body))

    def _drawn(self, shape: etree._Element, look: Look, line: Line, depth: int) -> None:
        """A frame or a shape: the texts in it hang on the line, a formula is part of it."""
        if shape.tag in _GROUPS and depth <= _DEEPEST:
            for child in shape.iterchildren(etree.Element):
                if str(child.tag).startswith(DRAW):
                    self._drawn(child, look, line, depth + 1)
        elif shape.tag == DRAW + "frame":
            for child in shape.iterchildren(DRAW + "text-box", DRAW + "object", DRAW + "object-ole"):
                if child.tag == DRAW + "text-box":
                    line.boxes.append(child)
                else:
                    self._put(self._formula(child), look, line)
                # what follows shows the same in another way
                break
            else:
                line.pictures += shape.find(DRAW + "image") is not None
        elif next(shape.iter(PARAGRAPH, HEADING), None) is not None:
            line.boxes.append(shape)

    def _form(self, mark: etree._Element, look: Look, line: Line) -> None:
        """A field of a form that Word made: its box is drawn, its chosen entry is text."""
        parameters = [*mark.iterchildren(FIELD + "param")]
        values = {
            parameter.get(FIELD + "name"): parameter.get(FIELD + "value", "") for parameter in parameters
        }
        kind = mark.get(FIELD + "type", "")
        if kind.endswith("FORMCHECKBOX"):
            is_ticked = values.get("Checkbox_Checked") == "true"
            self._put(TICKED if is_ticked else UNTICKED, look, line, is_drawn=True)
        elif kind.endswith("FORMDROPDOWN"):
            entries = [
                p.get(FIELD + "value", "") for p in parameters if "ListEntry" in p.get(FIELD + "name", "")
            ]
            chosen = values.get("Dropdown_Selected", "")
            if chosen.isdecimal() and int(chosen[:6]) < len(entries):
                self._put(entries[int(chosen[:6])], look, line)
        else:
            self._content(mark, look, line, _DEEPEST)
