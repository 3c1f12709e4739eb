"""Forms that draw each other: what a page comes to once all are drawn, bounded before PDFium builds it.

PDFium builds every object of a form anew each time that it is drawn, all at once: 22 forms of two draws each,
one inside the other, come to four million. Forms that come to more than ``MOST``, and those that lead back
to themselves, draw no others; pages that come to more draw none at all. Their own text stays.

Of streams that ``content_streams`` can look into. Formats: ISO 32000-1, 7.5.7 (object streams), 8.10 (form
XObjects).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ingest.pdf.content_streams import ContentStream, content_streams, unpacked, written_into

MOST = 8 << 20
"""Bytes of content that a page may come to: PDFium takes some twenty times as much memory."""
_DRAW = 100
"""Bytes of content that take as much as drawing an empty form."""
_DEEPEST = 40
"""Forms inside each other; PDFium follows no more."""

_DO = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do(?![^\s/<>\[\](){}%])")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_PAIR = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+(\d+)\s+\d+\s+R\b")
_ELSEWHERE = re.compile(rb"/(?:Resources|XObject)\s+(\d+)\s+\d+\s+R\b")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+\s+\d+\s+R\b))")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")
_NUMBER = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+obj\Z")
_PACKED_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")


@dataclass(eq=False)
class _Drawn:
    """A content stream, with how often it draws what."""

    stream: ContentStream
    draws: Counter[bytes]
    names: dict[bytes, int] = field(default_factory=dict)
    """Numbers of the forms that its resources name."""
    cost: int = -1
    """What it comes to; below 0 while that is not known."""

    @property
    def own(self) -> int:
        return len(self.stream.content) + _DRAW * self.draws.total()


def without_excess(data: bytes) -> bytes | None:
    """The file with the draws taken out that come to too much, in place; None where there are none."""
    if b"/Form" not in data or (b"Do" not in data and b"/FlateDecode" not in data):
        return None
    forms: dict[int, list[_Drawn]] = {}
    others: list[_Drawn] = []
    for stream in content_streams(data):
        drawn = _Drawn(stream, Counter(map(_plain, _DO.findall(stream.content))))
        if _FORM.search(stream.head):
            forms.setdefault(stream.number, []).append(drawn)
        elif drawn.draws:
            others.append(drawn)
    if not forms or not (others or any(drawn.draws for some in forms.values() for drawn in some)):
        return None
    return _Graph(data, forms).pruned(others)


class _Graph:
    def __init__(self, data: bytes, forms: dict[int, list[_Drawn]]) -> None:
        self._data = data
        self._forms = forms
        self._excess: list[_Drawn] = []
        for drawn in (drawn for some in forms.values() for drawn in some):
            if drawn.draws:
                drawn.names = self._named(drawn.stream.head)

    def pruned(self, pages: list[_Drawn]) -> bytes | None:
        """The file without the draws of forms, and of contents of pages, that come to too much."""
        most = max([self._cost(number, set()) for number in self._forms])
        for drawn in pages:
            if drawn.own + drawn.draws.total() * most <= MOST:
                continue
            drawn.names = self._of_pages.get(drawn.stream.number, {})
            self._weigh(drawn, set())
        if not self._excess:
            return None
        made = bytearray(self._data)
        for drawn in self._excess:
            stream = drawn.stream
            room, content = stream.stop - stream.start, _DO.sub(b" ", stream.content)
            made[stream.start : stream.stop] = written_into(content, stream.packed, room) or b" " * room
        return bytes(made)

    def _cost(self, number: int, above: set[int]) -> int:
        """What drawing a form comes to, ``above`` being the forms that draw it."""
        for drawn in self._forms[number]:
            if drawn.cost < 0:
                self._weigh(drawn, above | {number})
        return max(drawn.cost for drawn in self._forms[number])

    def _weigh(self, drawn: _Drawn, above: set[int]) -> None:
        total = drawn.own
        for name, count in drawn.draws.items():
            number = drawn.names.get(name)
            for form in [number] if number is not None else self._by_name.get(name, ()):
                leads_back = form in above or len(above) > _DEEPEST
                total += MOST if leads_back else count * self._cost(form, above)
        drawn.cost = total
        if total > MOST and drawn.draws:
            drawn.cost = len(drawn.stream.content)
            self._excess.append(drawn)

    def _named(self, text: bytes, depth: int = 3) -> dict[bytes, int]:
        """The forms that a dictionary names, in itself or in the dictionaries of resources it refers to."""
        pairs = [(name, int(number)) for name, number in _PAIR.findall(text)]
        found = {_plain(name): number for name, number in pairs if number in self._forms}
        for number in _ELSEWHERE.findall(text) if depth else ():
            found |= self._named(self._objects.get(int(number), b""), depth - 1)
        return found

    @cached_property
    def _by_name(self) -> dict[bytes, tuple[int, ...]]:
        """The forms of each name anywhere in the file, for content whose resources are not found."""
        found: dict[bytes, set[int]] = {}
        for text in (
            *self._objects.values(),
            *(d.stream.head for some in self._forms.values() for d in some),
        ):
            for name, number in _PAIR.findall(text):
                if int(number) in self._forms:
                    found.setdefault(_plain(name), set()).add(int(number))
        return {name: tuple(numbers) for name, numbers in found.items()}

    @cached_property
    def _of_pages(self) -> dict[int, dict[bytes, int]]:
        """The forms that pages name, by the numbers of the streams of their contents."""
        found: dict[int, dict[bytes, int]] = {}
        for text in self._objects.values():
            for several, one in _CONTENTS.findall(text):
                names = self._named(text)
                for number in _REFERENCE.findall(several or one):
                    found.setdefault(int(number), {}).update(names)
        return found

    @cached_property
    def _objects(self) -> dict[int, bytes]:
        """The text of each object that is no stream."""
        found: dict[int, bytes] = {}
        begin = 0
        while (begin := self._data.find(b"obj", begin) + 3) > 2:
            number = _NUMBER.search(self._data[max(begin - 24, 0) : begin])
            if number is None:
                continue
            end = self._data.find(b"endobj", begin)
            text = self._data[begin : end if end >= 0 else None]
            begin += len(text)
            at = text.find(b"stream")
            if at < 0:
                found[int(number[1])] = text
            elif _PACKED_OBJECTS.search(text, 0, at):
                found.update(_packed_objects(text, at))
        return found


def _packed_objects(text: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The objects in an object stream, whose word ``stream`` stands at ``at``."""
    content = unpacked(text[at + (8 if text.startswith(b"\r\n", at + 6) else 7) :])
    first = re.search(rb"/First\s+(\d+)", text[:at])
    if first is None:
        return
    begin = int(first[1])
    pairs = [int(number) for number in re.findall(rb"\d{1,10}", content[:begin])]
    starts = [*pairs[1::2], len(content) - begin]
    for number, start, stop in zip(pairs[::2], starts, starts[1:], strict=False):
        yield number, content[begin + start : begin + stop]


def _plain(name: bytes) -> bytes:
    """A name without its escapes (``/A#31`` is ``/A1``)."""
    if b"#" not in name:
        return name
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), name)
