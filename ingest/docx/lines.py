"""One paragraph's content as a line of text: runs, breaks, fields, symbols, note marks, text boxes."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from ingest.docx.fields import Fields
from ingest.docx.formulas import in_line
from ingest.docx.hanging import ALTERNATE, CHART, EMBEDDED, PICTURES, alternative, hanging
from ingest.docx.line import Draft, Line
from ingest.docx.look import NOTHING, Look, said
from ingest.docx.names import VAL, M, W
from ingest.docx.notes import ENDNOTE, FOOTNOTE, NoteMarks
from ingest.docx.styles import NO_STYLE, Styles, is_attribute_on, list_place, outline_level
from ingest.wordprocessing.symbols import is_symbol_font, symbol, symbols

_RUN, _RUN_LOOK = W + "r", W + "rPr"
_TEXT, _FIELD = W + "t", W + "fldChar"
_SPACE, _XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space", " \t\r\n"
_TABLE = W + "tbl"
_PART_OF_MASTER = W + "subDoc"
DROPPED = frozenset(W + name for name in ("del", "moveFrom"))
"""Text that tracked changes took out."""
_NOT_TEXT = frozenset(
    [
        *(W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")),
        *(W + name for name in ("delText", "delInstrText", "rt", "rubyPr", "permStart", "permEnd")),
    ]
)
_FORMULAS = frozenset((M + "oMath", M + "oMathPara"))
_NOTES = {W + "footnoteReference": FOOTNOTE, W + "endnoteReference": ENDNOTE}
_DRAWINGS = frozenset((W + "drawing", W + "pict", W + "object"))
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_PROGRAMS_WITH_TEXT = (
    "Equation.", "Excel.", "MSGraph.", "PowerPoint.", "Word.", "opendocument.", "soffice.",
)  # fmt: skip
"""Programs whose embedded objects hold words and figures, by the start of their names."""
_TYPED_BULLETS = frozenset("•▪")
"""Of a symbol font, at the head of a line: what Word leaves where a list was made plain text."""
_DEEPEST = 100
"""Levels of containers in one paragraph that are followed; below, texts are gathered without their looks."""


class LineReader:
    """Reads the paragraphs of one story in order, for fields run on from one to the next.

    ``report`` takes the kinds of what was left out: ``hidden_text``, ``embedded_object`` with its program.
    """

    def __init__(
        self,
        story: etree._Element,
        styles: Styles,
        notes: NoteMarks,
        report: Callable[..., None],
    ) -> None:
        self._styles = styles
        self._notes = notes
        self._report = report
        self._fields = Fields(story)
        self._keeps_space = any(
            element.get(_SPACE) == "preserve" for element in (story, *story.iterancestors())
        )
        self._looks: dict[tuple[Look, str, bool], Look] = {}
        self._style = NO_STYLE
        self._in_bold_table = False

    def read(self, paragraph: etree._Element, in_bold_table: bool = False) -> Line:
        """The line of a ``w:p``."""
        properties = paragraph.find(W + "pPr")
        style_id = None if properties is None else _value(properties.find(W + "pStyle"))
        self._style = self._styles.paragraph(style_id)
        self._in_bold_table = in_bold_table
        draft = Draft()
        self._content(paragraph, draft, 0)
        line = draft.line()
        line.style = self._style
        if properties is not None:
            line.place = list_place(properties)
            line.outline = outline_level(properties)
            line.runs_on = _runs_on(properties)
            if _has_hidden_mark(properties) and line.text and not line.text[-1].isspace():
                # Word sets nothing between the two; two figures must not become one.
                line.text += " "
        return line

    def _content(self, container: etree._Element, draft: Draft, depth: int) -> None:
        """Whatever a paragraph, or a container inside it, holds; containers that are not known are opened,
        so that no text is lost with them."""
        if depth > _DEEPEST:
            for text in container.iter(_TEXT):
                draft.add(text.text or "", NOTHING)
            return
        for child in container:
            tag = child.tag
            if tag == _RUN:
                self._run(child, draft, depth + 1)
            elif tag in _NOT_TEXT or tag in DROPPED:
                continue
            elif tag == _TABLE:
                draft.boxes.append(child)
            elif tag == _PART_OF_MASTER:
                self._report("imported_part", part=child.tag.rpartition("}")[2])
            elif tag in _FORMULAS:
                if self._fields.is_showing:
                    draft.add(in_line(child), NOTHING)
            elif tag == ALTERNATE:
                branch = alternative(child)
                if branch is not None:
                    self._content(branch, draft, depth + 1)
            elif len(child):
                self._content(child, draft, depth + 1)

    def _run(self, run: etree._Element, draft: Draft, depth: int, around: Look | None = None) -> None:
        """A run, or (with the look ``around`` it) an alternative inside one."""
        look = around or self._look(run.find(_RUN_LOOK))
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text = _typed(child, look.font, self._keeps_space)
                if text:
                    is_bullet = text in _TYPED_BULLETS and is_symbol_font(look.font) and not draft.pieces
                    self._add(draft, text, look, typed="" if is_bullet else None)
            elif tag in _NOT_TEXT:
                continue
            elif tag in _CHARACTERS:
                self._add(draft, _CHARACTERS[tag], look)
            elif tag == _FIELD:
                shown, is_drawn = self._fields.meet(child)
                if shown:
                    self._add(draft, shown, look, typed="" if is_drawn else None)
            elif tag == W + "instrText":
                self._fields.instruct(child.text or "")
            elif tag == W + "sym":
                self._add(draft, _symbol(child), look)
            elif tag in _NOTES:
                if self._is_shown(look):
                    typed = self._typed_mark(child)
                    draft.add_note(self._notes.refer(_NOTES[tag], child.get(W + "id", ""), typed))
                    if typed:
                        return
            elif tag in _DRAWINGS:
                if self._is_shown(look):
                    self._drawn(child, draft)
            elif tag == ALTERNATE:
                branch = alternative(child)
                if branch is not None and depth < _DEEPEST:
                    self._run(branch, draft, depth + 1, look)
            elif len(child):
                self._content(child, draft, depth + 1)

    def _add(self, draft: Draft, text: str, look: Look, *, typed: str | None = None) -> None:
        if not self._fields.is_showing:
            return
        if look.hidden:
            if text.strip():
                self._report("hidden_text")
            return
        draft.add(text, look, typed=typed)

    def _is_shown(self, look: Look) -> bool:
        return self._fields.is_showing and not look.hidden

    def _look(self, properties: etree._Element | None) -> Look:
        own = said(properties)
        key = (own, self._style.style_id, self._in_bold_table)
        found = self._looks.get(key)
        if found is None:
            found = self._styles.look(own, self._style, self._in_bold_table)
            self._looks[key] = found
        return found

    @staticmethod
    def _typed_mark(reference: etree._Element) -> str:
        """The mark that the author typed: the rest of the reference's run."""
        if not is_attribute_on(reference, "customMarkFollows"):
            return ""
        parts = []
        for after in reference.itersiblings():
            if after.tag == _TEXT:
                parts.append(after.text or "")
            elif after.tag == W + "sym":
                parts.append(_symbol(after))
        return "".join(parts).strip()

    def _drawn(self, drawing: etree._Element, draft: Draft) -> None:
        is_reported = False
        pictures = 0
        for found in hanging(drawing):
            if found.tag in PICTURES:
                pictures += 1
            elif found.tag == CHART:
                self._report("embedded_object", program="Chart")
            elif found.tag != EMBEDDED:
                draft.boxes.append(found)
            elif found.get("ProgID", "").startswith(_PROGRAMS_WITH_TEXT):
                self._report("embedded_object", program=found.get("ProgID"))
                is_reported = True
        # what an embedded object looks like is told with it
        draft.pictures += 0 if is_reported else pictures


def _runs_on(properties: etree._Element) -> bool:
    """Whether the next paragraph goes on in the same line: this one's mark is deleted or hidden, or it
    is a dropped initial."""
    frame, mark = properties.find(W + "framePr"), properties.find(_RUN_LOOK)
    if frame is not None and frame.get(W + "dropCap", "none") != "none":
        return True
    is_deleted = mark is not None and any(mark.find(name) is not None for name in DROPPED)
    return is_deleted or _has_hidden_mark(properties)


def _has_hidden_mark(properties: etree._Element) -> bool:
    mark = properties.find(_RUN_LOOK)
    return mark is not None and bool(said(mark).hidden)


def _typed(element: etree._Element, font: str | None, keeps_space: bool) -> str:
    """The characters of a ``w:t``. Space at its ends counts only where the file says so, as in Word."""
    text = element.text or ""
    if not keeps_space and element.get(_SPACE) != "preserve":
        text = text.strip(_XML_SPACE)
    if "\n" in text:
        text = text.replace("\r\n", " ").replace("\n", " ")
    return symbols(text, font)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    if not 0x20 <= code <= 0xFFFF or 0xD800 <= code < 0xE000:
        return ""
    return symbol(chr(code), element.get(W + "font"))


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(VAL)
