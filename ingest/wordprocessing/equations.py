"""Equations that old Word documents write as fields (``EQ \\f(1;2)``), in one line as other formulas are.

After "Field codes: Eq (Equation) field" of Word's own help. Such a field has no result: Word draws it from
its instruction, so that a reader of results alone loses what is divided by what.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r'\\\*\s*(?:"[^"]*"|\w*)|\\([a-z]{1,2})|\\(.)|([(),;])|([^\\(),;]+)', re.IGNORECASE | re.DOTALL
)
_OPTION = re.compile(r"\\([a-z]{2})\s*(-?\d+|\\\W)?\s*", re.IGNORECASE)
_BLANKS = re.compile(r"\s*")
_SIMPLE = re.compile(r"[\w.,%]*|\(.*\)|\[.*\]", re.DOTALL)
_SIGNS = {"su": "Σ", "pr": "Π"}
_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
_DEEPEST = 32


def bracketed(text: str) -> str:
    """Part of a formula, in brackets where it is more than one word."""
    text = text.strip()
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def equation(text: str) -> str:
    """What the instruction of an equation field says, without its name; switches that are not known show
    what stands in their brackets."""
    return _Equation(text).said().strip()


class _Said(NamedTuple):
    pieces: list[str]
    """What stands between separators."""
    separators: list[str]


class _Equation:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def said(self) -> str:
        shown = ""
        while self._at < len(self._text):
            found = self._until_close(0)
            shown += "".join(_joined(found))
            if self._at < len(self._text):  # a bracket that nothing opened
                shown += self._text[self._at]
                self._at += 1
        return shown

    def _until_close(self, depth: int) -> _Said:
        """The arguments up to the bracket that closes them, or to the end."""
        said = _Said([], [])
        piece: list[str] = []
        opened = 0
        while self._at < len(self._text):
            token = _TOKEN.match(self._text, self._at)
            if token is None:  # a lone backslash at the end
                self._at = len(self._text)
                break
            name, literal, sign, plain = token.groups()
            if sign == ")" and not opened:
                break
            self._at = token.end()
            if name:
                self._at = token.start()
                piece.append(self._switch(depth))
            elif sign in (",", ";") and not opened:
                said.separators.append(sign)
                said.pieces.append("".join(piece))
                piece = []
            else:
                opened += (sign == "(") - (sign == ")")
                piece.append(literal or sign or plain or "")
        said.pieces.append("".join(piece))
        return said

    def _switch(self, depth: int) -> str:
        """A switch such as ``\\f`` or ``\\s`` with its options and what stands in its brackets."""
        name = self._text[self._at + 1].lower()
        self._at += 2
        options: dict[str, str] = {}
        while option := _OPTION.match(self._text, self._at):
            options[option[1].lower()] = (option[2] or "").lstrip("\\")
            self._at = option.end()
        blanks = _BLANKS.match(self._text, self._at)
        opening = self._at if blanks is None else blanks.end()
        if self._text[opening : opening + 1] != "(" or depth > _DEEPEST:
            return ""
        self._at = opening + 1
        arguments = _arguments(self._until_close(depth + 1))
        self._at += 1
        return _written(name, options, arguments)


def _joined(said: _Said) -> list[str]:
    pieces = [said.pieces[0]]
    for separator, piece in zip(said.separators, said.pieces[1:], strict=True):
        pieces += [separator, piece]
    return pieces


def _arguments(said: _Said) -> list[str]:
    """The arguments: where semicolons separate them, a comma is one of a figure."""
    if ";" not in said.separators:
        return said.pieces
    found = [said.pieces[0]]
    for separator, piece in zip(said.separators, said.pieces[1:], strict=True):
        if separator == ";":
            found.append(piece)
        else:
            found[-1] += separator + piece
    return found


def _written(name: str, options: dict[str, str], arguments: list[str]) -> str:
    first, last = arguments[0].strip(), arguments[-1].strip()
    if name == "f" and len(arguments) > 1:
        return f"{bracketed(first)}/{bracketed(last)}"
    if name == "r":
        return f"{first if len(arguments) > 1 else ''}√({last})"
    if name == "s":
        if "up" in options or "do" in options:
            return f"{'^' if 'up' in options else '_'}{bracketed(''.join(arguments))}"
        return f"^{bracketed(first)}" + (f"_{bracketed(last)}" if len(arguments) > 1 else "")
    if name == "b":
        opening = options.get("bc") or options.get("lc") or ("" if "rc" in options else "(")
        closing = options.get("rc") or ("" if "lc" in options else _CLOSING.get(opening, opening))
        return f"{opening}{''.join(arguments)}{closing}"
    if name == "i":
        sign = next((shown for option, shown in _SIGNS.items() if option in options), options.get("fc", "∫"))
        below, above = (*arguments[:2], "", "")[:2]
        limits = f"_{bracketed(below)}" if below.strip() else ""
        limits += f"^{bracketed(above)}" if above.strip() else ""
        return f"{sign}{limits} {' '.join(arguments[2:])}".rstrip()
    if name in "al":
        return (" " if name == "a" else ",").join(arguments)
    return "".join(arguments)
