"""One figure's text → the number it writes, and what its own signs and words say about it.

The grammar is closed: lead-ins (comparators, currency, a few words that say nothing), one figure (digits, words,
a fraction, a range), and what may follow it (percent, currency, scale, a unit, a remark in brackets). A text
that is anything else writes no number: ``ver nota 5`` is not 5. Every step moves forward over the tokens, so
that the time is linear in the text's length.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from normalize import currency
from normalize.currency import Sign
from normalize.glyphs import NO_BREAK, plain
from normalize.number_words import is_and, is_decimal_point, is_number_word, read_words
from normalize.numerals import Convention, Numeral, is_representable, read_numeral
from normalize.tokens import Token, match, mend_recognition, scan

LONGEST = 400
"""Characters beyond which a text is prose and no figure."""
MOST_UNIT_WORDS = 8


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A figure as it is written: the header's scale and the column's percent scale are not applied yet."""

    value: Decimal
    value_high: Decimal | None = None
    comparator: str = "="
    form: str = "bare"
    """``bare``, ``fraction`` (``1/4``), ``words`` or ``range``."""
    percent: bool = False
    """Its own sign or words say percent."""
    point: bool = False
    """Its own words say points."""
    out_of: Decimal | None = None
    """What it is a part of: 8 in ``4 de 8`` and ``4/8``; ``value`` is then 4."""
    sign: Sign | None = None
    """The currency beside it."""
    scale: int = 0
    """Power of ten that its own words state (``5.3 millones``: 6), not applied to ``value``."""
    unit: str = ""
    """The words after it, as printed."""
    decimals: int = 0
    tells: Convention | None = None
    other: Decimal | None = None
    """The other reading of an ambiguous figure (``12.500``), or of a dash that may be a minus."""
    undecided: bool = False
    certainty: float = 1.0
    """1 for a plain figure, less for each slip or guess that the reading rests on."""


def read_number(
    text: str, convention: Convention | None = None, *, amount: bool = False, from_ocr: bool = False
) -> ReadNumber | None:
    """The one figure that ``text`` writes, None where it writes none or several.

    ``amount``: parentheses around it make it negative, as accountants write. ``from_ocr``: letters that look
    like digits may be digits.
    """
    if len(text) > LONGEST:
        return None
    read = plain(text)
    doubt = 1.0
    if from_ocr:
        mended = mend_recognition(read)
        if mended != read:
            read, doubt = mended, 0.6
    tokens = scan(read)
    if not tokens:
        return None
    found = _Reader(tokens, convention, amount).read()
    if found is None or not _holds(found):
        return None
    return replace(found, certainty=found.certainty * doubt) if doubt < 1 else found


def is_number_like(text: str) -> bool:
    """Whether a text holds digits or a number in words at all, read or not: what a checker asks of a cell that
    gave no measure."""
    tokens = scan(plain(text[: 4 * LONGEST]))
    return any(token.is_digits or (token.is_word and is_number_word(token.folded)) for token in tokens)


def _holds(found: ReadNumber) -> bool:
    values = [found.value, found.value_high, found.out_of]
    return all(value is None or is_representable(value) for value in values)


class _Reader:
    """Moves over the tokens once; each ``_take_…`` reads one thing at ``self.at`` and moves past it."""

    def __init__(self, tokens: list[Token], convention: Convention | None, amount: bool) -> None:
        self.tokens = tokens
        self.at = 0
        self.convention = convention
        self.amount = amount
        self.comparator = "="
        self.percent = self.point = False
        self.sign: Sign | None = None
        self.scale = 0
        self.certainty = 1.0
        self.wants_range = False

    def read(self) -> ReadNumber | None:
        bracketed = self._take_sign("(", "[")
        self._take_lead()
        minus = self._take_minus()
        if minus:
            self._take_currency()  # "-$5.000"
        figure = self._take_figure()
        if figure is None:
            return None
        value, numeral = figure
        form = "bare" if numeral is not None else "words"
        decimals = numeral.decimals if numeral else 0
        high, out_of = None, None
        other = numeral.other if numeral else None
        undecided = numeral.undecided if numeral else False
        tells = numeral.tells if numeral else None
        if numeral and numeral.slip:
            self.certainty *= 0.9
        self._take_trail()
        if (second := self._take_range()) is not None:
            high, form = second[0], "range"
            decimals = max(decimals, second[1].decimals if second[1] else 0)
            if high < value or minus or self._are_years(value, high):
                return None
            undecided = undecided or bool(second[1] and second[1].undecided)
            other = None
            self.comparator = "="
            self._take_trail()
        elif self.wants_range:
            return None
        elif (whole := self._take_whole()) is not None:
            out_of, slash = whole
            form = "fraction" if slash else form
            if out_of == 0:
                return None
            self._take_trail()
        negative = bool(minus)
        if bracketed:
            if not self._take_sign(")", "]"):
                return None
            self._take_trail()
            if self.amount and not self.percent:
                negative = True
            else:
                self.certainty *= 0.9
        unit = self._take_unit()
        if unit is None:
            return None
        if negative:
            value, other = -value, (value if minus == "apart" else (-other if other is not None else None))
            undecided = undecided or minus == "apart"
        return ReadNumber(
            value, high, self.comparator, form, self.percent, self.point, out_of, self.sign, self.scale, unit,
            decimals, tells, other, undecided, self.certainty,
        )  # fmt: skip

    # -- what stands before the figure

    def _take_lead(self) -> None:
        while self.at < len(self.tokens):
            if self._take_comparator("before") or self._take_currency():
                continue
            if (found := match(self.tokens, self.at, "fillers")) is not None:
                token = self.tokens[self.at]
                if token.folded in ("un", "una", "um", "uma") and not self._figure_follows(found[1]):
                    return  # the number one in words
                self.wants_range = False
                self.at = found[1]
                self.certainty = min(self.certainty, 0.95)
                continue
            if (found := match(self.tokens, self.at, "range_before")) is not None:
                self.wants_range = self.tokens[self.at].folded in ("entre", "between")
                self.at = found[1]
                continue
            if self._take_sign("%"):
                self.percent = True
                continue
            if self._take_sign(":"):
                continue
            return

    def _figure_follows(self, at: int) -> bool:
        following = self.tokens[at] if at < len(self.tokens) else None
        if following is None or match(self.tokens, at, "scale"):
            return False  # "un millón" counts one million
        return following.is_digits or is_number_word(following.folded)

    def _take_comparator(self, category: str) -> bool:
        found = match(self.tokens, self.at, "signs") if category == "before" else None
        found = found or match(self.tokens, self.at, category)
        if found is None:
            return False
        self.comparator, self.at = found
        if category == "before":
            self._take_sign(".")  # "aprox."
        return True

    def _take_currency(self) -> bool:
        joined = ""
        best: tuple[Sign, int] | None = None
        for at in range(self.at, min(self.at + 4, len(self.tokens))):
            if self.tokens[at].is_digits:
                break
            joined += self.tokens[at].text
            if len(joined) > currency.LONGEST_SIGN:
                break
            if (sign := currency.sign(joined)) is not None:
                best = sign, at + 1
        if best is None and self.at < len(self.tokens):
            named = currency.word(self.tokens[self.at].folded)
            best = None if named is None else (named, self.at + 1)
        if best is None or self.sign is not None:
            return False
        self.sign, self.at = best
        self.scale = self.scale or self.sign.scale
        return True

    def _take_minus(self) -> str:
        """``close`` for a minus that touches the figure, ``apart`` for one with a blank behind it, else empty."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or token.text not in ("-", "+"):
            return ""
        self.at += 1
        if token.text == "+" or self.at == len(self.tokens):
            return ""
        return "apart" if self.tokens[self.at].space else "close"

    # -- the figure

    def _take_figure(self) -> tuple[Decimal, Numeral | None] | None:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None:
            return None
        if token.is_digits:
            numeral = self._take_numeral()
            return None if numeral is None else (numeral.value, numeral)
        if token.is_word and is_number_word(token.folded):
            value = self._take_words()
            return None if value is None else (value, None)
        return None

    def _take_numeral(self) -> Numeral | None:
        tokens = self.tokens
        groups, marks = [tokens[self.at].text], []
        at = self.at + 1
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
        if " " in marks:
            self.certainty *= 0.8  # "12 500" may be two figures
        self.at = at
        if self._letter_follows():
            return None
        numeral = read_numeral(groups, marks, self.convention)
        # a mark that closes the figure: "3.352.461.-", "6,"
        if numeral is not None and self._sign_is(".", ",") and not tokens[self.at].space:
            self.at += 1
            if self._sign_is("-") and self.at + 1 == len(tokens):
                self.at += 1
        return numeral

    def _letter_follows(self) -> bool:
        """Whether letters touch the figure and are no known unit (``1A``, ``3er``, ``2º``)."""
        if self.at >= len(self.tokens):
            return False
        token = self.tokens[self.at]
        if token.space:
            return False
        if token.is_word:
            known = ("scale", "percent", "point", "range_between")
            if any(match(self.tokens, self.at, category) for category in known):
                return False
            return token.folded not in _CLOSE_UNITS and currency.sign(token.text) is None
        return token.text in ("º", "ª", "°", "_", "#", "@")

    def _take_words(self) -> Decimal | None:
        end = self.at
        while end < len(self.tokens):
            word = self.tokens[end].folded
            joins = end > self.at and (is_and(word) or is_decimal_point(word) or word == "-")
            if not is_number_word(word) and not (joins and self._number_word_at(end + 1)):
                break
            if end > self.at and match(self.tokens, end, "per_mille"):
                break
            end += 1
        words = [token.folded for token in self.tokens[self.at : end] if token.text != "-"]
        self.at = end
        return read_words(words)

    def _number_word_at(self, at: int) -> bool:
        return at < len(self.tokens) and is_number_word(self.tokens[at].folded)

    # -- what stands behind it

    def _take_trail(self) -> None:
        """Percent, per mille, points, scale, currency and comparators that follow, in any order."""
        while self.at < len(self.tokens):
            if self._take_sign("%"):
                self.percent = True
            elif self._take_sign("‰") or self._take_phrase("per_mille"):
                self.percent, self.scale = True, -1
            elif self._take_phrase("percent"):
                self.percent = True
                self._take_sign(".")
            elif self._take_phrase("point"):
                self.point = True
                self._take_sign(".")
            elif (found := match(self.tokens, self.at, "scale")) is not None and not self.scale:
                self.scale, self.at = int(found[0]), found[1]
                self._take_phrase_word("de")
            elif self._take_comparator("after") or self._take_currency():
                continue
            else:
                return

    def _take_range(self) -> tuple[Decimal, Numeral | None] | None:
        start = self.at
        if self._take_sign("-") or self._take_phrase("range_between"):
            self._take_currency()
            second = self._take_figure()
            if second is not None:
                return second
        self.at = start
        return None

    @staticmethod
    def _are_years(low: Decimal, high: Decimal) -> bool:
        return all(value == value.to_integral_value() and 1900 <= value < 2100 for value in (low, high))

    def _take_whole(self) -> tuple[Decimal, bool] | None:
        start = self.at
        slash = self._take_sign("/")
        if slash or self._take_phrase("out_of"):
            whole = self._take_figure()
            if whole is not None and not self._sign_is("/"):
                return whole[0], slash
        self.at = start
        return None

    def _take_unit(self) -> str | None:
        """The words up to the end, as printed; None where something follows that is no unit and no remark."""
        start = self.at
        words = 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.text in ("(", "["):
                unit = self._printed(start)
                return unit if self._remark_ends() else None
            if token.text in ("*", "†", ";", ".", ",", ":") and self.at + 1 == len(self.tokens):
                unit = self._printed(start)
                self.at += 1
                return unit
            touches = self.at > start and not token.space
            if token.is_word:
                words += 1
            elif not (touches and (token.text in ("/", ".", "-", "'") or token.is_digits)) or words == 0:
                if token.text in ("*", "†", "¹", "²", "³") and not token.space:
                    self.at += 1
                    continue
                return None
            self.at += 1
        if words > MOST_UNIT_WORDS:
            return None
        return self._printed(start)

    def _printed(self, start: int) -> str:
        pieces = [(t.space if at else "") + t.text for at, t in enumerate(self.tokens[start : self.at])]
        return " ".join("".join(pieces).split())

    def _remark_ends(self) -> bool:
        """Whether one bracketed remark runs to the end: words, a formula, or the figure in words again."""
        inside = self.tokens[self.at + 1 :]
        closing = {"(": ")", "[": "]"}[self.tokens[self.at].text]
        if inside and inside[-1].text in (".", "*"):
            inside = inside[:-1]
        if not inside or inside[-1].text != closing:
            return False
        digits = any(token.is_digits for token in inside)
        operators = any(token.text in ("/", "*", "+", "x", "×", "÷") for token in inside)
        self.certainty *= 0.95
        return operators or not digits

    # -- small steps

    def _sign_is(self, *signs: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].text in signs

    def _take_sign(self, *signs: str) -> bool:
        if self._sign_is(*signs):
            self.at += 1
            return True
        return False

    def _take_phrase(self, category: str) -> bool:
        found = match(self.tokens, self.at, category)
        if found is None:
            return False
        self.at = found[1]
        return True

    def _take_phrase_word(self, word: str) -> None:
        if self.at < len(self.tokens) and self.tokens[self.at].folded == word:
            self.at += 1


_CLOSE_UNITS = frozenset(
    "h hr hrs hs hrs min km m cm mm kg g gr grs lt lts l ha has m2 m3 kw kwh mw gb mb tb uf utm k pp p x".split()
)
"""Units that may touch the digits: ``5km``, ``20hrs``."""
