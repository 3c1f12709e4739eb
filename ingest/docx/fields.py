"""Fields: what they show stands in the text, what they are made of does not.

ECMA-376 part 1, 17.16. A field is ``begin`` … instruction … ``separate`` … result … ``end``, over runs and
paragraphs, one inside another. A few fields have no result and show their instruction or their form data.
"""

from __future__ import annotations

from lxml import etree

from ingest.docx.names import VAL, W, is_on, number
from ingest.wordprocessing.instructions import shown_by
from ingest.wordprocessing.symbols import TICKED, UNTICKED

_FIELD = W + "fldChar"
_KIND = W + "fldCharType"
_DROPPED = (W + "del", W + "moveFrom")


class _Open:
    """A field whose end has not come yet."""

    def __init__(self) -> None:
        self.is_result = False
        self.instruction: list[str] = []
        self.form: etree._Element | None = None


class Fields:
    """Follows the fields of one story (a body, a note) from paragraph to paragraph."""

    def __init__(self, story: etree._Element) -> None:
        self._open: list[_Open] = []
        self._hiding = 0
        """How many of the open fields are at their instruction."""
        self._endless = _endless(story)

    @property
    def is_showing(self) -> bool:
        """Whether text at this point is part of what a person sees."""
        return not self._hiding

    def meet(self, mark: etree._Element) -> tuple[str, bool]:
        """Pass a ``w:fldChar``: what the field that ends here shows in place of a result, and whether it is
        drawn from form data (a check box, a choice) rather than written."""
        kind = mark.get(_KIND)
        if kind == "begin":
            if mark not in self._endless:
                field = _Open()
                field.form = mark.find(W + "ffData")
                self._open.append(field)
                self._hiding += 1
        elif self._open and kind == "separate":
            self._hiding -= not self._open[-1].is_result
            self._open[-1].is_result = True
        elif self._open and kind == "end":
            field = self._open.pop()
            self._hiding -= not field.is_result
            return self._ended(field)
        return "", False

    def instruct(self, text: str) -> None:
        """Pass a piece of a field's instruction."""
        if self._open and not self._open[-1].is_result:
            self._open[-1].instruction.append(text)

    def _ended(self, field: _Open) -> tuple[str, bool]:
        if not self.is_showing:
            return "", False
        if field.form is not None:
            box, choices = field.form.find(W + "checkBox"), field.form.find(W + "ddList")
            if box is not None:
                return TICKED if _is_ticked(box) else UNTICKED, True
            if choices is not None and not field.is_result:
                return _chosen(choices), True
        return ("", False) if field.is_result else (shown_by("".join(field.instruction)), False)


def _is_ticked(box: etree._Element) -> bool:
    ticked = is_on(box.find(W + "checked"))
    return bool(is_on(box.find(W + "default"))) if ticked is None else ticked


def _chosen(choices: etree._Element) -> str:
    entries = [entry.get(VAL, "") for entry in choices.iterchildren(W + "listEntry")]
    results = [choices.find(W + name) for name in ("result", "default")]
    at = next((number(found.get(VAL)) for found in results if found is not None), 0)
    return entries[at] if 0 <= at < len(entries) else ""


def _endless(story: etree._Element) -> frozenset[etree._Element]:
    """Beginnings of fields that never end: taken for fields, they would hide all text after them."""
    beginnings: list[etree._Element] = []
    for mark in story.iter(_FIELD):
        kind = mark.get(_KIND)
        if kind == "begin":
            if next(mark.iterancestors(*_DROPPED), None) is None:
                beginnings.append(mark)
        elif kind == "end" and beginnings and next(mark.iterancestors(*_DROPPED), None) is None:
            beginnings.pop()
    return frozenset(beginnings)
