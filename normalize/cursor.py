"""A place in the tokens of a text, and the steps that read a sign, a phrase or a number there."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from normalize import currency
from normalize.currency import Sign
from normalize.glyphs import NO_BREAK
from normalize.number_words import is_and, is_decimal_point, is_number_word, read_words
from normalize.numerals import Convention, Numeral, read_numeral
from normalize.tokens import Token, match, words_of

SPACED = 0.8
"""Certainty of a figure whose groups stand apart by plain blanks."""
DOUBTFUL = 0.45
"""… of one that may as well be two figures, or something else than a figure of its kind."""
LONGEST_CODE = 3
"""Digits from which on a zero in front makes a code sooner than a number (``007``)."""


class Cursor:
    """Each ``take_…`` reads one thing at ``self.at`` and moves past it, or stays where it is not there."""

    def __init__(self, tokens: Sequence[Token], convention: Convention | None) -> None:
        self.tokens = tokens
        self.at = 0
        self.convention = convention
        self.certainty = 1.0
        self.spaced = False
        """Plain blanks stood between the groups of a number."""
        self.closed = False
        """A mark that ends a number stood behind the last one."""
        self.may_be_two = False
        """Two groups of digits with a blank between that nothing ties together (``5 100``, ``100, 200``)."""
        self.trailing_minus = False

    def sign_is(self, *signs: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].text in signs

    def take_sign(self, *signs: str) -> bool:
        if self.sign_is(*signs):
            self.at += 1
            return True
        return False

    def take_phrase(self, category: str) -> bool:
        found = match(self.tokens, self.at, category)
        if found is None:
            return False
        self.at = found[1]
        return True

    def take_figure(self) -> tuple[Decimal, Numeral | None] | None:
        if self.at >= len(self.tokens):
            return None
        token = self.tokens[self.at]
        if token.is_digits or self._opens_decimals():
            numeral = self._take_numeral()
            return None if numeral is None else (numeral.value, numeral)
        if is_number_word(token.folded):
            value = self._take_words()
            return None if value is None else (value, None)
        return None

    def _take_numeral(self) -> Numeral | None:
        tokens = self.tokens
        groups, marks = [tokens[self.at].text], list[str]()
        at = self.at + 1
        if not tokens[self.at].is_digits:
            groups, marks, at = ["0", tokens[at].text], groups, at + 1  # ".5"
        while at < len(tokens):
            token = tokens[at]
            if token.is_digits:
                if token.space not in (" ", NO_BREAK) or len(token.text) != 3:
                    break
                if any(mark not in (" ", NO_BREAK) for mark in marks):
                    break
                marks.append(token.space)
                groups.append(token.text)
                at += 1
            elif token.text in (".", ",", "'") and not token.space and at + 1 < len(tokens):
                following = tokens[at + 1]
                if not following.is_digits or following.space not in ("", " "):
                    break
                if following.space and (len(following.text) != 3 or token.text == "'"):
                    break
                marks.append(token.text + following.space)
                groups.append(following.text)
                at += 2
            else:
                break
        self.at = at
        if " " in marks:
            self.spaced = True
            self.certainty *= SPACED
        if len(groups) == 2 and marks[0].endswith(" ") and groups[1] != "000":
            self.may_be_two = True
        if self._letter_touches() or _goes_up_by_one(groups):
            return None
        if not marks and len(groups[0]) >= LONGEST_CODE and groups[0][0] == "0":
            self.certainty *= DOUBTFUL
        numeral = read_numeral(groups, marks, self.convention)
        if numeral is not None:
            self._take_close()
        return numeral

    def _opens_decimals(self) -> bool:
        """Whether a mark and digits behind it write decimals without a zero (``.5``)."""
        if not self.sign_is(".", ",") or self.at + 1 >= len(self.tokens):
            return False
        mark, following = self.tokens[self.at], self.tokens[self.at + 1]
        behind_word = self.at > 0 and not mark.space and self.tokens[self.at - 1].is_word  # "A.1"
        return following.is_digits and not following.space and not behind_word

    def _take_close(self) -> None:
        """A mark that closes the figure: ``3.352.461.-``, ``6,``, ``5.000,-``."""
        if self.sign_is(".", ",") and not self.tokens[self.at].space:
            self.at += 1
            self.closed = True
        if self.sign_is("-") and self.at + 1 == len(self.tokens):
            self.trailing_minus = not self.closed
            self.at += 1

    def _letter_touches(self) -> bool:
        """Whether letters touch the figure and are no known unit (``1A``, ``3er``, ``2º``)."""
        if self.at >= len(self.tokens) or self.tokens[self.at].space:
            return False
        token = self.tokens[self.at]
        if not token.is_word:
            return token.text in ("º", "ª", "°", "_", "#", "@")
        known = ("scale", "percent", "point", "range_between")
        if any(match(self.tokens, self.at, category) for category in known):
            return False
        return token.folded not in words_of("close_units") and currency.sign(token.text) is None

    def _take_words(self) -> Decimal | None:
        end = self.at
        while end < len(self.tokens):
            word = self.tokens[end].folded
            joins = end > self.at and (is_and(word) or is_decimal_point(word) or word == "-")
            if not is_number_word(word) and not (joins and self._number_word_at(end + 1)):
                break
            end += 1
        words = [token.folded for token in self.tokens[self.at : end] if token.text != "-"]
        self.at = end
        return read_words(words)

    def _number_word_at(self, at: int) -> bool:
        return at < len(self.tokens) and is_number_word(self.tokens[at].folded)


def _goes_up_by_one(groups: Sequence[str]) -> bool:
    """Whether groups of digits count on (``412,413,414``) and are a list sooner than a number."""
    numbers = [int(group) for group in groups if len(group) == 3]
    return len(groups) == len(numbers) > 2 and all(b - a == 1 for a, b in pairwise(numbers))


def currency_at(tokens: Sequence[Token], at: int) -> tuple[Sign, int] | None:
    """The longest currency sign, code or word that begins at ``at``, and the index after it. A sign made of
    letters alone counts only in capitals: ``L`` and ``us`` are words."""
    joined, best = "", None
    for stop in range(at, min(at + 4, len(tokens))):
        joined += tokens[stop].text
        if tokens[stop].is_digits or len(joined) > currency.LONGEST_SIGN:
            break
        sign = currency.sign(joined)
        if sign is not None and (not joined.isalpha() or joined.isupper()):
            best = sign, stop + 1
    if best is None and (named := currency.word(tokens[at].folded)) is not None:
        best = named, at + 1
    return None if best is not None and _names_a_part(tokens, at, best[1]) else best


def _names_a_part(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a letter and a digit that touch are a name (``Q3``, ``L2``) and no sum of money."""
    if end != at + 1 or end == len(tokens) or len(tokens[at].text) != 1 or not tokens[at].is_word:
        return False
    digit, behind = tokens[end], tokens[end + 1 : end + 2]
    goes_on = bool(behind) and behind[0].text in (".", ",") and not behind[0].space
    return digit.is_digits and not digit.space and len(digit.text) == 1 and not goes_on
