"""The grammar of one figure, over tokens.

It is closed: lead-ins (comparators, currency, a few words that say nothing of the worth), one figure (digits,
words, a part of a whole, a range), and what may follow it (percent, currency, scale, a unit, a remark in
brackets). A text that is anything else writes no number: ``ver nota 5`` is not 5. Every step moves forward
over the tokens and looks a fixed number of them ahead, so that the time is linear in the text's length.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from normalize.calendar_words import YEARS, month
from normalize.currency import Sign
from normalize.cursor import DOUBTFUL, Cursor, currency_at
from normalize.number_words import is_number_word
from normalize.numerals import Convention, Numeral
from normalize.tokens import Token, match, scan, words_of
from normalize.written import ReadNumber

MOST_UNIT_WORDS = 8
LONGEST_RESTATED = 14
"""Tokens of brackets that say a figure again."""
SLIP = 0.9
"""Certainty of a figure written with a slip (``20, 000``)."""
REMARK = 0.9
"""… with a remark in brackets behind it, or in brackets itself."""
FILLED = 0.95
"""… with words around it that say nothing of its worth."""

FEWEST_OF_A_TELEPHONE = 1000
"""From here on two numbers without marks and a dash between may be one of a telephone (``555-1234``)."""
LONGEST_LIST = 100
"""Below this a number closed by ``.-`` may number what is not there."""

_BULLETS = ("•", "·", "▪", "●", "◦", "*", "○", "■", "\uf0b7", "\uf0a7")
_POWERS = ("2", "3")
"""Digits of a unit: ``m2``, ``km3``."""
_OPERATORS = ("/", "*", "+", "x", "×", "÷", "=")
_CLOSING = {"(": ")", "[": "]"}


def read_tokens(
    tokens: Sequence[Token], convention: Convention | None = None, amount: bool = False
) -> ReadNumber | None:
    """The figure that the tokens write together, None where they write none or several."""
    return _Reader(tokens, convention, amount).read() if tokens else None


class _Reader(Cursor):
    """Moves over the tokens once; each ``_take_…`` reads one thing at ``self.at`` and moves past it."""

    def __init__(self, tokens: Sequence[Token], convention: Convention | None, amount: bool) -> None:
        super().__init__(tokens, convention)
        self.amount = amount
        self.comparator = "="
        self.percent = self.point = False
        self.sign: Sign | None = None
        self.scale = 0
        self.wants_range = False
        self.contradicts = False
        """Two comparators that differ stand with one figure."""

    def read(self) -> ReadNumber | None:
        if len(self.tokens) > 1 and self.take_sign(*_BULLETS):
            self.certainty *= FILLED
        bracketed = self.take_sign("(", "[")
        self._take_lead()
        bracketed = bracketed or self.take_sign("(", "[")  # "$ (500)", "Cumple (100%)"
        minus = self._take_minus()
        if minus:
            self._take_currency()  # "-$5.000"
        first = self.take_figure()
        if first is None:
            return None
        value, numeral = first
        self._take_trail()
        if not self._take_restated(value):
            return None
        form = "words" if numeral is None else "bare"
        numerals = [numeral]
        high = whole = None
        if (second := self._take_range()) is not None:
            high, form = second[0], "range"
            numerals.append(second[1])
            if high < value or minus or (_is_year(value) and _is_year(high)):
                return None
            self.comparator = "="
            self._take_trail()
        elif self.wants_range:
            return None
        elif not self.percent and (part := self._take_whole()) is not None:
            whole, slash = part
            form = "fraction" if slash else form
            self._take_trail()
            if whole == 0 or self.percent or (slash and _is_year(whole)):
                return None
        negative = bool(minus)
        if bracketed:
            if not self.take_sign(")", "]"):
                return None
            self._take_trail()
            negative = negative or (self.amount and not self.percent)
            self.certainty *= 1 if negative else REMARK
        unit = self._take_unit()
        if unit is None or self.contradicts:
            return None
        if numeral is None and unit and match(scan(unit), 0, "of") is not None:
            return None  # "uno de los siguientes"
        return self._made(value, high, whole, form, numerals, unit, minus if negative else "", negative)

    def _made(
        self,
        value: Decimal,
        high: Decimal | None,
        whole: Decimal | None,
        form: str,
        numerals: Sequence[Numeral | None],
        unit: str,
        minus: str,
        negative: bool,
    ) -> ReadNumber:
        digits = [numeral for numeral in numerals if numeral is not None]
        other = digits[0].other if digits and high is None else None
        undecided = any(numeral.undecided for numeral in digits)
        if any(numeral.slip for numeral in digits):
            self.certainty *= SLIP
        if self._is_doubtful(value, high, unit, digits):
            self.certainty *= DOUBTFUL
        if self.trailing_minus and not negative and high is None:
            other, undecided = -value, True
        if negative:
            apart = minus == "apart"
            other = value if apart else (-other if other is not None else None)
            undecided = undecided or apart
            value = -value
        return ReadNumber(
            value=value,
            value_high=high,
            comparator=self.comparator,
            form=form,
            percent=self.percent,
            point=self.point,
            out_of=whole,
            sign=self.sign,
            scale=self.scale,
            unit=unit,
            decimals=max((numeral.decimals for numeral in digits), default=0),
            tells=digits[0].tells if digits else None,
            other=other,
            undecided=undecided,
            spaced=self.spaced,
            certainty=self.certainty,
        )

    def _is_doubtful(
        self, value: Decimal, high: Decimal | None, unit: str, digits: Sequence[Numeral]
    ) -> bool:
        """Whether what was read looks right and may be something else: two figures, the number of a list, of
        a telephone, a letter behind the figure that means thousands or millions or neither."""
        if self.sign is not None or self.percent:
            return False
        if unit in words_of("letters"):
            return True
        bare = all(not numeral.decimals and not numeral.tells for numeral in digits)
        if high is not None:
            return bare and high >= FEWEST_OF_A_TELEPHONE and value != 0 and not unit
        numbers_a_list = self.closed and self.tokens[-1].text == "-" and bare and value < LONGEST_LIST
        return self.may_be_two or numbers_a_list

    # -- what stands before the figure

    def _take_lead(self) -> None:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if self._take_comparator("before") or self._take_currency():
                continue
            if (found := match(self.tokens, self.at, "fillers")) is not None:
                if is_number_word(token.folded) and not self._figure_follows(found[1]):
                    return  # "un", "uma": the number one
                if self._touches_digits(found[1]):
                    return  # "A1"
                self.percent = self.percent or "%" in (t.text for t in self.tokens[self.at : found[1]])
                self.at = found[1]
                self.certainty = min(self.certainty, FILLED)
            elif (found := match(self.tokens, self.at, "range_before")) is not None:
                self.wants_range = self.wants_range or token.folded in ("entre", "between")
                self.at = found[1]
            elif not self.percent and self.take_sign("%"):
                self.percent = True
            elif token.is_word and not is_number_word(token.folded) and self._take_scale():
                continue  # "miles de $ 5"
            elif not self.take_sign(":"):
                return

    def _touches_digits(self, at: int) -> bool:
        """Whether digits stand at ``at`` right behind a word."""
        following = self.tokens[at] if at < len(self.tokens) else None
        return (
            following is not None
            and following.is_digits
            and not following.space
            and self.tokens[at - 1].is_word
        )

    def _figure_follows(self, at: int) -> bool:
        if at >= len(self.tokens) or match(self.tokens, at, "scale"):
            return False  # "un millón" counts one million
        return self.tokens[at].is_digits or is_number_word(self.tokens[at].folded)

    def _take_comparator(self, category: str) -> bool:
        found = match(self.tokens, self.at, "signs") if category == "before" else None
        found = found or match(self.tokens, self.at, category)
        if found is None:
            return False
        said, self.at = found
        if said != "~" or self.comparator == "=":
            self.contradicts = self.contradicts or (self.comparator not in ("=", "~", said))
            self.comparator = said
        if category == "before":
            self.take_sign(".")  # "aprox."
        return True

    def _take_currency(self) -> bool:
        if self.sign is not None or self.at >= len(self.tokens):
            return False
        found = currency_at(self.tokens, self.at)
        if found is None and self.tokens[self.at].folded in ("de", "of") and self.at + 1 < len(self.tokens):
            found = currency_at(self.tokens, self.at + 1)  # "un millón de pesos"
        if found is None:
            return False
        self.sign, self.at = found
        self.scale = self.scale or self.sign.scale
        return True

    def _take_minus(self) -> str:
        """``close`` for a minus that touches the figure, ``apart`` for one with a blank behind it."""
        if not self.sign_is("-", "+"):
            return ""
        sign = self.tokens[self.at].text
        self.at += 1
        if sign == "+" or self.at == len(self.tokens):
            return ""
        return "apart" if self.tokens[self.at].space else "close"

    # -- what stands behind it

    def _take_trail(self) -> None:
        """Percent, per mille, points, scale, currency and comparators that follow, in any order."""
        signed = False
        while self.at < len(self.tokens):
            if not signed and self.take_sign("%"):
                self.percent = signed = True
            elif self.take_sign("‰") or self.take_phrase("per_mille"):
                self.percent, self.scale = True, -1
            elif self.take_phrase("percent"):
                self.percent = True
                self.take_sign(".")
            elif self.take_phrase("point"):
                self.point = True
                self.take_sign(".")
            elif not self._take_scale() and not self._take_comparator("after") and not self._take_currency():
                return

    def _take_scale(self) -> bool:
        found = match(self.tokens, self.at, "scale")
        if found is None or self.scale:
            return False
        self.scale, self.at = int(found[0]), found[1]
        if self.at < len(self.tokens) and self.tokens[self.at].folded == "de":
            self.at += 1
        return True

    def _take_range(self) -> tuple[Decimal, Numeral | None] | None:
        start = self.at
        if self.closed:
            return None  # "1.- 5%" numbers what follows
        joins = "range_joins" if self.wants_range else "range_between"
        if self.take_sign("-") or self.take_phrase(joins):
            self._take_currency()
            second = self.take_figure()
            if second is not None:
                return second
        self.at = start
        return None

    def _take_whole(self) -> tuple[Decimal, bool] | None:
        """What the figure is a part of, and whether a slash says so."""
        start = self.at
        slash = self.take_sign("/")
        if slash or self.take_phrase("out_of"):
            whole = self.take_figure()
            if whole is not None and not self.sign_is("/"):
                return whole[0], slash
        self.at = start
        return None

    def _take_restated(self, value: Decimal) -> bool:
        """Moves past brackets that say the figure again (``diez (10) informes``); false where they say
        another, and which of both is meant is not known."""
        if not self.sign_is(*_CLOSING):
            return True
        closing = _CLOSING[self.tokens[self.at].text]
        for end in range(self.at + 2, min(self.at + LONGEST_RESTATED, len(self.tokens))):
            if self.tokens[end].text != closing:
                continue
            again = read_tokens(self.tokens[self.at + 1 : end], self.convention)
            if again is None or again.value_high is not None or again.out_of is not None:
                return True
            if again.value == value:
                self.percent = self.percent or again.percent
                self.at = end + 1
                self._take_trail()
                return True
            return self.percent and not again.percent  # the number of a note
        return True

    def _take_unit(self) -> str | None:
        """The words up to the end, as printed; None where what follows is no unit and no remark."""
        start = self.at
        close = start < len(self.tokens) and not self.tokens[start].space
        words = 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            last = self.at + 1 == len(self.tokens)
            touches = self.at > start and not token.space
            if token.text in _CLOSING:
                unit = self._printed(start)
                return unit if self._remark_ends() else None
            if token.is_word:
                words += 1
                if words == 1 and not self.percent and self._is_no_unit():
                    return None
            elif token.is_digits and touches and close and token.text not in _POWERS:
                return None  # "08h30"
            elif not (last and token.text in (";", ".", ",", ":")) and not (
                touches and words and (token.text in ("/", ".", "-", "'", "&") or token.is_digits)
            ):
                if token.text not in ("*", "†", "‡") or words:
                    return None
                start += 1  # a note mark behind the figure
            self.at += 1
        return self._printed(start) if words <= MOST_UNIT_WORDS else None

    def _is_no_unit(self) -> bool:
        """Whether the words here go on to something else than a unit: ``5 de marzo``, ``5 y otros``."""
        word = self.tokens[self.at].folded
        if word in words_of("no_unit"):
            return True
        following = [token.folded for token in self.tokens[self.at : self.at + 2]]
        return any(month(name) is not None and len(name) > 3 for name in following)

    def _printed(self, start: int) -> str:
        pieces = [
            (token.space if at else "") + token.text for at, token in enumerate(self.tokens[start : self.at])
        ]
        return " ".join("".join(pieces).split()).rstrip(" .,;:")

    def _remark_ends(self) -> bool:
        """Whether one bracketed remark runs to the end: words, a formula, the figure in words again; behind a
        percentage also a note's number or what it is made of, but no second percentage."""
        inside = self.tokens[self.at + 1 :]
        if inside and inside[-1].text in (".", "*"):
            inside = inside[:-1]
        if not inside or inside[-1].text != _CLOSING[self.tokens[self.at].text]:
            return False
        self.certainty *= REMARK
        if not any(token.is_digits for token in inside):
            return True
        if self.percent:
            return not any(token.text == "%" for token in inside)
        return any(token.text in _OPERATORS for token in inside)


def _is_year(value: Decimal) -> bool:
    return value == value.to_integral_value() and value in YEARS
