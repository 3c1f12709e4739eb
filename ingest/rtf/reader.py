"""Walks the tokens of a file once, keeps what holds in each group, and sends text to where it belongs.

What a control word does stands in ``words`` (looks, marks, row properties) and ``destinations`` (groups that
are no text of the body); a word that is in neither is stepped over, as the specification asks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from ingest.document import Part
from ingest.limits import Limits
from ingest.problems import Problem, problem
from ingest.rtf import characters, tokens
from ingest.rtf.code_pages import DEFAULT_CODEC
from ingest.rtf.flow import Flow
from ingest.rtf.fonts import Font
from ingest.rtf.groups import Group, read_group
from ingest.rtf.lists import Lists
from ingest.rtf.notes import Notes
from ingest.rtf.state import State
from ingest.rtf.tokens import BRACE, FALLBACK, HEX, PARAMETER, SYMBOL, TEXT, TOKEN, UNICODE, WORD
from ingest.wordprocessing.drafts import Draft

_WORDS = (WORD, PARAMETER)
_UNICODES = (UNICODE, FALLBACK)
_DEEPEST = 512
"""Groups inside groups that are followed; Word writes a few dozen."""
_BYTES = {f"{n:02x}".encode(): bytes([n]) for n in range(256)}
_AFTER_STAR = re.compile(rb"[\r\n ]*\\([a-zA-Z]+)")
_MEANINGFUL = re.compile(rb"\\(?:par|cell|row|u-?\d|'[0-9a-fA-F]{2})")
_BETWEEN_HALVES = b"uc"
"""The one word that may stand between the two halves of a character beyond the first plane."""
_LABELS = (b"\\listtext", b"\\pntext")

Word = Callable[["Reader", "int | None"], None]
"""What a control word does, given its number."""
Destination = Callable[["Reader", "re.Match[bytes]"], "int | None"]
"""What a word that opens a group of its own does, given its token; it may answer an offset to go on at."""


class Reader:
    """One reading of one file; ``words`` and ``destinations`` by name."""

    def __init__(
        self, data: bytes, limits: Limits, words: dict[bytes, Word], destinations: dict[bytes, Destination]
    ) -> None:
        self.data = data
        self.limits = limits
        self.codec = DEFAULT_CODEC
        self.is_page_declared = False
        self.default_font = 0
        self.fonts: dict[int, Font] = {}
        self.headings: dict[int, int] = {}
        self.captions: frozenset[int] = frozenset()
        self.lists = Lists()
        self.notes = Notes()
        self.properties: dict[str, str] = {}
        self.form: Group | None = None
        """The form data of the field that is being read."""
        self.body = Flow()
        self.margins: list[tuple[Part, list[Draft]]] = []
        """Headers and footers, in the order of the file."""
        self.state = State(self.body)
        self._words = words
        self._destinations = destinations
        self._has_labels = any(word in data for word in _LABELS)
        self._outer: list[State] = []
        self._pending: list[bytes | str] = []
        self._reports: dict[Problem, None] = {}
        self.has_pictures = False
        self._undecodable: Counter[str] = Counter()
        self._unopened = 0
        self._runs_on = False
        """Text followed the brace that ends the file: there is a brace too many."""
        self._trailing = 0
        self._too_deep = 0
        self._open_at_end = 0

    def read(self) -> None:
        at: int | None = max(0, self.data.find(b"{"))
        while at is not None:
            at = self._read_from(at)
        self._open_at_end = len(self._outer)
        if self._pending:
            self._flush(is_cut=bool(self._outer))
        self.end_flow()
        while self._outer:
            self._end_group()

    @property
    def is_inside_group(self) -> bool:
        """Whether a group inside the file's own is open; elsewhere a destination would swallow the rest."""
        return len(self._outer) > 1

    @property
    def enclosing(self) -> State:
        """What holds in the group around this one."""
        return self._outer[-1] if self._outer else self.state

    @property
    def problems(self) -> tuple[Problem, ...]:
        found = []
        if self._open_at_end:
            found.append(problem("rtf_cut", groups=self._open_at_end))
        if self._unopened:
            found.append(problem("rtf_unopened", count=self._unopened))
        if self._trailing:
            found.append(problem("rtf_trailing", bytes=self._trailing))
        if self._too_deep:
            found.append(problem("rtf_too_deep", count=self._too_deep, limit=_DEEPEST))
        for codec, count in sorted(self._undecodable.items()):
            found.append(problem("encoding_damaged", count=count, encoding=codec))
        return (*found, *self._reports)

    def report(self, kind: str, **facts: object) -> None:
        """Something that was left out, told once."""
        self._reports[problem(kind, **facts)] = None

    def add(self, text: str) -> None:
        """Text at this point, unless it is hidden."""
        state = self.state
        if not state.is_unseen:
            state.sink.add(text, state)
        elif not text.isspace():
            self.report("tracked_changes" if state.is_deleted else "hidden_text")

    def inside(self, start: int) -> tuple[Group, int]:
        """The group of definitions whose inside begins at ``start``, and where it ends."""
        end = tokens.end_of_group(self.data, start)
        return read_group(self.data, start, end), end

    def font(self, number: int) -> Font:
        return self.fonts.get(number) or Font(self.codec)

    def label(self) -> str:
        """The printed number of the paragraph that ends here, if its writer left it to the reader."""
        state = self.state
        if self._has_labels or not state.listed:
            return ""
        return self.lists.next_label(state.listed, state.level)

    def end_flow(self) -> None:
        """End the last paragraph of a flow, which may have no mark."""
        if isinstance(self.state.sink, Flow) and self.state.sink.has_text:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        state = self.state
        if not isinstance(state.sink, Flow):
            self.add(" ")
            return
        heading = self.headings.get(state.style, 0) if state.heading is None else state.heading
        is_caption = state.style in self.captions
        state.sink.end_paragraph(state.table_level, self.label(), heading, is_caption)

    def _read_from(self, at: int) -> int | None:
        """Read on from an offset; answers the offset to jump to, ``None`` at the end."""
        words, destinations, pending = self._words, self._destinations, self._pending
        for token in TOKEN.finditer(self.data, at):
            kind = token.lastindex
            if kind in _WORDS:
                name = token[WORD]
                word = words.get(name)
                if word is not None:
                    if pending and name != _BETWEEN_HALVES:
                        self._flush()
                    word(self, int(token[PARAMETER]) if kind == PARAMETER else None)
                elif name in destinations and (self.is_inside_group or name == b"bin"):
                    if pending:
                        self._flush()
                    jump = destinations[name](self, token)
                    if jump is not None:
                        return jump
            elif kind == TEXT:
                pending.append(token[TEXT])
            elif kind == HEX:
                pending.append(_BYTES[token[HEX].lower()])
            elif kind in _UNICODES:
                pending.append(tokens.code_point(token[UNICODE]))
                if kind == FALLBACK and self.state.fallback_size != 1:
                    return tokens.past_fallback(self.data, token.start(FALLBACK), self.state.fallback_size)
            else:
                if pending and token[0] not in (b"\\\\", b"\\{", b"\\}"):
                    self._flush()
                if kind == BRACE:
                    jump = self._brace(token[BRACE], token.end())
                else:
                    jump = self._symbol(token[SYMBOL], token.end())
                if jump is not None:
                    return jump
        return None

    def _brace(self, brace: bytes, end: int) -> int | None:
        if brace == b"{":
            if self.state.skips_next_group or len(self._outer) >= _DEEPEST:
                self._too_deep += not self.state.skips_next_group
                self.state.skips_next_group = False
                return tokens.end_of_group(self.data, end) + 1
            self._outer.append(self.state)
            self.state = self.state.child()
        elif not self._outer:
            self._unopened += 1
        else:
            self._end_group()
            if not self._outer:
                return self._after_end(end)
        return None

    def _end_group(self) -> None:
        closing = self.state.closing
        if closing is not None or len(self._outer) == 1:
            self.end_flow()
        if closing is not None:
            closing()
        self.state = self._outer.pop()

    def _after_end(self, end: int) -> int | None:
        """Where to go on behind the brace that ends the file: nowhere, unless text follows."""
        if self._runs_on:
            return None
        if _MEANINGFUL.search(self.data, end):
            self._runs_on = True
            self._unopened += 1
            return None
        self._trailing = len(self.data[end:].strip(b"\0\r\n\t }"))
        return len(self.data)

    def _symbol(self, sign: bytes, end: int) -> int | None:
        if sign in b"\\{}":
            self._pending.append(sign)
        elif sign in characters.BY_SYMBOL:
            self.add(characters.BY_SYMBOL[sign])
        elif sign in b"\r\n":
            self.end_paragraph()
        elif sign == b"*" and self.is_inside_group:
            word = _AFTER_STAR.match(self.data, end)
            if word is None or word[1] not in self._destinations:
                return tokens.end_of_group(self.data, end)
        return None

    def _flush(self, is_cut: bool = False) -> None:
        """Turn gathered bytes and code points into text; a figure that the end of the file cuts is dropped,
        for it would read as another one."""
        pending = self._pending
        font = self.state.font
        texts: list[str] = []
        raw: list[bytes] = []
        for piece in pending:
            if isinstance(piece, bytes):
                raw.append(piece)
            else:
                if raw:
                    texts.append(self._decoded(b"".join(raw), font))
                    raw.clear()
                texts.append(piece)
        if raw:
            texts.append(self._decoded(b"".join(raw), font))
        pending.clear()
        text = characters.seen(tokens.mended(font.shown("".join(texts))))
        if is_cut:
            text = _without_cut_figure(text)
        if text:
            self.add(text)

    def _decoded(self, raw: bytes, font: Font) -> str:
        text = font.decoded(raw)
        if "\ufffd" in text:
            self._undecodable[font.codec] += text.count("\ufffd")
        return text


def _without_cut_figure(text: str) -> str:
    start = max(text.rfind(space) for space in " \t\n\u00a0") + 1
    return text[:start] if any(character.isdigit() for character in text[start:]) else text
