"""One paragraph's content as a line of text: runs, breaks, fields, symbols, note marks, text boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, islice

from lxml import etree

from ingest.docx.fields import Fields
from ingest.docx.formulas import in_line
from ingest.docx.look import NOTHING, Look, said
from ingest.docx.names import DGM, MC, VAL, A, M, R, W, is_on
from ingest.docx.notes import ENDNOTE, FOOTNOTE, NoteMarks
from ingest.docx.raised import Piece, Span, settled
from ingest.docx.styles import (
    NO_LIST_PLACE,
    NO_STYLE,
    ListPlace,
    ParagraphStyle,
    Styles,
    list_place,
    outline_level,
)
from ingest.docx.symbols import is_symbol_font, symbol, symbols

_RUN, _RUN_LOOK = W + "r", W + "rPr"
_TEXT, _FIELD = W + "t", W + "fldChar"
_SPACE, _XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space", " \t\r\n"
_ALTERNATE = MC + "AlternateContent"
_BOX, _TABLE = W + "txbxContent", W + "tbl"
DROPPED = frozenset(W + name for name in ("del", "moveFrom"))
"""Text that tracked changes took out."""
KEPT = frozenset(W + name for name in ("ins", "moveTo"))
"""Text that tracked changes put in."""
_NOT_TEXT = frozenset(
    [
        *(W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")),
        *(W + name for name in ("delText", "delInstrText", "rt", "rubyPr", "permStart", "permEnd")),
    ]
)
_FORMULAS = frozenset((M + "oMath", M + "oMathPara"))
_NOTES = {W + "footnoteReference": FOOTNOTE, W + "endnoteReference": ENDNOTE}
_PICTURES = frozenset((W + "drawing", W + "pict", W + "object"))
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_EMBEDDED = "{urn:schemas-microsoft-com:office:office}OLEObject"
_HANGING = frozenset((_BOX, _EMBEDDED, DGM + "relIds"))
_TEXTS = frozenset((_TEXT, M + "t", A + "t"))
_FAR = 10_000
"""Elements of an alternative that are searched for text."""
_PROGRAMS_WITH_TEXT = (
    "Equation.", "Excel.", "MSGraph.", "PowerPoint.", "Word.", "opendocument.", "soffice.",
)  # fmt: skip
"""Programs whose embedded objects hold words and figures, by the start of their names."""
_TYPED_BULLETS = frozenset("•▪")
"""Of a symbol font, at the head of a line: what Word leaves where a list was made plain text."""
_DEEPEST = 100
"""Levels of containers in one paragraph that are followed; below, texts are gathered without their looks."""


@dataclass(slots=True)
class Line:
    """A paragraph as it is read; ``label`` (its automatic number or bullet) is not yet in ``text``."""

    text: str = ""
    marks: tuple[str, ...] = ()
    drawn: tuple[Span, ...] = ()
    """Where form fields' boxes and choices stand in the text."""
    is_bold: bool = False
    """All visible characters are bold; false where there are none."""
    size: float | None = None
    """Of most of its characters, in points."""
    style: ParagraphStyle = NO_STYLE
    place: ListPlace = NO_LIST_PLACE
    outline: int | None = None
    """What the paragraph itself says of its outline level, 0 for body text."""
    runs_on: bool = False
    """Its paragraph mark is deleted or hidden: the next paragraph goes on in the same line."""
    boxes: list[etree._Element] = field(default_factory=list)
    """What stands beside its text: the contents of text boxes (``w:txbxContent``), diagrams
    (``dgm:relIds``), tables that a broken file holds inside a paragraph (``w:tbl``)."""


def joined(lines: list[Line]) -> Line:
    """Lines that run on from one to the next as one; the last lends its style."""
    if len(lines) == 1:
        return lines[0]
    last = lines[-1]
    starts = [*accumulate((len(line.text) for line in lines), initial=0)]
    with_words = [line for line in lines if line.text.strip()]
    return replace(
        last,
        text="".join(line.text for line in lines),
        marks=tuple(mark for line in lines for mark in line.marks),
        drawn=tuple(
            (start + first, start + stop)
            for start, line in zip(starts, lines, strict=False)
            for first, stop in line.drawn
        ),
        is_bold=bool(with_words) and all(line.is_bold for line in with_words),
        size=max(lines, key=lambda line: len(line.text)).size,
        boxes=[box for line in lines for box in line.boxes],
    )


class _Draft:
    """What is gathered of a line while its runs are read."""

    __slots__ = ("bold", "boxes", "is_plain", "pieces", "sizes", "visible")

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.is_plain = True
        self.sizes: dict[float | None, int] = {}
        self.bold = self.visible = 0
        self.boxes: list[etree._Element] = []

    def add(self, text: str, look: Look, *, is_drawn: bool = False) -> None:
        self.pieces.append(Piece(text, bool(look.raised), is_drawn=is_drawn))
        self.is_plain = self.is_plain and not (look.raised or is_drawn)
        if not text.isspace():
            self.visible += 1
            self.bold += bool(look.bold)
            self.sizes[look.size] = self.sizes.get(look.size, 0) + len(text)

    def add_note(self, mark: str) -> None:
        self.pieces.append(Piece(mark, is_note=True))
        self.is_plain = False


class LineReader:
    """Reads the paragraphs of one story in order, for fields run on from one to the next.

    ``report`` takes the kinds of what was left out: ``hidden_text``, ``tracked_changes``,
    ``embedded_object`` with its program.
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
        draft = _Draft()
        self._content(paragraph, draft, 0)
        line = Line(style=self._style, boxes=draft.boxes)
        if draft.is_plain:
            line.text = "".join(piece.text for piece in draft.pieces)
        else:
            whole = settled(draft.pieces)
            line.text, line.marks, line.drawn = whole.text, whole.marks, whole.drawn
        line.is_bold = 0 < draft.visible == draft.bold
        line.size = max(draft.sizes, key=draft.sizes.__getitem__, default=None)
        if properties is not None:
            line.place = list_place(properties)
            line.outline = outline_level(properties)
            line.runs_on = self._is_mark_gone(properties.find(_RUN_LOOK))
        return line

    def _content(self, container: etree._Element, draft: _Draft, depth: int) -> None:
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
            elif tag in _NOT_TEXT:
                continue
            elif tag in DROPPED:
                self._report("tracked_changes")
            elif tag == _TABLE:
                draft.boxes.append(child)
            elif tag in _FORMULAS:
                if self._fields.is_showing:
                    draft.add(in_line(child), NOTHING)
            elif tag == _ALTERNATE:
                branch = alternative(child)
                if branch is not None:
                    self._content(branch, draft, depth + 1)
            elif len(child):
                if tag in KEPT:
                    self._report("tracked_changes")
                self._content(child, draft, depth + 1)

    def _run(self, run: etree._Element, draft: _Draft, depth: int, around: Look | None = None) -> None:
        """A run, or (with the look ``around`` it) an alternative inside one."""
        look = around or self._look(run.find(_RUN_LOOK))
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text = _typed(child, look.font, self._keeps_space)
                if text:
                    is_bullet = text in _TYPED_BULLETS and is_symbol_font(look.font) and not draft.pieces
                    self._add(draft, text, look, is_drawn=is_bullet)
            elif tag in _NOT_TEXT:
                continue
            elif tag in _CHARACTERS:
                self._add(draft, _CHARACTERS[tag], look)
            elif tag == _FIELD:
                shown, is_drawn = self._fields.meet(child)
                if shown:
                    self._add(draft, shown, look, is_drawn=is_drawn)
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
            elif tag in _PICTURES:
                if self._is_shown(look):
                    self._picture(child, draft)
            elif tag == _ALTERNATE:
                branch = alternative(child)
                if branch is not None and depth < _DEEPEST:
                    self._run(branch, draft, depth + 1, look)
            elif len(child):
                self._content(child, draft, depth + 1)

    def _add(self, draft: _Draft, text: str, look: Look, *, is_drawn: bool = False) -> None:
        if not self._fields.is_showing:
            return
        if look.hidden:
            if text.strip():
                self._report("hidden_text")
            return
        draft.add(text, look, is_drawn=is_drawn)

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

    def _is_mark_gone(self, properties: etree._Element | None) -> bool:
        if properties is None:
            return False
        if any(properties.find(name) is not None for name in DROPPED):
            self._report("tracked_changes")
            return True
        return bool(is_on(properties.find(W + "vanish")) or is_on(properties.find(W + "specVanish")))

    @staticmethod
    def _typed_mark(reference: etree._Element) -> str:
        """The mark that the author typed: the rest of the reference's run."""
        if not is_on_attribute(reference, "customMarkFollows"):
            return ""
        parts = []
        for after in reference.itersiblings():
            if after.tag == _TEXT:
                parts.append(after.text or "")
            elif after.tag == W + "sym":
                parts.append(_symbol(after))
        return "".join(parts).strip()

    def _picture(self, picture: etree._Element, draft: _Draft) -> None:
        for found in hanging(picture):
            if found.tag != _EMBEDDED:
                draft.boxes.append(found)
            elif found.get("ProgID", "").startswith(_PROGRAMS_WITH_TEXT):
                self._report("embedded_object", program=found.get("ProgID"))


def alternative(alternate: etree._Element) -> etree._Element | None:
    """The one branch of an ``mc:AlternateContent`` to read: its first choice, unless only the fallback
    holds text."""
    branches = [*alternate.iterchildren(MC + "Choice"), *alternate.iterchildren(MC + "Fallback")]
    return next((branch for branch in branches if _has_text(branch)), branches[0] if branches else None)


def _has_text(branch: etree._Element) -> bool:
    return any(found.tag in _TEXTS for found in islice(branch.iter(), _FAR))


def hanging(picture: etree._Element) -> Iterator[etree._Element]:
    """What a picture holds that has words: text boxes (``w:txbxContent``), diagrams (``dgm:relIds``) and
    embedded objects (``o:OLEObject``), the outermost of each, once where there are alternatives."""
    waiting = [picture]
    while waiting:
        found = waiting.pop()
        if found.tag in _HANGING:
            yield found
        elif found.tag == _ALTERNATE:
            branch = alternative(found)
            if branch is not None:
                waiting.append(branch)
        else:
            waiting.extend(reversed(found))


def is_on_attribute(element: etree._Element, name: str) -> bool:
    return element.get(W + name, "0") in ("1", "true", "on")


def relation_of_diagram(ids: etree._Element) -> str | None:
    """The relationship of the data of a diagram (``dgm:relIds``)."""
    return ids.get(R + "dm")


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
