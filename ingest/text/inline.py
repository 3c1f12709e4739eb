"""What stands inside a cell or a paragraph: its text without markup, its note marks, whether it is bold.

One reader for plain text, Markdown and the cells of both. Markdown's emphasis and escapes, the inline tags of
HTML, character references and note references are taken off; raised digits become note marks where they are
such (``marks``). What is no markup stays: a lone asterisk (a note mark of the author), ``< 5%``, a formula in
dollar signs, ``2*3*4``. Emphasis follows CommonMark (0.31, section 6.2) but only at the edges of words, since
an asterisk inside one is more likely a multiplication in these documents.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ingest.text.marks import LOOKED_AT, RAISED_DIGITS, lowered
from ingest.text.pieces import InlineText, Pieces, plain
from ingest.text.tags import BOLD_TAGS, BREAKING_TAGS, PHRASING_TAGS

_TOKEN = re.compile(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
    |(?P<hard_break>\\(?=\n))
    |(?P<comment><!--)
    |(?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>)
    |(?P<reference>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    |(?P<note>\[\^[^\]\[\s]{1,32}\])
    |(?P<math>\$)
    |(?P<run>\*+|_+)
    |(?P<raised>["""
    + RAISED_DIGITS
    + "]+)",
    re.VERBOSE,
)
_RAISED = re.compile(f"[{RAISED_DIGITS}]+")
_SIGN = re.compile(f"[\\\\<&$*_{RAISED_DIGITS}]|\\[\\^")
"""What markup begins with; a text without any is plain."""
MARKUP = re.compile(
    r"\\[$*_#|~]|\*\*[^\s*][^*\n]{0,300}\*\*|<(?:br|/(?:p|b|u|i|em|strong|sup|sub|span|div))\s{0,4}/?>",
    re.IGNORECASE,
)
"""A sign that a plain text carries inline markup."""
_SUP_END = re.compile(r"</sup\s{0,4}>", re.IGNORECASE)
_DEL_END = re.compile(r"</del\s{0,4}>", re.IGNORECASE)
_LONGEST_DELETION = 2_000
_LONGEST_FORMULA = 4_000
_LONGEST_SUPERSCRIPT = 200
_AFTER_OPENING = frozenset("([{¿¡\"'“‘«$\\<*_+-#&≥≤")
"""Besides letters and digits, what emphasis may begin with."""
_NOT_BEFORE_OPENING = frozenset(")]}%")
"""Besides letters and digits, what emphasis does not begin after: a factor of a formula."""


def read_inline(source: str, *, markup: bool) -> InlineText:
    """Read one cell or paragraph. Without ``markup`` only raised digits are looked at. Linear."""
    if not (_SIGN if markup else _RAISED).search(source):
        return plain(source)
    pieces = Pieces()
    if markup:
        runs = _read_markup(source, pieces)
        return pieces.joined(_resolve(pieces.texts, runs))
    at = 0
    for found in _RAISED.finditer(source):
        pieces.add(source[at : found.start()])
        pieces.add_raised(lowered(found[0]), source[found.end() : found.end() + LOOKED_AT])
        at = found.end()
    pieces.add(source[at:])
    return pieces.joined()


@dataclass(slots=True)
class _Run:
    """Asterisks or underscores in a row: where among the pieces, and how many are not yet used."""

    piece: int
    sign: str
    left: int
    opens: bool
    closes: bool


def _read_markup(source: str, pieces: Pieces) -> list[_Run]:
    runs: list[_Run] = []
    at = 0
    formula_end = _formula_ends(source)
    last_comment_end = source.rfind("-->")
    while found := _TOKEN.search(source, at):
        pieces.add(source[at : found.start()])
        at = found.end()
        match found.lastgroup:
            case "escape":
                pieces.add(found[0][1])
            case "hard_break":
                pass
            case "comment":
                if last_comment_end < at:
                    pieces.add(found[0])
                else:
                    at = source.find("-->", at) + 3
            case "name" | "tag":
                at = _read_tag(source, found, pieces)
            case "reference":
                pieces.add(html.unescape(found[0]).replace("\x00", ""))
            case "note":
                pieces.add_mark(found[0][2:-1])
            case "math":
                end = formula_end.get(found.start(), at)
                pieces.add(source[found.start() : end])
                at = end
            case "run":
                runs.append(_run(source, found, len(pieces.texts)))
                pieces.add(found[0])
            case _:
                pieces.add_raised(lowered(found[0]), source[at : at + LOOKED_AT])
    pieces.add(source[at:])
    return runs


def _formula_ends(source: str) -> dict[int, int]:
    """Where each formula in dollar signs (TeX) begins and ends, by the rule of Pandoc: no white space just
    inside them, no digit just after them; ``$5.000 y $6.000`` is none."""
    ends: dict[int, int] = {}
    signs = [found.start() for found in re.finditer(r"(?<!\\)\$", source)]
    at = 0
    for first, second in pairwise(signs):
        if first < at or second - first > _LONGEST_FORMULA or second == first + 1:
            continue
        inside_ends = source[first + 1].isspace() or source[second - 1].isspace()
        if not inside_ends and not source[second + 1 : second + 2].isdigit():
            ends[first] = at = second + 1
    return ends


def _read_tag(source: str, found: re.Match[str], pieces: Pieces) -> int:
    """Take a tag for what it means; where reading goes on. A name that HTML does not know is text."""
    name, closing = found["name"].lower(), found[0].startswith("</")
    if name in BREAKING_TAGS:
        pieces.add("\n")
    elif name in BOLD_TAGS:
        pieces.depth = max(pieces.depth - 1, 0) if closing else pieces.depth + 1
    elif name == "sup" and not closing:
        end = _SUP_END.search(source, found.end(), found.end() + _LONGEST_SUPERSCRIPT)
        if end is None:
            return found.end()
        inner = read_inline(source[found.end() : end.start()], markup=True)
        after = source[end.end() : end.end() + LOOKED_AT]
        pieces.add_raised(inner.text or "".join(inner.marks), after)
        return end.end()
    elif name == "del" and not closing:
        end = _DEL_END.search(source, found.end(), found.end() + _LONGEST_DELETION)
        return found.end() if end is None else end.end()
    elif name not in PHRASING_TAGS:
        pieces.add(found[0])
    return found.end()


def _run(source: str, found: re.Match[str], piece: int) -> _Run:
    before, after = source[found.start() - 1 : found.start()], source[found.end() : found.end() + 1]
    sign, length = found[0][0], len(found[0])
    opens = (after.isalnum() or after in _AFTER_OPENING) and after != "" and not before.isalnum()
    opens = opens and before not in _NOT_BEFORE_OPENING
    closes = before != "" and not before.isspace() and not after.isalnum()
    if sign == "_":
        opens, closes = opens and after.isalnum() and length < 4, closes and before.isalnum() and length < 4
    return _Run(piece, sign, length, opens, closes)


def _resolve(texts: list[str], runs: Sequence[_Run]) -> list[bool]:
    """Pair the runs of emphasis signs and take those off ``texts`` that are markup; which texts stand
    between two signs each (strong)."""
    edges = [0] * (len(texts) + 1)
    open_runs: list[_Run] = []
    for run in runs:
        while run.closes and run.left:
            opener = next((earlier for earlier in reversed(open_runs[-8:]) if earlier.sign == run.sign), None)
            if opener is None:
                break
            while open_runs[-1] is not opener:
                open_runs.pop()
            used = 2 if min(opener.left, run.left) >= 2 else 1
            opener.left -= used
            run.left -= used
            if used == 2:
                edges[opener.piece] += 1
                edges[run.piece] -= 1
            if not opener.left:
                open_runs.pop()
        if run.opens and run.left:
            open_runs.append(run)
    for run in runs:
        texts[run.piece] = run.sign * run.left
    return [depth > 0 for depth in accumulate(edges[:-1])]
